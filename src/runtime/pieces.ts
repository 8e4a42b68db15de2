import type { Abort } from './abort.ts';
import type { Clock } from './clock.ts';
import { play, type Timeline } from './timeline.ts';
import type { Turns } from './turns.ts';

/** Pieces held or being produced while the reader takes none: one ready, one in progress. */
const AHEAD = 2;

/**
 * A timeline over an asynchronous source in which each piece is due as soon as it is available. Resolves with
 * the first piece (or the end of an empty source), so that an earlier failure becomes an error response
 * instead of a broken stream; such a failure rejects. Later errors are thrown by `take`, after the pieces
 * produced before them. The source is read only slightly ahead of the reader, and cancelling ends it.
 *
 * @example
 * return eventStream(await fromPieces(events()), toEvent({ error: 'The server is closing.' }));
 */
export async function fromPieces<T>(source: AsyncIterable<T>): Promise<Timeline<T>> {
  const pieces = new Pieces(source);
  await pieces.begin();
  return pieces;
}

/**
 * The reverse: iterates over a timeline, each piece when it is due. Takes nothing ahead of its reader. Ending the
 * iteration cancels the timeline, and so does `abort`, whose reason it then throws.
 *
 * @example
 * await store.blobs.write(toPieces({ clock, turns }, outgoing.frames, abort));
 */
export async function* toPieces<T>(
  time: { readonly clock: Clock; readonly turns: Turns },
  timeline: Timeline<T>,
  abort: Abort,
): AsyncGenerator<T> {
  const taken: T[] = [];
  let end: { readonly error?: unknown } | undefined;
  let wake = (): void => {};
  const playback = play(time, timeline, {
    write(piece) {
      taken.push(piece);
      wake();
      return false;
    },
    end() {
      end = {};
      wake();
    },
    fail(error) {
      end = { error };
      wake();
    },
  });
  const forget = abort.onAbort((reason) => {
    end = { error: reason };
    playback.stop(reason);
    wake();
  });
  try {
    for (;;) {
      const piece = taken.shift();
      if (piece !== undefined) {
        yield piece;
        playback.resume();
      } else if (end) {
        if ('error' in end) throw end.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    forget();
    playback.stop();
  }
}

class Pieces<T> implements Timeline<T> {
  readonly #iterator: AsyncIterator<T>;
  readonly #made: T[] = [];
  #state: 'making' | 'idle' | 'made' | 'failed' | 'over' = 'idle';
  #error: unknown;
  #listener: (() => void) | undefined;

  constructor(source: AsyncIterable<T>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  async begin(): Promise<void> {
    await this.#make();
    if (this.#state === 'failed') throw this.#error;
  }

  get nextAt(): number | undefined {
    if (this.#state === 'over') return undefined;
    const isDue = this.#made.length > 0 || this.#state === 'made' || this.#state === 'failed';
    return isDue ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }

  /** The state only becomes `over` here, so that a wrapping timeline sees the end within `take`. */
  take(): T | undefined {
    const piece = this.#made.shift();
    if (this.#state === 'idle') this.#make();
    else if (this.#made.length === 0 && this.#state === 'made') this.#state = 'over';
    else if (piece === undefined && this.#state === 'failed') {
      this.#state = 'over';
      throw this.#error;
    }
    return piece;
  }

  onReady(listener: () => void): void {
    this.#listener = listener;
  }

  cancel(): void {
    if (this.#state === 'over') return;
    const isOpen = this.#state === 'idle' || this.#state === 'making';
    this.#state = 'over';
    this.#made.length = 0;
    // Errors from a source that is being closed are irrelevant.
    if (isOpen) this.#iterator.return?.().catch(() => {});
  }

  async #make(): Promise<void> {
    this.#state = 'making';
    try {
      const { done, value } = await this.#iterator.next();
      if (this.#isOver()) return;
      if (!done) this.#made.push(value);
      this.#state = done ? 'made' : 'idle';
    } catch (error) {
      if (this.#isOver()) return;
      this.#error = error;
      this.#state = 'failed';
    }
    if (this.#state === 'idle' && this.#made.length < AHEAD) this.#make();
    this.#listener?.();
  }

  /** Whether it was cancelled during an await. */
  #isOver(): boolean {
    return this.#state === 'over';
  }
}

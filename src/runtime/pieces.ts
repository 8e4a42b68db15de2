import type { Timeline } from './timeline.ts';

/** Pieces made ahead of a reader that takes none: one to hand over, and one in the making. */
const AHEAD = 2;

/**
 * A timeline of what an asynchronous source makes, each piece due as soon as it is there. Resolves with the first piece (or the end of
 * an empty source), so that what goes wrong until then is an error and no broken stream; rejects with what the source throws
 * by then. What it throws later is thrown by `take`, behind the pieces made before. The source is asked only a little ahead
 * of the reader, and cancelling ends it.
 *
 * @example
 * const timeline = await fromPieces(studio.speak(job));
 * play(clock, timeline, sink);
 */
export async function fromPieces<T>(source: AsyncIterable<T>): Promise<Timeline<T>> {
  const pieces = new Pieces(source);
  await pieces.begin();
  return pieces;
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

  /** The end, too, is taken: whoever wraps a timeline sees it end in here. */
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
    // What a source throws while it is being ended concerns nobody.
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

  /** Cancelled while it was waited for. */
  #isOver(): boolean {
    return this.#state === 'over';
  }
}

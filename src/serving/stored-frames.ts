import type { Timeline } from '../runtime/timeline.ts';

/**
 * The frames of a stream whose answer is stored when it is complete. The last frame waits for that, because it
 * tells the reader whether the answer was stored; all others are on time.
 */
export class StoredFrames implements Timeline<string> {
  readonly #frames: Timeline<string>;
  readonly #store: () => Promise<string>;
  #state: 'open' | 'storing' | 'over' = 'open';
  #last: string | undefined;
  #listener: (() => void) | undefined;

  /** @param store called once after the last of `frames`; resolves to the frame that follows it and must not reject */
  constructor(frames: Timeline<string>, store: () => Promise<string>) {
    this.#frames = frames;
    this.#store = store;
  }

  get nextAt(): number | undefined {
    if (this.#state === 'open') return this.#frames.nextAt;
    if (this.#state === 'over') return undefined;
    return this.#last === undefined ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  onReady(listener: () => void): void {
    this.#listener = listener;
    this.#frames.onReady?.(listener);
  }

  take(now: number): string | undefined {
    if (this.#state !== 'open') {
      if (this.#last !== undefined) this.#state = 'over';
      return this.#last || undefined;
    }
    const batch = this.#frames.take(now);
    if (this.#frames.nextAt === undefined) {
      this.#state = 'storing';
      this.#store().then((last) => {
        this.#last = last;
        this.#listener?.();
      });
    }
    return batch;
  }

  /** An answer that is already complete is stored nevertheless. */
  cancel(reason?: unknown): void {
    if (this.#state === 'open') this.#frames.cancel(reason);
    this.#state = 'over';
  }
}

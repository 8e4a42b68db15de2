import type { Timeline } from '../runtime/timeline.ts';

/**
 * A timeline that starts with pieces which are due at once and made one by one. What is due of the rest is sent together
 * with the last of them.
 */
export class PrefixedTimeline implements Timeline<string> {
  readonly #pieces: Iterator<string>;
  readonly #rest: Timeline<string>;
  /** The next piece: undefined once there is none, null until it is asked for. */
  #piece: string | undefined | null = null;

  constructor(pieces: Iterable<string>, rest: Timeline<string>) {
    this.#pieces = pieces[Symbol.iterator]();
    this.#rest = rest;
  }

  #next(): string | undefined {
    if (this.#piece === null) {
      const { done, value } = this.#pieces.next();
      this.#piece = done ? undefined : value;
    }
    return this.#piece;
  }

  get nextAt(): number | undefined {
    return this.#next() === undefined ? this.#rest.nextAt : Number.NEGATIVE_INFINITY;
  }

  take(now: number): string | undefined {
    const piece = this.#next();
    if (piece === undefined) return this.#rest.take(now);
    this.#piece = null;
    const { nextAt } = this.#rest;
    if (this.#next() !== undefined || nextAt === undefined || nextAt > now) return piece;
    return piece + (this.#rest.take(now) ?? '');
  }

  onReady(listener: () => void): void {
    this.#rest.onReady?.(listener);
  }

  cancel(reason?: unknown): void {
    this.#piece = undefined;
    this.#rest.cancel(reason);
  }
}

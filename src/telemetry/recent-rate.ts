/** How much is added per second, weighted by how long ago: a tenth of a second counts fully, half a minute hardly. */
const FADE_MS = 10_000;

/**
 * A rate over the last ten seconds or so, in two numbers.
 *
 * @example
 * const rate = new RecentRate();
 * rate.add(100, now);
 * rate.at(now); // 10: per second
 */
export class RecentRate {
  #rate = 0;
  #at = Number.NEGATIVE_INFINITY;

  /** `now` in milliseconds. */
  add(amount: number, now: number): void {
    this.#rate = this.at(now) + (amount * 1000) / FADE_MS;
    this.#at = now;
  }

  /** Per second. */
  at(now: number): number {
    return this.#rate === 0 ? 0 : this.#rate * Math.exp(-Math.max(0, now - this.#at) / FADE_MS);
  }
}

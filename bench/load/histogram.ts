/** Milliseconds in steps of 0.01 up to 2 s, so that millions of samples need little memory and no sorting. */
export class Histogram {
  count = 0;
  sum = 0;
  readonly #bins = new Uint32Array(200_001);

  add(milliseconds: number): void {
    this.count++;
    this.sum += milliseconds;
    this.#bins[Math.min((milliseconds * 100) | 0, this.#bins.length - 1)]!++;
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** The value that `share` of the samples are below. */
  quantile(share: number): number {
    let left = this.count * share;
    for (let bin = 0; bin < this.#bins.length; bin++) {
      left -= this.#bins[bin]!;
      if (left < 0) return (bin + 0.5) / 100;
    }
    return Number.NaN;
  }
}

/**
 * Counts values in fixed buckets like a Prometheus histogram: a bucket includes its upper bound. Observing
 * allocates nothing.
 *
 * @example
 * const histogram = createHistogram([10, 20, 50]);
 * histogram.observe(20);
 * histogram.cumulative(); // Float64Array [0, 1, 1, 1]: the last one has no bound
 */
export interface Histogram {
  /** Ascending, in the unit of the values. */
  readonly bounds: Float64Array;
  /** Number of observed values. */
  readonly count: number;
  readonly sum: number;
  /** Counts a value `times` times. Non-finite values are ignored; negative ones count as zero. */
  observe(value: number, times?: number): void;
  /** Observes every value of a series. */
  observeAll(values: ArrayLike<number>): void;
  /** The number of values up to each bound, and finally the number of all values. */
  cumulative(): Float64Array;
}

/** `bounds` are in ascending order and in the unit of the values. */
export function createHistogram(bounds: readonly number[]): Histogram {
  return new Buckets(Float64Array.from(bounds));
}

class Buckets implements Histogram {
  readonly bounds: Float64Array;
  readonly #counts: Float64Array;
  /** Bucket of the last value: consecutive values tend to be similar. */
  #last = 0;
  count = 0;
  sum = 0;

  constructor(bounds: Float64Array) {
    this.bounds = bounds;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number, times = 1): void {
    if (!Number.isFinite(value)) return;
    const positive = Math.max(value, 0);
    const bucket = this.#bucketOf(positive);
    this.#last = bucket;
    this.#counts[bucket] = (this.#counts[bucket] as number) + times;
    this.count += times;
    this.sum += positive * times;
  }

  observeAll(values: ArrayLike<number>): void {
    for (let index = 0; index < values.length; index++) this.observe(values[index] as number);
  }

  cumulative(): Float64Array {
    let total = 0;
    return this.#counts.map((count) => {
      total += count;
      return total;
    });
  }

  #bucketOf(value: number): number {
    const { bounds } = this;
    const last = this.#last;
    // At either end only one bound applies: the upper one for the first bucket, the lower one for the last.
    const isAbove = last === 0 || value > (bounds[last - 1] as number);
    if (isAbove && (last === bounds.length || value <= (bounds[last] as number))) return last;
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= (bounds[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

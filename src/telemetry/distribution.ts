import type { Histogram } from './histogram.ts';

/** Values by bucket, at one moment: what is rendered of histograms. */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  /**
   * The number of values up to each bound, and finally of all values.
   *
   * @param bounds ascending; each must be a bound of the histograms, in the unit of the distribution
   * @throws RangeError for another bound
   */
  upTo(bounds: readonly number[]): Float64Array;
}

/**
 * Several histograms with the same bounds as one.
 *
 * @param units of the histograms, in one of the distribution: 1000 if they count milliseconds and it is read in seconds
 * @example
 * const distribution = distributionOf([oneEndpoint.gaps, another.gaps], 1000);
 * distribution.upTo([0.01, 0.1]); // Float64Array [3, 12, 12]
 */
export function distributionOf(histograms: readonly Histogram[], units = 1): Distribution {
  const [first] = histograms;
  let [count, sum] = [0, 0];
  const totals = new Float64Array((first?.bounds.length ?? 0) + 1);
  for (const histogram of histograms) {
    count += histogram.count;
    sum += histogram.sum / units;
    const cumulative = histogram.cumulative();
    for (let index = 0; index < totals.length; index++) {
      totals[index] = (totals[index] as number) + (cumulative[index] as number);
    }
  }
  return {
    count,
    sum,
    upTo(bounds) {
      const found = new Float64Array(bounds.length + 1);
      found[bounds.length] = count;
      if (!first) return found;
      let at = 0;
      for (let index = 0; index < bounds.length; index++) {
        const bound = (bounds[index] as number) * units;
        while ((first.bounds[at] as number) < bound) at++;
        if (first.bounds[at] !== bound) throw new RangeError(`${bounds[index]} is no bound of the histogram`);
        found[index] = totals[at] as number;
      }
      return found;
    },
  };
}

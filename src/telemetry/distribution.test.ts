import { describe, expect, it } from 'vitest';
import { dialects } from './dialects/dialects.ts';
import { distributionOf } from './distribution.ts';
import { createHistogram } from './histogram.ts';

describe('distributionOf', () => {
  it('counts several histograms up to some of their bounds, in another unit', () => {
    const [one, other] = [createHistogram([10, 20, 50]), createHistogram([10, 20, 50])];
    one.observeAll([5, 20, 100]);
    other.observe(30, 2);
    const both = distributionOf([one, other], 1000);
    expect(both.upTo([0.02, 0.05])).toEqual(Float64Array.from([2, 4, 5]));
    expect(both).toMatchObject({ count: 5, sum: 0.185 });
    expect(() => both.upTo([0.03])).toThrow(RangeError);
    expect(distributionOf([]).upTo([1, 2])).toEqual(Float64Array.from([0, 0, 0]));
  });

  it('finds the bounds of all dialects in what is counted', () => {
    // Rendering throws for a bound that is missing: see the tests of the dialects, which render all of them.
    const bounds = Object.values(dialects).flatMap(({ rows }) =>
      rows.flatMap((row) => (row.bounds ? [row.bounds] : [])),
    );
    for (const list of bounds) expect(list).toEqual([...new Set(list)].sort((one, two) => one - two));
  });
});

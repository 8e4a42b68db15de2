import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistogram } from './histogram.ts';

describe('createHistogram', () => {
  it("counts a value equal to a bound in that bound's bucket", () => {
    const histogram = createHistogram([10, 20, 50]);
    for (const value of [0, 10, 10.5, 20, 50, 50.5]) histogram.observe(value);
    expect([...histogram.cumulative()]).toEqual([2, 4, 5, 6]);
    expect(histogram).toMatchObject({ count: 6, sum: 141 });
  });

  it('ignores non-finite values and counts negative ones as zero', () => {
    const histogram = createHistogram([1]);
    histogram.observe(Number.NaN);
    histogram.observe(Number.POSITIVE_INFINITY);
    histogram.observe(-5);
    expect([...histogram.cumulative()]).toEqual([1, 1]);
    expect(histogram).toMatchObject({ count: 1, sum: 0 });
  });

  it('matches a naive count for any series', () => {
    const bounds = [1, 2, 5, 10, 20];
    const values = fc.array(fc.oneof(fc.float({ min: 0, max: 30, noNaN: true }), fc.constantFrom(...bounds)));
    fc.assert(
      fc.property(values, (series) => {
        const floats = Float32Array.from(series);
        const histogram = createHistogram(bounds);
        histogram.observeAll(floats);
        const expected = [...bounds, Number.POSITIVE_INFINITY].map(
          (bound) => floats.filter((value) => value <= bound).length,
        );
        expect([...histogram.cumulative()]).toEqual(expected);
      }),
    );
  });
});

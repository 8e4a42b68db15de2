import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistogram } from './histogram.ts';

describe('createHistogram', () => {
  it('puts a value that equals a bound below it', () => {
    const histogram = createHistogram([10, 20, 50]);
    for (const value of [0, 10, 10.5, 20, 50, 50.5]) histogram.observe(value);
    expect([...histogram.cumulative()]).toEqual([2, 4, 5, 6]);
    expect(histogram).toMatchObject({ count: 6, sum: 141 });
  });

  it('leaves out what is no number and takes negative values for zero', () => {
    const histogram = createHistogram([1]);
    histogram.observe(Number.NaN);
    histogram.observe(Number.POSITIVE_INFINITY);
    histogram.observe(-5);
    expect([...histogram.cumulative()]).toEqual([1, 1]);
    expect(histogram).toMatchObject({ count: 1, sum: 0 });
  });

  it('counts any series as counting one value after the other by definition does', () => {
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlidingWindow } from './sliding-window.ts';

describe('createSlidingWindow', () => {
  it('is exact for few values', () => {
    const window = createSlidingWindow(0);
    for (let value = 1; value <= 100; value++) window.add(value, value * 100);
    expect(window.summary(20_000)).toEqual({
      total: 100,
      count: 100,
      sum: 5050,
      rate: 5,
      sumRate: 252.5,
      avg: 50.5,
      min: 1,
      max: 100,
      p50: 50,
      p90: 90,
      p99: 99,
    });
  });

  it('drops values older than a minute, but keeps totals', () => {
    const window = createSlidingWindow(0);
    window.add(7, 500);
    expect(window.summary(59_999)).toMatchObject({ count: 1, max: 7 });
    expect(window.summary(60_000)).toMatchObject({ total: 1, count: 0, rate: 0, max: 0, p99: 0 });
    window.add(3, 60_500);
    expect(window.summary(60_500)).toMatchObject({ total: 2, count: 1, min: 3, max: 3 });
    expect(window).toMatchObject({ totalCount: 2, totalSum: 10 });
  });

  it('reports the true rate of a steady series, before and after it has filled up', () => {
    const window = createSlidingWindow(0);
    for (let at = 0; at < 150_000; at += 50) {
      window.add(2, at);
      if (at === 10_000 || at === 149_500) {
        expect(window.rate(at)).toBeCloseTo(20, 0);
        expect(window.summary(at).sumRate).toBeCloseTo(40, 0);
      }
    }
  });

  it('does not report a burst for a single early value', () => {
    const window = createSlidingWindow(0);
    window.add(1, 1);
    expect(window.rate(1)).toBe(1);
  });

  it('samples many values evenly and keeps counts and extremes exact', () => {
    const window = createSlidingWindow(0);
    for (let index = 0; index < 100_000; index++) window.add(index, index / 100);
    const summary = window.summary(1000);
    expect(summary).toMatchObject({ count: 100_000, min: 0, max: 99_999 });
    expect(Math.abs(summary.p50 - 50_000)).toBeLessThan(4000);
    expect(Math.abs(summary.p99 - 99_000)).toBeLessThan(4000);
  });

  it('weights each second by its number of values', () => {
    const window = createSlidingWindow(0);
    for (let index = 0; index < 9000; index++) window.add(10, 500);
    for (let index = 0; index < 60; index++) window.add(1, 1500);
    expect(window.summary(2000)).toMatchObject({ p50: 10, p90: 10 });
  });

  it('has ordered percentiles between the extremes for any input', () => {
    const values = fc.array(fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(200_000)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (series) => {
        const window = createSlidingWindow(0);
        for (const [value, at] of series) window.add(value, at);
        const { count, min, p50, p90, p99, max } = window.summary(Math.max(...series.map(([, at]) => at)));
        expect(count).toBeGreaterThan(0);
        expect([min, p50, p90, p99, max]).toEqual(
          [min, p50, p90, p99, max].toSorted((one, other) => one - other),
        );
      }),
    );
  });
});

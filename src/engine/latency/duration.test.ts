import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { type DurationSpec, sample } from './duration.ts';

function draw(spec: DurationSpec, count = 40_000): number[] {
  const random = createRandom('durations');
  return Array.from({ length: count }, () => sample(spec, random));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / middle;
}

describe('sample', () => {
  it.each([
    ['gaussian', 0.1],
    ['gaussian', 0.5],
    ['lognormal', 0.2],
    ['lognormal', 0.5],
    ['uniform', 0.3],
  ] as const)('keeps the mean of a %s duration with deviation %f', (shape, deviation) => {
    const values = draw({ mean: 40, deviation, shape });
    expect(mean(values) / 40).toBeCloseTo(1, 1.9);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  });

  it('returns the mean when shape is none', () => {
    expect(new Set(draw({ mean: 20, deviation: 0.5, shape: 'none' }, 100))).toEqual(new Set([20]));
  });

  it('has the requested spread', () => {
    expect(variation(draw({ mean: 40, deviation: 0.1, shape: 'gaussian' }))).toBeCloseTo(0.1, 2);
    expect(variation(draw({ mean: 40, deviation: 0.5, shape: 'lognormal' }))).toBeCloseTo(0.5, 1);
    expect(variation(draw({ mean: 40, deviation: 0.3, shape: 'uniform' }))).toBeCloseTo(
      0.3 / Math.sqrt(3),
      2,
    );
  });

  it('clamps gaussian durations, bounds uniform ones and gives lognormal ones a long tail', () => {
    const gaussian = draw({ mean: 10, deviation: 2, shape: 'gaussian' });
    expect(Math.min(...gaussian)).toBeCloseTo(3, 9);
    expect(Math.max(...gaussian)).toBeCloseTo(17, 9);
    const uniform = draw({ mean: 10, deviation: 0.2, shape: 'uniform' });
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...uniform)).toBeLessThanOrEqual(12);
    expect(Math.max(...draw({ mean: 10, deviation: 0.5, shape: 'lognormal' }))).toBeGreaterThan(30);
  });

  it('is never negative, however large the deviation', () => {
    expect(Math.min(...draw({ mean: 10, deviation: 5, shape: 'uniform' }))).toBe(0);
    expect(Math.max(...draw({ mean: 0, deviation: 1, shape: 'lognormal' }, 100))).toBe(0);
  });

  it('repeats for the same seed', () => {
    const spec: DurationSpec = { mean: 10, deviation: 0.4, shape: 'lognormal' };
    expect(draw(spec, 50)).toEqual(draw(spec, 50));
  });
});

import type { Random } from '../../runtime/random.ts';

/** A duration that may vary from one draw to the next. */
export interface DurationSpec {
  /** Milliseconds, at least 0. */
  readonly mean: number;
  /** As a fraction of the mean: 0.1 is ten per cent. Unused when `shape` is `none`. */
  readonly deviation: number;
  /**
   * - `none`: always the mean.
   * - `gaussian`: normal with `deviation` as its standard deviation, clamped to 0.3 to 1.7 times the mean as
   *   llm-d's simulator does. The clamp is symmetric, so the mean is kept.
   * - `lognormal`: the same mean, with `deviation` as the coefficient of variation. Its long right tail matches
   *   the time to first token of hosted models.
   * - `uniform`: uniform between `mean * (1 - deviation)` (at least 0) and `mean * (1 + deviation)`.
   */
  readonly shape: 'none' | 'gaussian' | 'lognormal' | 'uniform';
}

/**
 * Draws one duration, in milliseconds, never negative. Allocates nothing.
 *
 * @example
 * sample({ mean: 20, deviation: 0.1, shape: 'uniform' }, createRandom('seed')); // between 18 and 22
 */
export function sample(spec: DurationSpec, random: Random): number {
  const { mean, deviation } = spec;
  switch (spec.shape) {
    case 'none':
      return mean;
    case 'gaussian':
      return mean * Math.min(1.7, Math.max(0.3, 1 + deviation * random.normal()));
    case 'lognormal':
      return mean * lognormal(deviation, random);
    case 'uniform':
      return mean * Math.max(0, 1 + deviation * (2 * random.next() - 1));
  }
}

/** A lognormal factor with mean 1 and the given coefficient of variation. */
function lognormal(variation: number, random: Random): number {
  const variance = Math.log1p(variation * variation);
  return Math.exp(Math.sqrt(variance) * random.normal() - variance / 2);
}

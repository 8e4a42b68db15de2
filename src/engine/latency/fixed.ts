import type { Random } from '../../runtime/random.ts';
import { type DurationSpec, sample } from './duration.ts';
import type { LatencyModel, LatencyWork, Pace } from './model.ts';

export interface FixedLatencyOptions {
  /** Time to first token. */
  readonly ttft: DurationSpec;
  /** Inter-token latency: the gap before every later token, drawn separately for each. */
  readonly itl: DurationSpec;
}

/**
 * A fixed pace, independent of the model, the prompt and the sampling: for load tests that need every number
 * known in advance.
 *
 * @example
 * createFixedLatency({
 *   ttft: { mean: 200, deviation: 0.2, shape: 'lognormal' },
 *   itl: { mean: 20, deviation: 0, shape: 'none' },
 * });
 */
export function createFixedLatency(options: FixedLatencyOptions): LatencyModel {
  const { ttft, itl } = options;
  const constant = () => itl.mean;

  function plan(_work: LatencyWork, random: Random): Pace {
    const first = sample(ttft, random);
    if (itl.shape === 'none') return { ttft: first, gap: constant, steady: itl.mean };
    return { ttft: first, gap: () => sample(itl, random) };
  }
  return { plan };
}

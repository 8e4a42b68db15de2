import type { Duration } from './duration.ts';
import type { Options } from './options.ts';

/** The combined effect of the timing options. */
export type Timing =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'fixed';
      /** Time to first token, measured from the arrival of the request. */
      readonly ttft: Duration;
      /** Inter-token latency. */
      readonly itl: Duration;
    }
  | {
      readonly kind: 'profile';
      /** Relative half-width of the uniform variation of a model's times; 0 for none. */
      readonly spread: number;
    }
  | {
      readonly kind: 'engine';
      /** Whether times vary by chance. */
      readonly isVaried: boolean;
    };

type TimingOptions = Pick<
  Options,
  'fast' | 'latency' | 'ttft' | 'itl' | 'responseDelay' | 'randomDelay' | 'maxVariance'
>;

/**
 * Resolves which timing options apply: `fast` overrides `latency`, and `ttft` overrides `responseDelay`. An
 * explicit time varies exactly as written; `randomDelay` and `maxVariance` affect only `responseDelay` and
 * the model profiles.
 *
 * @example
 * toTiming(resolveOptions({ ttft: '100ms' }));
 * // { kind: 'fixed', ttft: { mean: 100, deviation: 0, shape: 'none' }, itl: { mean: 20, … } }
 */
export function toTiming(options: TimingOptions): Timing {
  const { fast, latency, ttft, itl, responseDelay, randomDelay, maxVariance } = options;
  if (fast || latency === 'none') return { kind: 'none' };
  const spread = randomDelay ? maxVariance : 0;
  if (latency === 'profile') return { kind: 'profile', spread };
  if (latency === 'engine') return { kind: 'engine', isVaried: randomDelay };
  const delay: Duration = {
    mean: responseDelay * 1000,
    deviation: spread,
    shape: spread === 0 ? 'none' : 'uniform',
  };
  return { kind: 'fixed', ttft: ttft ?? delay, itl };
}

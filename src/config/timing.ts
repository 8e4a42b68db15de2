import type { Duration } from './duration.ts';
import type { Options } from './options.ts';

/** What the timing options amount to, taken together. */
export type Timing =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'fixed';
      /** Time to the first token, from the arrival of the request. */
      readonly ttft: Duration;
      /** Time between two tokens. */
      readonly itl: Duration;
    }
  | {
      readonly kind: 'profile';
      /** The relative uniform spread of a model's times, 0 for none. */
      readonly spread: number;
    };

type TimingOptions = Pick<
  Options,
  'fast' | 'latency' | 'ttft' | 'itl' | 'responseDelay' | 'randomDelay' | 'maxVariance'
>;

/**
 * Settles which timing options apply: `fast` over `latency`, `ttft` over `responseDelay`. A time that was written out
 * varies exactly as written; only `responseDelay` and the model profiles take their spread from `randomDelay` and
 * `maxVariance`.
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
  const delay: Duration = {
    mean: responseDelay * 1000,
    deviation: spread,
    shape: spread === 0 ? 'none' : 'uniform',
  };
  return { kind: 'fixed', ttft: ttft ?? delay, itl };
}

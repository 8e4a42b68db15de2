import type { Random } from '../../runtime/random.ts';
import { type DurationSpec, sample } from './duration.ts';
import type { LatencyModel, LatencyWork, Pace } from './model.ts';
import { DEFAULT_PROFILE, type LatencyProfile, latencyProfiles } from './profiles.ts';

/** Prompt tokens whose prefill is already included in a profile's time to first token. */
const FREE_PROMPT_TOKENS = 100;
/** How much longer a token takes for every 1,000 tokens before it: attention reads the whole context. */
const SLOWER_PER_1000_TOKENS = 0.01;
/** How much longer the first token, and every later one, takes per unit of temperature above 1. */
const TTFT_PER_TEMPERATURE = 0.03;
const ITL_PER_TEMPERATURE = 0.02;
const SHORTEST_TTFT = 1;
const SHORTEST_GAP = 0.5;

export interface ProfileLatencyOptions {
  /** Keyed by the `latency` of a model card. Unknown names use the `default` row. */
  readonly profiles?: ReadonlyMap<string, LatencyProfile>;
  /** Largest deviation of a duration from its mean, as a fraction of the mean; 0 for no noise. Default unbounded. */
  readonly spread?: number;
}

/**
 * The pace of the requested model, each request independent of the others. Implements what the original FakeAI
 * promises about model complexity, prompt length, output length and temperature, with the constants of its
 * latency profiles.
 *
 * - The first token takes the profile's `ttft` plus the prefill of the uncached prompt tokens beyond 100, 3 %
 *   more per unit of temperature above 1, with lognormal noise; at least 1 ms.
 * - Every later token takes the profile's `itl`, 1 % more per 1,000 tokens of prompt and answer before it (an 8B
 *   model's 7.2 ms step grows by 0.06 µs per context token), 2 % more per unit of temperature above 1, with
 *   gaussian noise; at least 0.5 ms. Long answers therefore slow down towards their end.
 *
 * @throws RangeError when `profiles` has no `default` row.
 *
 * @example
 * const pace = createProfileLatency().plan({ model, promptTokens: 900, cachedTokens: 0, outputTokens: 50, temperature: 1 }, random);
 * pace.ttft; // milliseconds to the first token
 * pace.gap(1); // milliseconds from there to the second
 */
export function createProfileLatency({
  profiles = latencyProfiles,
  spread = Number.POSITIVE_INFINITY,
}: ProfileLatencyOptions = {}): LatencyModel {
  const fallback = profiles.get(DEFAULT_PROFILE);
  if (!fallback) throw new RangeError(`Latency profiles need a row named ${DEFAULT_PROFILE}`);
  return {
    plan: (work, random) => toPace(profiles.get(work.model.latency) ?? fallback, spread, work, random),
  };
}

/** Draws a duration, clamped to the fraction `spread` around its mean. */
function within(spread: number, spec: DurationSpec, random: Random): number {
  if (spread === 0) return spec.mean;
  return Math.min(Math.max(sample(spec, random), spec.mean * (1 - spread)), spec.mean * (1 + spread));
}

function toPace(profile: LatencyProfile, spread: number, work: LatencyWork, random: Random): Pace {
  const { promptTokens, cachedTokens } = work;
  const heat = Math.max(0, work.temperature - 1);
  const uncached = Math.max(0, promptTokens - cachedTokens - FREE_PROMPT_TOKENS);
  const ttft: DurationSpec = {
    mean: (profile.ttft + (uncached / profile.prefill) * 1000) * (1 + TTFT_PER_TEMPERATURE * heat),
    deviation: profile.ttftDeviation / profile.ttft,
    shape: 'lognormal',
  };
  const itl: DurationSpec = {
    mean: profile.itl * (1 + ITL_PER_TEMPERATURE * heat),
    deviation: profile.itlDeviation / profile.itl,
    shape: 'gaussian',
  };
  const growth = SLOWER_PER_1000_TOKENS / 1000;
  return {
    ttft: Math.max(SHORTEST_TTFT, within(spread, ttft, random)),
    gap: (index) =>
      Math.max(SHORTEST_GAP, within(spread, itl, random) * (1 + growth * (promptTokens + index))),
  };
}

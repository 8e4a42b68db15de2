import { RecentMap } from '../runtime/recent-map.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { ChoicePlan } from './plan.ts';
import type { GenerationRequest } from './request.ts';

/** Remembers how requests were answered, so that one asked again costs a lookup instead of being thought out anew. */
export interface PlanCache {
  /** The choices of an equal request, else those that `plan` makes. */
  plan(
    request: GenerationRequest,
    fingerprint: Fingerprint,
    plan: () => readonly ChoicePlan[],
  ): readonly ChoicePlan[];
}

/** Tokens of remembered answers, all together; about 60 bytes each. */
const CAPACITY_TOKENS = 250_000;

/** An answer that would take more of the cache than this is not kept. */
const LONGEST_TOKENS = 4_000;

/**
 * For content sources that repeat themselves. Answers with tool calls are not kept, because each has identifiers of its own, and
 * neither are those with log probabilities, because of their size.
 */
export function createPlanCache(): PlanCache {
  const plans = new RecentMap<readonly ChoicePlan[]>(CAPACITY_TOKENS);
  return {
    plan(request, fingerprint, plan) {
      const key = keyOf(request, fingerprint);
      const known = plans.get(key);
      if (known) return known;
      const choices = plan();
      const size = sizeOf(choices);
      if (size <= LONGEST_TOKENS && choices.every(isPlain)) plans.set(key, choices, size);
      return choices;
    },
  };
}

const isPlain = ({ calls, logprobs }: ChoicePlan): boolean => calls.length === 0 && logprobs === undefined;

/** What a plan takes: its tokens, and something for being there at all. */
function sizeOf(choices: readonly ChoicePlan[]): number {
  return choices.reduce((total, choice) => total + choice.tokens + 16, 0);
}

/** Everything besides the conversation that an answer depends on. */
function keyOf(request: GenerationRequest, fingerprint: Fingerprint): string {
  const { choices, limits, sampling, topLogprobs, reasoningEffort, verbosity, prediction, webSearch } =
    request;
  const { toolChoice, parallelToolCalls } = request;
  let key = `${fingerprint.key} ${choices} ${limits.maxTokens} ${limits.minTokens} ${limits.ignoreEos} ${sampling.seed} ${sampling.temperature} ${sampling.topP} ${sampling.frequencyPenalty} ${sampling.presencePenalty} ${topLogprobs} ${reasoningEffort} ${verbosity} ${parallelToolCalls} ${toolChoice.mode}`;
  if (limits.stop.length > 0 || prediction !== undefined || webSearch) {
    key += JSON.stringify([limits.stop, prediction, webSearch]);
  }
  if (sampling.logitBias.size > 0) key += JSON.stringify([...sampling.logitBias]);
  if (request.tools.length > 0) key += JSON.stringify(toolChoice);
  return key;
}

import type { ModelCard } from '../models/card.ts';

/** Shorter prompts of hosted models are never reported as cached (OpenAI's documentation, "Prompt caching"). */
const MINIMUM_TOKENS = 1024;

/** What is cached of hosted models is reported in steps of this many tokens. */
const STEP_TOKENS = 128;

/**
 * The cached tokens that an answer reports: engines report all blocks that were found, a hosted platform rounds down and
 * leaves out short ones.
 *
 * @example
 * reportedTokens(gpt4o, 1500); // 1408
 * reportedTokens(llama, 1488); // 1488
 */
export function reportedTokens({ selfHosted }: Pick<ModelCard, 'selfHosted'>, cached: number): number {
  return selfHosted ? cached : inSteps(cached);
}

/**
 * The cached tokens that a hosted platform reports.
 *
 * @example
 * inSteps(1500); // 1408
 */
export function inSteps(cached: number): number {
  return cached < MINIMUM_TOKENS ? 0 : Math.floor(cached / STEP_TOKENS) * STEP_TOKENS;
}

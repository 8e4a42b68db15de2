import type { BatchOptions } from '../batching/batch-options.ts';
import type { EngineProfile } from '../batching/engine-profiles.ts';
import { tokensPerStep } from '../batching/speculation.ts';
import { emptyPass, passTime } from '../batching/step-time.ts';
import type { Sequence } from '../scheduler/scheduler.ts';

/**
 * The pace of a sequence that an engine computes alone: the overhead of its request and the prefill, then steps of equal
 * length, that of a step in the middle of the answer. In milliseconds.
 *
 * @param cachedTokens of the prompt
 * @example
 * idlePace(profile, options, sequence, 0).ttft; // overhead + prefill
 */
export function idlePace(
  profile: EngineProfile,
  options: BatchOptions,
  { promptTokens, outputTokens, choices, random }: Sequence,
  cachedTokens: number,
): { readonly ttft: number; readonly each: number } {
  const { speedup, speculation, maxBatchedTokens, chunkedPrefill } = options;
  let ttft = profile.overheadMs * Math.exp(profile.overheadSigma * random.normal());
  const prompt = Math.max(1, promptTokens);
  const chunk = chunkedPrefill ? maxBatchedTokens : prompt;
  for (let done = Math.min(cachedTokens, prompt - 1); done < prompt; ) {
    const end = Math.min(prompt, done + chunk);
    const prefillSquares = end * end - done * done;
    const pass = { ...emptyPass(), prefillSequences: 1, prefillTokens: end - done, prefillSquares };
    ttft += passTime(profile, pass, speculation);
    done = end;
  }
  const decodeSequences = Math.max(1, choices.length);
  const contextTokens = decodeSequences * (prompt + outputTokens / 2);
  const step = passTime(profile, { ...emptyPass(), decodeSequences, contextTokens }, speculation);
  return {
    ttft: ttft / speedup,
    each: step / (speculation ? tokensPerStep(speculation) : 1) / speedup,
  };
}

import type { EngineProfile } from './engine-profiles.ts';
import { type Speculation, verificationCost } from './speculation.ts';

/** What one pass of the model computes. */
export interface ForwardPass {
  /** Prompts that are computed in part or to their end, and how many of their tokens. */
  prefillSequences: number;
  prefillTokens: number;
  /** Sum over the prompts of end² − start², in tokens²: attention to all tokens before. */
  prefillSquares: number;
  /** Sequences that decode, and the tokens that they attend to. */
  decodeSequences: number;
  contextTokens: number;
}

/**
 * Milliseconds of a pass without noise: t0 + α·B + β·K + a·c + b·(end² − start²). Decoding reads the weights once (t0), and
 * the keys and values of all context tokens K; a pass that also computes c prompt tokens takes that much longer. With
 * experts, t0 grows with the share of them that the tokens of the pass reach. Of a pass of reading-only work, the
 * profile's overhead is most of the time.
 *
 * @example
 * // 256 sequences with contexts of 450 tokens, on a profile of an 8B model: about 24 ms.
 * passTime(profile, { …, decodeSequences: 256, contextTokens: 256 * 450 });
 */
export function passTime(profile: EngineProfile, pass: ForwardPass, speculation?: Speculation): number {
  const { prefillTokens, decodeSequences } = pass;
  const decode =
    stepBase(profile, prefillTokens + decodeSequences) +
    profile.stepMsPerSequence * decodeSequences +
    (profile.stepUsPerContextToken * pass.contextTokens) / 1e3;
  const factor = speculation && decodeSequences > 0 ? verificationCost(speculation, decodeSequences) : 1;
  return decode * factor + prefillTime(profile, pass);
}

/** What the prompts add to the time of a pass. */
export function prefillTime(profile: EngineProfile, pass: ForwardPass): number {
  return (
    (profile.prefillUsPerToken * pass.prefillTokens) / 1e3 +
    (profile.prefillNsPerTokenSquared * pass.prefillSquares) / 1e6
  );
}

/** A pass to add to. */
export function emptyPass(): ForwardPass {
  return { prefillSequences: 0, prefillTokens: 0, prefillSquares: 0, decodeSequences: 0, contextTokens: 0 };
}

/**
 * t0: milliseconds to read the weights that the tokens of a pass need.
 *
 * @example
 * stepBase(profile, 256); // 20 for Mixtral: 256 tokens reach all of its experts
 */
export function stepBase({ stepMs, experts }: EngineProfile, tokens: number): number {
  if (experts === undefined) return stepMs;
  const { total, active, stepMsAll } = experts;
  // A token misses an expert with probability 1 − active / total; t0 is what one token reaches.
  const reached = 1 - (1 - active / total) ** (Math.max(1, tokens) - 1);
  return stepMs + (stepMsAll - stepMs) * reached;
}

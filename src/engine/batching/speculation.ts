import type { Random } from '../../runtime/random.ts';

/** Speculative decoding: drafts of the next tokens are verified in one step, and a run of right ones is emitted. */
export interface Speculation {
  /** For each draft the probability that it is accepted if those before it were. 1 to 16 drafts. */
  readonly acceptance: readonly number[];
  /** Factor of a step's time with one sequence: the drafting and the wider verification. At least 1. */
  readonly cost: number;
  /** What each further sequence adds to the factor: with a large batch, verification is bound by computation. */
  readonly costPerSequence: number;
}

/**
 * Multi-token prediction with two drafts, with the acceptance that Dynamo's mocker assumes: 2.1 tokens a step. The costs are
 * a model: a gain of 1.9 with one sequence, of 1.7 with 32, and a loss beyond 200, as measured gains shrink from
 * batches of 16 to 32 on.
 */
export const MULTI_TOKEN_PREDICTION: Speculation = {
  acceptance: [0.85, 0.3],
  cost: 1.1,
  costPerSequence: 0.005,
};

/**
 * The mean number of tokens of a step: 1 + p1 + p1 p2 + …
 *
 * @example
 * tokensPerStep(MULTI_TOKEN_PREDICTION); // 2.105
 */
export function tokensPerStep({ acceptance }: Speculation): number {
  let run = 1;
  let sum = 1;
  for (const probability of acceptance) {
    run *= probability;
    sum += run;
  }
  return sum;
}

/** Tokens that one step may emit; 1 without speculation. */
export function mostTokens(speculation: Speculation | undefined): number {
  return 1 + (speculation?.acceptance.length ?? 0);
}

/** The tokens of one step of one sequence: 1 and the drafts accepted. */
export function drawTokens({ acceptance }: Speculation, random: Random): number {
  let tokens = 1;
  while (tokens <= acceptance.length && random.next() < (acceptance[tokens - 1] as number)) tokens++;
  return tokens;
}

/** Factor of the decode time of a step with this many sequences. */
export function verificationCost({ cost, costPerSequence }: Speculation, sequences: number): number {
  return cost + costPerSequence * Math.max(0, sequences - 1);
}

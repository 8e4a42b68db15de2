import type { Static } from 'typebox';
import type { Ranking } from '../../engine/ports/ranker.ts';
import type { RankingReply } from './schema.ts';

/**
 * A ranking in the microservice's format; logits are rounded to half precision, in which its models compute.
 */
export function encodeRanking({ ranked, usage }: Ranking): Static<typeof RankingReply> {
  return {
    rankings: ranked.map(({ index, logit }) => ({ index, logit: toHalf(logit) })),
    usage: { prompt_tokens: usage.promptTokens, total_tokens: usage.promptTokens },
  };
}

/**
 * Rounds to the nearest half-precision float (IEEE 754 binary16), for absolute values below 65,504.
 *
 * @example
 * toHalf(-1.2419); // -1.2421875
 */
export function toHalf(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.max(LEAST_EXPONENT, Math.floor(Math.log2(Math.abs(value))));
  const step = 2 ** (exponent - FRACTION_BITS);
  // Avoids -0.
  return Math.round(value / step) * step || 0;
}

const FRACTION_BITS = 10;
const LEAST_EXPONENT = -14;

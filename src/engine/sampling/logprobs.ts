import type { Random } from '../../runtime/random.ts';
import type { TokenLogprob } from '../event.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** Alternatives are taken from the low token ids, which are the most common. */
const COMMON_TOKENS = 20_000;

/** Candidates tried before any token is accepted: if a bias bans nearly all tokens, the search stays short. */
const PATIENCE = 256;

/** Lower bound, which the API reports for a very unlikely token. */
const LEAST_LOGPROB = -9999;

/**
 * A plausible distribution for one token: the chosen token with its probability, and the `count` most likely
 * tokens including it. Probabilities are positive, strictly decreasing and sum to less than one. At higher
 * temperatures the chosen token is less often the most likely one.
 */
export function logprobOf(
  token: number,
  count: number,
  context: { tokenizer: Tokenizer; random: Random; temperature: number; bias: ReadonlyMap<number, number> },
): TokenLogprob {
  const { tokenizer, random, temperature } = context;
  // Most tokens of fluent text are nearly certain, a few are open: the square of a uniform draw has that shape.
  const openness = random.next() ** 2 * Math.min(0.5 + 0.4 * temperature, 1);
  // At least 0.4, so that the first alternative, with at most 0.65 of the remainder, stays less likely.
  const best = 1 - 0.6 * openness;
  const ratio = 0.35 + 0.4 * random.next();
  const rank =
    temperature > 0 && random.chance(0.12 * openness * temperature)
      ? 1 + random.int(Math.min(3, Math.max(count - 1, 1)))
      : 0;
  const probability = (place: number): number =>
    place === 0 ? best : (1 - best) * (1 - ratio) * ratio ** (place - 1);
  const chosen = describe(token, tokenizer, probability(Math.min(rank, Math.max(count - 1, 0))));
  if (count === 0) return { ...chosen, top: [] };

  const place = Math.min(rank, count - 1);
  const seen = new Set([token]);
  const top = Array.from({ length: count }, (_, index) =>
    index === place ? chosen : describe(alternative(token, seen, context), tokenizer, probability(index)),
  );
  return { ...chosen, top };
}

function describe(token: number, tokenizer: Tokenizer, probability: number): Omit<TokenLogprob, 'top'> {
  const bytes = tokenizer.bytes(token) ?? new Uint8Array(0);
  return {
    token: tokenizer.text(token),
    logprob: Math.max(Math.log(probability), LEAST_LOGPROB),
    bytes: Array.from(bytes),
  };
}

/** A plausible alternative: whole characters, with a leading space if the chosen token has one. */
function alternative(
  token: number,
  seen: Set<number>,
  { tokenizer, random, bias }: { tokenizer: Tokenizer; random: Random; bias: ReadonlyMap<number, number> },
): number {
  const spaced = tokenizer.text(token)?.startsWith(' ') ?? false;
  let candidate = random.int(Math.min(COMMON_TOKENS, tokenizer.size));
  for (let looked = 0; ; looked++) {
    const text = tokenizer.text(candidate);
    const isLike = text?.startsWith(' ') === spaced && (bias.get(candidate) ?? 0) > -100;
    if (text !== undefined && (isLike || looked > PATIENCE) && !seen.has(candidate)) break;
    candidate = (candidate + 1) % tokenizer.size;
  }
  seen.add(candidate);
  return candidate;
}

import type { Random } from '../../runtime/random.ts';
import type { TokenLogprob } from '../event.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** Alternatives are taken from the low token ids, which are the most common. */
const COMMON_TOKENS = 20_000;

/** Candidates tried before any token is accepted: if a bias bans nearly all tokens, the search stays short. */
const MOST_ATTEMPTS = 256;

/** Lower bound, which the API reports for a very unlikely token. */
const LEAST_LOGPROB = -9999;

/**
 * The log probabilities of a sequence of tokens. Making them takes many times longer than everything else about a
 * token, and they take many times its memory, so they are made one by one, as they are sent.
 */
export interface Logprobs<Token = TokenLogprob> {
  /** Number of tokens. */
  readonly length: number;
  /** Entries per token: itself and its alternatives. */
  readonly entries: number;
  /** Starts over: each call of the returned function gives the next token's. */
  start(): () => Token;
}

/**
 * The log probabilities of the given tokens, each with the `count` most likely alternatives.
 *
 * @param random starts the sequence: must return the same randomness at each call
 */
export function logprobsOf(
  tokens: ArrayLike<number>,
  count: number,
  { random, ...context }: Omit<LogprobContext, 'random'> & { readonly random: () => Random },
): Logprobs {
  return {
    length: tokens.length,
    entries: 1 + count,
    start() {
      const own = { ...context, random: random() };
      let index = 0;
      return () => logprobOf(tokens[index++] as number, count, own);
    },
  };
}

export interface LogprobContext {
  readonly tokenizer: Tokenizer;
  readonly random: Random;
  readonly temperature: number;
  readonly bias: ReadonlyMap<number, number>;
}

/**
 * A plausible distribution for one token: the chosen token with its probability, and the `count` most likely
 * tokens including it. Probabilities are positive, strictly decreasing and sum to less than one. At higher
 * temperatures the chosen token is less often the most likely one.
 */
export function logprobOf(token: number, count: number, context: LogprobContext): TokenLogprob {
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
  const probability = (position: number): number =>
    position === 0 ? best : (1 - best) * (1 - ratio) * ratio ** (position - 1);
  const chosen = describe(token, tokenizer, probability(Math.min(rank, Math.max(count - 1, 0))));
  if (count === 0) return { ...chosen, top: [] };

  const position = Math.min(rank, count - 1);
  const seen = new Set([token]);
  const top = Array.from({ length: count }, (_, index) =>
    index === position ? chosen : describe(alternative(token, seen, context), tokenizer, probability(index)),
  );
  return { ...chosen, top };
}

function describe(token: number, tokenizer: Tokenizer, probability: number): Omit<TokenLogprob, 'top'> {
  const bytes = tokenizer.bytes(token) ?? new Uint8Array(0);
  return {
    id: token,
    token: tokenizer.text(token),
    logprob: Math.max(Math.log(probability), LEAST_LOGPROB),
    bytes: Array.from(bytes),
  };
}

/** A plausible alternative: whole characters, with a leading space if the chosen token has one. */
function alternative(token: number, seen: Set<number>, { tokenizer, random, bias }: LogprobContext): number {
  const spaced = tokenizer.text(token)?.startsWith(' ') ?? false;
  let candidate = random.int(Math.min(COMMON_TOKENS, tokenizer.size));
  for (let looked = 0; ; looked++) {
    const text = tokenizer.text(candidate);
    const isLike = text?.startsWith(' ') === spaced && (bias.get(candidate) ?? 0) > -100;
    if (text !== undefined && (isLike || looked > MOST_ATTEMPTS) && !seen.has(candidate)) break;
    candidate = (candidate + 1) % tokenizer.size;
  }
  seen.add(candidate);
  return candidate;
}

import { PairTooLong, type Truncation } from '../../engine/ports/ranker.ts';
import type { Tokenizer } from '../../engine/tokenizer/tokenizer.ts';
import type { Steps } from '../../runtime/steps.ts';

export interface PairLimits {
  /** The context window in tokens: query, passage and frame. */
  readonly window: number;
  /** Which part of a passage is dropped when it does not fit: `START` drops its beginning, `END` its end. */
  readonly truncate: Truncation;
  /** Maximum tokens per passage; the rest is dropped from its end in any case. Default: no limit. */
  readonly longest?: number;
}

/** A passage as the model reads it together with its query. */
export interface Pair {
  readonly passage: string;
  /** Tokens of query, passage, frame and the passage's other content. */
  readonly tokens: number;
  /** Tokens of the passage alone. */
  readonly passageTokens: number;
}

/** Special tokens at the beginning, between query and passage (two) and at the end of a pair. */
export const FRAME_TOKENS = 4;

/** A query as the model reads it together with each passage. */
export interface PairedQuery {
  readonly text: string;
  readonly tokens: number;
}

/** If a query leaves no room for a passage, it is cut to the beginning that fits the window. */
export function* fitQuery(
  text: string,
  { window, truncate }: PairLimits,
  tokenizer: Tokenizer,
): Steps<PairedQuery> {
  const room = window - FRAME_TOKENS;
  const tokens = yield* tokenizer.countInSteps(text, room);
  if (truncate === 'NONE' || tokens <= room) return { text, tokens };
  return { text: toText(yield* tokenizer.encodeInSteps(text, room), tokenizer), tokens: room };
}

/**
 * Cuts a passage to the room left by its query. Neither counts nor reads more of it than can matter.
 *
 * @throws PairTooLong when it does not fit and `truncate` is `NONE`; its number of tokens is then a lower bound
 */
export function* fitPair(
  query: PairedQuery,
  passage: string,
  { window, truncate, longest = Number.POSITIVE_INFINITY }: PairLimits,
  { tokenizer, index, otherTokens }: { tokenizer: Tokenizer; index: number; otherTokens: number },
): Steps<Pair> {
  const fixed = query.tokens + FRAME_TOKENS + otherTokens;
  const room = Math.max(0, window - fixed);
  const given = yield* tokenizer.countInSteps(passage, Math.min(longest, room));
  const kept = Math.min(given, longest);
  if (truncate === 'NONE' && fixed + kept > window) throw new PairTooLong(window, fixed + kept, index);
  const passageTokens = Math.min(kept, room);
  const tokens = Math.min(fixed + passageTokens, window);
  if (passageTokens === given) return { passage, tokens, passageTokens };
  // However long the tokens are, this much of the passage has enough of them.
  const enough = passageTokens * tokenizer.longest;
  if (truncate !== 'START') {
    const ids = yield* tokenizer.encodeInSteps(passage.slice(0, enough), passageTokens);
    return { passage: toText(ids, tokenizer), tokens, passageTokens };
  }
  const end =
    longest < Number.POSITIVE_INFINITY ? passage : passage.slice(Math.max(0, passage.length - enough));
  const ids = yield* tokenizer.encodeInSteps(end, longest);
  return { passage: toText(ids.slice(ids.length - passageTokens), tokenizer), tokens, passageTokens };
}

/** Drops the rest of a character that was cut in half. */
function toText(ids: readonly number[], tokenizer: Tokenizer): string {
  return tokenizer.decode(ids).replace(/^\ufffd+|\ufffd+$/g, '');
}

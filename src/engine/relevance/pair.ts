import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** What is kept of a pair that is longer than its model can read: nothing (it is refused), the passage's end, its beginning. */
export type Truncation = 'NONE' | 'START' | 'END';

export interface PairLimits {
  /** Tokens the model reads at once: query, passage and what stands around them. */
  readonly window: number;
  /** Which part of a passage goes when it does not fit. `START` drops its beginning, `END` its end. */
  readonly truncate: Truncation;
  /** Tokens of a passage that are read in any case; what is beyond is dropped from its end. Default: no limit. */
  readonly longest?: number;
}

/** A passage as the model reads it beside its query. */
export interface Pair {
  readonly passage: string;
  /** Tokens of query, passage, frame and whatever else the passage has. */
  readonly tokens: number;
  /** Tokens of the passage alone. */
  readonly passageTokens: number;
}

/** A query with a passage does not fit the model, and nothing may be cut. */
export class PairTooLong extends Error {
  override readonly name = 'PairTooLong';
  /** Tokens the model reads at most, and tokens the pair has. */
  readonly limit: number;
  readonly tokens: number;
  /** The passage's place in the request. */
  readonly index: number;

  constructor(limit: number, tokens: number, index: number) {
    super(`A pair of ${tokens} tokens does not fit a window of ${limit}`);
    this.limit = limit;
    this.tokens = tokens;
    this.index = index;
  }
}

/** What marks the beginning, both seams and the end of a pair. */
export const FRAME_TOKENS = 4;

/** A query as the model reads it beside each passage. */
export interface PairedQuery {
  readonly text: string;
  readonly tokens: number;
}

/** A query that leaves no room for a passage keeps as much of its beginning as the window holds. */
export function fitQuery(text: string, { window, truncate }: PairLimits, tokenizer: Tokenizer): PairedQuery {
  const tokens = tokenizer.count(text);
  const room = window - FRAME_TOKENS;
  if (truncate === 'NONE' || tokens <= room) return { text, tokens };
  return { text: toText(tokenizer.encode(text).slice(0, room), tokenizer), tokens: room };
}

/**
 * A passage cut to what fits beside its query.
 *
 * @throws PairTooLong when it does not fit and `truncate` is `NONE`
 */
export function fitPair(
  query: PairedQuery,
  passage: string,
  { window, truncate, longest = Number.POSITIVE_INFINITY }: PairLimits,
  { tokenizer, index, otherTokens }: { tokenizer: Tokenizer; index: number; otherTokens: number },
): Pair {
  const given = tokenizer.count(passage);
  const kept = Math.min(given, longest);
  const fixed = query.tokens + FRAME_TOKENS + otherTokens;
  if (truncate === 'NONE' && fixed + kept > window) throw new PairTooLong(window, fixed + kept, index);
  const passageTokens = Math.min(kept, Math.max(0, window - fixed));
  const tokens = Math.min(fixed + passageTokens, window);
  if (passageTokens === given) return { passage, tokens, passageTokens };
  const start = truncate === 'START' ? kept - passageTokens : 0;
  const ids = tokenizer.encode(passage).slice(start, start + passageTokens);
  return { passage: toText(ids, tokenizer), tokens, passageTokens };
}

/** A cut may go through a character; what is left of it is dropped. */
function toText(ids: readonly number[], tokenizer: Tokenizer): string {
  return tokenizer.decode(ids).replace(/^\ufffd+|\ufffd+$/g, '');
}

import type { Steps } from '../../runtime/steps.ts';

/**
 * Converts text to the token ids of one vocabulary, and back.
 *
 * @example
 * tokenizer.count('hello world'); // 2
 * const tokens = await runSteps(tokenizer.countInSteps(longText, model.contextWindow), turns, abort);
 * if (tokens > model.contextWindow) refuse(`at least ${tokens} tokens`);
 */
export interface Tokenizer {
  readonly name: string;
  /** The number of tokens in `text`. Results are cached. For texts that are known to be short. */
  count(text: string): number;
  /**
   * Like {@link count}, for texts of any length. Counts no further than necessary: a result above `limit` is not exact, the text
   * has at least that many tokens.
   */
  countInSteps(text: string, limit?: number): Steps<number>;
  /** The token ids of `text`, which must not be changed. Results are cached. For texts that are known to be short. */
  ids(text: string): ArrayLike<number>;
  /** The same for texts of any length; no more than the first ones beyond `limit` if there are more. */
  idsInSteps(text: string, limit?: number): Steps<ArrayLike<number>>;
  /**
   * The token ids of `text`, or the first `limit` of them; text that looks like a special token is ordinary text.
   */
  encode(text: string, limit?: number): number[];
  /** Like {@link encode}, for texts of any length. */
  encodeInSteps(text: string, limit?: number): Steps<number[]>;
  decode(tokens: readonly number[]): string;
  /** A token's UTF-8 bytes; a token may hold part of a character. Undefined for an id outside the vocabulary. */
  bytes(token: number): Uint8Array | undefined;
  /** The token's text when its bytes are whole characters, else undefined. */
  text(token: number): string | undefined;
  /** One more than the highest ordinary token id. */
  readonly size: number;
  /** Bytes of the longest token: a text of n UTF-16 units has at least n / longest tokens. */
  readonly longest: number;
}

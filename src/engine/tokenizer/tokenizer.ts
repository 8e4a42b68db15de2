/** Converts text to the token ids of one vocabulary, and back. */
export interface Tokenizer {
  readonly name: string;
  /** The number of tokens in `text`. Results are cached. */
  count(text: string): number;
  /** The token ids of `text`; text that looks like a special token is ordinary text. */
  encode(text: string): number[];
  decode(tokens: readonly number[]): string;
  /** A token's UTF-8 bytes; a token may hold part of a character. Undefined for an id outside the vocabulary. */
  bytes(token: number): Uint8Array | undefined;
  /** The token's text when its bytes are whole characters, else undefined. */
  text(token: number): string | undefined;
  /** One more than the highest ordinary token id. */
  readonly size: number;
}

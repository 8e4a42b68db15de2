/** Speech in one language. */
export interface Phrases {
  /** Conversations, their sentences in order. */
  readonly scenes: readonly (readonly string[])[];
  /** Sentences that mention a term in place of `{t}`. */
  readonly mentions: readonly string[];
  /** Utterances of a few words; the first has one word. */
  readonly shorts: readonly string[];
  /** The mark that ends a sentence. */
  readonly stop: string;
  /** True if sentences are not separated by spaces. */
  readonly isUnspaced?: boolean;
}

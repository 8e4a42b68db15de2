import { english } from './english.ts';
import { others } from './others.ts';

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

/** The phrases of a language; the English ones if it has none. */
export function phrasesOf(language: string): Phrases {
  return (Object.hasOwn(others, language) ? others[language] : undefined) ?? english;
}

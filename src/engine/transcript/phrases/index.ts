import { english } from './english.ts';
import { others } from './others.ts';

/** What people say in one language. */
export interface Phrases {
  /** Conversations, their sentences in order. */
  readonly scenes: readonly (readonly string[])[];
  /** Sentences about something that is named: `{t}`. */
  readonly mentions: readonly string[];
  /** Utterances of a few words; the first is of one. */
  readonly shorts: readonly string[];
  /** What ends a sentence. */
  readonly stop: string;
  /** Sentences follow one another without a space. */
  readonly isUnspaced?: boolean;
}

/** The phrases of a language; English ones where it has none. */
export function phrasesOf(language: string): Phrases {
  return (Object.hasOwn(others, language) ? others[language] : undefined) ?? english;
}

import { english } from './english.ts';
import { others } from './others.ts';
import type { Phrases } from './phrases.ts';

/** The phrases of a language; the English ones if it has none. */
export function phrasesOf(language: string): Phrases {
  return (Object.hasOwn(others, language) ? others[language] : undefined) ?? english;
}

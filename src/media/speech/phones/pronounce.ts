import { englishSounds } from './english.ts';
import { latinSounds } from './latin.ts';
import { LETTER_NAMES } from './letter-names.ts';
import { parseSounds, type Sound } from './phone.ts';
import { romanise } from './scripts.ts';

/**
 * The sounds of one word in any script. English rules apply unless `foreign`; a single Latin letter that is
 * not a word is read by its name. Characters of scripts without known values get an invented syllable.
 */
export function pronounce(word: string, foreign: boolean): Sound[] {
  const lower = word.normalize('NFC').toLowerCase().replaceAll('’', "'");
  if (/^[a-z']+$/.test(lower)) {
    const name = lower.length === 1 && lower !== 'a' && lower !== 'i' ? LETTER_NAMES.get(lower) : undefined;
    if (name !== undefined) return parseSounds(name);
    return foreign ? latinSounds(lower) : englishSounds(lower);
  }
  if (LATIN.test(lower)) return latinSounds(lower);
  return latinSounds(
    Array.from(lower, (character) => (LATIN.test(character) ? character : romanise(character))).join(''),
  );
}

/** The name of a letter, for acronyms. Undefined if it is not an English letter. */
export function letterName(letter: string): Sound[] | undefined {
  const name = LETTER_NAMES.get(letter.toLowerCase());
  return name === undefined ? undefined : parseSounds(name);
}

const LATIN = /^[\p{Script=Latin}\p{M}']+$/u;

import type { Vocabulary } from './vocabulary.ts';

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
};

/**
 * The vocabulary word disguised by digits, signs, accents or stretched letters (`k1ll`, `$tab`, `kíll`, `diiiie`), or undefined.
 * Words made of ordinary letters only are never reinterpreted.
 */
export function undisguise(word: string, vocabulary: Vocabulary): string | undefined {
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '');
  const candidates = [plain];
  if (/[^a-z]/.test(plain) && /[a-zа-яіѕ$@]/.test(plain)) {
    const letters = plain.replace(/[^a-z]/g, (sign) => LOOKALIKES[sign] ?? sign);
    candidates.push(
      letters,
      plain.replaceAll('1', 'l').replace(/[^a-z]/g, (sign) => LOOKALIKES[sign] ?? sign),
    );
  }
  for (const candidate of [...candidates]) {
    if (!STRETCHED.test(candidate)) continue;
    candidates.push(candidate.replace(STRETCHES, '$1$1'), candidate.replace(STRETCHES, '$1'));
  }
  return candidates.find((candidate) => vocabulary.has(candidate));
}

const STRETCHED = /(.)\1\1/;
const STRETCHES = /(.)\1{2,}/g;

/**
 * Splits letters that were written apart (`k i l l y o u`) into vocabulary words, longest first. Undefined if they cannot be
 * split that way.
 */
export function segment(letters: string, vocabulary: Vocabulary): string[] | undefined {
  const words: string[] = [];
  let start = 0;
  while (start < letters.length) {
    let end = Math.min(letters.length, start + LONGEST_WORD);
    while (end > start && !isWord(letters.slice(start, end), vocabulary)) end--;
    if (end === start) return undefined;
    words.push(letters.slice(start, end));
    start = end;
  }
  return words;
}

const LONGEST_WORD = 16;

/** Single letters count only if they are words (`i`, `a`); otherwise any text could be split into letters. */
const isWord = (part: string, vocabulary: Vocabulary): boolean =>
  part.length === 1 ? part === 'i' || part === 'a' : vocabulary.has(part) || LINKS.has(part);

const LINKS = new Set(
  'to my the in of on at your is are be was will want going and it that this so'.split(' '),
);

/**
 * The words of a text, in order: runs of letters, marks and digits, lower-cased and without accents;
 * apostrophes inside a word are removed (`don't` is `dont`). In scripts without spaces each character is a
 * word, so that neighbours can be paired.
 *
 * @example
 * wordsOf("The café isn't open, 24/7."); // ['the', 'cafe', 'isnt', 'open', '24', '7']
 */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  const words: string[] = [];
  let start = -1;
  let hasApostrophe = false;
  const end = (at: number): void => {
    if (start >= 0) {
      const word = folded.slice(start, at);
      words.push(hasApostrophe ? word.replace(/['’]/g, '') : word);
    }
    start = -1;
    hasApostrophe = false;
  };
  for (let index = 0; index < folded.length; index++) {
    const unit = folded.charCodeAt(index);
    const kind = unit < 128 ? ASCII[unit]! : kindOf(folded, unit, index);
    if (kind === LETTER) {
      if (start < 0) start = index;
    } else if (kind === APOSTROPHE && start >= 0) {
      hasApostrophe = true;
    } else if (kind === ALONE) {
      end(index);
      words.push(folded[index]!);
    } else {
      end(index);
    }
  }
  end(folded.length);
  return words;
}

/** Whether a word of {@link wordsOf} is a single character of a script without spaces. */
export function isIdeograph(word: string): boolean {
  return word.length === 1 && UNSPACED.test(word);
}

const OTHER = 0;
const LETTER = 1;
const APOSTROPHE = 2;
const ALONE = 3;

const ASCII = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /[a-z0-9]/.test(character) ? LETTER : character === "'" ? APOSTROPHE : OTHER;
});
const BEYOND_ASCII = /[^\0-\x7f]/;
const ACCENTS = /[\u0300-\u036f]/g;
/** Han, kana, Thai, Lao, Khmer and Burmese. */
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * Replaces compatibility forms by plain ones (`ﬁ`, full width), removes accents and composes the rest again.
 */
function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase();
}

/** Halves of surrogate pairs count as letters, so that characters outside the basic plane stay together. */
function kindOf(text: string, unit: number, index: number): number {
  if (unit === 0x2019) return APOSTROPHE;
  if (unit >= 0xd800 && unit < 0xe000) return LETTER;
  const character = text[index]!;
  return UNSPACED.test(character) ? ALONE : WORD_CHARACTER.test(character) ? LETTER : OTHER;
}

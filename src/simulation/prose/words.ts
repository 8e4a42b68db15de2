/**
 * The words of a text as numbers, in order. Equal words have equal numbers, ignoring case; any number is the
 * word "0". Words consist of letters of western European languages; anything else, including an apostrophe,
 * separates words.
 */
export type Words = readonly number[];

/**
 * Converts a text to numbers that are cheap to look up, in one pass and without creating strings. Two
 * different words have the same number about once in four thousand million pairs, so numbers can rule
 * something out, but a match needs a proper check.
 *
 * @example
 * readWords("What's 12 + 7?"); // as readWords('what s 0 0')
 */
export function readWords(text: string): Words {
  const words: number[] = [];
  let code = NONE;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const letter = unit < 256 ? FOLDED[unit]! : BETWEEN;
    if (letter > DIGIT) {
      if (code === FIGURE) {
        words.push(FIGURE);
        code = NONE;
      }
      code = Math.imul(code ^ letter, PRIME);
    } else if (code !== NONE && (letter === BETWEEN || code !== FIGURE)) {
      words.push(code);
      code = letter === DIGIT ? FIGURE : NONE;
    } else if (letter === DIGIT) code = FIGURE;
  }
  if (code !== NONE) words.push(code);
  return words;
}

/**
 * The first word of a text, or undefined if there is none: a cheaper way to get the first of
 * {@link readWords}.
 */
export function firstWord(text: string): number | undefined {
  const found = /[a-zß-öø-ÿ]+|\d+/i.exec(text);
  return found === null ? undefined : readWords(found[0])[0];
}

/**
 * Finds which of several groups of words occur in a text: bit `n` of the result is set if a word of group `n`
 * does. A group is a list of words separated by blanks; at most 31 groups.
 *
 * @example
 * const spot = createSpotter('cat dog', 'red green');
 * spot(readWords('A green frog')); // 0b10
 */
export function createSpotter(...groups: readonly string[]): (words: Words) => number {
  const bits = new Map<number, number>();
  for (const [index, group] of groups.entries()) {
    for (const word of readWords(group)) bits.set(word, (bits.get(word) ?? 0) | (1 << index));
  }
  return (words) => {
    let found = 0;
    for (let index = 0; index < words.length; index++) found |= bits.get(words[index]!) ?? 0;
    return found;
  };
}

const BETWEEN = 0;
const DIGIT = 1;

/** Maps each Latin-1 character to a lower-case letter, a digit, or a separator. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, unit) => {
  const character = String.fromCharCode(unit).toLowerCase();
  if (/[a-zß-öø-ÿ]/.test(character)) return character.charCodeAt(0);
  return /\d/.test(character) ? DIGIT : BETWEEN;
});

/** Start value and factor of the FNV-1a hash. */
const NONE = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

const FIGURE = 48;

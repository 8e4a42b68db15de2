/**
 * The words of a text as numbers, in their order. Equal words have equal numbers, whatever their case; a figure of any
 * value is the word "0". Letters of the western European languages make words: anything else, an apostrophe too, stands
 * between two.
 */
export type Words = readonly number[];

/**
 * Reads a text into numbers that are cheap to look up: one pass, no strings made. Two words share a number about once in
 * four thousand million pairs, so the numbers are good for ruling something out, and what is left wants a proper look.
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

/** The first word of a text, or undefined where it has none: the first of {@link readWords}, for less. */
export function firstWord(text: string): number | undefined {
  const found = /[a-zß-öø-ÿ]+|\d+/i.exec(text);
  return found === null ? undefined : readWords(found[0])[0];
}

/**
 * Tells which of several groups of words a text has at least one word of: bit `n` of the result stands for group `n`.
 * A group is a list of words separated by blanks; there may be 31 of them.
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

/** What each character of Latin-1 counts as: a letter in lower case, a digit, or what stands between words. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, unit) => {
  const character = String.fromCharCode(unit).toLowerCase();
  if (/[a-zß-öø-ÿ]/.test(character)) return character.charCodeAt(0);
  return /\d/.test(character) ? DIGIT : BETWEEN;
});

/** The start value and the factor of the FNV-1a hash. */
const NONE = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

const FIGURE = 48;

/**
 * Character classes of the pre-tokenizer, one bit each, so that several can be tested at once. They follow the
 * Unicode general category and White_Space.
 */
export const UPPER = 1; // Lu, Lt
export const LOWER = 2; // Ll
export const LETTER = 4; // Lm, Lo: matches as either case
export const MARK = 8; // M
export const NUMBER = 16; // N
export const SPACE = 32; // White_Space except CR and LF
export const NEWLINE = 64; // CR, LF
export const OTHER = 128; // everything else

/** The class of a code point. */
export function classOf(codePoint: number): number {
  return page(codePoint >> 8)[codePoint & 255]!;
}

/** The classes of U+0000 to U+007F. */
export function asciiClasses(): Uint8Array {
  return page(0).subarray(0, 128);
}

// Constant data, computed per page on first use: computing all of it would take a million regex tests.
const pages: (Uint8Array | undefined)[] = [];

function page(index: number): Uint8Array {
  const known = pages[index];
  if (known) return known;
  const classes = Uint8Array.from({ length: 256 }, (_, low) =>
    classify(String.fromCodePoint(index * 256 + low)),
  );
  pages[index] = classes;
  return classes;
}

function classify(character: string): number {
  if (/[\r\n]/.test(character)) return NEWLINE;
  if (/\p{White_Space}/u.test(character)) return SPACE;
  if (/[\p{Lu}\p{Lt}]/u.test(character)) return UPPER;
  if (/\p{Ll}/u.test(character)) return LOWER;
  if (/\p{L}/u.test(character)) return LETTER;
  if (/\p{M}/u.test(character)) return MARK;
  if (/\p{N}/u.test(character)) return NUMBER;
  return OTHER;
}

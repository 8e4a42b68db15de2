import {
  asciiClasses,
  classOf,
  LETTER,
  LOWER,
  MARK,
  NEWLINE,
  NUMBER,
  OTHER,
  SPACE,
  UPPER,
} from './character-class.ts';

/** Finds the end of the piece of UTF-8 text that begins at `start`, which must be below `end`. */
export type PieceEnd = (bytes: Uint8Array, start: number, end: number) => number;

const SINGLE_QUOTE = 0x27;
const BLANK = 0x20;
const SLASH = 0x2f;
const EITHER_CASE = LETTER | MARK;
const ANY_LETTER = UPPER | LOWER | LETTER;
const ascii = asciiClasses();

/**
 * The pre-tokenizer of o200k_base: words with an optional leading non-letter and contraction, an upper-case
 * run ending where a lower-case run ends; up to three digits; symbols; white space.
 *
 * A hand-written scanner for the pattern that the vocabulary was built with. It reads each byte a bounded number
 * of times, whatever the text; a backtracking engine is slower and overflows the stack on megabytes of one class.
 * White space is Unicode's White_Space, as in the original (it includes U+0085 but not U+FEFF).
 */
export const o200kPieceEnd: PieceEnd = (bytes, start, end) => {
  const first = classAt(bytes, start);
  if (first & (ANY_LETTER | MARK)) return casedWordEnd(bytes, start, end);
  if (first & NUMBER) return numberEnd(bytes, start, end);
  const second = start + width(bytes, start);
  if (first & (SPACE | OTHER)) {
    const word = casedWordEnd(bytes, second, end);
    if (word > second) return word;
  }
  if (first & OTHER || (bytes[start] === BLANK && second < end && classAt(bytes, second) & (OTHER | MARK))) {
    let at = runEnd(bytes, second, end, OTHER | MARK);
    while (at < end && (ascii[bytes[at]!] === NEWLINE || bytes[at] === SLASH)) at++;
    return at;
  }
  return spaceEnd(bytes, start, end);
};

/**
 * The pre-tokenizer of cl100k_base: contractions; words with an optional leading non-letter; up to three digits;
 * symbols; white space, which is a single piece at the end of the text.
 */
export const cl100kPieceEnd: PieceEnd = (bytes, start, end) => {
  if (bytes[start] === SINGLE_QUOTE) {
    const contraction = afterContraction(bytes, start, end);
    if (contraction > start) return contraction;
  }
  const first = classAt(bytes, start);
  const second = start + width(bytes, start);
  if (first & ANY_LETTER) return runEnd(bytes, second, end, ANY_LETTER);
  if (first & NUMBER) return numberEnd(bytes, start, end);
  if (first & (SPACE | MARK | OTHER)) {
    const word = runEnd(bytes, second, end, ANY_LETTER);
    if (word > second) return word;
  }
  const symbols = OTHER | MARK;
  if (first & symbols || (bytes[start] === BLANK && second < end && classAt(bytes, second) & symbols)) {
    let at = runEnd(bytes, second, end, symbols);
    while (at < end && ascii[bytes[at]!] === NEWLINE) at++;
    return at;
  }
  const run = runEnd(bytes, start, end, SPACE | NEWLINE);
  return run === end ? end : spaceEnd(bytes, start, end);
};

/**
 * The end of a word that begins at `start`: upper-case and caseless letters, then lower-case and caseless ones.
 * If a caseless letter is followed only by capitals, the word ends after that letter. Returns `start` when there
 * is no word.
 */
function casedWordEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let caseless = -1;
  while (at < end) {
    const kind = classAt(bytes, at);
    if (!(kind & (UPPER | EITHER_CASE))) break;
    at += width(bytes, at);
    if (kind & EITHER_CASE) caseless = at;
  }
  const small = runEnd(bytes, at, end, LOWER | EITHER_CASE);
  if (small === at && caseless >= 0) at = caseless;
  else at = small;
  return at === start ? start : afterContraction(bytes, at, end);
}

function numberEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start + width(bytes, start);
  for (let more = 0; more < 2 && at < end && classAt(bytes, at) & NUMBER; more++) at += width(bytes, at);
  return at;
}

/**
 * White space: up to the last line break of the run if it has one; else the whole run at the end of the text, and
 * otherwise all but its last character, which belongs to the next piece.
 */
function spaceEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let last = start;
  let broken = -1;
  while (at < end) {
    const kind = classAt(bytes, at);
    if (!(kind & (SPACE | NEWLINE))) break;
    last = at;
    at += width(bytes, at);
    if (kind & NEWLINE) broken = at;
  }
  if (broken >= 0) return broken;
  return at === end || last === start ? at : last;
}

/** The end of the English contraction that begins at `start`, or `start` if there is none. U+017F folds to `s`. */
function afterContraction(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== SINGLE_QUOTE || start + 1 >= end) return start;
  // Setting this bit lower-cases ASCII letters and maps no other character to one of those compared below.
  const first = bytes[start + 1]! | 0x20;
  if (first === 0x73 || first === 0x74 || first === 0x6d || first === 0x64) return start + 2; // s t m d
  if (start + 2 >= end) return start;
  const second = bytes[start + 2]! | 0x20;
  if ((first === 0x72 || first === 0x76) && second === 0x65) return start + 3; // re ve
  if (first === 0x6c && second === 0x6c) return start + 3; // ll
  return bytes[start + 1] === 0xc5 && bytes[start + 2] === 0xbf ? start + 3 : start;
}

function runEnd(bytes: Uint8Array, start: number, end: number, kinds: number): number {
  let at = start;
  while (at < end && classAt(bytes, at) & kinds) at += width(bytes, at);
  return at;
}

function classAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return ascii[lead]!;
  const second = bytes[at + 1]! & 0x3f;
  if (lead < 0xe0) return classOf(((lead & 0x1f) << 6) | second);
  const third = bytes[at + 2]! & 0x3f;
  if (lead < 0xf0) return classOf(((lead & 0x0f) << 12) | (second << 6) | third);
  return classOf(((lead & 0x07) << 18) | (second << 12) | (third << 6) | (bytes[at + 3]! & 0x3f));
}

/** Byte length of the character at `at`. */
function width(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

import type { CountCache } from './count-cache.ts';
import { createMerge } from './merge.ts';
import type { PieceEnd } from './split.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { Vocabulary } from './vocabulary.ts';

interface BpeTokenizerParts {
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly pieceEnd: PieceEnd;
  readonly cache: CountCache;
}

/**
 * A piece longer than this many bytes is merged in parts of this length. Tokens are exact up to this length; in
 * longer runs of one character class (a megabyte of one letter) each cut may add a few tokens.
 */
export const LONGEST_EXACT_PIECE = 2 ** 20;

/**
 * Byte-pair encoding over a vocabulary: text is encoded as UTF-8 and cut into pieces, and each piece is one token
 * or merged from its bytes. Lone surrogates become U+FFFD. Text that looks like a special token
 * (`<|endoftext|>`) is ordinary text.
 *
 * Takes O(n log n) time at most, whatever the text.
 */
export function createBpeTokenizer({ name, vocabulary, pieceEnd, cache }: BpeTokenizerParts): Tokenizer {
  const merge = createMerge(vocabulary);
  const encoder = new TextEncoder();
  // Scratch space; empty between calls.
  const buffer = new Uint8Array(16_384);
  const merged: number[] = [];

  function utf8(text: string): { bytes: Uint8Array; end: number } {
    if (text.length * 3 > buffer.length) {
      const bytes = Buffer.from(text, 'utf8');
      return { bytes, end: bytes.length };
    }
    return { bytes: buffer, end: encoder.encodeInto(text, buffer).written };
  }

  /** Appends the tokens to `out` if given, and returns their number. */
  function tokenize(text: string, out?: number[]): number {
    const { bytes, end } = utf8(text);
    let count = 0;
    for (let start = 0; start < end; ) {
      const stop = pieceEnd(bytes, start, end);
      const token = vocabulary.find(bytes, start, stop);
      if (token >= 0) {
        out?.push(token);
        count++;
      } else {
        for (let from = start; from < stop; ) {
          const to = stop - from > LONGEST_EXACT_PIECE ? boundary(bytes, from + LONGEST_EXACT_PIECE) : stop;
          merge(bytes, from, to, out ?? merged);
          from = to;
        }
        count += merged.length;
        merged.length = 0;
      }
      start = stop;
    }
    return out ? out.length : count;
  }

  return {
    name,
    size: vocabulary.size,
    count(text) {
      if (text === '') return 0;
      const known = cache.get(text);
      if (known !== undefined) return known;
      const count = tokenize(text);
      cache.set(text, count);
      return count;
    },
    encode(text) {
      const tokens: number[] = [];
      tokenize(text, tokens);
      return tokens;
    },
    decode: (tokens) => decode(vocabulary, tokens),
    bytes: (token) => vocabulary.bytes(token),
    text: (token) => vocabulary.text(token),
  };
}

/** Runs of whole-character tokens are joined as text; only the tokens between them are decoded from bytes. */
function decode(vocabulary: Vocabulary, tokens: readonly number[]): string {
  let text = '';
  let split: number[] = [];
  for (const token of tokens) {
    const whole = vocabulary.text(token);
    if (whole === undefined) {
      const bytes = vocabulary.bytes(token);
      if (!bytes) throw new RangeError(`Token ${token} is not in the vocabulary`);
      for (const byte of bytes) split.push(byte);
      continue;
    }
    if (split.length > 0) {
      text += Buffer.from(split).toString('utf8');
      split = [];
    }
    text += whole;
  }
  return split.length > 0 ? text + Buffer.from(split).toString('utf8') : text;
}

/** The start of the character that contains the byte at `at`. */
function boundary(bytes: Uint8Array, at: number): number {
  let start = at;
  while ((bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}

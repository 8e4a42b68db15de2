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
 * A piece longer than this many bytes is merged in parts of this length. Up to here tokens are exact; beyond,
 * a run of one class of characters without a break (a megabyte of one letter) may come out a few tokens longer
 * for each cut.
 */
export const LONGEST_EXACT_PIECE = 2 ** 20;

/**
 * Byte-pair encoding over a vocabulary: text is UTF-8, cut into pieces, and each piece is one token or merged
 * from its bytes. Lone surrogates are U+FFFD. Special-token look-alikes (`<|endoftext|>`) are ordinary text.
 *
 * Work is proportional to the length of the text, up to a logarithm, whatever it says.
 */
export function createBpeTokenizer({ name, vocabulary, pieceEnd, cache }: BpeTokenizerParts): Tokenizer {
  const merge = createMerge(vocabulary);
  const encoder = new TextEncoder();
  // Scratch space; it holds nothing between calls.
  const buffer = new Uint8Array(16_384);
  const merged: number[] = [];

  function utf8(text: string): { bytes: Uint8Array; end: number } {
    if (text.length * 3 > buffer.length) {
      const bytes = Buffer.from(text, 'utf8');
      return { bytes, end: bytes.length };
    }
    return { bytes: buffer, end: encoder.encodeInto(text, buffer).written };
  }

  /** Appends to `out`, or only counts when there is none. */
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

/** Runs of whole-character tokens are joined as text; only what lies between them passes through bytes. */
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

/** The start of the character that `at` lies in. */
function boundary(bytes: Uint8Array, at: number): number {
  let start = at;
  while ((bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}

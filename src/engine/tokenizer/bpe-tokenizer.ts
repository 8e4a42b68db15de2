import { finish, type Steps } from '../../runtime/steps.ts';
import { createMerge } from './merge.ts';
import type { PieceEnd } from './split.ts';
import type { TextCache } from './text-cache.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { Vocabulary } from './vocabulary.ts';

interface BpeTokenizerParts {
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly pieceEnd: PieceEnd;
  readonly counts: TextCache<number>;
  readonly ids: TextCache<ArrayLike<number>>;
}

/**
 * A run of one character class that is longer than this many bytes (250 KB of one letter) is cut into pieces of about this
 * length. Tokens are exact up to this length; in longer runs each cut may add a few tokens.
 */
export const LONGEST_EXACT_PIECE = 2 ** 18;
/** What follows a piece decides where it ends: at most this many bytes. */
const LOOKAHEAD = 16;

/** Bytes tokenised between two yields: about half a millisecond. */
const BYTES_PER_STEP = 4096;
/** Texts of up to this many UTF-16 units are encoded in scratch space, and counted in one step. */
const SHORT = 4096;

/**
 * Byte-pair encoding over a vocabulary: text is encoded as UTF-8 and cut into pieces, and each piece is one token
 * or merged from its bytes. Lone surrogates become U+FFFD. Text that looks like a special token
 * (`<|endoftext|>`) is ordinary text.
 *
 * Takes O(n log n) time at most, whatever the text.
 */
export function createBpeTokenizer({
  name,
  vocabulary,
  pieceEnd,
  counts,
  ids,
}: BpeTokenizerParts): Tokenizer {
  const merge = createMerge(vocabulary);
  const encoder = new TextEncoder();
  // Scratch space for work that is done in one piece.
  const scratch = Buffer.alloc(3 * SHORT);

  /** All the tokens in one piece, or as many as `limit` asks for. */
  function tokenizeAtOnce(text: string, limit: number, out?: number[]): number {
    const isShort = text.length <= SHORT;
    const bytes = isShort ? scratch : Buffer.from(text, 'utf8');
    const end = isShort ? encoder.encodeInto(text, scratch).written : bytes.length;
    return finish(tokenize(bytes, end, limit, out));
  }

  /**
   * Appends the tokens to `out` if given, and returns their number. Stops with the piece that exceeds `limit`.
   */
  function* tokenize(bytes: Uint8Array, end: number, limit: number, out?: number[]): Steps<number> {
    const run: Run = { bytes, end, limit, out, merged: out ?? [], at: 0, count: 0 };
    for (;;) {
      const rest = tokenizeStep(run);
      if (rest) {
        yield* rest;
        countMerged(run);
      }
      if (run.at >= end || run.count > limit) return run.count;
      yield;
    }
  }

  /** Goes on by one step: a plain function, as V8 compiles loops of generators to slower code. Returns the rest of a long piece. */
  function tokenizeStep(run: Run): Steps<void> | undefined {
    const { bytes, end, limit, out, merged } = run;
    const pause = Math.min(run.at + BYTES_PER_STEP, end);
    const far = windowEnd(bytes, pause, end);
    while (run.at < pause && run.count <= limit) {
      const start = run.at;
      run.at = pieceEnd(bytes, start, far);
      const token = vocabulary.find(bytes, start, run.at);
      if (token >= 0) {
        out?.push(token);
        run.count++;
      } else {
        const rest = merge(bytes, start, run.at, merged);
        if (rest) return rest;
        countMerged(run);
      }
    }
    return undefined;
  }

  function* countLong(text: string, limit: number): Steps<number> {
    const bytes = Buffer.from(text, 'utf8');
    const key = yield* counts.keyInSteps(bytes);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const count = yield* tokenize(bytes, bytes.length, limit);
    if (count <= limit) counts.set(key, count);
    return count;
  }

  function* longIds(text: string, limit: number): Steps<ArrayLike<number>> {
    const bytes = Buffer.from(text, 'utf8');
    const key = yield* ids.keyInSteps(bytes);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const tokens: number[] = [];
    const count = yield* tokenize(bytes, bytes.length, limit, tokens);
    if (count > limit) return tokens;
    keepIds(key, tokens);
    return tokens;
  }

  function shortIds(text: string): ArrayLike<number> {
    if (text === '') return [];
    const key = ids.keyOf(text);
    // Of a text that comes first, nothing is kept but its count.
    const known = counts.get(key) === undefined ? undefined : ids.get(key);
    if (known !== undefined) return known;
    const tokens: number[] = [];
    tokenizeAtOnce(text, Number.POSITIVE_INFINITY, tokens);
    keepIds(key, tokens);
    return tokens;
  }

  /** The ids of a text that comes first are not kept: most never come again, and keeping them takes longer than their count. */
  function keepIds(key: string, tokens: readonly number[]): void {
    if (counts.get(key) === undefined) counts.set(key, tokens.length);
    else ids.set(key, Uint32Array.from(tokens), tokens.length * BYTES_PER_ID);
  }

  function count(text: string): number {
    if (text === '') return 0;
    const key = counts.keyOf(text);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const count = tokenizeAtOnce(text, Number.POSITIVE_INFINITY);
    counts.set(key, count);
    return count;
  }

  return {
    name,
    size: vocabulary.size,
    longest: vocabulary.longest,
    count,
    *countInSteps(text, limit = Number.POSITIVE_INFINITY) {
      if (text.length <= SHORT) return count(text);
      const least = Math.ceil(text.length / vocabulary.longest);
      return least > limit ? least : yield* countLong(text, limit);
    },
    ids: shortIds,
    *idsInSteps(text, limit = Number.POSITIVE_INFINITY) {
      return text.length <= SHORT ? shortIds(text) : yield* longIds(text, limit);
    },
    encode(text, limit = Number.POSITIVE_INFINITY) {
      const tokens: number[] = [];
      tokenizeAtOnce(text, limit, tokens);
      return shortened(tokens, limit);
    },
    *encodeInSteps(text, limit = Number.POSITIVE_INFINITY) {
      const bytes = Buffer.from(text, 'utf8');
      const tokens: number[] = [];
      yield* tokenize(bytes, bytes.length, limit, tokens);
      return shortened(tokens, limit);
    },
    decode: (tokens) => decode(vocabulary, tokens),
    bytes: (token) => vocabulary.bytes(token),
    text: (token) => vocabulary.text(token),
  };
}

const BYTES_PER_ID = 4;

/** A text that is being tokenised. */
interface Run {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly limit: number;
  readonly out: number[] | undefined;
  /** Receives the tokens of pieces that are merged: `out`, or tokens that are only counted. */
  readonly merged: number[];
  /** Where the next piece begins. */
  at: number;
  count: number;
}

function countMerged(run: Run): void {
  if (run.out) run.count = run.out.length;
  else {
    run.count += run.merged.length;
    run.merged.length = 0;
  }
}

/** How far the pre-tokenizer looks: pieces end by then. */
function windowEnd(bytes: Uint8Array, start: number, end: number): number {
  const far = start + LONGEST_EXACT_PIECE + LOOKAHEAD;
  return far < end ? boundary(bytes, far) : end;
}

function shortened(tokens: number[], limit: number): number[] {
  if (tokens.length > limit) tokens.length = limit;
  return tokens;
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

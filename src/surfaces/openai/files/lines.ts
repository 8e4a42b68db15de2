import { isUtf8 } from 'node:buffer';
import type { Turns } from '../../../runtime/turns.ts';

/** A line of a text. */
export interface Line {
  /** Counted from 1; blank lines count. */
  readonly number: number;
  /** Without its line ending. */
  readonly text: string;
}

/** A line of a text cannot be read. */
export class LineError extends Error {
  override readonly name = 'LineError';
  /** Counted from 1. */
  readonly number: number;
  readonly reason: 'too_long' | 'invalid_utf8';

  constructor(number: number, reason: LineError['reason']) {
    super(`Line ${number} ${reason === 'too_long' ? 'is too long' : 'is not valid UTF-8'}`);
    this.number = number;
    this.reason = reason;
  }
}

/**
 * Reads lines from a text that arrives in pieces. Yields the lines that end in each piece together, because
 * one at a time costs several times as much. Lines end with LF or CRLF, which the last line may lack. A byte
 * order mark is skipped. Blank lines are counted and left out. At most one line, and the piece it ends in, is
 * held in memory. Gives way to other work if it gets `turns`.
 *
 * @throws LineError, after the lines before it, for a line of more than `maxBytes` (without its line ending)
 * or one that is not UTF-8
 * @example
 * for await (const lines of readLines(readFile(store, record), { maxBytes: 2 ** 24, turns })) {
 *   for (const { number, text } of lines) console.log(number, text);
 * }
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  { maxBytes, turns }: { maxBytes: number; turns?: Turns },
): AsyncGenerator<readonly Line[]> {
  const reader = new LineReader(maxBytes);
  for await (const piece of source) {
    for (let start = 0; start < piece.byteLength; start += BYTES_PER_STEP) {
      const lines = reader.add(piece.subarray(start, start + BYTES_PER_STEP));
      if (lines.length > 0) yield lines;
      reader.check();
      const pause = turns?.pause();
      if (pause) await pause;
    }
  }
  const lines = reader.end();
  if (lines.length > 0) yield lines;
  reader.check();
}

/** Up to as many lines, a millisecond of work. */
const BYTES_PER_STEP = 2 ** 14;

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

class LineReader {
  readonly #maxBytes: number;
  /** The start of a line that has not ended yet. */
  #open: Buffer[] = [];
  #openBytes = 0;
  #number = 0;
  #error: LineError | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Returns the lines that end in a piece, up to the first that cannot be read. */
  add(piece: Uint8Array): Line[] {
    // The owner may reuse the piece's memory once the next one is requested, so an unfinished line is copied.
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const end = bytes.lastIndexOf(LF) + 1;
    const lines: Line[] = [];
    if (end > 0) {
      const first = this.#openBytes === 0 ? 0 : bytes.indexOf(LF) + 1;
      if (first > 0) this.#read(this.#take(bytes.subarray(0, first)), lines);
      if (first < end) this.#read(bytes.subarray(first, end), lines);
    }
    const rest = bytes.subarray(end);
    if (this.#error || rest.length === 0) return lines;
    this.#openBytes += rest.length;
    // A trailing CR may be part of the line ending.
    if (this.#openBytes > this.#maxBytes + 1) this.#fail('too_long');
    else this.#open.push(Buffer.from(rest));
    return lines;
  }

  end(): Line[] {
    const lines: Line[] = [];
    if (this.#openBytes > 0) this.#read(this.#take(Buffer.alloc(0)), lines);
    return lines;
  }

  check(): void {
    if (this.#error) throw this.#error;
  }

  #take(end: Buffer): Buffer {
    const whole = Buffer.concat([...this.#open, end]);
    this.#open = [];
    this.#openBytes = 0;
    return whole;
  }

  /** Reads whole lines; the last one may lack its line ending. */
  #read(given: Buffer, into: Line[]): void {
    if (this.#error) return;
    const hasMark = this.#number === 0 && given[0] === 0xef && given[1] === 0xbb && given[2] === 0xbf;
    const bytes = hasMark ? given.subarray(3) : given;
    if (bytes.length > this.#maxBytes || !isUtf8(bytes)) this.#readEach(bytes, into);
    else this.#addAll(bytes.toString('utf8'), into);
  }

  #addAll(text: string, into: Line[]): void {
    let start = 0;
    while (start < text.length) {
      const found = text.indexOf('\n', start);
      const end = found === -1 ? text.length : found;
      this.#addLine(text, start, end, into);
      start = end + 1;
    }
  }

  /** Reads the lines one by one to find the invalid one. */
  #readEach(bytes: Buffer, into: Line[]): void {
    let start = 0;
    while (start < bytes.length) {
      const found = bytes.indexOf(LF, start);
      const next = found === -1 ? bytes.length : found + 1;
      const hasReturn = found > start && bytes[found - 1] === CR;
      const line = bytes.subarray(start, found === -1 ? next : found - (hasReturn ? 1 : 0));
      const reason = line.length > this.#maxBytes ? 'too_long' : isUtf8(line) ? undefined : 'invalid_utf8';
      if (reason) {
        this.#fail(reason);
        return;
      }
      const text = line.toString('utf8');
      this.#addLine(text, 0, text.length, into);
      start = next;
    }
  }

  #addLine(text: string, start: number, end: number, into: Line[]): void {
    this.#number++;
    const last = end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end;
    const line = text.slice(start, last);
    const isBlank = line.length === 0 || (line.charCodeAt(0) <= SPACE && /^[ \t\r]*$/.test(line));
    if (!isBlank) into.push({ number: this.#number, text: line });
  }

  #fail(reason: LineError['reason']): void {
    this.#error = new LineError(this.#number + 1, reason);
  }
}

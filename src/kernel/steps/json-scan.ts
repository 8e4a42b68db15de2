import { Fault } from '../fault.ts';

/**
 * Maximum number of objects, arrays, strings and member names in a JSON body. They are what makes parsing and
 * checking slow. The largest ordinary requests, with thousands of documents or messages, have half as many.
 */
const MOST_PARTS = 100_000;

/** Maximum number of commas, which is the number of values less one in an array: 2,048 texts of 8,192 token ids. */
const MOST_COMMAS = 2048 * 8192;

/** Bytes of a string looked at one by one before a search for its end; a search pays off only for long strings. */
const SHORT = 32;

/**
 * Counts what a JSON text contains, without parsing it: how deep it nests and how many parts it has. Both are bounded
 * before the text is parsed, so that parsing and every later walk over the value takes a bounded time and stack.
 * Takes the text in pieces, which may be cut anywhere.
 *
 * @example
 * const scan = new JsonScan(100);
 * for (const piece of pieces) scan.read(piece);
 */
export class JsonScan {
  readonly #maxDepth: number;
  #depth = 0;
  #parts = 0;
  #commas = 0;
  #inString = false;
  /** Whether the last piece ended with a backslash that escapes the first byte of the next one. */
  #isEscaped = false;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  /** @throws Fault `nested_too_deep`, `too_many_members` */
  read(piece: Buffer): void {
    for (let at = this.#inString ? this.#endOfString(piece, 0) + 1 : 0; at < piece.length; at++) {
      switch (piece[at]) {
        case 0x22: // "
          this.#parts++;
          at = this.#endOfString(piece, at + 1);
          break;
        case 0x5b: // [
        case 0x7b: // {
          this.#parts++;
          if (++this.#depth > this.#maxDepth)
            throw new Fault({ kind: 'nested_too_deep', limit: this.#maxDepth });
          break;
        case 0x5d: // ]
        case 0x7d: // }
          this.#depth--;
          break;
        case 0x2c: // ,
          this.#commas++;
          break;
      }
    }
    if (this.#parts > MOST_PARTS)
      throw new Fault({ kind: 'too_many_members', of: 'parts', limit: MOST_PARTS });
    if (this.#commas > MOST_COMMAS)
      throw new Fault({ kind: 'too_many_members', of: 'values', limit: MOST_COMMAS });
  }

  /** Index of the quote that ends the string; the length of the piece if the string goes on beyond it. */
  #endOfString(piece: Buffer, start: number): number {
    let at = this.#isEscaped ? start + 1 : start;
    this.#isEscaped = false;
    this.#inString = false;
    for (let looked = 0; at < piece.length; looked++) {
      if (looked === SHORT) {
        at = skipTo(piece, at);
        looked = 0;
        continue;
      }
      const byte = piece[at];
      if (byte === 0x22) return at;
      at += byte === 0x5c ? 2 : 1;
    }
    this.#inString = true;
    this.#isEscaped = at > piece.length;
    return piece.length;
  }
}

/**
 * Index of the next quote, or of the backslash that escapes it; the same for the end of the piece if it has no quote.
 * `start` is not escaped.
 */
function skipTo(piece: Buffer, start: number): number {
  const quote = piece.indexOf(0x22, start);
  const end = quote === -1 ? piece.length : quote;
  let first = end;
  while (first > start && piece[first - 1] === 0x5c) first--;
  return (end - first) % 2 === 0 ? end : end - 1;
}

import type { Steps } from './steps.ts';

/** Pieces that are added between two yields. */
const PIECES_PER_STEP = 1024;
/** UTF-16 units that are quoted between two yields. */
const UNITS_PER_STEP = 2 ** 16;

/**
 * A text put together from many pieces in steps. A string that grows by `+=` is only copied together when it is first read, all
 * of it at once; here that is done bit by bit.
 *
 * @example
 * const text = new LongText();
 * for (const line of lines) {
 *   text.add(line);
 *   if (text.isDue()) yield;
 * }
 * return text.toString();
 */
export class LongText {
  readonly #done: string[] = [];
  #pieces: string[] = [];

  add(piece: string): void {
    this.#pieces.push(piece);
  }

  /** Whether it is time to yield: asked after every few pieces, it is true after about a thousand. */
  isDue(): boolean {
    if (this.#pieces.length < PIECES_PER_STEP) return false;
    this.#done.push(this.#pieces.join(''));
    this.#pieces = [];
    return true;
  }

  toString(): string {
    const last = this.#pieces.join('');
    return this.#done.length === 0 ? last : this.#done.join('') + last;
  }
}

/** What is written of a JSON value. Values beyond that become `null` or are left out. */
export interface JsonBounds {
  /** Levels of nesting. */
  readonly depth: number;
  /** Number of values. */
  readonly values: number;
}

const ALL: JsonBounds = { depth: Number.POSITIVE_INFINITY, values: Number.POSITIVE_INFINITY };

/**
 * `JSON.stringify` in steps, for plain JSON values of any size.
 *
 * @example
 * finish(jsonInSteps({ a: [1, 2] })); // '{"a":[1,2]}'
 */
export function* jsonInSteps(value: unknown, bounds: JsonBounds = ALL): Steps<string> {
  if (isSmall(value, bounds.depth)) return JSON.stringify(value) ?? 'null';
  const text = new LongText();
  yield* writeJson(value, bounds.depth, text, { left: bounds.values });
  return text.toString();
}

/** `JSON.stringify` of a string, in steps. */
export function* quoteInSteps(text: string): Steps<string> {
  if (text.length <= UNITS_PER_STEP) return JSON.stringify(text);
  const quoted: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + UNITS_PER_STEP, text.length);
    // A surrogate without its other half would be escaped.
    if (isHighSurrogate(text.charCodeAt(end - 1)) && end < text.length) end++;
    quoted.push(JSON.stringify(text.slice(start, end)).slice(1, -1));
    start = end;
    yield;
  }
  return `"${quoted.join('')}"`;
}

function* writeJson(value: unknown, depth: number, text: LongText, values: { left: number }): Steps<void> {
  if (text.isDue()) yield;
  if (typeof value === 'string') text.add(yield* quoteInSteps(value));
  else if (typeof value !== 'object' || value === null) text.add(JSON.stringify(value) ?? 'null');
  else if (depth <= 0 || values.left <= 0) text.add('null');
  else if (Array.isArray(value)) {
    for (let index = 0; index < value.length && values.left-- > 0; index++) {
      text.add(index === 0 ? '[' : ',');
      yield* writeJson(value[index], depth - 1, text, values);
    }
    text.add(value.length === 0 ? '[]' : ']');
  } else {
    const keys = Object.keys(value);
    for (const [index, key] of keys.entries()) {
      if (values.left-- <= 0) break;
      text.add(index === 0 ? '{' : ',');
      text.add(yield* quoteInSteps(key));
      text.add(':');
      yield* writeJson((value as Record<string, unknown>)[key], depth - 1, text, values);
    }
    text.add(keys.length === 0 ? '{}' : '}');
  }
}

/** Whether a value can be written at once: looks at a thousand values at most. */
function isSmall(value: unknown, depth: number): boolean {
  let left = 1000;
  return fits(value, depth);

  function fits(value: unknown, depth: number): boolean {
    if (typeof value === 'string') left -= value.length / 64;
    if (--left < 0) return false;
    if (typeof value !== 'object' || value === null) return true;
    if (depth <= 0) return false;
    if (Array.isArray(value)) return value.length <= left && value.every((item) => fits(item, depth - 1));
    for (const key in value) {
      left -= key.length / 64;
      if (!fits((value as Record<string, unknown>)[key], depth - 1)) return false;
    }
    return true;
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

import type { Steps } from '../../runtime/steps.ts';
import { escaped, quote } from './quote.ts';

/**
 * JSON values that are made while they are written. An answer of megabytes is never in memory as a whole, and
 * other work runs between its pieces.
 */
export class LazyArray<T> {
  readonly items: Iterable<T | typeof STEP>;

  /** @param items iterated once; each item may contain lazy members itself */
  constructor(items: Iterable<T | typeof STEP>) {
    this.items = items;
  }
}

/** A string in pieces, for example base64. */
export class LazyString {
  readonly pieces: Iterable<string>;

  /** @param pieces iterated once */
  constructor(pieces: Iterable<string>) {
    this.pieces = pieces;
  }
}

/** JSON text of a value that is written already. */
export class JsonText {
  readonly pieces: Iterable<string>;

  /** @param pieces iterated once; together the text of one value */
  constructor(pieces: Iterable<string>) {
    this.pieces = pieces;
  }
}

/** Yielded among the items of a {@link LazyArray} after a unit of work that completed none. */
export const STEP = Symbol('a step towards the next item');

/** Work in steps on behalf of the next item of a {@link LazyArray}. */
export function* asSteps<T>(steps: Steps<T>): Generator<typeof STEP, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield STEP;
  }
}

/**
 * The JSON text of a value in small parts; larger only for large members that are not lazy. Lazy values are found in
 * objects and in the items of lazy arrays, not in ordinary arrays. Members that are undefined are left out. Yields
 * undefined where only a step was made.
 *
 * @example
 * [...jsonParts({ squares: new LazyArray([1, 4, 9]) })].join(''); // {"squares":[1,4,9]}
 */
export function* jsonParts(value: unknown): Generator<string | undefined, void> {
  const text = textOf(value);
  if (text === undefined) yield* partsOfLazy(value as object);
  else yield text;
}

/** The JSON text of a value in which nothing is lazy. */
function textOf(value: unknown): string | undefined {
  return isLazy(value) || hasLazy(value) ? undefined : (JSON.stringify(value) ?? 'null');
}

function* partsOfLazy(value: object): Generator<string | undefined, void> {
  if (value instanceof LazyArray) yield* partsOfArray(value);
  else if (value instanceof LazyString) yield* partsOfString(value);
  else if (value instanceof JsonText) yield* value.pieces;
  else yield* partsOfObject(value);
}

function* partsOfArray({ items }: LazyArray<unknown>): Generator<string | undefined, void> {
  let before = '[';
  for (const item of items) {
    if (item === STEP) {
      yield;
      continue;
    }
    const text = textOf(item);
    yield before + (text ?? '');
    if (text === undefined) yield* partsOfLazy(item as object);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

function* partsOfString({ pieces }: LazyString): Generator<string | undefined, void> {
  yield '"';
  for (const piece of pieces) yield escaped(piece);
  yield '"';
}

function* partsOfObject(value: object): Generator<string | undefined, void> {
  let before = '{';
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const text = textOf(member);
    before += `${quote(name)}:${text ?? ''}`;
    if (text === undefined) {
      yield before;
      yield* partsOfLazy(member);
      before = '';
    }
    before += ',';
  }
  // There is a lazy member, so there is a comma after the last one.
  yield `${before.slice(0, -1)}}`;
}

/** Whether an object has a lazy member, at any depth of objects. */
function hasLazy(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).some((member) => isLazy(member) || hasLazy(member));
}

function isLazy(value: unknown): boolean {
  return value instanceof LazyArray || value instanceof LazyString || value instanceof JsonText;
}

import { Fault } from '../../../kernel/fault.ts';
import { JsonScan } from '../../../kernel/steps/json-scan.ts';
import type { Steps } from '../../../runtime/steps.ts';

/** A line has so many members, or nests so deeply, that reading it would take too long. */
export class LineTooComplex extends Error {
  override readonly name = 'LineTooComplex';
  /** What the line has: `too many members`. */
  readonly problem: string;

  constructor({ detail }: Fault) {
    const problem =
      detail.kind === 'nested_too_deep' ? `more than ${detail.limit} levels of nesting` : 'too many members';
    super(`This line has ${problem}.`);
    this.problem = problem;
  }
}

/** Characters. Lines up to this length take well under a millisecond. */
const SLICE = 2 ** 16;

/**
 * Parses a line of JSON Lines; undefined if it is not a JSON object. Its nesting depth and the number of its members
 * are checked before it is parsed, as those of a request body are.
 *
 * @throws LineTooComplex
 */
export function* parseLine(
  text: string,
  { maxDepth }: { readonly maxDepth: number },
): Steps<Record<string, unknown> | undefined> {
  const scan = new JsonScan(maxDepth);
  const isLong = text.length > SLICE;
  for (let start = 0; start < text.length; start += SLICE) {
    try {
      scan.read(Buffer.from(isLong ? text.slice(start, start + SLICE) : text));
    } catch (error) {
      throw error instanceof Fault ? new LineTooComplex(error) : error;
    }
    if (isLong) yield;
  }
  const value = parseObject(text);
  if (isLong) yield;
  return value;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

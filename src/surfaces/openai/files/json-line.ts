import { Fault } from '../../../kernel/fault.ts';
import { JsonScan } from '../../../kernel/steps/json-scan.ts';
import type { Steps } from '../../../runtime/steps.ts';

/** A line has so many members that parsing it would take too long. */
export class TooManyMembers extends Error {
  override readonly name = 'TooManyMembers';

  constructor() {
    super('This line has too many members.');
  }
}

/** Characters. Lines up to this length take well under a millisecond. */
const SLICE = 2 ** 16;

/**
 * Parses a line of JSON Lines; undefined if it is not a JSON object. The members of a long line are counted before it
 * is parsed, as those of a request body are.
 *
 * @throws TooManyMembers
 */
export function* parseLine(text: string): Steps<Record<string, unknown> | undefined> {
  if (text.length <= SLICE) return parseObject(text);
  const scan = new JsonScan(Number.POSITIVE_INFINITY);
  for (let start = 0; start < text.length; start += SLICE) {
    try {
      scan.read(Buffer.from(text.slice(start, start + SLICE)));
    } catch (error) {
      throw error instanceof Fault ? new TooManyMembers() : error;
    }
    yield;
  }
  const value = parseObject(text);
  yield;
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

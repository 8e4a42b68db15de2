import { Fault } from './fault.ts';
import type { Incoming } from './incoming.ts';

/** Longer bodies are not read a second time. */
const LONGEST = 1_048_576;

/**
 * The fault with a number as the caller wrote it, where JavaScript's numbers cannot hold it: 9223372036854775807 is not shown as
 * 9223372036854776000. A number that is not found in the request is shown in all digits of its nearest number. Other faults are returned as they are.
 */
export function asWritten(fault: Fault, { query, body }: Pick<Incoming, 'query' | 'body'>): Fault {
  const { detail } = fault;
  if (detail.kind !== 'out_of_range' && detail.kind !== 'above_model_limit') return fault;
  const { given } = detail;
  if (typeof given !== 'number' || Math.abs(given) <= Number.MAX_SAFE_INTEGER) return fault;
  const digits = Number.isFinite(given) ? BigInt(given).toString() : String(given);
  return new Fault({ ...detail, given: inQuery(given, query) ?? inJson(given, body) ?? digits });
}

function inQuery(number: number, query: string): string | undefined {
  return [...new URLSearchParams(query).values()].find((value) => Number(value) === number);
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** The first number of a JSON text that is read as `number`, as it stands there. */
function inJson(number: number, body: Uint8Array | undefined): string | undefined {
  if (body === undefined || body.byteLength > LONGEST) return undefined;
  let found: string | undefined;
  const look: Reviver = (_, value, { source }) => {
    if (value === number) found ??= source;
    return value;
  };
  try {
    JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString(), look as never);
  } catch {
    // Not JSON, or not in UTF-8.
  }
  return found;
}

import { Fault } from './fault.ts';
import type { Incoming } from './incoming.ts';

/** Bytes. Larger bodies are not parsed a second time. */
const LONGEST = 65_536;

/**
 * Restores a number in a fault to the digits the caller sent, where a JavaScript number cannot hold it
 * exactly: 9223372036854775807 is not reported as 9223372036854776000. If the number is not found in the
 * request, all digits of the nearest double are shown. Other faults are returned unchanged.
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

/** The source text of the first number in a JSON text that parses to `number`. */
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
    // Not valid JSON.
  }
  return found;
}

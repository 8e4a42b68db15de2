import { Fault } from './fault.ts';

/** Longer bodies are not read a second time. */
const LONGEST = 1_048_576;

/**
 * The fault with a number as the caller wrote it, where JavaScript's numbers cannot hold it: 9223372036854775807 is not shown as
 * 9223372036854776000. A number that is not found in the body is shown in all digits of its nearest number. Other faults are returned as they are.
 */
export function asWritten(fault: Fault, body: Uint8Array | undefined): Fault {
  const { detail } = fault;
  if (detail.kind !== 'out_of_range' && detail.kind !== 'completion_too_long') return fault;
  const { given } = detail;
  if (typeof given !== 'number' || Math.abs(given) <= Number.MAX_SAFE_INTEGER) return fault;
  const digits = Number.isFinite(given) ? BigInt(given).toString() : String(given);
  return new Fault({ ...detail, given: findWritten(given, body) ?? digits });
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** The first number of a JSON text that is read as `number`, as it stands there. */
function findWritten(number: number, body: Uint8Array | undefined): string | undefined {
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

import type { Steps } from '../runtime/steps.ts';
import { fromBase64 } from './base64.ts';

/** The contents of a `data:` URI. */
export interface DataUri {
  /** `type/subtype` in lower case, without parameters. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Longest media type with parameters that is accepted. */
const LONGEST_HEAD = 1024;

export interface DataUriOptions {
  readonly maxBytes?: number;
}

/**
 * Parses a `data:` URI (RFC 2397), base64 or percent-encoded, in steps. Undefined if it is not a `data:`
 * URI, if its data are malformed, or if they exceed `maxBytes` (default 64 MiB).
 *
 * @example
 * finish(fromDataUri('data:text/plain;base64,aGk='))?.mediaType; // 'text/plain'
 */
export function* fromDataUri(
  uri: string,
  { maxBytes = 64 * 2 ** 20 }: DataUriOptions = {},
): Steps<DataUri | undefined> {
  if (uri.slice(0, 5).toLowerCase() !== 'data:') return undefined;
  const comma = uri.slice(0, LONGEST_HEAD).indexOf(',');
  if (comma < 0) return undefined;
  const [type = '', ...parameters] = uri.slice(5, comma).toLowerCase().split(';');
  const base64 = parameters.at(-1)?.trim() === 'base64';
  const length = uri.length - comma - 1;
  if (length > (base64 ? Math.ceil(maxBytes / 3) * 4 : maxBytes * 3)) return undefined;
  const data = uri.slice(comma + 1);
  const bytes = yield* base64 ? fromBase64(data) : fromPercent(data);
  if (!bytes || bytes.length > maxBytes) return undefined;
  return { mediaType: type.trim() || 'text/plain', bytes };
}

/** Characters decoded in one step. */
const STEP = 2 ** 16;

function* fromPercent(text: string): Steps<Uint8Array | undefined> {
  const bytes = Buffer.from(text, 'utf8');
  let end = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (end % STEP === STEP - 1) yield;
    if (bytes[index] !== 0x25) {
      bytes[end++] = bytes[index]!;
      continue;
    }
    const high = hexDigit(bytes[index + 1]);
    const low = hexDigit(bytes[index + 2]);
    if (high < 0 || low < 0) return undefined;
    bytes[end++] = high * 16 + low;
    index += 2;
  }
  return bytes.subarray(0, end);
}

function hexDigit(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

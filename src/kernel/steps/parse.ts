import type { Steps } from '../../runtime/steps.ts';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import { JsonScan } from './json-scan.ts';

/** Bytes of a body that are read in one step. */
export const SLICE = 65_536;

/**
 * Parses a JSON body, in steps if it is large. Its nesting depth and the number of its members are checked before it is
 * parsed ({@link JsonScan}), so that neither parsing nor a later walk takes long or exhausts the stack.
 *
 * @throws Fault `unsupported_media_type`, `body_too_large`, `malformed_body`, `nested_too_deep`, `too_many_members`
 */
export function* parseJson(
  incoming: Incoming,
  limits: { bodyLimit: number; maxDepth: number },
): Steps<unknown> {
  checkMediaType(incoming);
  const { body } = incoming;
  if (body === undefined) throw new Fault({ kind: 'body_too_large', limit: limits.bodyLimit });
  return yield* parseBytes(body, limits.maxDepth);
}

/**
 * The same for JSON that is not the body of a request.
 *
 * @throws Fault `malformed_body`, `nested_too_deep`, `too_many_members`
 */
export function* parseBytes(body: Uint8Array, maxDepth: number): Steps<unknown> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const scan = new JsonScan(maxDepth);
  const isLarge = bytes.length > SLICE;
  if (!isLarge) scan.read(bytes);
  else {
    for (let at = 0; at < bytes.length; at += SLICE) {
      scan.read(bytes.subarray(at, at + SLICE));
      yield;
    }
  }
  const text = withoutMark(bytes.toString('utf8'));
  if (isLarge) yield;
  const value = parseText(text);
  if (isLarge) yield;
  return value;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault({ kind: 'malformed_body' });
  }
}

/** Some tools write a byte order mark before JSON, which parsers may ignore (RFC 8259, section 8.1). */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** @throws Fault `unsupported_media_type` if the declared content type is not JSON */
export function checkMediaType(incoming: Incoming): void {
  const mediaType = header(incoming, 'content-type');
  if (mediaType !== undefined && !isJson(mediaType)) {
    throw new Fault({ kind: 'unsupported_media_type', given: mediaType, expected: 'application/json' });
  }
}

function isJson(mediaType: string): boolean {
  if (mediaType === 'application/json') return true;
  // A header that was sent twice arrives as a comma-separated list.
  return mediaType.split(',').every((one) => {
    const essence = (one.split(';', 1)[0] as string).trim().toLowerCase();
    return (
      essence === 'application/json' || (essence.startsWith('application/') && essence.endsWith('+json'))
    );
  });
}

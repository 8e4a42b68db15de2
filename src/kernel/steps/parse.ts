import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';

/**
 * Parses a JSON body. The nesting depth is checked before parsing, so no later recursive walk can exhaust the
 * stack.
 *
 * @throws Fault `unsupported_media_type`, `body_too_large`, `malformed_body`, `nested_too_deep`
 */
export function parseJson(incoming: Incoming, limits: { bodyLimit: number; maxDepth: number }): unknown {
  checkMediaType(incoming);
  const { body } = incoming;
  if (body === undefined) throw new Fault({ kind: 'body_too_large', limit: limits.bodyLimit });
  const text = withoutMark(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  if (isDeeperThan(text, limits.maxDepth))
    throw new Fault({ kind: 'nested_too_deep', limit: limits.maxDepth });
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

/**
 * Whether brackets outside strings nest deeper than `limit`. Stops at the first that does; never recurses.
 */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x22: // a string: skip to its closing quote
        index = endOfString(text, index);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > limit) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
    }
  }
  return false;
}

/** Index of the closing quote of the string opened at `start`; the text's length if it is not closed. */
function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
  } while (isEscaped(text, end));
  return end;
}

function isEscaped(text: string, index: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(index - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

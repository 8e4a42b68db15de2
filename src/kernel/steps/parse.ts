import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';

/**
 * A JSON body as a value. Nesting is bounded before anything is built from it, so that no later walk can exhaust the stack.
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

/** Some writers put a byte order mark before JSON, which readers may ignore (RFC 8259, section 8.1). */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** @throws Fault `unsupported_media_type` for a body that is said to be something else than JSON */
export function checkMediaType(incoming: Incoming): void {
  const mediaType = header(incoming, 'content-type');
  if (mediaType !== undefined && !isJson(mediaType)) {
    throw new Fault({ kind: 'unsupported_media_type', given: mediaType, expected: 'application/json' });
  }
}

function isJson(mediaType: string): boolean {
  if (mediaType === 'application/json') return true;
  // A header that was sent twice arrives as a list.
  return mediaType.split(',').every((one) => {
    const essence = (one.split(';', 1)[0] as string).trim().toLowerCase();
    return (
      essence === 'application/json' || (essence.startsWith('application/') && essence.endsWith('+json'))
    );
  });
}

/** Whether brackets outside strings nest deeper than `limit`. Stops at the first that does; never recurses. */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x22: // a string: on to its closing quote
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

/** The index of the quote that closes the string opened at `start`; the text's length when none does. */
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

import { finish, type Steps } from '../runtime/steps.ts';

/**
 * Decodes standard base64 strictly: standard alphabet, padded, no whitespace. Undefined for anything else.
 *
 * @example
 * fromBase64('aGk='); // the bytes of 'hi'
 */
export function fromBase64(text: string): Uint8Array | undefined {
  return finish(fromBase64InSteps(text));
}

/** Characters decoded in one step; a multiple of 4. */
const STEP = 2 ** 17;

/** {@link fromBase64} in steps, for texts of many megabytes. */
export function* fromBase64InSteps(text: string): Steps<Uint8Array | undefined> {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.allocUnsafe((text.length / 4) * 3 - padding);
  let size = 0;
  for (let at = 0; at < text.length; at += STEP) {
    if (at > 0) yield;
    const piece = text.length <= STEP ? text : text.slice(at, at + STEP);
    // Node's decoder skips characters it does not know, so the decoded length reveals them. It also accepts the
    // URL-safe alphabet and truncates non-ASCII characters to their low byte; neither shows in the length, so
    // both are checked here.
    if (piece.includes('-') || piece.includes('_') || Buffer.byteLength(piece) !== piece.length)
      return undefined;
    size += bytes.write(piece, size, 'base64');
    if (size !== Math.min(bytes.length, ((at + piece.length) / 4) * 3)) return undefined;
  }
  return bytes;
}

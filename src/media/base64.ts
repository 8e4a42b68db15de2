import type { Steps } from '../runtime/steps.ts';

/** Characters decoded in one step; a multiple of 4. */
const STEP = 2 ** 17;

/**
 * Decodes standard base64 strictly: standard alphabet, padded, no whitespace. Undefined for anything else. In
 * steps, because the text may have many megabytes.
 *
 * @example
 * finish(fromBase64('aGk=')); // the bytes of 'hi'
 */
export function* fromBase64(text: string): Steps<Uint8Array | undefined> {
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

/** Bytes encoded at once; a multiple of 3, so that the pieces can be joined. */
const ENCODED = 3 * 2 ** 16;

/**
 * The base64 of bytes, in pieces of 256 KiB.
 *
 * @example
 * [...toBase64(Buffer.from('hi'))].join(''); // 'aGk='
 */
export function* toBase64(bytes: Uint8Array): Generator<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < buffer.length; at += ENCODED) yield buffer.toString('base64', at, at + ENCODED);
}

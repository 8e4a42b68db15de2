/**
 * Decodes standard base64, strictly: the plain alphabet, padded, no white space. Undefined for anything else.
 *
 * @example
 * fromBase64('aGk='); // the bytes of 'hi'
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  // The decoder skips what it does not know, so the length tells. Two things do not show that way: it also
  // takes the URL alphabet, and of a character beyond ASCII it sees the low byte alone.
  if (text.includes('-') || text.includes('_') || Buffer.byteLength(text) !== text.length) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
}

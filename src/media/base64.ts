/**
 * Decodes standard base64 strictly: standard alphabet, padded, no whitespace. Undefined for anything else.
 *
 * @example
 * fromBase64('aGk='); // the bytes of 'hi'
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  // Node's decoder skips characters it does not know, so the decoded length reveals them. It also accepts the
  // URL-safe alphabet and truncates non-ASCII characters to their low byte; neither shows in the length, so
  // both are checked here.
  if (text.includes('-') || text.includes('_') || Buffer.byteLength(text) !== text.length) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
}

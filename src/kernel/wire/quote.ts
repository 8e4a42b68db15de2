/**
 * Serialises a string as JSON. The pieces of a stream are short and plain, and scanning a few characters is
 * cheaper than calling the serialiser for each piece.
 *
 * @example
 * quote(' word'); // '" word"'
 */
export function quote(text: string): string {
  return `"${escaped(text)}"`;
}

/** The JSON form of a string without its quotes. */
export function escaped(text: string): string {
  if (text.length > LONGEST_SCANNED) return JSON.stringify(text).slice(1, -1);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Quotes, backslashes and control characters need escaping, and so do lone surrogates; all surrogates are
    // at or above 0xd800.
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || unit >= 0xd800)
      return JSON.stringify(text).slice(1, -1);
  }
  return text;
}

/**
 * Flattens a string built by concatenation into contiguous memory, so that later concatenations copy it in
 * one go.
 */
export function joined(text: string): string {
  return Buffer.from(text).toString();
}

const LONGEST_SCANNED = 48;

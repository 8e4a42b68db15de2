/**
 * A string as JSON. The pieces of a stream are short and plain, and looking at a few characters is cheaper than calling into the
 * serialiser for each.
 *
 * @example
 * quote(' word'); // '" word"'
 */
export function quote(text: string): string {
  return `"${escaped(text)}"`;
}

/** A string as it stands between the quotes of its JSON. */
export function escaped(text: string): string {
  if (text.length > LONGEST_SCANNED) return JSON.stringify(text).slice(1, -1);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Quotes, backslashes and control characters are escaped; so are halves of surrogate pairs, which lie beyond.
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || unit >= 0xd800)
      return JSON.stringify(text).slice(1, -1);
  }
  return text;
}

/** A text of many parts as one run of memory: what is built of it again and again is then copied at once. */
export function joined(text: string): string {
  return Buffer.from(text).toString();
}

const LONGEST_SCANNED = 48;

/** Characters of a summary that is made of the beginning of a text. */
const MOST_CHARACTERS = 300;

/**
 * The first sentences of a text, for reasoning whose source gives no summary of its own.
 *
 * @example
 * summaryOf('The user asks for the sum. 2 + 2 is 4.'); // the whole text
 */
export function summaryOf(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text.trim();
  const head = text.slice(0, MOST_CHARACTERS);
  const end = Math.max(head.lastIndexOf('. '), head.lastIndexOf('.\n'));
  return (end === -1 ? head.slice(0, Math.max(head.lastIndexOf(' '), 1)) : head.slice(0, end + 1)).trim();
}

/**
 * Spreads the words of a text evenly over a number of tokens that are generated at the same time.
 *
 * @example
 * spread('One two', 4); // ['One', '', ' two', '']
 */
export function spread(text: string, tokens: number): string[] {
  const words = text.match(/\s*\S+/g) ?? [];
  const pieces = new Array<string>(tokens).fill('');
  for (const [index, word] of words.entries()) {
    const place = Math.floor((index * tokens) / words.length);
    pieces[place] += word;
  }
  return pieces;
}

/** A text in which single marks stand for quotations, so that their words are not read as words of the request. */
export interface Masked {
  readonly text: string;
  /** Puts the quotations back, with their quotation marks. */
  restore(part: string): string;
}

/**
 * Puts one mark in the place of each quotation; a text with very many is left as it is.
 *
 * @example
 * maskQuotations('Run `ls -la`.').restore('\ue000'); // '`ls -la`'
 */
export function maskQuotations(text: string): Masked {
  const quotes: string[] = [];
  const masked = text.replace(QUOTATION, (quote) => {
    quotes.push(quote);
    return String.fromCharCode(FIRST_MARK + quotes.length - 1);
  });
  if (quotes.length > MOST_QUOTES) return { text, restore: (part) => part };
  return {
    text: masked,
    restore: (part) => part.replace(MARK, (mark) => quotes[mark.charCodeAt(0) - FIRST_MARK] ?? ''),
  };
}

/** A quotation in patterns over a masked text: a character of Unicode's private area. */
export const QUOTED = String.raw`[\ue000-\ue0c7]`;

const FIRST_MARK = 0xe000;
const MOST_QUOTES = 200;
const MARK = new RegExp(QUOTED, 'g');
const QUOTATION = /`[^`\n]{1,1000}`|"[^"\n]{1,1000}"|“[^”\n]{1,1000}”|(?<!\w)'[^'\n]{1,1000}'(?!\w)/g;

/** A quotation without its marks. */
export function unquoted(text: string): string {
  return /^[`"'“]([\s\S]*)[`"'”]$/.exec(text)?.[1] ?? text;
}

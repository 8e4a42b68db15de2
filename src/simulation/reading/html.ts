import { withoutSpans } from './html-table.ts';

/** Whether a text has elements of a page: headings, paragraphs, lists, tables. */
export function isHtml(text: string): boolean {
  return text.includes('</') && PAGE.test(text);
}

/**
 * The text of a page, with headings, lists and tables as in Markdown. Linear in its length.
 *
 * @example
 * textOfHtml('<h2>Office</h2><dl><dt>Phone</dt><dd>123</dd></dl>'); // '## Office\nPhone: 123'
 */
export function textOfHtml(html: string): string {
  return withoutSpans(html)
    .replace(CELL, inOneLine)
    .replace(TAG, (_, closing: string, name: string) => textOfTag(name.toLowerCase(), closing !== ''))
    .replace(/&(?:nbsp|amp|lt|gt|quot|#39|euro);/g, (entity) => ENTITIES[entity]!)
    .split('\n')
    .map((line) => line.trim())
    .flatMap((line) =>
      line.endsWith(HEADER_END) ? tableHeader(line.slice(0, -1)) : [line.replaceAll(HEADER_END, '')],
    )
    .filter((line, index, lines) => line !== '' || lines[index - 1] !== '')
    .join('\n')
    .trim();
}

function textOfTag(name: string, isEnd: boolean): string {
  if (/^h[1-6]$/.test(name)) return isEnd ? '\n' : `\n${'#'.repeat(Number(name[1]))} `;
  if (name === 'li') return isEnd ? '' : '\n- ';
  if (name === 'dt') return isEnd ? ': ' : '\n';
  if (name === 'tr') return isEnd ? '' : '\n';
  if (name === 'td') return isEnd ? ' |' : ' ';
  if (name === 'th') return isEnd ? ` |${HEADER_END}` : ' ';
  return BREAKING.has(name) ? '\n' : '';
}

/** A cell whose lists and paragraphs stand on one line. */
function inOneLine(cell: string, start: string, inner: string): string {
  if (!/<(?:li|p|br|div)\b/i.test(inner)) return cell;
  const line = inner
    .replace(/<li\b[^<>]{0,100}>/gi, ', ')
    .replace(/<\/?(?:ul|ol|li|p|div|br)\b[^<>]{0,100}>|\n/gi, ' ');
  return start + line.replace(/\s+,/g, ',').replace(/^[\s,]+/, '');
}

const CELL = /(<t[dh]\b[^<>]{0,300}>)((?:(?!<\/?t[dhr]\b)[\s\S]){0,2000})/gi;

/** The cells of a header, with the rule that makes them one. */
function tableHeader(line: string): string[] {
  const cells = line.split(HEADER_END).join('');
  return [cells, cells.replace(/[^|]+/g, ' --- ').trim()];
}

/** Marks the end of a cell of a table's header while a page is read. */
const HEADER_END = '\u0000';

const PAGE = /<(?:p|h[1-6]|li|td|th|dd|dt|div|br)\b[^<>]{0,300}>/i;
const TAG = /<(\/?)([A-Za-z][A-Za-z\d]{0,20})(?:\s[^<>]{0,500})?>/g;
const BREAKING = new Set(
  'p div br ul ol dl section article main header footer nav table body html thead tbody aside blockquote form'.split(
    ' ',
  ),
);
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&euro;': '€',
};

import type { Reading } from './reading.ts';

/**
 * The text of the last section of the request whose label has a word: a block, or lines such as `[Submission]: …` that
 * are no blocks of their own.
 *
 * @example
 * sectionIn(reading, /submission/i); // 'It opened in 1990.'
 */
export function sectionIn({ blocks, text }: Reading, label: RegExp): string | undefined {
  const block = blocks.findLast((each) => label.test(each.name) && each.text !== '');
  if (block) return block.text;
  for (const [, name = '', said = ''] of text.slice(-LONGEST).matchAll(ELEMENT))
    if (label.test(name)) return said.trim();
  for (const [, name = '', said = ''] of text.slice(-LONGEST).matchAll(LABELLED))
    if (label.test(name)) return said.trim();
  return undefined;
}

const LONGEST = 12_000;
const ELEMENT = /<([A-Za-z][\w-]{1,40})>([^<]{1,4000})<\//g;
const LABELLED =
  /^[ \t]{0,12}[[*#]{0,3}[ \t]{0,12}([A-Za-z][\w -]{0,40}?)[ \t]{0,12}[\]*]{0,3}[ \t]{0,12}:[ \t]{0,12}\n?((?:(?![ \t]{0,12}(?:\[|\*{3}|-{3}|={3}|\(?[A-E]\)|[A-Z][\w -]{0,30}:))[^\n]*\n?){1,60})/gm;

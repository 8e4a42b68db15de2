import { END_OF_TEXT } from '../../tokenizer/end-of-text.ts';

/** A text to go on with, as far as it matters for what comes next. */
export interface Reading {
  /** The end of its last document: all that is looked at. */
  readonly tail: string;
  /** Of the tail, without the white space behind it. */
  readonly lastLine: string;
  /** The unfinished sentence at the very end; empty when the last one is finished. */
  readonly sentence: string;
  /** White space ends the text, or nothing is there at all. */
  readonly isOpen: boolean;
}

/** Reads the end of a text, in time bounded by a constant. */
export function readText(text: string): Reading {
  const end = text.slice(-WINDOW);
  const document = end.lastIndexOf(END_OF_TEXT);
  const tail = document === -1 ? end : end.slice(document + END_OF_TEXT.length);
  const said = tail.trimEnd();
  const lastLine = said.slice(said.lastIndexOf('\n') + 1);
  const isParagraph = /\n\s*$/.test(tail.slice(said.length));
  return {
    tail,
    lastLine,
    sentence: isParagraph ? '' : unfinished(lastLine.slice(-LONGEST_SENTENCE)),
    isOpen: said.length < tail.length || tail === '',
  };
}

/** What stands behind the last mark that ends a sentence. */
function unfinished(line: string): string {
  if (/[.!?…。！？]["'”’)\]]?$/.test(line)) return '';
  let from = 0;
  for (const match of line.matchAll(SENTENCE_END)) from = match.index + match[0].length;
  return line.slice(from).trim();
}

const SENTENCE_END = /[.!?。！？]["'”’)\]]?\s+/g;

/**
 * What goes between a text and what is said next: a space, unless the text ends with one or with something that wants the next word close.
 *
 * @example
 * gapAfter('Once upon a time'); // ' '
 */
export function gapAfter(text: string): string {
  return text === '' || /[\s([{<"“‘«/\\_#@$-]$/.test(text) ? '' : ' ';
}

/** Characters at the end of a text that are looked at. */
const WINDOW = 4000;
const LONGEST_SENTENCE = 400;

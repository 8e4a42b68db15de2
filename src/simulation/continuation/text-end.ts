import { END_OF_TEXT } from '../../engine/tokenizer/end-of-text.ts';

/** The parts of a text that determine its continuation. */
export interface TextEnd {
  /** The end of the text's last document; nothing before it is used. */
  readonly tail: string;
  /** The last line of the tail, without trailing white space. */
  readonly lastLine: string;
  /** The unfinished sentence at the end; empty if the last sentence is finished. */
  readonly sentence: string;
  /** True if the text is empty or ends with white space. */
  readonly isOpen: boolean;
}

/** Reads the end of a text, in constant time. */
export function readText(text: string): TextEnd {
  const end = text.slice(-WINDOW);
  const document = end.lastIndexOf(END_OF_TEXT);
  const tail = document === -1 ? end : end.slice(document + END_OF_TEXT.length);
  const said = tail.trimEnd();
  const lastLine = said.slice(said.lastIndexOf('\n') + 1);
  const isParagraph = endsLine(tail);
  return {
    tail,
    lastLine,
    sentence: isParagraph ? '' : unfinished(lastLine.slice(-LONGEST_SENTENCE)),
    isOpen: said.length < tail.length || tail === '',
  };
}

/** Whether a text ends with a line break, other white space after it aside. */
export function endsLine(text: string): boolean {
  return text.indexOf('\n', text.trimEnd().length) !== -1;
}

/** The text after the last sentence end. */
function unfinished(line: string): string {
  if (/[.!?…。！？]["'”’)\]]?$/.test(line)) return '';
  let from = 0;
  for (const match of line.matchAll(SENTENCE_END)) from = match.index + match[0].length;
  return line.slice(from).trim();
}

const SENTENCE_END = /[.!?。！？]["'”’)\]]?\s+/g;

/**
 * The separator between a text and its continuation: a space, unless the text ends with white space or with a
 * character that attaches to the next word.
 *
 * @example
 * gapAfter('Once upon a time'); // ' '
 */
export function gapAfter(text: string): string {
  return text === '' || /[\s([{<"“‘«/\\_#@$-]$/.test(text) ? '' : ' ';
}

/** Number of characters read at the end of a text. */
const WINDOW = 4000;
const LONGEST_SENTENCE = 400;

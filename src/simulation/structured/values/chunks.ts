import { VERBS } from './names.ts';

/** The cue of a verb after `to`. */
export const INFINITIVE = 'to do';

/** A part of a clause after a word that gives it a role: "to Rome" in "flights to Rome on Monday". */
export interface Chunk {
  /** The preposition or the like in lower case; empty for the opening of a clause. */
  readonly cue: string;
  /** Where the cue starts. */
  readonly start: number;
  /** Where the words after the cue start, and where they end. */
  readonly from: number;
  readonly end: number;
  /** Counts sentences, so that chunks of one can be told from those of another. */
  readonly sentence: number;
  /** Counts the parts of a sentence that commas and conjunctions divide. */
  readonly clause: number;
}

/**
 * Divides a text into chunks at prepositions, copulas, conjunctions and punctuation. Positions in `whole` are not
 * divided: values such as dates and quotations. Linear in the length of the text.
 *
 * @example
 * chunksOf('Book a room in Rome for Ann', []); // '' + 'Book a room', 'in' + 'Rome', 'for' + 'Ann'
 */
export function chunksOf(
  text: string,
  whole: readonly { readonly start: number; readonly end: number }[],
): Chunk[] {
  const held = new Uint8Array(text.length + 1);
  for (const { start, end } of whole) held.fill(1, start, end);
  const chunks: Chunk[] = [];
  let [cue, start, from, sentence, clause] = ['', 0, 0, 0, 0];
  const close = (end: number): void => {
    if (text.slice(from, end).trim() !== '' || cue !== '')
      chunks.push({ cue, start, from, end, sentence, clause });
  };
  for (const match of text.matchAll(BOUNDARY)) {
    const at = match.index;
    if (held[at] && !/^\s/.test(match[0])) continue;
    const mark = match[0];
    const end = at + mark.length;
    if (match[1] !== undefined) {
      // A preposition or the like.
      const start_ = at;
      if (held[start_]) continue;
      close(start_);
      const word = match[1].toLowerCase().replace(/\s+/g, ' ');
      const [next = ''] = /^\s+\p{Ll}+/u.exec(text.slice(end, end + 24)) ?? [];
      [cue, start, from] = [word === 'to' && VERBS.has(next.trim()) ? INFINITIVE : word, start_, end];
      continue;
    }
    close(at);
    if (/[.!?\n]/.test(mark)) sentence++;
    clause++;
    [cue, start, from] = ['', end, end];
  }
  close(text.length);
  return chunks;
}

const BOUNDARY =
  /(?<![\p{L}\d_'’-])(from|to|until|till|through|by|at|on|onto|in|into|inside|for|with|without|as|about|regarding|concerning|called|named|titled|entitled|labelled|because|since|via|using|under|below|above|over|between|near|around|towards|before|after|behind|per|against|than|saying|that says|says|is|are|was|were|will be|should be|must be|has been|be|of|has|have|had|it to|them to|me to)(?![\p{L}\d_'’-])|[.!?](?=\s|$)|\n|[;:](?=\s|$)|,(?=\s)|(?<=\s)(?:and|or|but|then|while|which|who|that)(?=\s)|\s[–—-]\s|[()|·•]/giu;

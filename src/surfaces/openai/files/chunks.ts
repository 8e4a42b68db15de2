import type { Steps } from '../../../runtime/steps.ts';

/** Characters of a chunk: at most, and at least unless the text ends. */
const LONGEST = 1200;
const SHORTEST = 300;

/**
 * Cuts a text into chunks that can be read by themselves: between paragraphs where possible, else between sentences, else
 * between words. Each is a passage of the text as it stands.
 *
 * @example
 * finish(chunksOf('One paragraph.\n\nAnother one.')); // ['One paragraph.\n\nAnother one.']
 */
export function* chunksOf(text: string): Steps<string[]> {
  const chunks: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = endOf(text, from);
    const chunk = text.slice(from, end).trim();
    if (chunk !== '') chunks.push(chunk);
    from = end;
    yield;
  }
  return chunks;
}

function endOf(text: string, from: number): number {
  if (text.length - from <= LONGEST) return text.length;
  const window = text.slice(from, from + LONGEST);
  for (const boundary of BOUNDARIES) {
    const last = [...window.matchAll(boundary)].findLast(({ index }) => index >= SHORTEST);
    if (last) return from + last.index + last[0].length;
  }
  // Not between the halves of a character.
  return from + (/[\uD800-\uDBFF]$/.test(window) ? LONGEST - 1 : LONGEST);
}

const BOUNDARIES: readonly RegExp[] = [/\n\s*\n/g, /[.!?。！？]\s|\n/g, /\s/g];

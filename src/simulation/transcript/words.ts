import type { Steps } from '../../runtime/steps.ts';

/** Chunks of text between spaces that are read in one step. */
const STEP = 256;

/** A timed piece of text. Units joined with their spaces give the text, with white space collapsed. */
export interface Unit {
  readonly text: string;
  /** Preceded by a space. */
  readonly isSpaced: boolean;
}

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * The words of a text, each with its adjacent punctuation; for scripts without spaces, by Unicode word
 * boundaries.
 *
 * @example
 * finish(toUnits('Well, yes.')); // [{ text: 'Well,', isSpaced: false }, { text: 'yes.', isSpaced: true }]
 */
export function* toUnits(text: string): Steps<Unit[]> {
  const units: Unit[] = [];
  for (const [seen, chunk] of text.split(/\s+/u).entries()) {
    if (seen % STEP === STEP - 1) yield;
    if (chunk === '') continue;
    const parts = UNSPACED.test(chunk) ? splitUnspaced(chunk) : [chunk];
    parts.forEach((part, index) => {
      units.push({ text: part, isSpaced: index === 0 && units.length > 0 });
    });
  }
  return units;
}

export function joinUnits(units: readonly Unit[]): string {
  let text = '';
  for (const unit of units) text += (unit.isSpaced && text !== '' ? ' ' : '') + unit.text;
  return text;
}

/** A word without surrounding punctuation; empty if it consists of punctuation only. */
export function bareWord(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** Created on first use: expensive, and needed for few languages. */
let segmenter: Intl.Segmenter | undefined;

function splitUnspaced(chunk: string): string[] {
  const parts: string[] = [];
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
  for (const { segment, isWordLike } of segmenter.segment(chunk)) {
    if (isWordLike || parts.length === 0) parts.push(segment);
    else parts[parts.length - 1] += segment;
  }
  return parts;
}

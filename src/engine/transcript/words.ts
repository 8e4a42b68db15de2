/** Text in the units that are timed: joined again with their glue they are the text, its white space made single. */
export interface Unit {
  readonly text: string;
  /** A word begins: a space stands before it. */
  readonly isSpaced: boolean;
}

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * The words of a text, each with the punctuation at its sides; in scripts without spaces, by the rules of Unicode's word
 * boundaries.
 *
 * @example
 * toUnits('Well, yes.'); // [{ text: 'Well,', isSpaced: false }, { text: 'yes.', isSpaced: true }]
 */
export function toUnits(text: string): Unit[] {
  const units: Unit[] = [];
  for (const chunk of text.split(/\s+/u)) {
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

/** A word without the punctuation around it; empty when it is nothing else. */
export function bareWord(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** Costly to make, and needed for few languages. */
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

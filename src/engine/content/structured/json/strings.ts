import type { Random } from '../../../../runtime/random.ts';
import type { Effort } from '../effort.ts';
import { patternText } from '../pattern/generate.ts';
import { matchesPattern } from '../pattern/match.ts';
import type { PatternNode } from '../pattern/parse.ts';
import type { Shape } from '../schema/shape.ts';
import { formatNamed } from './formats.ts';
import type { Place, Suggestions } from './suggestions.ts';

/**
 * A string of the wanted shape: what the conversation or the property's name suggests if that fits, else one made
 * to fit. Undefined when the lengths contradict each other or no text was found for the patterns.
 *
 * @example
 * textFor(shapeOf([{ type: 'string', pattern: '^[A-Z]{3}$' }], root, new Set()), options); // 'QTX'
 */
export function textFor(shape: Shape, options: TextOptions): string | undefined {
  const { suggestions, place, random, room, effort } = options;
  if (shape.minLength > shape.maxLength) return undefined;
  const rules = new TextRules(shape, effort);
  for (const text of suggestions.texts(shape, place)) if (rules.accept(text)) return text;
  const format = shape.formats.map(formatNamed).find((known) => known !== undefined);
  if (rules.patterns.length > 0) return rules.fromPattern(random);
  if (format !== undefined) {
    for (let attempt = 0; attempt < 6; attempt++) {
      const text = format.compose(random);
      if (rules.accept(text)) return text;
    }
    // A length that no text of the format has: the length is kept, being what validators always check.
  }
  const least = Math.min(shape.minLength, Math.max(0, room), LONGEST);
  return fitted(suggestions.phrase(place), least, shape.maxLength, random);
}

export interface TextOptions {
  readonly suggestions: Suggestions;
  readonly place: Place;
  readonly random: Random;
  /** Characters that may still be written. */
  readonly room: number;
  readonly effort: Effort;
}

const LONGEST = 50_000;

class TextRules {
  readonly patterns: readonly PatternNode[];
  readonly #shape: Shape;
  readonly #effort: Effort;

  constructor(shape: Shape, effort: Effort) {
    this.#shape = shape;
    this.#effort = effort;
    this.patterns = shape.patterns
      .map((source) => effort.pattern(source))
      .filter((pattern) => pattern !== undefined);
  }

  accept(text: string): boolean {
    const { minLength, maxLength, formats } = this.#shape;
    if (minLength > 0 || maxLength < text.length) {
      const length = Array.from(text).length;
      if (length < minLength || length > maxLength) return false;
    }
    return (
      formats.every((name) => formatNamed(name)?.accepts(text) ?? true) &&
      this.patterns.every((pattern) => matchesPattern(pattern, text, this.#effort))
    );
  }

  fromPattern(random: Random): string | undefined {
    const { minLength: least, maxLength: most } = this.#shape;
    const others = (text: string) =>
      this.patterns.every((other) => matchesPattern(other, text, this.#effort));
    const accepts = this.patterns.length > 1 ? others : undefined;
    for (const pattern of this.patterns) {
      const text = patternText(pattern, {
        effort: this.#effort,
        random,
        least,
        most,
        ...(accepts === undefined ? {} : { accepts }),
      });
      if (text !== undefined) return text;
    }
    return undefined;
  }
}

/** Cuts or extends a phrase to a length in code points. */
function fitted(phrase: string, least: number, most: number, random: Random): string {
  let text = phrase;
  while (text.length < least) text += ` ${random.pick(FILLERS)}`;
  if (text.length <= most && text.length <= least + phrase.length) {
    if (Array.from(text).length >= least) return text;
  }
  const points = Array.from(text);
  if (points.length <= most) return text;
  const cut = points.slice(0, most).join('');
  const atWord = cut.slice(0, Math.max(cut.lastIndexOf(' '), 0));
  return atWord.length >= Math.max(least, most / 2) ? atWord : cut;
}

const FILLERS =
  'with further details and clear examples for every part that matters here in plain words'.split(' ');

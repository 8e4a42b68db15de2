import type { Effort } from '../../../engine/effort.ts';
import type { Random } from '../../../runtime/random.ts';
import { type CommonTexts, commonTexts } from '../pattern/common-texts.ts';
import { patternText } from '../pattern/generate.ts';
import { matchesPattern } from '../pattern/match.ts';
import type { PatternNode } from '../pattern/parse.ts';
import { patternOf } from '../pattern/pattern-of.ts';
import type { Shape } from '../schema/shape.ts';
import { type Format, formatNamed } from './formats.ts';
import type { Insight } from './insight.ts';
import type { Place, Suggestions } from './suggestions.ts';

/**
 * A string for the shape: the first suggestion from the conversation or the property's name that is valid, otherwise a
 * generated one. Undefined if the lengths contradict each other or no text was found for the patterns.
 *
 * @example
 * textFor(shapeOf([{ type: 'string', pattern: '^[A-Z]{3}$' }], root, new Set()), options); // 'QTX'
 */
export function textFor(shape: Shape, options: TextOptions): string | undefined {
  const { suggestions, place, random, room, effort, insight } = options;
  if (shape.minLength > shape.maxLength) return undefined;
  const rules = new TextRules(shape, effort);
  const field = { ...place, description: shape.description };
  const said =
    insight && isSingle(place) && (insight.isWritten(field) || !suggestions.isSureOf(place))
      ? insight.text(field)
      : undefined;
  if (said !== undefined && rules.accept(said)) return said;
  for (const text of suggestions.texts(shape, place)) if (rules.accept(text)) return text;
  if (!rules.isStrict) {
    const least = Math.min(shape.minLength, Math.max(0, room), LONGEST);
    effort.spend(least / 4);
    return fitted(suggestions.phrase(place), least, shape.maxLength, random);
  }
  return rules.write(random);
}

export interface TextOptions {
  readonly suggestions: Suggestions;
  readonly place: Place;
  readonly random: Random;
  /** Characters that may still be written. */
  readonly room: number;
  readonly effort: Effort;
  readonly insight?: Insight | undefined;
}

/** Whether what the whole request says may be the value: not of a list's further items, nor on a retry. */
export function isSingle({ plain, index }: Place): boolean {
  return !plain && (index ?? 0) === 0;
}

const LONGEST = 50_000;

class TextRules {
  readonly #shape: Shape;
  readonly #effort: Effort;
  readonly #formats: readonly Format[];
  readonly #patterns: readonly PatternNode[];
  readonly #notPatterns: readonly PatternNode[];

  constructor(shape: Shape, effort: Effort) {
    this.#shape = shape;
    this.#effort = effort;
    const isKnown = <T>(each: T | undefined): each is T => each !== undefined;
    this.#formats = shape.formats.map(formatNamed).filter(isKnown);
    this.#patterns = shape.patterns.map((source) => patternOf(source, effort)).filter(isKnown);
    this.#notPatterns = shape.notPatterns.map((source) => patternOf(source, effort)).filter(isKnown);
  }

  /** Whether there are requirements other than the length. */
  get isStrict(): boolean {
    return this.#formats.length + this.#patterns.length + this.#notPatterns.length > 0;
  }

  get #key(): string {
    const { patterns, notPatterns, formats, minLength, maxLength } = this.#shape;
    return JSON.stringify([patterns, notPatterns, formats, minLength, maxLength]);
  }

  accept(text: string): boolean {
    const { minLength, maxLength } = this.#shape;
    if (minLength > 0 || maxLength < text.length) {
      const length = Array.from(text).length;
      if (length < minLength || length > maxLength) return false;
    }
    return (
      this.#formats.every((format) => format.accepts(text)) &&
      this.#patterns.every((pattern) => matchesPattern(pattern, text, this.#effort)) &&
      !this.#notPatterns.some((pattern) => matchesPattern(pattern, text, this.#effort))
    );
  }

  /** The most natural text that is valid: from a format, else from a pattern, else from the intersection of all. */
  write(random: Random): string | undefined {
    for (const format of this.#formats) {
      for (let attempt = 0; attempt < 6; attempt++) {
        const text = format.compose(random);
        if (this.accept(text)) return text;
      }
    }
    // If only the search found texts before, skip the other generators.
    const found = this.#effort.has(this.#key) ? undefined : this.#fromPattern(random);
    return found ?? this.#common(random);
  }

  #fromPattern(random: Random): string | undefined {
    const { minLength: least, maxLength: most } = this.#shape;
    const isAlone = this.#patterns.length === 1 && this.#formats.length + this.#notPatterns.length === 0;
    const accepts = isAlone ? undefined : (text: string) => this.accept(text);
    for (const pattern of this.#patterns) {
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

  #common(random: Random): string | undefined {
    const texts = this.#effort.once(this.#key, () => this.#search());
    for (let attempt = 0; attempt < 8 && texts.kind === 'some'; attempt++) {
      const text = texts.write(random);
      if (this.accept(text)) return text;
    }
    // A format's pattern covers only part of the format, so an empty intersection proves nothing.
    if (texts.kind !== 'none' || this.#formats.length > 0) this.#effort.isUnsettled = true;
    return undefined;
  }

  #search(): CommonTexts {
    const { minLength: least, maxLength: most } = this.#shape;
    const effort = this.#effort;
    const written = this.#formats.map((format) => patternOf(format.pattern, effort) as PatternNode);
    const conditions = [
      ...[...this.#patterns, ...written].map((node) => ({ node, negated: false })),
      ...this.#notPatterns.map((node) => ({ node, negated: true })),
    ];
    return commonTexts(conditions, { least, most, effort });
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

import type { Random } from '../../../runtime/random.ts';
import { conforms } from '../schema/conforms.ts';
import { type Reading, type Shape, shapeOf } from '../schema/shape.ts';
import { textFor } from './strings.ts';
import type { Place, Suggestions } from './suggestions.ts';

/**
 * A name for a property that no schema declares, valid under the shape's rules for names; undefined if this attempt
 * finds none.
 */
export function propertyName(shape: Shape, options: PropertyNameOptions): string | undefined {
  const { patterns, attempt, random, place, suggestions, reading } = options;
  // Names that match a pattern alternate with free ones, if those are allowed.
  const isOpen = shape.objects.every((member) => member.additionalProperties !== false);
  const turn = isOpen && patterns.length > 0 ? Math.floor(attempt / 2) : attempt;
  const pattern = isOpen && attempt % 2 === 1 ? undefined : patterns[turn % patterns.length];
  if (pattern === undefined && shape.nameRules.length === 0) return spareName(shape, turn);
  const rules = [{ type: 'string', ...(pattern !== undefined && { pattern }) }, ...shape.nameRules];
  const allowed = (text: unknown): text is string =>
    rules.every((rule) => conforms(rule, text, reading.root, reading.effort));
  const name = pattern === undefined ? spareName(shape, turn) : undefined;
  if (allowed(name)) return name;
  const wanted = shapeOf(rules, reading, new Set());
  const text =
    wanted.values === undefined
      ? textFor(wanted, {
          suggestions,
          place: { ...place, plain: true },
          random,
          room: 200,
          effort: reading.effort,
        })
      : wanted.values[turn % wanted.values.length];
  return allowed(text) ? text : undefined;
}

export interface PropertyNameOptions {
  /** The keys of `patternProperties`. */
  readonly patterns: readonly string[];
  readonly attempt: number;
  readonly random: Random;
  readonly place: Place;
  readonly suggestions: Suggestions;
  readonly reading: Reading;
}

function spareName(shape: Shape, turn: number): string | undefined {
  const name = NAMES[turn % NAMES.length] as string;
  const round = Math.floor(turn / NAMES.length);
  return shape.minProperties > 0 && round > 0 ? `${name}_${round + 1}` : round > 0 ? undefined : name;
}

const NAMES = ['primary', 'secondary', 'extra', 'default', 'other', 'note', 'source', 'detail'];

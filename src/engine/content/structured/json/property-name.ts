import type { Random } from '../../../../runtime/random.ts';
import type { JsonSchema } from '../../../request.ts';
import type { Effort } from '../effort.ts';
import { patternText } from '../pattern/generate.ts';
import { conforms } from '../schema/conforms.ts';
import { type Shape, shapeOf } from '../schema/shape.ts';
import { textFor } from './strings.ts';
import type { Place, Suggestions } from './suggestions.ts';

/**
 * A name for a property that no schema names, allowed by the shape's rules for names; undefined when this attempt
 * finds none.
 */
export function propertyName(shape: Shape, options: PropertyNameOptions): string | undefined {
  const { patterns, attempt, random, place, suggestions, root, effort } = options;
  const name = candidate(shape, options);
  if (name === undefined || shape.nameRules.length === 0) return name;
  const allowed = (text: string) => shape.nameRules.every((rule) => conforms(rule, text, root, effort));
  if (allowed(name)) return name;
  const rules = shapeOf([{ type: 'string' }, ...shape.nameRules], root, new Set());
  if (rules.values !== undefined) {
    const value = rules.values[attempt % rules.values.length];
    return typeof value === 'string' && allowed(value) ? value : undefined;
  }
  const written = textFor(rules, {
    suggestions,
    place: { ...place, plain: true },
    random,
    room: 200,
    effort,
  });
  return written !== undefined && patterns.length === 0 && allowed(written) ? written : undefined;
}

export interface PropertyNameOptions {
  /** The keys of `patternProperties`. */
  readonly patterns: readonly string[];
  readonly attempt: number;
  readonly random: Random;
  readonly place: Place;
  readonly suggestions: Suggestions;
  readonly root: JsonSchema;
  readonly effort: Effort;
}

function candidate(
  shape: Shape,
  { patterns, attempt, random, effort }: PropertyNameOptions,
): string | undefined {
  const pattern = patterns.length > 0 ? patterns[attempt % patterns.length] : undefined;
  if (pattern !== undefined) {
    const parsed = effort.pattern(pattern);
    if (parsed !== undefined) return patternText(parsed, { random, effort });
  }
  const name = NAMES[attempt % NAMES.length] as string;
  const round = Math.floor(attempt / NAMES.length);
  return shape.minProperties > 0 && round > 0 ? `${name}_${round + 1}` : round > 0 ? undefined : name;
}

const NAMES = ['primary', 'secondary', 'extra', 'default', 'other', 'note', 'source', 'detail'];

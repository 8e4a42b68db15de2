import { describe, expect, it } from 'vitest';
import { Effort, STEPS } from '../../engine/effort.ts';
import { FormUnmet } from '../../engine/errors.ts';
import { createRandom } from '../../runtime/random.ts';
import { factsIn } from './facts/facts.ts';
import { HOSTILE, LARGE } from './hostile.cases.ts';
import { composeJson } from './json/compose.ts';
import { checkSchema } from './schema/check.ts';
import { conforms } from './schema/conforms.ts';
import type { SchemaObject } from './schema/resolve.ts';

const facts = factsIn('Say it');

/** The text, or undefined when the schema was refused. */
function composed(schema: SchemaObject, effort: Effort, choice = 0): string | undefined {
  try {
    return composeJson(schema, { facts, random: createRandom(`hostile ${choice}`), name: 'x', effort });
  } catch (error) {
    if (!(error instanceof FormUnmet)) throw error;
    return undefined;
  }
}

/** Checked with the account the text was composed on, which remembers texts too long to be matched. */
const isValid = (schema: SchemaObject, text: string, effort: Effort): boolean =>
  conforms(schema, JSON.parse(text), schema, effort);

/** Integers cost the most: a whole value takes a few characters. */
const STEPS_PER_CHARACTER = 120;

/** Steps that may be spent on an answer, credited ones and those for discarded values included. */
const most = (characters: number): number => 1.75 * STEPS + characters * STEPS_PER_CHARACTER;

describe('hostile schemas', () => {
  it('are many and small', () => {
    expect(HOSTILE.length).toBeGreaterThan(100);
    expect(new Set(HOSTILE.map(([name]) => name)).size).toBe(HOSTILE.length);
    for (const [, schema] of HOSTILE) expect(JSON.stringify(schema).length).toBeLessThan(50_000);
  });

  it.each(HOSTILE)('%s: answered validly or refused within the account', (_, schema) => {
    const effort = new Effort();
    const text = checkSchema(schema) === undefined ? composed(schema, effort) : undefined;
    expect(effort.spent).toBeLessThanOrEqual(most(text?.length ?? 0));
    if (text !== undefined) expect(isValid(schema, text, effort)).toBe(true);
  });

  it.each(HOSTILE)('%s: many choices share one account', (_, schema) => {
    const effort = new Effort();
    let characters = 0;
    for (let choice = 0; choice < 3; choice++) {
      const text = composed(schema, effort, choice);
      if (text === undefined) break;
      characters += text.length;
    }
    expect(effort.spent).toBeLessThanOrEqual(most(characters));
  });
});

describe('large schemas', () => {
  it.each(LARGE)('%s: answered at a cost in proportion to the answer', (_, schema) => {
    const effort = new Effort();
    const text = composed(schema, effort) as string;
    expect(effort.used).toBeLessThan(STEPS / 100);
    expect(effort.spent).toBeLessThan(text.length * STEPS_PER_CHARACTER);
    expect(isValid(schema, text, effort)).toBe(true);
  });

  it('are answered many times over on one account', () => {
    const [, schema] = LARGE[0] as (typeof LARGE)[number];
    const effort = new Effort();
    for (let choice = 0; choice < 16; choice++) expect(composed(schema, effort, choice)).toBeDefined();
    expect(effort.used).toBeLessThan(STEPS / 10);
  });
});

describe('values written again and again', () => {
  it.each([
    ['const', { const: 'x'.repeat(500_000) }],
    ['enum', { enum: ['x'.repeat(500_000), 'y'.repeat(500_000)] }],
  ])('count towards the length of the answer: %s', (_, items) => {
    const effort = new Effort();
    expect(composed({ type: 'array', minItems: 4_000, items }, effort)).toBeUndefined();
    expect(effort.spent).toBeLessThan(STEPS);
  });
});

describe('an account that is used up', () => {
  it.each([...HOSTILE, ...LARGE].filter((_, index) => index % 4 === 0))(
    '%s: refused without further work',
    (_, schema) => {
      const effort = new Effort(0);
      expect(() => composeJson(schema, { facts, random: createRandom('a'), name: 'x', effort })).toThrow(
        'no value that satisfies it was found: the search reached its limit.',
      );
      expect(effort.spent).toBe(0);
    },
  );
});

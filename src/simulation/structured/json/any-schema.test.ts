import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { FormUnmet } from '../../../engine/errors.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { createRandom } from '../../../runtime/random.ts';
import { factsIn, noFacts } from '../facts/facts.ts';
import { checkSchema } from '../schema/check.ts';
import { composeJson } from './compose.ts';

const compose = (schema: unknown, seed: number) =>
  composeJson(schema as JsonSchema, {
    facts:
      seed % 2 === 0
        ? noFacts
        : factsIn('Ana is 41, lives in Lima, writes to ana@example.com and has 2 cats: $5'),
    random: createRandom(seed),
  });
/** Validated by an independent implementation of JSON Schema. */
const isValid = (schema: unknown, text: string) => Compile(schema as never).Check(JSON.parse(text));

const patterns = [
  '^[a-z]{2,5}$',
  '^[A-Z]\\d+$',
  'b',
  '^(?=.*\\d)[a-z\\d]{4,8}$',
  '^(?!admin)[a-z]+$',
  '[a-z](?<!q)$',
  '(?<=\\$)\\d+',
  '\\d+(?=€)',
  '^(a|b)\\1$',
  '\\bcat\\b',
  '^[^\\s]*$',
  '^.{3}$',
  '^(?:x|yy)*z?$',
  '^\\p{Lu}',
  '^$',
];
const formats = [
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'uri',
  'uuid',
  'hostname',
  'ipv4',
  'ipv6',
  'regex',
  'json-pointer',
];
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const some = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) =>
  fc
    .record(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, maybe(value)])))
    .map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)));
const small = fc.integer({ min: 0, max: 4 });
const names = fc.constantFrom('a', 'b', 'c', 'name', 'kind');
const scalars = fc.constantFrom<unknown>('a', 'b', 'x', 1, 2, 1.5, true, null);

const schemas = fc.letrec<{ node: Record<string, unknown> }>((tie) => {
  const node = tie('node');
  const types = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object');
  return {
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      some({ type: types }),
      some({
        type: fc.constant('string'),
        pattern: fc.constantFrom(...patterns),
        minLength: small,
        maxLength: fc.integer({ min: 3, max: 12 }),
      }),
      some({
        type: fc.constant('string'),
        format: fc.constantFrom(...formats),
        pattern: fc.constantFrom('^2', '\\d$', 'a', '^https:', '\\.com$', '-', '^[^:]+$'),
      }),
      some({
        type: fc.constantFrom('number', 'integer'),
        minimum: fc.integer({ min: -5, max: 5 }),
        exclusiveMaximum: fc.integer({ min: 4, max: 30 }),
        multipleOf: fc.constantFrom(1, 2, 3, 0.5),
      }),
      fc.uniqueArray(scalars, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
      scalars.map((value) => ({ const: value })),
      some({
        type: fc.constant('object'),
        properties: fc.dictionary(names, node, { maxKeys: 3 }),
        required: fc.uniqueArray(names, { maxLength: 3 }),
        additionalProperties: fc.oneof(fc.boolean(), node),
        patternProperties: fc.dictionary(fc.constantFrom('^x-', 'e$', '^[a-c]$'), node, { maxKeys: 2 }),
        propertyNames: fc.constantFrom({ maxLength: 4 }, { pattern: '^[a-z]' }, { enum: ['a', 'b', 'kind'] }),
        minProperties: small,
        maxProperties: fc.integer({ min: 1, max: 5 }),
        dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), { maxKeys: 2 }),
        dependentSchemas: fc.dictionary(names, node, { maxKeys: 1 }),
      }),
      some({
        type: fc.constant('array'),
        items: node,
        prefixItems: fc.array(node, { minLength: 1, maxLength: 2 }),
        contains: node,
        minContains: fc.integer({ min: 0, max: 2 }),
        maxContains: fc.integer({ min: 1, max: 3 }),
        uniqueItems: fc.boolean(),
        minItems: small,
        maxItems: fc.integer({ min: 2, max: 6 }),
      }),
      fc.array(node, { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
      fc.array(node, { minLength: 1, maxLength: 3 }).map((oneOf) => ({ oneOf })),
      fc.array(node, { minLength: 1, maxLength: 2 }).map((allOf) => ({ allOf })),
      fc.record({ some: node, not: node }).map(({ some: one, not }) => ({ ...one, not })),
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      some({ if: node, then: node, else: node }),
    ),
  };
}).node;

describe('composing for generated schemas', () => {
  it('gives a valid value or refuses', () => {
    let answered = 0;
    const judged = fc.property(schemas, fc.integer({ min: 0, max: 1e6 }), (schema, seed) => {
      if (checkSchema(schema) !== undefined) return;
      try {
        const text = compose(schema, seed);
        answered++;
        expect(isValid(schema, text), text).toBe(true);
      } catch (error) {
        if (!(error instanceof FormUnmet)) throw error;
      }
    });
    fc.assert(judged, { numRuns: 600, seed: 7 });
    // Most of the rest are contradictory.
    expect(answered).toBeGreaterThan(450);
  });
});

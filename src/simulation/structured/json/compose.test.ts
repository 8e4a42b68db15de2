import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { FormUnmet } from '../../../engine/errors.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { createRandom } from '../../../runtime/random.ts';
import { factsIn, noFacts } from '../facts/facts.ts';
import { composeJson } from './compose.ts';

const compose = (schema: unknown, prompt = '', seed: string | number = 1, name?: string) =>
  composeJson(schema as JsonSchema, {
    facts: prompt === '' ? noFacts : factsIn(prompt),
    random: createRandom(seed),
    ...(name === undefined ? {} : { name }),
  });

const isValid = (schema: unknown, text: string) => Compile(schema as never).Check(JSON.parse(text));

const object = (properties: Record<string, unknown>, extra: Record<string, unknown> = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...extra,
});

describe('values from the conversation', () => {
  it('fills name and age', () => {
    const schema = object({ name: { type: 'string' }, age: { type: 'number' } });
    expect(compose(schema, 'Extract: John is 30 years old', 7, 'person_info')).toBe(
      '{"name":"John","age":30}',
    );
  });

  it('fills person, address and payment', () => {
    const schema = object({
      customer: object({ name: { type: 'string' }, email: { type: 'string', format: 'email' } }),
      amount: { type: 'number' },
      currency: { type: 'string' },
    });
    expect(compose(schema, 'Jane Doe (jane@x.org) pays $42.50')).toBe(
      '{"customer":{"name":"Jane Doe","email":"jane@x.org"},"amount":42.5,"currency":"USD"}',
    );
  });

  it('solves the equation in the request', () => {
    const schema = object({
      steps: { type: 'array', items: { type: 'string' } },
      answer: { type: 'number' },
    });
    const value = JSON.parse(compose(schema, 'How can I solve 8x + 7 = -23?', 3, 'math_problem'));
    expect(value.answer).toBe(-3.75);
    expect(value.steps.join('\n')).toContain('8x = -30');
    expect(value.steps.at(-1)).toContain('x = -3.75');
  });

  it('fills steps that are objects, and a textual answer', () => {
    const step = object({ explanation: { type: 'string' }, output: { type: 'string' } });
    const schema = object({ steps: { type: 'array', items: step }, final_answer: { type: 'string' } });
    const value = JSON.parse(compose(schema, 'solve 8x + 7 = -23'));
    expect(value.final_answer).toBe('x = -3.75');
    expect(value.steps.at(-1)).toEqual({ explanation: 'Divide both sides by 8', output: 'x = -3.75' });
  });

  it('writes one row per person', () => {
    const person = object({ name: { type: 'string' }, age: { type: 'integer' } });
    const schema = object({ people: { type: 'array', items: person } });
    expect(compose(schema, 'John is 30 years old, Ana Lima is 41 and Peter, 25, is her son.')).toBe(
      '{"people":[{"name":"John","age":30},{"name":"Ana Lima","age":41},{"name":"Peter","age":25}]}',
    );
  });

  it.each([
    ['What is the weather in San Francisco in celsius?', 'celsius'],
    ['Weather in Oslo, fahrenheit please', 'fahrenheit'],
    ['It was 70°F in Boston', 'fahrenheit'],
  ])('chooses what the prompt mentions: %s', (prompt, expected) => {
    const schema = object({ unit: { type: 'string', enum: ['kelvin', 'celsius', 'fahrenheit'] } });
    for (let seed = 0; seed < 5; seed++) expect(compose(schema, prompt, seed)).toBe(`{"unit":"${expected}"}`);
  });

  it.each([
    ['I love this phone, it is excellent', 'positive'],
    ['Terrible service, I hate waiting', 'negative'],
  ])('hears the sentiment of %s', (prompt, expected) => {
    const schema = object({ sentiment: { enum: ['neutral', 'positive', 'negative'] } });
    expect(JSON.parse(compose(schema, prompt)).sentiment).toBe(expected);
  });

  it('extracts the event, its day and its participants', () => {
    const schema = object({
      name: { type: 'string' },
      date: { type: 'string' },
      participants: { type: 'array', items: { type: 'string' } },
    });
    const prompt = 'Alice and Bob are going to a science fair on Friday.';
    expect(compose(schema, prompt, 1, 'calendar_event')).toBe(
      '{"name":"science fair","date":"Friday","participants":["Alice","Bob"]}',
    );
  });

  it('extracts key: value lines, dates and counts', () => {
    const schema = object({
      invoice_number: { type: 'string' },
      due_date: { type: 'string', format: 'date' },
      apples: { type: 'integer' },
      is_paid: { type: 'boolean' },
    });
    const prompt = 'Invoice number: INV-2041\nDue March 5, 2024\n3 apples were delivered; it is not paid yet';
    expect(compose(schema, prompt)).toBe(
      '{"invoice_number":"INV-2041","due_date":"2024-03-05","apples":3,"is_paid":false}',
    );
  });

  it('omits facts that do not fit', () => {
    const schema = object({ name: { type: 'string', maxLength: 3 }, age: { type: 'integer', maximum: 20 } });
    const text = compose(schema, 'John is 30 years old');
    expect(isValid(schema, text)).toBe(true);
    expect(text).not.toContain('30');
  });
});

describe('shapes', () => {
  const list = {
    $ref: '#/$defs/node',
    $defs: {
      node: object({
        value: { type: 'number' },
        next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
      }),
    },
  };
  const tree = object({ label: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } });
  const endless = object({ self: { $ref: '#' } });
  const union = {
    anyOf: [
      object({ kind: { const: 'circle' }, radius: { type: 'number', exclusiveMinimum: 0 } }),
      object({ kind: { const: 'square' }, side: { type: 'number', minimum: 1 } }),
    ],
  };
  const cases: Record<string, unknown> = {
    'a linked list': list,
    'a tree': tree,
    'optional recursion': { type: 'object', properties: { child: { $ref: '#' }, id: { type: 'integer' } } },
    'mutual recursion': {
      $defs: { a: object({ b: { $ref: '#/$defs/b' } }), b: { type: 'array', items: { $ref: '#/$defs/a' } } },
      $ref: '#/$defs/a',
    },
    'recursion through oneOf': {
      $defs: {
        e: { oneOf: [{ type: 'number' }, object({ l: { $ref: '#/$defs/e' }, r: { $ref: '#/$defs/e' } })] },
      },
      $ref: '#/$defs/e',
    },
    'a discriminated union': union,
    'a nullable object': { type: ['object', 'null'], properties: { a: { type: 'string' } }, required: ['a'] },
    'allOf with inherited bounds': {
      allOf: [
        { type: 'object', properties: { a: { type: 'integer', minimum: 5 } }, required: ['a'] },
        { type: 'object', properties: { a: { maximum: 6 }, b: { type: 'boolean' } }, required: ['b'] },
      ],
    },
    'a map': { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 3 },
    'pattern properties': {
      type: 'object',
      patternProperties: { '^x-[a-z]{2}$': { type: 'boolean' } },
      additionalProperties: false,
      minProperties: 2,
    },
    'property names': { type: 'object', propertyNames: { pattern: '^[A-Z]{3}$' }, minProperties: 4 },
    'if then else': {
      type: 'object',
      properties: { country: { enum: ['US', 'CA'] }, code: { type: 'string' } },
      required: ['country', 'code'],
      if: { properties: { country: { const: 'US' } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { properties: { code: { pattern: '^\\d{5}$' } } },
      else: { properties: { code: { pattern: '^[A-Z]\\d[A-Z]$' } } },
    },
    not: { type: 'string', not: { enum: ['a', 'b'] } },
    'dependent properties': {
      type: 'object',
      properties: { card: { type: 'string' }, address: { type: 'string' } },
      required: ['card'],
      dependentRequired: { card: ['address'] },
    },
    'a tuple': {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'number' }],
      items: false,
      minItems: 2,
    },
    'unique values': {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 5 },
      uniqueItems: true,
      minItems: 5,
    },
    'unique choices': { type: 'array', items: { enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 3 },
    contains: { type: 'array', items: { type: 'number' }, contains: { minimum: 500 }, minItems: 3 },
    'steps of a hundredth': { type: 'number', minimum: 0.01, exclusiveMaximum: 0.05, multipleOf: 0.01 },
    'a narrow range': { type: 'number', exclusiveMinimum: 1e-7, exclusiveMaximum: 2e-7 },
    'far numbers': { type: 'integer', minimum: 9_007_199_254_740_000 },
    'negative numbers': { type: 'integer', maximum: -1000, multipleOf: 7 },
    'nested definitions by pointer': {
      type: 'object',
      properties: { 'a/b': { type: 'integer' }, copy: { $ref: '#/properties/a~1b' } },
      required: ['a/b', 'copy'],
    },
    'long strings': { type: 'string', minLength: 3000, maxLength: 3001 },
    'no characters': { type: 'string', maxLength: 0 },
    'options that overlap': object({ a: { oneOf: [{ type: 'integer' }, { type: 'number' }] } }),
    'options of which each allows the other': {
      oneOf: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', properties: { b: { type: 'string' } } },
      ],
    },
    'many overlapping options in a list': {
      type: 'array',
      minItems: 300,
      items: { oneOf: [{ type: 'integer' }, { type: 'number' }] },
    },
    'neither a fraction nor small': {
      type: 'number',
      not: { anyOf: [{ not: { multipleOf: 1 } }, { maximum: 50 }] },
    },
    'no empty object': { type: 'object', not: { maxProperties: 0 } },
    'not all of them': {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      required: ['a'],
      not: { required: ['a', 'b'] },
    },
    'not the other kind': object(
      { kind: { enum: ['x', 'y'] } },
      { not: { properties: { kind: { const: 'x' } } } },
    ),
    'not a pattern': { type: 'string', pattern: '^[a-c]{2}$', not: { pattern: 'a' } },
    'not a format': { type: 'string', not: { format: 'date' } },
    'some items, but not too many': {
      type: 'array',
      items: { enum: [1, 2, 3] },
      contains: { const: 2 },
      minContains: 2,
      maxContains: 2,
      minItems: 5,
    },
    'several that are contained': {
      type: 'array',
      items: { type: 'integer' },
      allOf: [{ contains: { const: 7 } }, { contains: { const: 8 } }],
      maxItems: 2,
    },
    'contained behind a tuple': {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'string' }],
      items: { type: 'integer' },
      contains: { minimum: 5, type: 'integer' },
    },
    'all of many values': { enum: ['a'], type: 'string' },
    'twenty of twenty': {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 20 },
      uniqueItems: true,
      minItems: 20,
    },
    'both of two': { type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 2 },
    'different strings': { type: 'array', items: { type: 'string' }, uniqueItems: true, minItems: 60 },
    'different objects': { type: 'array', items: { type: 'object' }, uniqueItems: true, minItems: 5 },
    'dependent schemas': object(
      { card: { type: 'string' } },
      {
        additionalProperties: true,
        dependentSchemas: {
          card: { required: ['cvc'], properties: { cvc: { pattern: '^\\d{3}$', type: 'string' } } },
        },
      },
    ),
    'a condition without else': {
      type: 'object',
      properties: { a: { enum: [1, 2] } },
      required: ['a'],
      if: { properties: { a: { const: 1 } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { required: ['b'], properties: { b: { type: 'null' } } },
    },
    'names by two rules': {
      type: 'object',
      propertyNames: { maxLength: 4 },
      patternProperties: { e$: { type: 'integer' } },
      minProperties: 3,
    },
    'closed with what a part allows': {
      type: 'object',
      allOf: [{ properties: { a: { type: 'integer' } }, required: ['a'] }],
      properties: { b: { type: 'string' } },
      unevaluatedProperties: false,
    },
    'itself by identifier': {
      $id: 'https://example.com/node',
      ...object({ next: { anyOf: [{ $ref: 'https://example.com/node' }, { type: 'null' }] } }),
    },
    'itself by a relative identifier': {
      $id: 'https://example.com/a/node',
      ...object({ next: { anyOf: [{ $ref: 'node' }, { type: 'null' }] } }),
    },
    'a definition by anchor': {
      $defs: { leaf: { $anchor: 'leaf', type: 'integer' } },
      ...object({ leaf: { $ref: '#leaf' } }),
    },
    true: true,
    'an empty schema': {},
    'a required name without a schema': { type: 'object', required: ['x'] },
  };
  for (const format of [
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
  ]) {
    cases[`format ${format}`] = { type: 'string', format };
  }
  const patterns = [
    '^[A-Z]{3}-\\d{4}$',
    '^\\+?[1-9]\\d{1,14}$',
    '^(foo|bar)+baz$',
    '^#[0-9a-fA-F]{6}$',
    '^\\w+@\\w+\\.com$',
    '\\d',
    '^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,12}$',
    '^(a+)+$',
    '^([a-z])\\1\\1$',
    '^[^\\s]+$',
    '^\\p{Lu}\\p{Ll}+$',
    '^.{5}$',
    '^(?!admin)[a-z]{3,8}$',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
    'b$',
    '(?<=\\$)\\d{2,}',
    '^[a-z]+(?<!foo)$',
    '\\d+(?= euro)',
    '^(?!.*--)(?=.*x)[a-z-]{6,9}$',
    '\\bcat\\b',
    '^[\\p{Extended_Pictographic}]{2}$',
    '^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$',
  ];
  for (const pattern of patterns) cases[`pattern ${pattern}`] = { type: 'string', pattern };

  const narrowed: readonly (readonly [format: string, pattern: string])[] = [
    ['date', '^2024-'],
    ['date', '-02-29$'],
    ['time', '^23:'],
    ['time', '\\+02:00$'],
    ['date-time', '^1999-12-31T'],
    ['date-time', '\\.\\d{3}Z$'],
    ['duration', '^P\\d+Y'],
    ['email', '@example\\.com$'],
    ['email', '^[a-z]{3}\\.[a-z]{4}@'],
    ['uuid', '^[0-9a-f-]{36}$'],
    ['uuid', '^0{8}-'],
    ['uri', '^https://'],
    ['uri', '^ftp://.*\\.zip$'],
    ['uri', '^urn:'],
    ['hostname', '\\.internal$'],
    ['ipv4', '^10\\.'],
    ['ipv6', '^fe80:'],
    ['uri-reference', '^/api/'],
    ['json-pointer', '^/a/'],
    ['regex', '^\\^'],
  ];
  for (const [format, pattern] of narrowed)
    cases[`format ${format} beside ${pattern}`] = { type: 'string', format, pattern };

  it.each(Object.entries(cases))('is valid for %s', (_, schema) => {
    for (let seed = 0; seed < 12; seed++) {
      const text = compose(schema, seed % 2 === 0 ? '' : 'John, 30, buys 3 apples in Paris for $5', seed);
      expect(isValid(schema, text), text).toBe(true);
    }
  });

  it('ends recursion after a few rounds', () => {
    expect(compose(list, '', 3).length).toBeLessThan(200);
    expect(compose(tree, '', 3)).toMatch(/"children":\[\{.*"children":\[\]/);
  });

  it.each<[string, unknown, string]>([
    ['false', false, 'no value can satisfy it: its types or values contradict each other.'],
    [
      'an endless object',
      endless,
      'no value that satisfies it was found: it contains itself without an end.',
    ],
    [
      'two types at once',
      object({ a: { allOf: [{ type: 'string' }, { type: 'number' }] } }),
      "no value can satisfy it: at ('a'), its types or values contradict each other.",
    ],
    [
      'two options that are the same',
      object({ a: { oneOf: [{ type: 'string' }, { type: 'string' }] } }),
      "no value can satisfy it: at ('a'), its types or values contradict each other.",
    ],
    [
      'patterns that exclude each other',
      object({
        a: {
          type: 'array',
          minItems: 1,
          items: { type: 'string', pattern: '^a$', allOf: [{ pattern: '^b' }] },
        },
      }),
      "no value can satisfy it: at ('a', '0'), no text has its pattern, format and length together.",
    ],
    [
      'a pattern that is longer than allowed',
      { type: 'string', pattern: '^[a-z]{5}$', maxLength: 4 },
      'no value can satisfy it: no text has its pattern, format and length together.',
    ],
    [
      'a format beside a pattern that it never has',
      { type: 'string', format: 'date', pattern: '^[a-z]+$' },
      'no value that satisfies it was found: no text has its pattern, format and length together.',
    ],
    [
      'no number between bounds',
      { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 },
      'no value can satisfy it: no integer is within its bounds.',
    ],
    [
      'a property that is not allowed',
      { type: 'object', required: ['a'], additionalProperties: false },
      "no value can satisfy it: at ('a'), the property is required, but not allowed.",
    ],
    [
      'more properties than allowed',
      { type: 'object', required: ['a', 'b'], maxProperties: 1 },
      "no value can satisfy it: more properties are required than 'maxProperties' allows.",
    ],
    [
      'a value that is no choice',
      { type: 'string', enum: [1, 2] },
      "no value can satisfy it: none of the values of its 'enum' or 'const' satisfies the rest.",
    ],
    [
      'more different items than there are',
      { type: 'array', items: { enum: ['a', 'b'] }, minItems: 3, uniqueItems: true },
      "no value that satisfies it was found: at ('2'), no further item is different from the others, as 'uniqueItems' asks.",
    ],
    ['nothing at all', { not: {} }, 'no value can satisfy it: its types or values contradict each other.'],
  ])('refuses what nothing satisfies: %s', (_, schema, reason) => {
    expect(() => compose(schema)).toThrow(reason);
  });

  it('limits the size of the output', () => {
    const doubling: Record<string, unknown> = { d0: { type: 'string' } };
    for (let level = 1; level < 40; level++) {
      const half = { $ref: `#/$defs/d${level - 1}` };
      doubling[`d${level}`] = object({ a: half, b: half });
    }
    const hostile = [
      { $defs: doubling, $ref: '#/$defs/d39' },
      { type: 'array', minItems: 1e9, items: { type: 'string', minLength: 1e9 } },
      { type: 'string', pattern: '^((a{1000}){1000}){1000}$' },
      {
        type: 'array',
        minItems: 100,
        uniqueItems: true,
        items: { oneOf: [{ not: { not: { enum: [1] } } }, false] },
      },
    ];
    const many = <T>(count: number, make: (index: number) => T) =>
      Array.from({ length: count }, (_, index) => make(index));
    const tangled = {
      $defs: { a: { anyOf: many(30, () => object({ x: { $ref: '#/$defs/a' }, y: { $ref: '#/$defs/a' } })) } },
      $ref: '#/$defs/a',
    };
    const ring = {
      $defs: Object.fromEntries(
        many(5_000, (index) => [`d${index}`, { $ref: `#/$defs/d${(index + 1) % 5_000}` }]),
      ),
      $ref: '#/$defs/d0',
    };
    const items = [
      { type: 'string', pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' },
      { type: 'string', pattern: `^${'(ab|c)'.repeat(600)}$` },
      { allOf: many(900, () => ({ minLength: 1 })) },
      { anyOf: many(1_000, (index) => ({ const: index, title: `weather in Paris ${index}` })) },
      { enum: many(1_000, (index) => `value ${index}`) },
    ];
    let nested: unknown = { type: 'string' };
    for (let level = 0; level < 12; level++) nested = { oneOf: [nested, nested, { not: nested }] };
    let deep: unknown = { type: 'string' };
    for (let level = 0; level < 2_000; level++) deep = object({ a: deep });
    const lists = items.map((item) => ({ type: 'array', minItems: 4_000, items: item }));
    for (const schema of [...hostile, tangled, ring, nested, deep, ...lists]) {
      try {
        const text = compose(schema, 'weather in Paris');
        expect(text.length).toBeLessThan(1_000_000);
        expect(() => JSON.parse(text)).not.toThrow();
      } catch (error) {
        expect(error).toBeInstanceOf(FormUnmet);
        expect((error as FormUnmet).message).toMatch(/^no value that satisfies it was found/);
      }
    }
  });

  it('treats property names as data', () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"integer"},"constructor":{"type":"object","properties":{"prototype":{"type":"string"}},"required":["prototype"]},"toString":{"type":"boolean"}},"required":["__proto__","constructor","toString","hasOwnProperty"],"additionalProperties":{"type":"null"}}',
    );
    const text = compose(schema);
    expect(text).toMatch(
      /^\{"__proto__":\d+,"constructor":\{"prototype":".*"\},"toString":(true|false),"hasOwnProperty":null\}$/,
    );
    expect(({} as Record<string, unknown>).prototype).toBeUndefined();
  });

  it('chooses the alternative that matches the prompt', () => {
    for (let seed = 0; seed < 5; seed++) expect(compose(union, 'Draw a square', seed)).toContain('"square"');
  });

  it('is deterministic per seed', () => {
    const schema = object({ motto: { type: 'string' }, code: { type: 'string', pattern: '^[a-z]{12}$' } });
    expect(compose(schema, '', 5)).toBe(compose(schema, '', 5));
    expect(compose(schema, '', 5)).not.toBe(compose(schema, '', 6));
  });
});

describe('schemas with every keyword', () => {
  const text = fc.constantFrom(
    { type: 'string' },
    { type: 'string', minLength: 5, maxLength: 9 },
    { type: 'string', maxLength: 2 },
    { type: 'string', format: 'uuid' },
    { type: 'string', format: 'date-time' },
    { type: 'string', pattern: '^[a-f]{2,4}\\d+$', minLength: 6, maxLength: 8 },
    { type: ['string', 'null'], pattern: '^(?:x|yy)z?$' },
    { enum: ['red', 'green', 3, null, { a: [1] }] },
    { const: 'fixed' },
    { type: 'boolean' },
    { type: 'null' },
  );
  const number = fc
    .record({
      type: fc.constantFrom('number', 'integer'),
      low: fc.integer({ min: -1000, max: 1000 }),
      span: fc.integer({ min: 10, max: 500 }),
      step: fc.constantFrom(undefined, 1, 2, 5, 0.5),
      exclusive: fc.boolean(),
    })
    .map(({ type, low, span, step, exclusive }) => ({
      type,
      [exclusive ? 'exclusiveMinimum' : 'minimum']: low,
      [exclusive ? 'exclusiveMaximum' : 'maximum']: low + span,
      ...(step === undefined ? {} : { multipleOf: step }),
    }));
  const name = fc.constantFrom(
    'name',
    'age',
    'city',
    'tags',
    'a b',
    'emailAddress',
    'x',
    'price',
    '$weird',
    'children',
  );
  const schema = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      text,
      number,
      fc.constantFrom({ $ref: '#/$defs/leaf' }, { $ref: '#/$defs/loop' }),
      fc
        .record({
          properties: fc.dictionary(name, tie('node'), { maxKeys: 4 }),
          optional: fc.boolean(),
          closed: fc.constantFrom(undefined, false, true),
        })
        .map(({ properties, optional, closed }) => ({
          type: 'object',
          properties,
          ...(optional ? {} : { required: Object.keys(properties) }),
          ...(closed === undefined ? {} : { additionalProperties: closed }),
        })),
      fc
        .record({
          items: tie('node'),
          minItems: fc.integer({ min: 0, max: 3 }),
          more: fc.integer({ min: 0, max: 3 }),
        })
        .map(({ items, minItems, more }) => ({ type: 'array', items, minItems, maxItems: minItems + more })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
      tie('node').map((node) => ({ allOf: [node, { description: 'e.g. Paris' }] })),
      tie('node').map((node) => ({ oneOf: [node, { type: 'string', const: 'never twice' }] })),
    ),
  })).node;
  const document = schema.map((node) => ({
    $defs: {
      leaf: { type: 'integer', minimum: 1 },
      loop: object({
        value: { type: 'string' },
        next: { anyOf: [{ $ref: '#/$defs/loop' }, { type: 'null' }] },
      }),
    },
    type: 'object',
    properties: { root: node },
    required: ['root'],
  }));

  it('are satisfied', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 0, max: 1e6 }), (each, seed) => {
        const composed = compose(
          each,
          seed % 2 === 0 ? '' : 'Ana is 41, lives in Lima and has 2 red cats: $5',
          seed,
        );
        expect(isValid(each, composed), composed).toBe(true);
      }),
      { numRuns: 250, seed: 42 },
    );
  });
});

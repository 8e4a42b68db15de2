import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../../engine/request.ts';
import { checkSchema, newAllowance } from './check.ts';
import { checkObjectSchema } from './check-object.ts';
import { checkStrictSchema } from './check-strict.ts';

const strict = (properties: Record<string, unknown>, extra: Record<string, unknown> = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...extra,
});
const text = { type: 'string' };
const nested = (levels: number): unknown => (levels === 1 ? text : strict({ inner: nested(levels - 1) }));
const recursive = strict({ next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } });

describe('a strict schema', () => {
  it.each<[string, unknown]>([
    ['flat', strict({ a: text, b: { type: ['number', 'null'], minimum: 3 } })],
    ['recursive', recursive],
    [
      'with definitions',
      strict({ a: { $ref: '#/$defs/a' } }, { $defs: { a: strict({ b: { enum: ['x', 'y'] } }) } }),
    ],
    ['with lists', strict({ a: { type: 'array', items: strict({ b: { const: 1 } }), minItems: 2 } })],
    ['ten levels deep', nested(11)],
    [
      'with 1,000 enum values',
      strict({ a: { type: 'string', enum: Array.from({ length: 1_000 }, (_, index) => `v${index}`) } }),
    ],
  ])('may be %s', (_, schema) => expect(checkStrictSchema(schema as JsonSchema)).toBeUndefined());

  it.each<[unknown, readonly string[], string]>([
    [text, [], 'schema must be a JSON Schema of \'type: "object"\', got \'type: "string"\'.'],
    [
      { anyOf: [strict({})] },
      [],
      'schema must be a JSON Schema of \'type: "object"\', got \'type: "None"\'.',
    ],
    [
      { type: 'object', properties: {} },
      [],
      "In context=(), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      strict({ x: { type: 'object', properties: {}, required: [] } }),
      ['properties', 'x'],
      "In context=('properties', 'x'), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      strict({ a: text, b: text }, { required: ['a'] }),
      [],
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'b'.",
    ],
    [
      strict({ a: text }, { required: ['a', 'z'] }),
      [],
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Extra required key 'z' supplied.",
    ],
    [
      strict({ a: { allOf: [text] } }),
      ['properties', 'a'],
      "In context=('properties', 'a'), 'allOf' is not permitted.",
    ],
    [
      strict({ a: { type: 'string', not: { const: 'x' } } }),
      ['properties', 'a'],
      "In context=('properties', 'a'), 'not' is not permitted.",
    ],
    [
      strict({ a: { description: 'any' } }),
      ['properties', 'a'],
      "In context=('properties', 'a'), schema must have a 'type' key.",
    ],
    [
      strict({ a: { type: 'array' } }),
      ['properties', 'a'],
      "In context=('properties', 'a'), array schema missing items.",
    ],
    [
      strict({ a: { $ref: '#/$defs/none' } }),
      ['properties', 'a'],
      "In context=('properties', 'a'), reference to component '#/$defs/none' which was not found in the schema.",
    ],
  ])('%j is refused', (schema, path, message) => {
    expect(checkStrictSchema(schema as JsonSchema)).toEqual({ path, message });
  });

  it.each(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'])(
    'may have the format %s',
    (format) => {
      expect(checkStrictSchema(strict({ a: { type: 'string', format } }) as JsonSchema)).toBeUndefined();
    },
  );

  it.each<[string, Record<string, unknown>, string]>([
    ['another format', { type: 'string', format: 'uri' }, "'uri' is not a valid format."],
    ['a format that is no text', { type: 'string', format: 7 }, '7 is not a valid format.'],
    [
      'a described reference',
      { $ref: '#/$defs/x', description: 'x' },
      "$ref cannot have keywords {'description'}.",
    ],
    [
      'a reference with more beside it',
      { title: 'x', $ref: '#/$defs/x', default: 1 },
      "$ref cannot have keywords {'title', 'default'}.",
    ],
    [
      'an object without properties',
      { type: 'object', additionalProperties: false },
      'object schema missing properties.',
    ],
  ])('may not have %s, wherever it stands', (_, part, message) => {
    const places: [readonly string[], Record<string, unknown>][] = [
      [['properties', 'a'], { a: part }],
      [['properties', 'a', 'items'], { a: { type: 'array', items: part } }],
      [['properties', 'a', 'anyOf', '1'], { a: { anyOf: [text, part] } }],
      [['properties', 'a', 'properties', 'b'], { a: strict({ b: part }) }],
    ];
    for (const [path, properties] of places) {
      const schema = strict(properties, { $defs: { x: text } }) as JsonSchema;
      const steps = path.map((step) => `'${step}'`).join(', ');
      expect(checkStrictSchema(schema)).toEqual({ path, message: `In context=(${steps}), ${message}` });
      expect(checkObjectSchema(schema)).toBeUndefined();
    }
  });

  it.each<[string, unknown, RegExp]>([
    ['too deep', nested(12), /10 levels/],
    [
      'too many properties',
      strict(Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`p${index}`, text]))),
      /5000 object properties/,
    ],
    [
      'too many enum values',
      strict({ a: { enum: Array.from({ length: 1_001 }, (_, index) => index) } }),
      /1000 enum values/,
    ],
    [
      'too long an enum',
      strict({ a: { enum: Array.from({ length: 251 }, (_, index) => String(index).padStart(60, 'x')) } }),
      /15000 characters/,
    ],
    ['too long names', strict({ ['x'.repeat(120_001)]: text }), /120000 characters/],
  ])('is refused when it has %s', (_, schema, message) => {
    expect(checkStrictSchema(schema as JsonSchema)?.message).toMatch(message);
  });
});

describe('the schema of a function or an answer', () => {
  const list = { type: 'array' };

  it.each<unknown>([
    { type: 'object', properties: {} },
    { type: 'object', properties: { a: { anyOf: [text, { type: 'null' }] }, b: { type: 'object' } } },
    { type: 'object', properties: { a: { type: 'array', items: {} } }, additionalProperties: true },
    { type: 'object', properties: { link: { type: 'string', format: 'uri' } } },
  ])('may be %j', (schema) => expect(checkObjectSchema(schema as JsonSchema)).toBeUndefined());

  it.each<[unknown, string]>([
    [undefined, 'None'],
    ['string', 'string'],
    ['array', 'array'],
    [['object', 'null'], '["object","null"]'],
  ])('has no root of type %j', (type, named) => {
    expect(checkObjectSchema({ ...(type !== undefined && { type }), properties: {} } as JsonSchema)).toEqual({
      path: [],
      message: `schema must be a JSON Schema of 'type: "object"', got 'type: "${named}"'.`,
    });
  });

  it.each(['oneOf', 'anyOf', 'allOf', 'enum', 'not'])('has no %s at its root', (keyword) => {
    const schema = { type: 'object', properties: { a: text }, [keyword]: [{ required: ['a'] }] };
    expect(checkObjectSchema(schema as JsonSchema)).toEqual({
      path: [],
      message:
        "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
    });
  });

  it('must have properties, even if empty', () => {
    expect(checkObjectSchema({ type: 'object' })).toEqual({
      path: [],
      message: 'In context=(), object schema missing properties.',
    });
  });

  it.each<[readonly string[], Record<string, unknown>]>([
    [['properties', 'a'], { properties: { a: list } }],
    [['properties', 'a'], { properties: { a: { type: 'array', prefixItems: [text] } } }],
    [['properties', 'a', 'items'], { properties: { a: { type: 'array', items: list } } }],
    [['properties', 'a', 'anyOf', '1'], { properties: { a: { anyOf: [text, list] } } }],
    [['properties', 'a', 'type', '1'], { properties: { a: { type: ['null', 'array'] } } }],
    [
      ['properties', 'a', 'properties', 'b'],
      { properties: { a: { type: 'object', properties: { b: list } } } },
    ],
    [['$defs', 'b'], { properties: {}, $defs: { b: list } }],
    [['additionalProperties'], { properties: {}, additionalProperties: list }],
  ])('has items for the list at %j', (path, schema) => {
    const steps = path.map((step) => `'${step}'`).join(', ');
    expect(checkObjectSchema({ type: 'object', ...schema } as JsonSchema)).toEqual({
      path,
      message: `In context=(${path.length === 1 ? `${steps},` : steps}), array schema missing items.`,
    });
  });

  it('must also pass the checks for any schema', () => {
    expect(checkObjectSchema({ type: 'object', properties: { a: { type: 'strin' } } })?.path).toEqual([
      'properties',
      'a',
    ]);
  });
});

describe('any schema', () => {
  it.each<unknown>([
    true,
    {},
    text,
    { type: 'object' },
    { oneOf: [text] },
    recursive,
    { $ref: '#/definitions/a', definitions: { a: text } },
  ])('%j will do', (schema) => expect(checkSchema(schema as JsonSchema)).toBeUndefined());

  it.each<[unknown, readonly string[]]>([
    [{ type: 'strin' }, []],
    [{ properties: { a: { type: 7 } } }, ['properties', 'a']],
    [{ properties: [] }, []],
    [{ properties: { a: 3 } }, ['properties', 'a']],
    [{ anyOf: {} }, []],
    [{ anyOf: [text, null] }, ['anyOf', '1']],
    [{ items: { $ref: '#/$defs/none' } }, ['items']],
    [{ items: { $ref: 'https://example.com/schema' } }, ['items']],
    [{ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }, []],
    [{ minimum: 3, maximum: 2 }, []],
    [{ minLength: -1 }, []],
    [{ multipleOf: 0 }, []],
    [{ minItems: 1e9 }, []],
    [{ enum: [] }, []],
    [{ required: 'a' }, []],
    [{ pattern: '(' }, []],
  ])('%j is refused', (schema, path) => expect(checkSchema(schema as JsonSchema)?.path).toEqual(path));

  it('is rejected if it is nested too deeply or too large', () => {
    let deep: JsonSchema = {};
    for (let level = 0; level < 5_000; level++) deep = { items: deep };
    expect(checkSchema(deep)?.message).toContain('nested deeper');
    expect(checkSchema({ anyOf: Array.from({ length: 20_001 }, () => ({})) })?.message).toContain(
      'more than',
    );
  });

  it.each([
    ['data', { const: Array.from({ length: 50_001 }, () => 1) }, /50000 values/],
    ['unknown keywords', { 'x-data': Array.from({ length: 50_001 }, () => 1) }, /50000 values/],
    [
      'patterns',
      { anyOf: Array.from({ length: 51 }, () => ({ pattern: 'a'.repeat(4_000) })) },
      /200000 characters/,
    ],
  ])('is rejected for too many %s', (_, schema, message) => {
    expect(checkSchema(schema as JsonSchema)?.message).toMatch(message);
  });

  it('draws from what all schemas of a request may have together', () => {
    const allowance = newAllowance();
    const schema = { enum: Array.from({ length: 20_000 }, (_, index) => index) };
    expect([1, 2, 3].map(() => checkSchema(schema, allowance) === undefined)).toEqual([true, true, false]);
  });
});

import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import type { FaultDetail } from './fault.ts';
import { validate } from './steps/validate.ts';

const Closed = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const TextPart = Closed({ type: { const: 'text' }, text: { type: 'string' } });
const ImagePart = Closed({
  type: { const: 'image' },
  url: Closed({ href: { type: 'string', minLength: 1 } }),
});
const Parts = { type: 'array', minItems: 1, items: { anyOf: [TextPart, ImagePart] } };

const Request = Closed(
  {
    model: { type: 'string', minLength: 1, maxLength: 8 },
    messages: {
      type: 'array',
      minItems: 1,
      maxItems: 3,
      items: {
        anyOf: [
          Closed({ role: { const: 'system' }, content: { type: 'string' } }),
          Closed({ role: { const: 'user' }, content: { anyOf: [{ type: 'string' }, Parts] } }),
          Closed({ role: { const: 'tool' }, content: { type: 'string' }, call_id: { type: 'string' } }),
        ],
      },
    },
    temperature: { anyOf: [{ type: 'number', minimum: 0, maximum: 2 }, { type: 'null' }] },
    n: { anyOf: [{ type: 'integer', minimum: 1, maximum: 128 }, { type: 'null' }] },
    penalty: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    tier: { anyOf: [{ type: 'string', enum: ['auto', 'default'] }, { type: 'null' }] },
    stop: {
      anyOf: [
        { type: 'string' },
        { type: 'array', items: { type: 'string' }, maxItems: 4 },
        { type: 'null' },
      ],
    },
    choice: { anyOf: [{ type: 'string', enum: ['none', 'auto'] }, Closed({ name: { type: 'string' } })] },
    name: { type: 'string', pattern: '^[a-z]+$' },
    level: { const: 3 },
    metadata: {
      type: 'object',
      maxProperties: 2,
      propertyNames: { maxLength: 4 },
      additionalProperties: { type: 'string', maxLength: 5 },
    },
    bias: {
      type: 'object',
      patternProperties: { '^\\d+$': { type: 'number' } },
      additionalProperties: false,
    },
    both: {
      allOf: [
        { type: 'object', required: ['a'] },
        { type: 'object', required: ['b'] },
      ],
    },
    stream: { type: 'boolean' },
    extra: { type: 'object' },
  },
  ['model', 'messages'],
);

const user = (content: unknown) => ({ role: 'user', content });
const valid = { model: 'm', messages: [user('hi')] };

/** Invalid variants of a valid request, each with the expected fault. */
const wrong: [name: string, value: unknown, fault: FaultDetail][] = [
  ['no object', [], { kind: 'invalid_type', param: '', expected: ['object'], given: 'array' }],
  ['null', null, { kind: 'invalid_type', param: '', expected: ['object'], given: 'null' }],
  ['text', 'x', { kind: 'invalid_type', param: '', expected: ['object'], given: 'string' }],
  ['nothing in it', {}, { kind: 'missing_parameter', param: 'model' }],
  ['a second member missing', { model: 'm' }, { kind: 'missing_parameter', param: 'messages' }],
  ['an unknown member', { ...valid, nope: 1 }, { kind: 'unknown_parameter', param: 'nope', all: ['nope'] }],
  [
    'a member named __proto__',
    JSON.parse('{"model":"m","messages":[{"role":"user","content":"x"}],"__proto__":{"a":1}}'),
    { kind: 'unknown_parameter', param: '__proto__', all: ['__proto__'] },
  ],
  [
    'a member named like a method',
    { ...valid, constructor: 1 },
    { kind: 'unknown_parameter', param: 'constructor', all: ['constructor'] },
  ],
  [
    'a wrong type',
    { ...valid, model: 3 },
    { kind: 'invalid_type', param: 'model', expected: ['string'], given: 'integer' },
  ],
  [
    'an empty string',
    { ...valid, model: '' },
    { kind: 'wrong_length', param: 'model', of: 'string', side: 'below', bound: 1, given: 0 },
  ],
  [
    'a long string',
    { ...valid, model: '123456789' },
    { kind: 'wrong_length', param: 'model', of: 'string', side: 'above', bound: 8, given: 9 },
  ],
  [
    'an empty array',
    { ...valid, messages: [] },
    { kind: 'wrong_length', param: 'messages', of: 'array', side: 'below', bound: 1, given: 0 },
  ],
  [
    'a long array',
    { ...valid, messages: [user('a'), user('b'), user('c'), user('d')] },
    { kind: 'wrong_length', param: 'messages', of: 'array', side: 'above', bound: 3, given: 4 },
  ],
  [
    'an array element of the wrong type',
    { ...valid, messages: [user('a'), 'b'] },
    { kind: 'invalid_type', param: 'messages[1]', expected: ['object'], given: 'string' },
  ],
  [
    'a decimal in place of an integer',
    { ...valid, n: 1.5 },
    { kind: 'invalid_type', param: 'n', expected: ['integer'], given: 'decimal' },
  ],
  [
    'a string in place of a number or null',
    { ...valid, temperature: '1' },
    { kind: 'invalid_type', param: 'temperature', expected: ['number'], given: 'string' },
  ],
  [
    'a number below its minimum',
    { ...valid, temperature: -0.1 },
    {
      kind: 'out_of_range',
      param: 'temperature',
      number: 'decimal',
      side: 'below',
      bound: 0,
      exclusive: false,
      given: -0.1,
    },
  ],
  [
    'an integer above its maximum',
    { ...valid, n: 129 },
    {
      kind: 'out_of_range',
      param: 'n',
      number: 'integer',
      side: 'above',
      bound: 128,
      exclusive: false,
      given: 129,
    },
  ],
  [
    'a number at an exclusive lower bound',
    { ...valid, penalty: 0 },
    {
      kind: 'out_of_range',
      param: 'penalty',
      number: 'decimal',
      side: 'below',
      bound: 0,
      exclusive: true,
      given: 0,
    },
  ],
  [
    'a number at an exclusive upper bound',
    { ...valid, penalty: 1 },
    {
      kind: 'out_of_range',
      param: 'penalty',
      number: 'decimal',
      side: 'above',
      bound: 1,
      exclusive: true,
      given: 1,
    },
  ],
  [
    'a string that is not one of the choices',
    { ...valid, tier: 'gold' },
    { kind: 'invalid_choice', param: 'tier', given: 'gold', allowed: ['auto', 'default'] },
  ],
  [
    'a value of another type than the choices',
    { ...valid, tier: 3 },
    { kind: 'invalid_type', param: 'tier', expected: ['string'], given: 'integer' },
  ],
  [
    'a wrong constant',
    { ...valid, level: 4 },
    { kind: 'invalid_choice', param: 'level', given: 4, allowed: [3] },
  ],
  [
    'neither a string nor an array',
    { ...valid, stop: 7 },
    { kind: 'invalid_type', param: 'stop', expected: ['string', 'array of strings'], given: 'integer' },
  ],
  [
    'too many elements in the array branch',
    { ...valid, stop: ['a', 'b', 'c', 'd', 'e'] },
    { kind: 'wrong_length', param: 'stop', of: 'array', side: 'above', bound: 4, given: 5 },
  ],
  [
    'a wrong element in the array branch',
    { ...valid, stop: ['a', 1] },
    { kind: 'invalid_type', param: 'stop[1]', expected: ['string'], given: 'integer' },
  ],
  [
    'a wrong string where an object is also allowed',
    { ...valid, choice: 'always' },
    { kind: 'invalid_choice', param: 'choice', given: 'always', allowed: ['none', 'auto'] },
  ],
  [
    'a wrong object where a string is also allowed',
    { ...valid, choice: {} },
    { kind: 'missing_parameter', param: 'choice.name' },
  ],
  [
    'a string that does not match its pattern',
    { ...valid, name: 'A b' },
    { kind: 'invalid_format', param: 'name', expected: '^[a-z]+$', given: 'A b' },
  ],
  [
    'too many properties',
    { ...valid, metadata: { a: 'x', b: 'x', c: 'x' } },
    { kind: 'wrong_length', param: 'metadata', of: 'object', side: 'above', bound: 2, given: 3 },
  ],
  [
    'a long property name',
    { ...valid, metadata: { abcde: 'x' } },
    { kind: 'wrong_length', param: 'metadata', of: 'string', side: 'above', bound: 4, given: 5 },
  ],
  [
    'a wrong property value',
    { ...valid, metadata: { a: 1 } },
    { kind: 'invalid_type', param: 'metadata.a', expected: ['string'], given: 'integer' },
  ],
  [
    'a property that matches no pattern',
    { ...valid, bias: { '12': 1, x: 2 } },
    { kind: 'unknown_parameter', param: 'bias.x' },
  ],
  [
    'a wrong value of a patterned property',
    { ...valid, bias: { '12': 'a' } },
    { kind: 'invalid_type', param: 'bias.12', expected: ['number'], given: 'string' },
  ],
  [
    'one part of an intersection',
    { ...valid, both: { a: 1 } },
    { kind: 'missing_parameter', param: 'both.b' },
  ],
  [
    'a boolean as a string',
    { ...valid, stream: 'true' },
    { kind: 'invalid_type', param: 'stream', expected: ['boolean'], given: 'string' },
  ],
  [
    'null for a required member',
    { ...valid, model: null },
    { kind: 'invalid_type', param: 'model', expected: ['string'], given: 'null' },
  ],
  [
    'a message without its role',
    { ...valid, messages: [{ content: 'x' }] },
    { kind: 'missing_parameter', param: 'messages[0].role' },
  ],
  [
    'an unknown role',
    { ...valid, messages: [{ role: 'robot', content: 'x' }] },
    {
      kind: 'invalid_choice',
      param: 'messages[0].role',
      given: 'robot',
      allowed: ['system', 'user', 'tool'],
    },
  ],
  [
    'a role that is not a string',
    { ...valid, messages: [{ role: 1, content: 'x' }] },
    { kind: 'invalid_type', param: 'messages[0].role', expected: ['string'], given: 'integer' },
  ],
  [
    'a missing member that the role requires',
    { ...valid, messages: [user('a'), { role: 'tool', content: 'x' }] },
    { kind: 'missing_parameter', param: 'messages[1].call_id' },
  ],
  [
    'a member that the role does not allow',
    { ...valid, messages: [{ role: 'system', content: 'x', call_id: 'y' }] },
    { kind: 'unknown_parameter', param: 'messages[0].call_id' },
  ],
  [
    'content of the wrong type',
    { ...valid, messages: [user(5)] },
    {
      kind: 'invalid_type',
      param: 'messages[0].content',
      expected: ['string', 'array of objects'],
      given: 'integer',
    },
  ],
  [
    'an unknown type of part',
    { ...valid, messages: [user([{ type: 'text', text: 'a' }, { type: 'video' }])] },
    {
      kind: 'invalid_choice',
      param: 'messages[0].content[1].type',
      given: 'video',
      allowed: ['text', 'image'],
    },
  ],
  [
    'a fault nested deep in a part',
    { ...valid, messages: [user([{ type: 'image', url: { href: '' } }])] },
    {
      kind: 'wrong_length',
      param: 'messages[0].content[0].url.href',
      of: 'string',
      side: 'below',
      bound: 1,
      given: 0,
    },
  ],
];

describe('explain', () => {
  it.each(wrong)('reports %s', (_, value, fault) => {
    expect(explain(Request, value)).toEqual(fault);
  });

  it('finds no fault in valid requests', () => {
    const values = [
      valid,
      { ...valid, temperature: null, n: 128, tier: 'auto', stop: ['a'], choice: { name: 'x' }, level: 3 },
      { ...valid, metadata: { a: 'b' }, bias: { '7': -100 }, both: { a: 1, b: 2 }, extra: { anything: [1] } },
      {
        ...valid,
        messages: [
          user([
            { type: 'text', text: '' },
            { type: 'image', url: { href: 'x' } },
          ]),
        ],
      },
    ];
    for (const value of values) expect(explain(Request, value)).toBeUndefined();
  });

  it('reports the first fault in document order', () => {
    const value = { model: 1, messages: 'x', nope: true };
    expect(explain(Request, value)).toMatchObject({ kind: 'invalid_type', param: 'model' });
  });

  it('names at most 32 unknown members', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`unknown${index}`, 1]));
    const fault = explain(Type.Object({}, { additionalProperties: false }), many);
    expect(fault).toMatchObject({ all: Object.keys(many).slice(0, 32) });
  });

  it('names unknown top-level members together, but only one nested member', () => {
    const schema = Closed({ a: { type: 'string' }, inner: Closed({ b: { type: 'string' } }, []) }, []);
    expect(explain(schema, { x: 1, a: 'a', y: 2 })).toEqual({
      kind: 'unknown_parameter',
      param: 'x',
      all: ['x', 'y'],
    });
    expect(explain(schema, { inner: { x: 1, y: 2 } })).toEqual({
      kind: 'unknown_parameter',
      param: 'inner.x',
    });
  });

  it.each([
    [-(2 ** 64), 'below', '-9223372036854775808'],
    [2 ** 64, 'above', '9223372036854775807'],
  ])('reports 64-bit bounds without rounding for %d', (given, side, bound) => {
    const schema = { type: 'integer', format: 'int64', minimum: -(2 ** 63), maximum: 2 ** 63 };
    expect(explain(schema, given, 'seed')).toMatchObject({ kind: 'out_of_range', side, bound });
  });

  it.each([0, 1, 999, 1999])('finds the fault at index %i of a long array', (index) => {
    const items = (wrong: unknown, right: unknown): unknown[] =>
      Array.from({ length: 2000 }, (_, at) => (at === index ? wrong : right));
    const Numbers = Closed({ ids: { type: 'array', items: { type: 'integer', minimum: 0 } } });
    expect(explain(Numbers, { ids: items(-1, 1) })).toMatchObject({
      kind: 'out_of_range',
      param: `ids[${index}]`,
    });
    const Texts = Closed({ texts: { ...Parts } });
    const right = { type: 'text', text: 'a' };
    expect(explain(Texts, { texts: items({ type: 'image', url: { href: '' } }, right) })).toMatchObject({
      kind: 'wrong_length',
      param: `texts[${index}].url.href`,
    });
    expect(explain(Texts, { texts: items(right, right) })).toBeUndefined();
  });

  it('looks at no item of an array that is too long', () => {
    const schema = { type: 'array', maxItems: 1, items: { type: 'string' } };
    const value = new Array<number>(5_000_000).fill(1);
    Object.defineProperty(value, 0, { get: () => expect.fail('looked at') });
    expect(explain(schema, value, 'input')).toMatchObject({ kind: 'wrong_length', given: 5_000_000 });
  });

  it('prefixes paths with the given path', () => {
    expect(explain({ type: 'array', items: { type: 'string' } }, ['a', 1], 'input')).toMatchObject({
      param: 'input[1]',
    });
  });
});

describe('validate', () => {
  it('throws the fault that explain finds, and accepts valid values', () => {
    expect(() => validate(Request as never, valid)).not.toThrow();
    for (const [, value, fault] of wrong) {
      expect(() => validate(Request as never, value)).toThrow(
        expect.objectContaining({ name: 'Fault', detail: fault }),
      );
    }
  });

  it('rejects values that only the compiled check can catch', () => {
    const schema = Type.Object({ value: Type.Number() });
    expect(() => validate(schema, { value: Number.POSITIVE_INFINITY })).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ kind: 'invalid_value', param: null }) }),
    );
  });
});

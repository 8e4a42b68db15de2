import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { compiledOf } from './compiled.ts';
import { described } from './described.ts';
import { explain } from './explain.ts';
import type { FaultDetail } from './fault.ts';
import { withoutNulls } from './nulls.ts';
import { createNotGiven } from './openapi-not-given.ts';
import { validate } from './steps/validate.ts';
import { tagged } from './tagged.ts';

const closed = <P extends Record<string, object>>(members: P) =>
  Type.Object(members as never, { additionalProperties: false });
const text = Type.String();

const Part = tagged('type', [
  closed({ type: Type.Literal('text'), text }),
  closed({ type: Type.Unsafe({ enum: ['image', 'photo'] }), url: text, alt: Type.Optional(text) }),
]);
const Nested = tagged('type', [closed({ type: Type.Literal('list'), parts: Type.Array(Part) })], {
  elsewhere: ['text', 'list'],
});
const Message = tagged(
  'role',
  [
    closed({ type: Type.Optional(Type.Literal('message')), role: Type.Literal('user'), content: text }),
    closed({
      type: Type.Optional(Type.Literal('message')),
      role: Type.Literal('assistant'),
      content: text,
      phase: Type.Optional(text),
    }),
  ],
  { reported: 'object' },
);
const Reference = closed({ type: Type.Optional(Type.Literal('reference')), id: text });
const Call = closed({ type: Type.Literal('call'), action: Part, note: Type.Optional(text) });
const Item = tagged('type', [Call, Message, Reference], { reported: 'object', usual: 'message' });
const Request = closed({
  items: Type.Array(Item),
  choice: Type.Optional(Type.Union([Type.Unsafe({ type: 'string', enum: ['auto'] }), Part])),
  nested: Type.Optional(Nested),
});

const unknown = (param: string): FaultDetail => ({ kind: 'unknown_parameter', param });
const missing = (param: string): FaultDetail => ({ kind: 'missing_parameter', param });

describe('a tagged union', () => {
  it.each([
    ['a branch', { type: 'call', action: { type: 'text', text: 'x' } }],
    ['a branch with several tags', { type: 'call', action: { type: 'photo', url: 'x' } }],
    ['a union within', { type: 'message', role: 'user', content: 'x' }],
    ['a branch whose tag is optional', { role: 'assistant', content: 'x', phase: 'y' }],
    ['another one, by its members', { id: 'x' }],
    ['null for a tag that is optional', { type: null, id: 'x' }],
    [
      'null for another member that is optional',
      { type: 'call', action: { type: 'text', text: 'x' }, note: null },
    ],
    ['null within a branch', { type: 'call', action: { type: 'image', url: 'x', alt: null } }],
  ])('accepts %s', (_, item) => {
    expect(validate(Request, { items: [item] })).toEqual({
      items: [JSON.parse(JSON.stringify(item), dropNulls)],
    });
  });

  it.each<[string, unknown, FaultDetail]>([
    [
      'a member that the branch lacks',
      { type: 'call', action: { type: 'text', text: 'x', alt: 'y' } },
      unknown('items[0].action.alt'),
    ],
    [
      'a member that another branch has',
      { role: 'user', content: 'x', phase: 'y' },
      unknown('items[0].phase'),
    ],
    ['a missing member', { type: 'call', action: { type: 'image' } }, missing('items[0].action.url')],
    ['a missing member, without a tag', { role: 'user' }, missing('items[0].content')],
    ['a missing tag', { type: 'call', action: { text: 'x' } }, missing('items[0].action.type')],
    [
      'an unknown tag, at the member',
      { type: 'call', action: { type: 'sound' } },
      {
        kind: 'invalid_choice',
        param: 'items[0].action.type',
        given: 'sound',
        allowed: ['text', 'image', 'photo'],
      },
    ],
    [
      'a tag of another type',
      { type: 'call', action: { type: 7 } },
      { kind: 'invalid_type', param: 'items[0].action.type', expected: ['string'], given: 'integer' },
    ],
    [
      'an unknown tag, at the object',
      { type: 'shout' },
      {
        kind: 'invalid_choice',
        param: 'items[0]',
        given: 'shout',
        allowed: ['call', 'message', 'reference'],
      },
    ],
    [
      'a tag of another type, at the object',
      { type: 7 },
      { kind: 'invalid_choice', param: 'items[0]', given: '', allowed: ['call', 'message', 'reference'] },
    ],
    [
      'nothing to select by: the usual branch',
      {},
      { kind: 'invalid_choice', param: 'items[0]', given: '', allowed: ['user', 'assistant'] },
    ],
    ['no object', 7, { kind: 'invalid_type', param: 'items[0]', expected: ['object'], given: 'integer' }],
    [
      'a name like a method',
      { type: 'constructor' },
      {
        kind: 'invalid_choice',
        param: 'items[0]',
        given: 'constructor',
        allowed: ['call', 'message', 'reference'],
      },
    ],
  ])('refuses %s', (_, item, fault) => {
    expect(refusal({ items: [item] })).toEqual(fault);
  });

  it('tells a misplaced tag from an unknown one', () => {
    expect(refusal({ items: [], nested: { type: 'text' } })).toEqual({
      kind: 'invalid_choice',
      param: 'nested',
      given: 'text',
      allowed: ['list'],
    });
    expect(refusal({ items: [], nested: { type: 'sound' } })).toEqual({
      kind: 'invalid_choice',
      param: 'nested.type',
      given: 'sound',
      allowed: ['list', 'text'],
    });
  });

  it('is one branch of an ordinary union', () => {
    expect(validate(Request, { items: [], choice: { type: 'text', text: 'x' } })).toBeDefined();
    expect(refusal({ items: [], choice: { type: 'text' } })).toEqual(missing('choice.text'));
    expect(refusal({ items: [], choice: 'none' })).toEqual({
      kind: 'invalid_choice',
      param: 'choice',
      given: 'none',
      allowed: ['auto'],
    });
    expect(refusal({ items: [], choice: 7 })).toEqual({
      kind: 'invalid_type',
      param: 'choice',
      expected: ['string', 'object'],
      given: 'integer',
    });
  });

  it('checks and explains alike', () => {
    const values = [
      {},
      { id: 'x' },
      { id: 'x', role: 'user' },
      { type: 'call' },
      { role: 'user', content: 'x' },
      null,
      [],
      'x',
    ];
    for (const value of values) expect(compiledOf(Item)(value)).toBe(explain(Item, value) === undefined);
  });

  it('strips nulls only of the branch that is meant', () => {
    expect(withoutNulls(Item, { type: 'nope', note: null })).toEqual({ type: 'nope', note: null });
  });

  it('may be null where it is documented as optional', () => {
    const documented = createNotGiven().inBody(
      Type.Object({ part: Type.Optional(Part), described: described(Type.Optional(Part), 'A part.') }),
    );
    const parts = { type: 'object', anyOf: [{ type: 'object' }, { type: 'object' }] };
    expect(documented.properties).toMatchObject({
      part: { anyOf: [parts, { type: 'null' }] },
      described: { description: 'A part.', anyOf: [parts, { type: 'null' }] },
    });
  });

  it('has one branch per tag', () => {
    const branch = closed({ type: Type.Literal('a') });
    expect(() => tagged('type', [branch, closed({ type: Type.Literal('a'), x: text })])).toThrow(
      "the type 'a'",
    );
  });
});

function refusal(value: unknown): FaultDetail | undefined {
  try {
    validate(Request, value);
    return undefined;
  } catch (error) {
    return (error as { detail: FaultDetail }).detail;
  }
}

function dropNulls(_: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { withoutNulls } from './nulls.ts';
import { validate } from './steps/validate.ts';

const Closed = <P extends Type.TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const optionalText = Type.Optional(Type.String());

const TextPart = Closed({ type: Type.Literal('text'), text: Type.String(), lang: optionalText });
const ImagePart = Closed({
  type: Type.Literal('image'),
  image: Closed({ url: Type.String(), detail: optionalText }),
});

const Request = Closed({
  model: Type.String(),
  n: Type.Optional(Type.Integer()),
  cleared: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  anything: Type.Optional(Type.Unknown()),
  schema: Type.Optional(Type.Unsafe<object>({ type: 'object' })),
  labels: Type.Optional(Type.Unsafe<object>({ type: 'object', additionalProperties: { type: 'string' } })),
  open: Type.Optional(Type.Object({ known: optionalText })),
  parts: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.Union([TextPart, ImagePart]), { minItems: 1 })]),
  ),
  either: Type.Optional(
    Type.Union([
      Closed({ id: Type.String(), size: Type.Optional(Type.Integer()) }),
      Closed({ url: Type.String(), size: Type.Optional(Type.Integer()) }),
    ]),
  ),
  both: Type.Optional(Type.Intersect([Type.Object({ a: optionalText }), Type.Object({ b: optionalText })])),
  byName: Type.Optional(
    Type.Unsafe<object>({ type: 'object', additionalProperties: Closed({ x: optionalText }) }),
  ),
});

const m = { model: 'm' };

describe('a null that means "not given"', () => {
  it.each([
    ['of a member', { ...m, n: null }, m],
    ['of several', { ...m, n: null, open: null, either: null }, m],
    ['in a nested object', { ...m, open: { known: null, own: null } }, { ...m, open: { own: null } }],
    [
      'in the branch that a discriminator selects, in a list',
      {
        ...m,
        parts: [
          { type: 'text', text: 'x' },
          { type: 'image', image: { url: 'u', detail: null } },
        ],
      },
      {
        ...m,
        parts: [
          { type: 'text', text: 'x' },
          { type: 'image', image: { url: 'u' } },
        ],
      },
    ],
    ['in the branch that fits', { ...m, either: { url: 'u', size: null } }, { ...m, either: { url: 'u' } }],
    ['in each part of an intersection', { ...m, both: { a: null, b: null } }, { ...m, both: {} }],
    ['in the values of a map', { ...m, byName: { y: { x: null } } }, { ...m, byName: { y: {} } }],
  ])('is removed: %s', (_, given, expected) => {
    const before = structuredClone(given);
    expect(validate(Request, given)).toEqual(expected);
    expect(given).toEqual(before);
  });

  it.each([
    ['where null has its own meaning', { ...m, cleared: null }],
    ['any value', { ...m, anything: null }],
    ['part of a JSON schema', { ...m, schema: { enum: [null], default: null } }],
    ['the value of an arbitrary key', { ...m, labels: { a: null } }],
    ['for a required member', { model: null }],
    ['of a member that does not exist', { ...m, other: null }],
    ['in a list', { ...m, parts: [null] }],
    ['the whole value', null],
  ])('is kept: %s', (_, given) => {
    expect(withoutNulls(Request, given)).toBe(given);
  });

  it.each([
    ['for a required member', { model: null, n: null }, { kind: 'invalid_type', param: 'model' }],
    ['next to another fault', { ...m, n: null, other: 1 }, { kind: 'unknown_parameter', param: 'other' }],
    [
      'next to a fault in a branch',
      { ...m, parts: [{ type: 'text', text: 1, lang: null }] },
      { kind: 'invalid_type', param: 'parts[0].text' },
    ],
    ['in a map of strings', { ...m, labels: { a: null } }, { kind: 'invalid_type', param: 'labels.a' }],
  ])('does not hide another fault: %s', (_, given, detail) => {
    expect(() => validate(Request, given)).toThrow(
      expect.objectContaining({ detail: expect.objectContaining(detail) }),
    );
  });

  it('does not turn a member called __proto__ into a prototype', () => {
    const given = JSON.parse('{"model":"m","n":null,"open":{"__proto__":{"x":1}}}');
    const { open } = validate(Request, given) as { open: object };
    expect(Object.getPrototypeOf(open)).toBe(Object.prototype);
    expect(Object.keys(open)).toEqual(['__proto__']);
  });

  it('leaves a member called __proto__ in an object of which it removes another', () => {
    const given = JSON.parse('{"model":"m","n":null,"__proto__":{"x":1}}');
    const left = withoutNulls(Request, given) as object;
    expect(Object.getPrototypeOf(left)).toBe(Object.prototype);
    expect(Object.keys(left)).toEqual(['model', '__proto__']);
  });
});

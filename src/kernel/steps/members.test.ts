import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { createMembers } from './members.ts';

const schema = Type.Object({
  n: Type.Union([Type.Integer(), Type.Null()]),
  size: Type.Union([Type.String(), Type.Null()]),
  stop: Type.Union([Type.String(), Type.Array(Type.String())]),
  list: Type.Array(Type.Integer()),
  map: Type.Union([
    Type.Literal('auto'),
    Type.Object({ type: Type.String(), share: Type.Optional(Type.Number()) }),
  ]),
});

/** JSON that a recursive walk could not survive. */
const DEEP = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;

describe('the members of a form or a query', () => {
  it.each([
    ['a number of a union', [['n', '2']], { n: 2 }],
    ['a text that looks like a number', [['size', '1024']], { size: '1024' }],
    ['one of a text or a list', [['stop', 'x']], { stop: 'x' }],
    [
      'a list in place of a text',
      [
        ['stop[]', 'x'],
        ['stop[]', 'y'],
      ],
      { stop: ['x', 'y'] },
    ],
    [
      'items by their type',
      [
        ['list', '1'],
        ['list[]', '2'],
        ['list', 'x'],
      ],
      { list: [1, 2, 'x'] },
    ],
    [
      'entries by their type',
      [
        ['map[type]', 'vad'],
        ['map[share]', '0.5'],
      ],
      { map: { type: 'vad', share: 0.5 } },
    ],
    [
      'an object written as JSON',
      [['map', ' {"type": "vad", "share": 0.5}']],
      { map: { type: 'vad', share: 0.5 } },
    ],
    [
      'null in an object written as JSON as not given',
      [['map', '{"type": "vad", "share": null}']],
      { map: { type: 'vad' } },
    ],
    [
      'an object in both spellings',
      [
        ['map', '{"type": "vad"}'],
        ['map[share]', '0.5'],
      ],
      { map: { type: 'vad', share: 0.5 } },
    ],
    ['what is not JSON as the text it is', [['map', '{"type": ']], { map: '{"type": ' }],
    ['what is nested too deeply as the text it is', [['map', DEEP]], { map: DEEP }],
    ['JSON where no object is declared as a text', [['size', '{"a": 1}']], { size: '{"a": 1}' }],
    ['a map told as a text', [['map', 'auto']], { map: 'auto' }],
    [
      'what nobody declared',
      [
        ['other', '1'],
        ['other[x]', '2'],
      ],
      { other: '1', 'other[x]': '2' },
    ],
  ])('read %s', (_, entries, expected) => {
    const members = createMembers(schema);
    for (const [name, value] of entries as [string, string][]) members.add(name, value);
    expect(structuredClone(members.values)).toEqual(expected);
  });

  it.each([
    ['a number', Type.Integer(), undefined],
    ['a boolean', Type.Boolean(), undefined],
    ['one of several words', Type.Unsafe({ type: 'string', enum: ['a', 'b'] }), undefined],
    ['a text that has to say something', Type.String({ minLength: 1 }), undefined],
    ['a text of a certain form', Type.String({ pattern: '^[a-z]+$' }), undefined],
    ['an object', Type.Object({ a: Type.String() }), undefined],
    ['a list of words', Type.Array(Type.Unsafe({ type: 'string', enum: ['a'] })), undefined],
    ['a text', Type.String(), ''],
    ['a list of texts', Type.Array(Type.String()), ['']],
  ])('take an empty text in place of %s that need not be given as %4$j', (_, member, expected) => {
    const optional = createMembers(Type.Object({ x: Type.Optional(member) }));
    optional.add('x', '');
    expect(optional.values.x).toEqual(expected);
    const required = createMembers(Type.Object({ x: member }));
    required.add('x', '');
    expect(required.values.x).toEqual('items' in member ? [''] : '');
  });

  it('take no empty text in place of an entry that need not be given', () => {
    const map = Type.Object({ type: Type.String(), share: Type.Optional(Type.Number()) });
    const members = createMembers(Type.Object({ map: Type.Optional(map) }));
    members.add('map[type]', 'vad');
    members.add('map[share]', '');
    expect(structuredClone(members.values)).toEqual({ map: { type: 'vad' } });
  });

  it('keep what is no text', () => {
    const members = createMembers(schema);
    const file = new Uint8Array(1);
    members.add('n', file);
    expect(members.values.n).toBe(file);
  });
});

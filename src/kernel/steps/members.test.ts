import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { createMembers } from './members.ts';

const schema = Type.Object({
  share: Type.Optional(Type.Number()),
  labels: Type.Optional(Type.Record(Type.String(), Type.String())),
  n: Type.Union([Type.Integer(), Type.Null()]),
  size: Type.Union([Type.String(), Type.Null()]),
  stop: Type.Union([Type.String(), Type.Array(Type.String())]),
  list: Type.Array(Type.Integer()),
  map: Type.Union([
    Type.Literal('auto'),
    Type.Object({ type: Type.String(), share: Type.Optional(Type.Number()) }),
  ]),
});

/** JSON nested too deeply for a recursive walk. */
const DEEP = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;

describe('the members of a form or a query', () => {
  it.each([
    ['a number of a union', [['n', '2']], { n: 2 }],
    ['a number with an exponent', [['share', '1.5e-7']], { share: 1.5e-7 }],
    ['an entry without a key', [['labels[]', 'x']], { labels: { '': 'x' } }],
    ['a text that looks like a number', [['size', '1024']], { size: '1024' }],
    ['one of a text or a list', [['stop', 'x']], { stop: 'x' }],
    [
      'a list in place of a string',
      [
        ['stop[]', 'x'],
        ['stop[]', 'y'],
      ],
      { stop: ['x', 'y'] },
    ],
    [
      'items according to their type',
      [
        ['list', '1'],
        ['list[]', '2'],
        ['list', 'x'],
      ],
      { list: [1, 2, 'x'] },
    ],
    [
      'entries according to their type',
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
      'null in an object written as JSON as "not given"',
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
    ['invalid JSON as text', [['map', '{"type": ']], { map: '{"type": ' }],
    ['JSON that is nested too deeply as text', [['map', DEEP]], { map: DEEP }],
    ['JSON as text where no object is declared', [['size', '{"a": 1}']], { size: '{"a": 1}' }],
    ['a map given as text', [['map', 'auto']], { map: 'auto' }],
    [
      'undeclared members as text',
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
    ['an enum', Type.Unsafe({ type: 'string', enum: ['a', 'b'] }), undefined],
    ['a string with a minimum length', Type.String({ minLength: 1 }), undefined],
    ['a string with a pattern', Type.String({ pattern: '^[a-z]+$' }), undefined],
    ['an object', Type.Object({ a: Type.String() }), undefined],
    ['a list of enum values', Type.Array(Type.Unsafe({ type: 'string', enum: ['a'] })), undefined],
    ['a string', Type.String(), ''],
    ['a list of strings', Type.Array(Type.String()), ['']],
  ])('read empty text for optional %s as %4$j', (_, member, expected) => {
    const optional = createMembers(Type.Object({ x: Type.Optional(member) }));
    optional.add('x', '');
    expect(optional.values.x).toEqual(expected);
    const required = createMembers(Type.Object({ x: member }));
    required.add('x', '');
    expect(required.values.x).toEqual('items' in member ? [''] : '');
  });

  it('omit empty text for an optional entry', () => {
    const map = Type.Object({ type: Type.String(), share: Type.Optional(Type.Number()) });
    const members = createMembers(Type.Object({ map: Type.Optional(map) }));
    members.add('map[type]', 'vad');
    members.add('map[share]', '');
    expect(structuredClone(members.values)).toEqual({ map: { type: 'vad' } });
  });

  it('read an object only from JSON text of ordinary depth and length', () => {
    const any = Type.Object({ map: Type.Unsafe<object>({ type: 'object' }) });
    const read = (text: string): unknown => {
      const members = createMembers(any);
      members.add('map', text);
      return members.values.map;
    };
    const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const long = (length: number): string => `{"a":"${'x'.repeat(length - 8)}"}`;
    for (const text of [deep(32), long(65_536)]) expect(read(text)).toEqual(JSON.parse(text));
    for (const text of [deep(33), long(65_537)]) expect(read(text)).toBe(text);
  });

  it('keep values that are not text', () => {
    const members = createMembers(schema);
    const file = new Uint8Array(1);
    members.add('n', file);
    expect(members.values.n).toBe(file);
  });
});

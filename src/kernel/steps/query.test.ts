import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './query.ts';

const schema = Type.Object({
  limit: Type.Optional(Type.Integer()),
  weight: Type.Optional(Type.Number()),
  deep: Type.Optional(Type.Boolean()),
  name: Type.Optional(Type.String()),
  include: Type.Optional(Type.Array(Type.String())),
  metadata: Type.Optional(Type.Object({})),
});

/** As plain objects, for comparing. */
const parse = (query: string): unknown => structuredClone(parseQuery(query, schema));

describe('the query', () => {
  it.each([
    ['', {}],
    ['limit=5&name=x', { limit: 5, name: 'x' }],
    ['limit=-3&weight=0.25', { limit: -3, weight: 0.25 }],
    ['deep=true', { deep: true }],
    ['deep=false', { deep: false }],
    ['name=a%20b+c%C3%A9', { name: 'a b cé' }],
    ['name=5', { name: '5' }],
    ['name=a&name=b', { name: 'b' }],
    ['include=a&include=b', { include: ['a', 'b'] }],
    ['include[]=a&include[]=b', { include: ['a', 'b'] }],
    ['include=a', { include: ['a'] }],
    ['metadata[run]=7&metadata[user]=ann', { metadata: { run: '7', user: 'ann' } }],
    ['metadata%5Brun%5D=7', { metadata: { run: '7' } }],
    ['other=1&other[x]=2', { other: '1', 'other[x]': '2' }],
    ['limit=&deep=&weight=', {}],
    ['name=&other=', { name: '', other: '' }],
  ])('reads %j', (query, values) => {
    expect(parse(query)).toEqual(values);
  });

  it.each(['limit=abc', 'limit=1e3', 'limit=0x10', 'deep=yes', 'weight=NaN', 'limit=+5'])(
    'leaves %s as text for validation to refuse',
    (query) => {
      const [name = '', value = ''] = query.split('=');
      expect(parse(query)).toEqual({ [name]: value.replace('+', ' ') });
    },
  );

  it('is not upset by a name used as text and as a map', () => {
    expect(() => parse('metadata=x&metadata[a]=b')).not.toThrow();
    expect(parse('metadata[a]=b&metadata=x')).toEqual({ metadata: 'x' });
  });

  it('reaches no prototype', () => {
    for (const query of [
      '__proto__[x]=1',
      '__proto__=1',
      'metadata[__proto__]=1',
      'constructor[prototype]=1',
    ]) {
      parseQuery(query, schema);
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    const values = parseQuery('metadata[__proto__]=1', schema);
    expect(Object.keys(values.metadata as object)).toEqual(['__proto__']);
    expect(Object.keys(parseQuery('constructor=1&toString=2', schema))).toEqual(['constructor', 'toString']);
  });

  it('takes malformed escapes for text', () => {
    expect(() => parse('name=%zz&%E0%A4%A=1&=&&=x')).not.toThrow();
  });
});

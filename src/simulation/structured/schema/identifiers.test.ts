import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../../engine/request.ts';
import { withPointers } from './identifiers.ts';

const refIn = (schema: unknown): unknown =>
  (withPointers(schema as JsonSchema) as { items: { $ref: string } }).items.$ref;

describe('references by identifier', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'the own identifier',
      { $id: 'https://example.com/node', items: { $ref: 'https://example.com/node' } },
      '#',
    ],
    ['a relative one', { $id: 'https://example.com/a/node', items: { $ref: 'node' } }, '#'],
    ['a relative identifier', { $id: 'node', items: { $ref: 'node' } }, '#'],
    ['an absolute path', { $id: '/schemas/node', items: { $ref: '/schemas/node' } }, '#'],
    [
      'an identifier with an empty fragment',
      { $id: 'http://x.test/s#', items: { $ref: 'http://x.test/s#' } },
      '#',
    ],
    ['a URN', { $id: 'urn:example:node', items: { $ref: 'urn:example:node' } }, '#'],
    [
      'its definitions',
      { $id: 'https://x.test/n', $defs: { a: {} }, items: { $ref: 'https://x.test/n#/$defs/a' } },
      '#/$defs/a',
    ],
    ['a pointer', { $id: 'https://x.test/n', $defs: { a: {} }, items: { $ref: '#/$defs/a' } }, '#/$defs/a'],
    [
      'a definition with an identifier',
      { $id: 'https://x.test/n', $defs: { a: { $id: 'leaf' } }, items: { $ref: 'leaf' } },
      '#/$defs/a',
    ],
    [
      'a definition in one',
      { $defs: { a: { $id: 'leaf', $defs: { b: {} } } }, items: { $ref: 'leaf#/$defs/b' } },
      '#/$defs/a/$defs/b',
    ],
    ['an anchor', { $defs: { 'a/b': { $anchor: 'leaf' } }, items: { $ref: '#leaf' } }, '#/$defs/a~1b'],
    ['a dynamic anchor', { $dynamicAnchor: 'node', items: { $dynamicRef: '#node' } }, '#'],
    ['a recursive reference', { $recursiveAnchor: true, items: { $recursiveRef: '#' } }, '#'],
    ['an old identifier', { id: 'http://x.test/s', items: { $ref: 'http://x.test/s' } }, '#'],
    ['an old anchor', { definitions: { a: { $id: '#leaf' } }, items: { $ref: '#leaf' } }, '#/definitions/a'],
    [
      'what is not there',
      { $id: 'https://x.test/n', items: { $ref: 'https://y.test/n' } },
      'https://y.test/n',
    ],
  ])('are pointers: %s', (_, schema, pointer) => {
    expect(decodeURIComponent(refIn({ type: 'array', ...schema }) as string)).toBe(pointer);
  });

  it('are relative to the identifier of the enclosing schema', () => {
    const schema = {
      $defs: { a: { $id: 'https://x.test/a', items: { $ref: '#/$defs/b' }, $defs: { b: {} } } },
    };
    expect(withPointers(schema)).toMatchObject({ $defs: { a: { items: { $ref: '#/$defs/a/$defs/b' } } } });
  });

  it('do not affect data, names, or schemas without identifiers', () => {
    const plain = { items: { $ref: '#/$defs/a' }, $defs: { a: {} } };
    expect(withPointers(plain)).toBe(plain);
    const data = {
      $id: 'https://x.test/n',
      const: { $ref: 'n' },
      properties: { $ref: { type: 'string' }, id: { enum: ['n'] } },
    };
    expect(withPointers(data)).toEqual(data);
  });

  it('treats `__proto__` as a name', () => {
    const schema = JSON.parse('{"$id":"https://x.test/n","properties":{"__proto__":{"$ref":"n"}}}');
    expect(JSON.stringify(withPointers(schema))).toContain('"__proto__":{"$ref":"#"}');
  });
});

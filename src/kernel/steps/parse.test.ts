import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { bytes, incoming } from '../dispatch.cases.ts';
import { parseJson } from './parse.ts';

const LIMITS = { bodyLimit: 64, maxDepth: 5 };

function parse(body: string | Uint8Array | undefined, contentType?: string): unknown {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const request = incoming({ body: typeof body === 'string' ? bytes(body) : body, headers });
  return finish(parseJson(request, LIMITS));
}

function fault(...given: Parameters<typeof parse>): unknown {
  try {
    parse(...given);
  } catch (error) {
    return (error as { detail: unknown }).detail;
  }
  return undefined;
}

describe('a JSON body', () => {
  it('parses to what JSON.parse returns', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (text) => {
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
    'application/vnd.api+json',
    'application/json, application/json',
    'application/json; charset=utf-8,application/json',
    undefined,
  ])('is accepted as %s', (contentType) => {
    expect(parse('{"a":1}', contentType)).toEqual({ a: 1 });
  });

  it.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
    'json',
    'text/json+x',
    'application/json, text/plain',
    'application/json,',
  ])('is rejected as %j', (contentType) => {
    expect(fault('{"a":1}', contentType)).toEqual({
      kind: 'unsupported_media_type',
      given: contentType,
      expected: 'application/json',
    });
  });

  it('can start with one byte order mark, but not more', () => {
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 });
    expect(fault('\ufeff\ufeff{"a":1}')).toEqual({ kind: 'malformed_body' });
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a":}',
    "{'a':1}",
    '[1,]',
    'nul',
    '{"a":1}x',
    '"',
    '"\\',
    '\u0000',
    ']]]]]]]]',
    '{"a":1}}',
  ])('that is %j is malformed', (text) => {
    expect(fault(text)).toEqual({ kind: 'malformed_body' });
  });

  it('that was too large to buffer is rejected with the limit', () => {
    expect(fault(undefined)).toEqual({ kind: 'body_too_large', limit: 64 });
  });

  it('can nest up to the limit and no deeper, regardless of brackets in strings', () => {
    const nested = (depth: number, core: string): string => '['.repeat(depth) + core + ']'.repeat(depth);
    for (const core of ['1', '"[[[[[["', '"\\"[[[[[["', '"\\\\"', '"{\\u005b{{{{{"']) {
      expect(fault(nested(5, core))).toBeUndefined();
      expect(fault(nested(6, core))).toEqual({ kind: 'nested_too_deep', limit: 5 });
    }
    expect(fault('{"a":{"a":{"a":{"a":{"a":{}}}}}}')).toEqual({ kind: 'nested_too_deep', limit: 5 });
    expect(fault('[[[[[]]]],[[[[]]]],[[[[]]]]]')).toBeUndefined();
  });

  it('of a million brackets, spaces, quotes or backslashes is rejected', () => {
    const million = 1_000_000;
    expect(fault('['.repeat(million))).toEqual({ kind: 'nested_too_deep', limit: 5 });
    expect(fault('{"a":'.repeat(million))).toEqual({ kind: 'nested_too_deep', limit: 5 });
    expect(fault(' '.repeat(million))).toEqual({ kind: 'malformed_body' });
    expect(fault(`"${'\\'.repeat(million)}`)).toEqual({ kind: 'malformed_body' });
    expect(fault('"\\"'.repeat(million))).toMatchObject({ kind: 'too_many_members' });
    expect(fault(']'.repeat(million) + '['.repeat(million))).toMatchObject({ kind: 'too_many_members' });
  });

  it('cannot pollute a prototype', () => {
    const value = parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('keeps lone surrogates and reads invalid UTF-8 as replacement characters', () => {
    expect(parse('{"a":"\\ud800"}')).toEqual({ a: '\ud800' });
    expect(parse(Uint8Array.of(0x22, 0xff, 0xfe, 0x22))).toBe('\ufffd\ufffd');
  });

  it('is read only from its part of a shared buffer', () => {
    const shared = bytes('xx{"a":1}yy');
    expect(parse(shared.subarray(2, 9))).toEqual({ a: 1 });
  });
});

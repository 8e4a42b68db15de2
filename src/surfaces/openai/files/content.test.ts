import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toContentType, toDisposition } from './content.ts';

describe('toContentType', () => {
  it.each([
    ['text/plain', 'a.pdf', 'text/plain'],
    ['Text/HTML; Charset="UTF-8"; x=y', 'a', 'text/html; charset=utf-8'],
    ['application/octet-stream', 'Lines.JSONL', 'application/jsonl'],
    ['application/octet-stream', 'file', 'application/octet-stream'],
    ['', 'a.constructor', 'application/octet-stream'],
    ['nonsense', 'a.png', 'image/png'],
    ['text/plain\r\nx-evil: 1', 'a', 'application/octet-stream'],
    ['text/plain; charset=a\r\nb', 'a', 'text/plain'],
    [`text/${'x'.repeat(300)}`, 'a', 'application/octet-stream'],
  ])('maps %j for %j to %s', (given, filename, type) => {
    expect(toContentType(given, filename)).toBe(type);
  });
});

describe('toDisposition', () => {
  it('returns a valid header for any name, and keeps the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (name) => {
        const value = toDisposition(name);
        expect(value).toMatch(
          /^attachment; filename="[ !#-[\]-~]*"(; filename\*=UTF-8''[\w!#$&+.^`|~%-]*)?$/,
        );
        const [, encoded] = value.split("filename*=UTF-8''");
        const told = encoded === undefined ? /"(.*)"/.exec(value)?.[1] : decodeURIComponent(encoded);
        expect(told).toBe(name.toWellFormed());
      }),
    );
  });

  it('returns a valid header for a lone surrogate', () => {
    expect(toDisposition('\ud800.txt')).toBe(`attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`);
  });
});

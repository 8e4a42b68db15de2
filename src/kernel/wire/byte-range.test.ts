import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../fault.ts';
import { parseByteRange, toContentRange } from './byte-range.ts';

describe('a byte range', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=0-9', { start: 0, end: 10 }],
    ['bytes=3-5', { start: 3, end: 6 }],
    ['bytes=3-', { start: 3, end: 10 }],
    ['bytes=3-99999999999999999999999999', { start: 3, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-11', { start: 0, end: 10 }],
    ['Bytes=1-2', { start: 1, end: 3 }],
    ['bytes= 1-2 ', { start: 1, end: 3 }],
  ])('%s', (header, range) => {
    expect(parseByteRange(header, 10)).toEqual(range);
  });

  it.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-3',
    'bytes=a-b',
    'bytes=0x1-2',
    'bytes=1-2,4-5',
    'bytes=1.0-2',
    'lines=1-2',
    '1-2',
  ])('is ignored if it is %s', (header) => {
    expect(parseByteRange(header, 10)).toBeUndefined();
  });

  it.each([
    ['bytes=10-', 10],
    ['bytes=10-20', 10],
    ['bytes=-0', 10],
    ['bytes=0-', 0],
    ['bytes=99999999999999999999-', 10],
  ])('%s is unsatisfiable for %i bytes', (header, size) => {
    expect(() => parseByteRange(header, size)).toThrow(
      expect.objectContaining({ detail: { kind: 'unsatisfiable_range', size } }),
    );
  });

  it('that is a suffix of an empty representation is all of it', () => {
    expect(parseByteRange('bytes=-5', 0)).toBeUndefined();
  });

  it('always lies within the representation', () => {
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(), fc.nat()).map(([first, last]) => `bytes=${first}-${last}`),
    );
    fc.assert(
      fc.property(text, fc.nat({ max: 1000 }), (header, size) => {
        try {
          const range = parseByteRange(header, size);
          if (range)
            expect(0 <= range.start && range.start < range.end && range.end <= size, header).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
  });

  it('is reported with its last byte and the total size', () => {
    expect(toContentRange({ start: 3, end: 6 }, 10)).toBe('bytes 3-5/10');
  });
});

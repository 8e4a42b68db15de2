import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes } from '../dispatch.cases.ts';
import { JsonScan } from './json-scan.ts';

/** Scans a text in pieces of the given size, and returns the fault. */
function scan(text: string, size = 65_536, maxDepth = 100): unknown {
  const scan = new JsonScan(maxDepth);
  const all = Buffer.from(text);
  try {
    for (let at = 0; at < all.length; at += size) scan.read(all.subarray(at, at + size));
  } catch (error) {
    return (error as { detail: unknown }).detail;
  }
  return undefined;
}

function depthOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the scan of a JSON text', () => {
  it('finds the depth of any value, wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 50 }), (value, size) => {
        const depth = depthOf(value);
        const text = JSON.stringify(value);
        expect(scan(text, size, depth)).toBeUndefined();
        if (depth > 0)
          expect(scan(text, size, depth - 1)).toEqual({ kind: 'nested_too_deep', limit: depth - 1 });
      }),
    );
  });

  it('is not confused by quotes and backslashes in strings, long or short, wherever the text is cut', () => {
    const piece = fc.constantFrom('\\', '"', '[', 'a', '\\'.repeat(40), 'b'.repeat(50), 'é', '"'.repeat(20));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 80 }), (pieces, size) => {
        const text = JSON.stringify([[pieces.join('')], [pieces.join('')]]);
        expect(scan(text, size, 2)).toBeUndefined();
        expect(scan(`[${text}]`, size, 2)).toEqual({ kind: 'nested_too_deep', limit: 2 });
      }),
    );
  });

  const list = (item: string, count: number): string =>
    `[${Array.from({ length: count }, () => item).join(',')}]`;

  it.each([
    ['objects', '{}', 99_999],
    ['arrays', '[]', 99_999],
    ['strings', '"a"', 99_999],
    ['escaped strings', '"\\""', 99_999],
    ['messages', '{"role":"user","content":"a"}', 19_999],
  ])('bounds the number of %s', (_, item, most) => {
    expect(scan(list(item, most))).toBeUndefined();
    expect(scan(list(item, most + 1))).toEqual({ kind: 'too_many_members', of: 'parts', limit: 100_000 });
  });

  it('bounds the number of property names', () => {
    const members = (count: number): string =>
      `{${Array.from({ length: count }, (_, index) => `"${index}":0`).join(',')}}`;
    expect(scan(members(99_999))).toBeUndefined();
    expect(scan(members(100_000))).toMatchObject({ kind: 'too_many_members', of: 'parts' });
  });

  it('lets 24 MB of token ids pass, also as 2,048 lists, but not any number', () => {
    expect(scan(list('12345', 4_000_000))).toBeUndefined();
    expect(scan(list(list('1', 5860), 2048))).toBeUndefined();
    expect(scan(list('1', 2048 * 8192))).toBeUndefined();
    expect(scan(list('1', 2048 * 8192 + 2))).toEqual({
      kind: 'too_many_members',
      of: 'values',
      limit: 2048 * 8192,
    });
  });

  it('takes linear time for a string of backslashes', () => {
    let looks = 0;
    const text = bytes(`"${'\\'.repeat(200_000)}"`);
    const counted = new Proxy(Buffer.from(text), {
      get(target, name) {
        if (typeof name === 'string' && /^\d+$/.test(name)) looks++;
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    new JsonScan(1).read(counted);
    expect(looks).toBeLessThan(3 * 200_000);
  });
});

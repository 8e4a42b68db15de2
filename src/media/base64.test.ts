import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { fromBase64 as fromBase64InSteps, toBase64 } from './base64.ts';

const fromBase64 = (...given: Parameters<typeof fromBase64InSteps>) => finish(fromBase64InSteps(...given));

describe('fromBase64', () => {
  it('round-trips encoded data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([...fromBase64(Buffer.from(bytes).toString('base64'))!]).toEqual([...bytes]);
      }),
    );
  });

  it('accepts only the padded standard alphabet', () => {
    const strict = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
    const text = fc.string({ unit: fc.constantFrom(...'AQz9+/==-_ \nŁ\u0141é😀'), maxLength: 12 });
    fc.assert(
      fc.property(text, (candidate) => {
        expect(fromBase64(candidate) !== undefined, JSON.stringify(candidate)).toBe(strict.test(candidate));
      }),
      { numRuns: 5000, seed: 1 },
    );
  });

  it.each(['a', 'ab', 'abc', 'ab=c', '====', 'a===', 'YQ', 'YQ==YQ==', 'aGk=\n', ' aGk', 'a-_b', 'ŁŁŁŁ'])(
    'refuses %j',
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );

  it('gives way in a long text, and still finds one wrong character anywhere in it', () => {
    const text = 'QUJD'.repeat(250_000);
    let steps = 1;
    for (const decoding = fromBase64InSteps(text); !decoding.next().done; ) steps++;
    expect(steps).toBeGreaterThanOrEqual(7);
    expect(fromBase64(text)?.length).toBe(750_000);
    for (const at of [0, 131_071, 131_072, 999_997]) {
      for (const wrong of ['-', '=', ' ', 'é', '語']) {
        expect(fromBase64(text.slice(0, at) + wrong + text.slice(at + 1))).toBeUndefined();
      }
    }
  });
});

describe('toBase64', () => {
  it('gives the same text in pieces', () => {
    for (const length of [0, 1, 196_607, 196_608, 196_609, 500_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
      const pieces = [...toBase64(bytes)];
      expect(pieces.join('')).toBe(Buffer.from(bytes).toString('base64'));
      expect(pieces).toHaveLength(Math.ceil(length / 196_608));
    }
  });
});

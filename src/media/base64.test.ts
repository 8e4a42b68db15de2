import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { fromBase64 as fromBase64InSteps } from './base64.ts';

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
});

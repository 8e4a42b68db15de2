import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from './quote.ts';

describe('quote', () => {
  it('equals JSON.stringify for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(quote(text)).toBe(JSON.stringify(text));
      }),
    );
    for (const text of ['', ' word', '"', '\\', '\n', '\ud800', '\udc00', '😀', 'é', '\u2028', '\u007f']) {
      expect(quote(text)).toBe(JSON.stringify(text));
    }
  });
});

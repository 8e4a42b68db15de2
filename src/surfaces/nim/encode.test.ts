import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHalf } from './encode.ts';

describe('a half-precision float', () => {
  it.each([
    [0, 0],
    [1, 1],
    [-1.2419, -1.2421875],
    [-3.03, -3.029296875],
    [-5.409, -5.41015625],
    [-8.2403, -8.2421875],
    [1.99999, 2],
    [0.1, 0.0999755859375],
    [2 ** -24, 2 ** -24],
    [1e-9, 0],
  ])('closest to %d is %d', (value, half) => {
    expect(toHalf(value)).toBe(half);
  });

  it('is close to the number, preserves order, and is idempotent', () => {
    const logit = fc.double({ min: -13, max: 9, noNaN: true });
    const finest = 2 ** -25;
    fc.assert(
      fc.property(logit, logit, (one, other) => {
        const half = toHalf(one);
        expect(Math.abs(half - one)).toBeLessThanOrEqual(Math.max(finest, Math.abs(one) * 2 ** -11));
        expect(toHalf(half)).toBe(half);
        if (one < other) expect(half).toBeLessThanOrEqual(toHalf(other));
      }),
      { seed: 3 },
    );
  });
});

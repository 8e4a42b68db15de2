import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePrediction } from './prediction.ts';

const range = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, index) => start + index);

describe('a prediction', () => {
  it.each([
    ['that matches', [1, 2, 3], [1, 2, 3], 3, 0],
    ['that matches and is longer', [1, 2, 3, 4, 5], [1, 2, 3], 3, 2],
    ['that matches the beginning of a longer output', [1, 2, 3], [1, 2, 3, 4, 5], 3, 0],
    ['that is empty', [], [1, 2], 0, 0],
    ['for an empty answer', [1, 2], [], 0, 2],
    ['that is all wrong', [1, 2, 3], [7, 8, 9], 0, 3],
    ['with one token changed', [1, 2, 3, 4, 5], [1, 2, 9, 4, 5], 4, 1],
    ['with a token inserted', [1, 2, 3, 4], [1, 2, 9, 3, 4], 4, 0],
    ['with a token missing', [1, 2, 3, 4], [1, 2, 4], 3, 1],
    ['with all tokens in another order', [1, 2, 3], [3, 2, 1], 1, 2],
    ['with one repeated token', [1, 1, 1, 1], [1, 1], 2, 2],
  ])('%s', (_, predicted, output, accepted, rejected) => {
    expect(comparePrediction(predicted, output)).toEqual({ accepted, rejected });
  });

  it('resumes after a long insertion', () => {
    const output = [...range(0, 50), ...range(1000, 1400), ...range(50, 100)];
    expect(comparePrediction(range(0, 100), output)).toEqual({ accepted: 100, rejected: 0 });
  });

  it('accepts no more than either side has, and accounts for every predicted token', () => {
    const tokens = fc.array(fc.nat(8), { maxLength: 60 });
    fc.assert(
      fc.property(tokens, tokens, (predicted, output) => {
        const { accepted, rejected } = comparePrediction(predicted, output);
        expect(accepted + rejected).toBe(predicted.length);
        expect(accepted).toBeLessThanOrEqual(output.length);
        expect(rejected).toBeGreaterThanOrEqual(0);
      }),
    );
    fc.assert(
      fc.property(tokens, (predicted) => {
        expect(comparePrediction(predicted, predicted)).toEqual({ accepted: predicted.length, rejected: 0 });
      }),
    );
  });
});

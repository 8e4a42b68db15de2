import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../runtime/random.ts';
import { fitTerms } from './robust-fit.ts';

const rowsOf = (targets: readonly number[]) => ({
  targets,
  scales: targets,
  weights: targets.map(() => 1),
});

describe('fitTerms', () => {
  it('finds exact coefficients', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (a, b, c) => {
          const ones = Array.from({ length: 9 }, () => 1);
          const lines = ones.map((_, row) => row + 1);
          const squares = lines.map((value) => value ** 2);
          const targets = lines.map((value) => a + b * value + c * value ** 2);
          const found = fitTerms(rowsOf(targets), [
            { values: ones, prior: 1 },
            { values: lines, prior: 1 },
            { values: squares, prior: 1 },
          ]);
          for (const [index, wanted] of [a, b, c].entries()) {
            if (found[index]?.isFitted) expect(found[index].value / wanted).toBeCloseTo(1, 4);
          }
        },
      ),
    );
  });

  it('leaves outliers aside', () => {
    const random = createRandom('outliers');
    const lines = Array.from({ length: 200 }, (_, row) => 1 + row / 10);
    const targets = lines.map(
      (value, row) => (5 + 2 * value) * (1 + 0.01 * random.normal()) * (row % 10 === 0 ? 3 : 1),
    );
    const [offset, slope] = fitTerms(rowsOf(targets), [
      { values: lines.map(() => 1), prior: 1 },
      { values: lines, prior: 1 },
    ]);
    expect(offset?.value).toBeCloseTo(5, 0);
    expect(slope?.value).toBeCloseTo(2, 1);
  });

  it('keeps the prior of a term that the rows do not tell, and fits the rest around it', () => {
    const [offset, slope] = fitTerms(rowsOf([11, 11]), [
      { values: [1, 1], prior: 1 },
      { values: [3, 3], prior: 2 },
    ]);
    expect(offset).toEqual({ value: expect.closeTo(5), isFitted: true });
    expect(slope).toEqual({ value: 2, isFitted: false });
  });

  it('has no negative coefficients: what is too much is taken from the next term', () => {
    const found = fitTerms(rowsOf([3, 3]), [
      { values: [1, 1], prior: 1 },
      { values: [3, 3], prior: 2 },
    ]);
    expect(found.map(({ value }) => value)).toEqual([0, expect.closeTo(1)]);
  });

  it('keeps all priors without rows', () => {
    expect(fitTerms(rowsOf([]), [{ values: [], prior: 7 }])).toEqual([{ value: 7, isFitted: false }]);
  });
});

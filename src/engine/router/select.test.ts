import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { lowest, softmax } from './select.ts';

const DRAWS = 20_000;

/** How often each position is chosen. */
function shares(positions: number, choose: () => number): number[] {
  const counts = new Array<number>(positions).fill(0);
  for (let draw = 0; draw < DRAWS; draw++) counts[choose()]!++;
  return counts.map((count) => count / DRAWS);
}

describe('the lowest cost', () => {
  const random = createRandom('lowest');

  it('is chosen, of the first costs only', () => {
    expect(lowest([3, 1, 2, 0], 3, random)).toBe(1);
    expect(lowest([3], 1, random)).toBe(0);
  });

  it('is any of equal ones, each as often', () => {
    for (const share of shares(4, () => lowest([1, 1, 1, 1], 4, random))) expect(share).toBeCloseTo(0.25, 1);
    const [no, one, other] = shares(3, () => lowest([2, 1, 1], 3, random));
    expect(no).toBe(0);
    expect(one! - other!).toBeCloseTo(0, 1);
  });

  it('is the first of equal ones without randomness', () => {
    expect(lowest([2, 1, 1], 3)).toBe(1);
  });
});

describe('softmax', () => {
  const random = createRandom('softmax');

  it('draws with the probabilities of scaled costs', () => {
    // Scaled: 0, 0.5, 1; at temperature 0.5: e^0, e^-1, e^-2.
    const weights = [1, Math.exp(-1), Math.exp(-2)];
    const sum = weights.reduce((total, weight) => total + weight);
    for (const scale of [1, 1000]) {
      const costs = [5 * scale, 6 * scale, 7 * scale];
      const found = shares(3, () => softmax(costs, 3, 0.5, random));
      for (const [position, share] of found.entries())
        expect(Math.abs(share - weights[position]! / sum)).toBeLessThan(0.015);
    }
  });

  it('is uniform for a high temperature and for equal costs', () => {
    for (const [costs, temperature] of [
      [[0, 50, 100, 7], 1e9],
      [[4, 4, 4, 4], 0.1],
    ] as const) {
      for (const share of shares(4, () => softmax(costs, 4, temperature, random)))
        expect(Math.abs(share - 0.25)).toBeLessThan(0.015);
    }
  });

  it('gives the lowest for a low temperature', () => {
    for (const temperature of [1e-3, Number.MIN_VALUE])
      expect(shares(3, () => softmax([3, 1, 2], 3, temperature, random))).toEqual([0, 1, 0]);
  });
});

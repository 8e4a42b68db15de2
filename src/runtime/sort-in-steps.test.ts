import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortInSteps } from './sort-in-steps.ts';
import { finish } from './steps.ts';

it('sorts like an array, and stably', () => {
  const items = fc.array(fc.nat(50), { maxLength: 3000, size: 'max' });
  const property = fc.property(items, (numbers) => {
    const entries = [...numbers.entries()];
    const byNumber = (one: [number, number], other: [number, number]) => one[1] - other[1];
    expect(finish(sortInSteps(entries, byNumber))).toEqual(entries.toSorted(byNumber));
  });
  fc.assert(property, { seed: 1, numRuns: 50 });
});

it('takes a step for every few hundred items', () => {
  const numbers = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 10_000);
  const steps = sortInSteps(numbers, (one, other) => one - other);
  let taken = 0;
  while (!steps.next().done) taken++;
  expect(taken).toBeGreaterThan(60);
});

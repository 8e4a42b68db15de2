import { expect, it } from 'vitest';
import { TokenWrites } from './token-writes.ts';

it('has the gaps between writes, and how late each was', () => {
  const writes = new TokenWrites();
  writes.add(100, 99, 1);
  writes.add(110, 110, 1);
  // Two tokens are overdue.
  writes.add(140, 120, 3);
  expect(writes.firstAt).toBe(100);
  expect([...writes.gaps]).toEqual([10, 30]);
  expect(writes.joined).toBe(2);
  expect([...writes.lateness]).toEqual([1, 0, 20]);
});

it('counts no gap across hosted work', () => {
  const writes = new TokenWrites();
  writes.add(100, 100, 1);
  writes.add(200, 200, 0);
  writes.add(700, 700, 1);
  writes.add(720, 720, 1);
  expect([...writes.gaps]).toEqual([20]);
});

it('keeps any number of values', () => {
  const writes = new TokenWrites();
  for (let index = 0; index <= 1000; index++) writes.add(index * 2, index * 2, 1);
  expect(writes.gaps).toHaveLength(1000);
  expect(new Set(writes.gaps)).toEqual(new Set([2]));
});

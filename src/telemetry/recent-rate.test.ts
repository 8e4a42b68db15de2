import { expect, it } from 'vitest';
import { RecentRate } from './recent-rate.ts';

it('comes to a steady rate, and fades', () => {
  const rate = new RecentRate();
  expect(rate.at(0)).toBe(0);
  for (let now = 0; now < 60_000; now += 100) rate.add(10, now);
  expect(rate.at(60_000) / 100).toBeCloseTo(1, 1);
  expect(rate.at(70_000) / rate.at(60_000)).toBeCloseTo(Math.exp(-1));
});

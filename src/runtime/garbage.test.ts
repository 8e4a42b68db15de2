import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCollector } from './garbage.ts';

const MIB = 2 ** 20;
const allocated: number[] = [];

beforeEach(() => {
  allocated.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal('ArrayBuffer', function allocate(bytes: number) {
    allocated.push(bytes);
    throw new RangeError('Array buffer allocation failed');
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('prompts one collection a second after large bodies were released, and survives that there is no memory', () => {
  const release = createCollector();
  for (let count = 0; count < 10_000; count++) release(MIB - 1);
  release(7 * MIB);
  vi.advanceTimersByTime(10_000);
  expect(allocated).toEqual([]);
  release(MIB);
  release(30 * MIB);
  vi.advanceTimersByTime(999);
  expect(allocated).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(allocated).toEqual([128 * MIB]);
  vi.advanceTimersByTime(10_000);
  release(8 * MIB);
  vi.advanceTimersByTime(1000);
  expect(allocated).toHaveLength(2);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

describe('a keyed queue', () => {
  it('gives the least key first and keeps the order of equal ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), fc.infiniteStream(fc.nat(3)), (keys, choices) => {
        const queue = createKeyedQueue<number>();
        const expected: { key: number; item: number }[] = [];
        for (const [item, key] of keys.entries()) {
          queue.push(key, item);
          expected.push({ key, item });
          if (choices.next().value === 0) {
            const [removed] = expected.splice(Math.floor(expected.length / 2), 1);
            expect(queue.remove((removed as { item: number }).item)).toBe(true);
          }
        }
        expected.sort((a, b) => a.key - b.key || a.item - b.item);
        expect(queue.size).toBe(expected.length);
        expect(queue.remove(-1)).toBe(false);
        for (const { key, item } of expected) {
          expect([queue.firstKey, queue.first]).toEqual([key, item]);
          expect(queue.pop()).toBe(item);
        }
        expect([queue.size, queue.first, queue.firstKey, queue.pop()]).toEqual([
          0,
          undefined,
          undefined,
          undefined,
        ]);
      }),
      { seed: 1 },
    );
  });

  it('breaks ties by the order given', () => {
    const queue = createKeyedQueue<string>();
    queue.push(1, 'later', 8);
    queue.push(1, 'sooner', 3);
    expect([queue.pop(), queue.pop()]).toEqual(['sooner', 'later']);
  });
});

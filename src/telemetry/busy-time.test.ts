import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusyTime } from './busy-time.ts';

describe('BusyTime', () => {
  it('equals the number of moments at which something was under way', () => {
    const spans = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 40 })), { maxLength: 40 });
    fc.assert(
      fc.property(spans, fc.option(fc.nat(240)), (given, open) => {
        const ended = given
          .map(([start, length]) => ({ start, end: start + length }))
          .sort((one, other) => one.end - other.end);
        const busy = new BusyTime();
        for (const { start, end } of ended) busy.add(start, end);
        const moments = new Set<number>();
        for (const { start, end } of ended) for (let at = start; at < end; at++) moments.add(at);
        for (let at = open ?? 240; at < 240; at++) moments.add(at);
        expect(busy.until(240, open ?? undefined)).toBe(moments.size);
      }),
    );
  });

  it('keeps counting beyond what it remembers', () => {
    const busy = new BusyTime();
    for (let index = 0; index < 5000; index++) busy.add(index * 10, index * 10 + 4);
    expect(busy.until(50_000, undefined)).toBe(20_000);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededIds } from '../runtime/ids.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createTransientBlobs, type TransientBlobsOptions } from './transient-blobs.ts';

function open(options: Partial<TransientBlobsOptions> = {}) {
  const clock = createVirtualClock({ automatic: false });
  return { clock, blobs: createTransientBlobs({ clock, ids: createSeededIds('test'), ...options }) };
}

const blob = (size: number, fill = 0) => ({
  contentType: 'image/png',
  bytes: new Uint8Array(size).fill(fill),
});

describe('transient blobs', () => {
  it('come back as they were put', () => {
    const { blobs } = open();
    const [one, other] = [blob(3, 1), blob(3, 2)];
    const [first, second] = [blobs.put(one), blobs.put(other)];
    expect(blobs.get(first)).toBe(one);
    expect(blobs.get(second)).toBe(other);
    expect(blobs.get(`${first}x`)).toBeUndefined();
    expect(blobs.get('__proto__')).toBeUndefined();
  });

  it('have long identifiers of their own', () => {
    const { blobs } = open({ prefix: 'img-' });
    const ids = Array.from({ length: 50 }, () => blobs.put(blob(1)));
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^img-[A-Za-z0-9]{40}$/);
  });

  it('are there for an hour and not a moment longer, without a timer', () => {
    const { clock, blobs } = open();
    const id = blobs.put(blob(10));
    clock.advance(3_599_999);
    expect(blobs.get(id)).toBeDefined();
    clock.advance(1);
    expect(blobs.get(id)).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it('leave no memory behind once the next one comes', () => {
    const { clock, blobs } = open({ lifetime: 100 });
    for (let index = 0; index < 5; index++) blobs.put(blob(10));
    clock.advance(60);
    blobs.put(blob(7));
    clock.advance(40);
    blobs.put(blob(1));
    expect(blobs.count).toBe(2);
    expect(blobs.size).toBe(8);
  });

  it('make room for the newest, the oldest going first', () => {
    const { blobs } = open({ maxBytes: 100 });
    const ids = [blobs.put(blob(40)), blobs.put(blob(40)), blobs.put(blob(30))];
    expect(ids.map((id) => blobs.get(id)?.bytes.length)).toEqual([undefined, 40, 30]);
    expect(() => blobs.put(blob(101))).toThrow(RangeError);
    expect(blobs.size).toBe(70);
  });

  it('never exceed their bounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.nat(50)), { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (steps, maxCount) => {
          const { clock, blobs } = open({ maxBytes: 100, maxCount, lifetime: 120 });
          for (const [size, pause] of steps) {
            const id = blobs.put(blob(size));
            expect(blobs.get(id)?.bytes.length).toBe(size);
            expect(blobs.count).toBeLessThanOrEqual(maxCount);
            expect(blobs.size).toBeLessThanOrEqual(100);
            clock.advance(pause);
          }
        },
      ),
    );
  });
});

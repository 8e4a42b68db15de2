import { describe, expect, it } from 'vitest';
import type { Store } from './store.ts';

/** Shared lease cases. */
export function describeLeases(open: () => Store | Promise<Store>, reopen?: () => Promise<Store>): void {
  describe('leases', () => {
    it('can be renewed and released by their holder', async () => {
      const { leases } = await open();
      expect(await leases.take('job', { now: 0, until: 10 })).toBe(true);
      expect(await leases.take('job', { now: 5, until: 15 })).toBe(true);
      await leases.release('job');
      await leases.release('job');
      expect(await leases.take('job', { now: 6, until: 16 })).toBe(true);
      for (const term of [
        { now: Number.NaN, until: 1 },
        { now: 1, until: Number.POSITIVE_INFINITY },
      ])
        await expect(leases.take('job', term)).rejects.toThrow(RangeError);
    });

    if (reopen === undefined) return;

    it('exclude other stores until they expire', async () => {
      const one = await open();
      const two = await reopen();
      expect(await one.leases.take('job', { now: 0, until: 10 })).toBe(true);
      expect(await two.leases.take('job', { now: 9, until: 19 })).toBe(false);
      expect(await two.leases.take('other', { now: 9, until: 19 })).toBe(true);
      await two.leases.release('job');
      expect(await two.leases.take('job', { now: 9, until: 19 })).toBe(false);
      expect(await one.leases.take('job', { now: 9, until: 12 })).toBe(true);
      expect(await two.leases.take('job', { now: 12, until: 20 })).toBe(true);
      expect(await one.leases.take('job', { now: 13, until: 20 })).toBe(false);
      // A lost lease cannot be released either.
      await one.leases.release('job');
      expect(await one.leases.take('job', { now: 13, until: 20 })).toBe(false);
    });

    it('end when their store is closed', async () => {
      const one = await open();
      const two = await reopen();
      await one.leases.take('job', { now: 0, until: 1000 });
      await one.close();
      expect(await two.leases.take('job', { now: 1, until: 2 })).toBe(true);
    });
  });
}

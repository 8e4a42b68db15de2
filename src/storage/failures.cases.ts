import { describe, expect, it, onTestFinished } from 'vitest';
import { fill, ids, NOTES } from './notes.cases.ts';
import type { Store } from './store.ts';

/** Makes every write to the stores of a driver fail for a reason, until the returned function is called. */
export type BreakWrites = (reason: (typeof REASONS)[number]) => () => void;

const REASONS = ['full', 'read-only', 'failed'] as const;

/** Shared cases for writes that the location does not accept. */
export function describeFailures(
  open: (limits?: { now?: () => number }) => Store | Promise<Store>,
  breakWrites: BreakWrites,
): void {
  describe.each(REASONS)('writes to a location that is %s', (reason) => {
    const unavailable = { name: 'StoreUnavailable', reason };
    const broken = () => {
      const mend = breakWrites(reason);
      onTestFinished(mend);
      return mend;
    };

    it('fail as a whole, while reads still work', async () => {
      const store = await open();
      const notes = store.collection(NOTES).in('project');
      await fill(notes, ['a', 'b']);
      const blob = await store.blobs.write([Buffer.from('content')]);
      const log = store.logs
        .open({ name: 'events', maximumEntries: 9, maximumBytes: 99 })
        .in('project')
        .of('a');
      await log.append(['first']);
      const mend = broken();
      for (const write of [
        () => notes.insert({ id: 'c' }, { createdAt: 1 }),
        () => notes.update('a', (note) => ({ ...note, text: 'changed' })),
        () =>
          store.commit([
            notes.updating('a', (note) => ({ ...note, text: 'changed' })),
            notes.deleting('b'),
            notes.inserting({ id: 'c' }, { createdAt: 1 }),
          ]),
        () => store.blobs.write([Buffer.from('other')]),
        () => log.append(['second']),
      ]) {
        await expect(write()).rejects.toMatchObject(unavailable);
      }
      expect(await ids(notes)).toEqual(['a', 'b']);
      expect(await notes.get('a')).toEqual({ id: 'a' });
      for await (const piece of store.blobs.read(blob.id)) expect(piece.byteLength).toBe(7);
      expect(await log.size()).toBe(1);
      mend();
      await fill(notes, ['c']);
      expect(await ids(notes)).toEqual(['a', 'b', 'c']);
    });

    it('leave what was counted in memory, until it can be written', async () => {
      const store = await open({ now: () => 0 });
      const usage = store.counters
        .open({ name: 'usage', dimensions: ['model'], amounts: ['requests'] })
        .in('one');
      const requests = async () => {
        const [day] = await usage.sum({ from: 0, to: 1, bucket: '1d' });
        return day?.groups[0]?.amounts.requests;
      };
      usage.add({ at: 0, dimensions: { model: 'a' }, amounts: { requests: 1 } });
      const mend = broken();
      await expect(store.counters.flush()).rejects.toMatchObject(unavailable);
      usage.add({ at: 0, dimensions: { model: 'a' }, amounts: { requests: 2 } });
      // More than are kept before they are written early.
      for (let model = 0; model < 1000; model++)
        usage.add({ at: 0, dimensions: { model: `model-${model}` }, amounts: { requests: 1 } });
      expect(await requests()).toBe(1003);
      mend();
      await store.counters.flush();
      expect(await requests()).toBe(1003);
    });

    it('are what a check reports, until they work again', async () => {
      const store = await open();
      const notes = store.collection(NOTES).in('project');
      await store.check();
      const mend = broken();
      await expect(fill(notes, ['a'])).rejects.toMatchObject(unavailable);
      // A disk with free space is not full, whatever a write said.
      if (reason !== 'full') await expect(store.check()).rejects.toMatchObject(unavailable);
      mend();
      await store.check();
      await fill(notes, ['a']);
      await store.check();
    });
  });
}

import { describe, expect, it, onTestFinished } from 'vitest';
import { fill, ids, NOTES } from './notes.cases.ts';
import type { Store } from './store.ts';

/** Makes every write to the stores of a driver fail for a reason, until the returned function is called. */
export type BreakWrites = (reason: (typeof REASONS)[number]) => () => void;

const REASONS = ['full', 'read-only', 'failed'] as const;

/** Shared cases for writes that the location does not accept. */
export function describeFailures(open: () => Store | Promise<Store>, breakWrites: BreakWrites): void {
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

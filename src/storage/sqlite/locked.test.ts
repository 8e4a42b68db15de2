import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { fill, ids, NOTES } from '../notes.cases.ts';
import { LOCK_DEADLINE_MS } from './lock-queue.ts';
import { openSqliteStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'fakeai-locked-'));
let files = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

const busy = { name: 'StoreUnavailable', reason: 'busy' };

/** A store with two notes, and another connection that holds its lock until `unlock`. */
async function openLocked() {
  const location = join(root, `${files++}.sqlite`);
  const clock = createVirtualClock({ automatic: false });
  const open = () => {
    const store = openSqliteStore({ location, clock });
    onTestFinished(async () => {
      clock.advance(LOCK_DEADLINE_MS);
      await store.close();
    });
    return store;
  };
  const store = open();
  const notes = store.collection(NOTES).in('project');
  await fill(notes, ['a', 'b']);
  const other = new DatabaseSync(location);
  onTestFinished(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  return { clock, open, store, notes, unlock: () => other.exec('ROLLBACK') };
}

describe('while another process holds the lock', () => {
  it('writes wait in their order, and reads do not', async () => {
    const { clock, store, notes, unlock } = await openLocked();
    const writes = Promise.all([
      notes.insert({ id: 'c' }, { createdAt: 1 }),
      notes.update('c', (note) => ({ ...note, text: 'changed' })),
      store.commit([notes.deleting('a'), notes.inserting({ id: 'd' }, { createdAt: 1 })]),
      store.blobs.write([Buffer.from('content')]),
      store.leases.take('job', { now: 0, until: 10 }),
    ]);
    expect(await ids(notes)).toEqual(['a', 'b']);
    expect(await notes.get('c')).toBeUndefined();
    clock.advance(1000);
    unlock();
    clock.advance(50);
    const [, updated, , blob, isTaken] = await writes;
    expect([updated?.text, blob.bytes, isTaken]).toEqual(['changed', 7, true]);
    expect(await ids(notes)).toEqual(['b', 'c', 'd']);
  });

  it('writes fail at a deadline, as a whole, and a check says so until the lock is free', async () => {
    const { clock, store, notes, unlock } = await openLocked();
    const commit = expect(
      store.commit([notes.deleting('a'), notes.inserting({ id: 'c' }, { createdAt: 1 })]),
    ).rejects.toMatchObject(busy);
    // Waiting for a moment is no problem.
    await store.check();
    clock.advance(LOCK_DEADLINE_MS + 50);
    await commit;
    expect(await ids(notes)).toEqual(['a', 'b']);
    await expect(store.check()).rejects.toMatchObject(busy);
    unlock();
    await store.check();
    await fill(notes, ['c']);
    expect(await ids(notes)).toEqual(['a', 'b', 'c']);
  });

  it('a store opens, can be read, and writes when the lock is free', async () => {
    const { clock, open, unlock } = await openLocked();
    const notes = open().collection(NOTES).in('project');
    expect(await ids(notes)).toEqual(['a', 'b']);
    const inserted = notes.insert({ id: 'c' }, { createdAt: 1 });
    unlock();
    clock.advance(50);
    await inserted;
    expect(await ids(notes)).toEqual(['a', 'b', 'c']);
  });

  it('a store that is closed carries out what it was asked for before', async () => {
    const { clock, open, store, notes, unlock } = await openLocked();
    const inserted = notes.insert({ id: 'c' }, { createdAt: 1 });
    const closed = store.close();
    unlock();
    clock.advance(50);
    await Promise.all([inserted, closed]);
    expect(await ids(open().collection(NOTES).in('project'))).toEqual(['a', 'b', 'c']);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { describeBlobs } from './blobs.cases.ts';
import { describeCascade } from './cascade.cases.ts';
import { describeCommits } from './commits.cases.ts';
import { describeCounters } from './counters.cases.ts';
import { DuplicateDocument, StoreFull, StoreUnavailable, UnknownCursor } from './errors.ts';
import { describeExpiry } from './expiry.cases.ts';
import { type BreakWrites, describeFailures } from './failures.cases.ts';
import { describeFind } from './find.cases.ts';
import { describeLeases } from './leases.cases.ts';
import { describeLogs } from './logs.cases.ts';
import { fill, ids, NOTES, type Note } from './notes.cases.ts';
import { describePages } from './pages.cases.ts';
import { describeQueries } from './queries.cases.ts';
import type { Store } from './store.ts';
import type { Where } from './where.ts';

/** How the shared cases open a driver's stores. */
export interface StoreHarness {
  /** Opens a new, empty store. The cases close it. */
  open(limits?: StoreLimits): Store | Promise<Store>;
  /** For persistent stores: opens the location of the last store again, whether or not that was closed. */
  reopen?(limits?: StoreLimits): Store | Promise<Store>;
  /** For persistent stores, whose location can fail. */
  readonly breakWrites?: BreakWrites;
}

export interface StoreLimits {
  /** Default: the real time. */
  readonly now?: () => number;
  readonly maximumBytes?: number;
  readonly maximumBlobBytes?: number;
}

/**
 * The behaviour of every store, independent of the driver. A driver is complete when these cases pass.
 *
 * @example
 * describeStore('in memory', { open: () => openSqliteStore() });
 */
export function describeStore(name: string, harness: StoreHarness): void {
  describe(name, () => {
    const open = async (limits?: StoreLimits) => closedAfterwards(await harness.open(limits));
    const reopenLater =
      harness.reopen && (async (limits?: StoreLimits) => closedAfterwards(await harness.reopen!(limits)));
    const openNotes = async () => (await open()).collection(NOTES).in('project');

    describe('documents', () => {
      it('are returned as equal copies', async () => {
        const notes = await openNotes();
        const note = {
          id: 'a',
          metadata: { key: 'ключ \u0000 \ud83d\ude00 \ud800' },
          text: "'; DROP TABLE documents; --",
        };
        await notes.insert(note, { createdAt: 1 });
        expect(await notes.get('a')).toEqual(note);
        expect(await notes.get('a')).not.toBe(await notes.get('a'));
        expect(await notes.get('b')).toBeUndefined();
      });

      it('reject a duplicate id and leave the first document unchanged', async () => {
        const notes = await openNotes();
        await notes.insert({ id: 'a', text: 'first' }, { createdAt: 1 });
        await expect(notes.insert({ id: 'a', text: 'second' }, { createdAt: 2 })).rejects.toThrow(
          DuplicateDocument,
        );
        expect((await notes.get('a'))?.text).toBe('first');
        expect(await notes.count()).toBe(1);
      });

      it('are updated in place and keep their position', async () => {
        const notes = await openNotes();
        await fill(notes, ['a', 'b', 'c']);
        expect(await notes.update('a', (note) => ({ ...note, text: 'changed' }))).toEqual({
          id: 'a',
          text: 'changed',
        });
        expect(await notes.get('a')).toEqual({ id: 'a', text: 'changed' });
        expect(await ids(notes)).toEqual(['a', 'b', 'c']);
        expect(await notes.update('nothing', (note) => note)).toBeUndefined();
        await expect(notes.update('a', (note) => ({ ...note, id: 'z' }))).rejects.toThrow(TypeError);
        expect(await notes.get('z')).toBeUndefined();
      });

      it('are deleted only once', async () => {
        const notes = await openNotes();
        await fill(notes, ['a', 'b']);
        expect(await notes.delete('a')).toBe(true);
        expect(await notes.delete('a')).toBe(false);
        expect(await notes.get('a')).toBeUndefined();
        expect(await ids(notes)).toEqual(['b']);
      });

      it('treat hostile keys as data', async () => {
        const notes = await openNotes();
        const note = JSON.parse('{"id":"a","metadata":{"__proto__":"x","constructor":"y","":"z"}}') as Note;
        await notes.insert(note, { createdAt: 1 });
        await notes.insert({ id: 'b', metadata: {} }, { createdAt: 2 });
        expect(JSON.stringify(await notes.get('a'))).toBe(JSON.stringify(note));
        expect(await ids(notes, { metadata: note.metadata! })).toEqual(['a']);
        expect(await ids(notes, JSON.parse('{"metadata":{"__proto__":"other"}}'))).toEqual([]);
        await expect(ids(notes, JSON.parse('{"__proto__":"x"}'))).rejects.toThrow(TypeError);
        await expect(ids(notes, { constructor: 'x' } as unknown as Where)).rejects.toThrow(TypeError);
        expect(({} as { x?: unknown }).x).toBeUndefined();
      });
    });

    describe('scopes and collections', () => {
      it('are isolated from one another', async () => {
        const store = await open();
        const one = store.collection(NOTES).in('one');
        const two = store.collection(NOTES).in('two');
        const others = store.collection({ ...NOTES, name: 'others' }).in('one');
        await one.insert({ id: 'a', model: 'm', text: 'mine' }, { createdAt: 1 });
        await two.insert({ id: 'a', model: 'm', text: 'theirs' }, { createdAt: 1 });
        expect(await others.get('a')).toBeUndefined();
        expect((await one.get('a'))?.text).toBe('mine');
        expect(await two.delete('a')).toBe(true);
        expect(await one.count()).toBe(1);
        expect(await two.update('a', (note) => note)).toBeUndefined();
        expect(await ids(two, { model: 'm' })).toEqual([]);
        await one.insert({ id: 'b' }, { createdAt: 2 });
        await expect(two.page({ order: 'asc', limit: 1, after: 'b' })).rejects.toThrow(UnknownCursor);
      });

      it('allow one definition per name', async () => {
        const store = await open();
        expect(store.collection(NOTES)).toBe(store.collection(NOTES));
        expect(() => store.collection({ ...NOTES, maximum: 5 })).toThrow(TypeError);
      });
    });

    describe('limits', () => {
      const limited = async (overflow: 'drop-oldest' | 'refuse') =>
        (await open()).collection({ ...NOTES, maximum: 3, overflow });

      it('drop the document of the scope that was inserted first, whatever its `createdAt`', async () => {
        const notes = await limited('drop-oldest');
        await notes.in('one').insert({ id: 'a' }, { createdAt: 50 });
        await notes.in('two').insert({ id: 'b', model: 'm' }, { createdAt: 40 });
        await fill(notes.in('two'), ['c', 'd', 'e']);
        expect(await ids(notes.in('one'))).toEqual(['a']);
        expect(await ids(notes.in('two'))).toEqual(['c', 'd', 'e']);
        expect(await ids(notes.in('two'), { model: 'm' })).toEqual([]);
      });

      it('count what was committed, not what was tried', async () => {
        const store = await open();
        const notes = store.collection({ ...NOTES, maximum: 3 });
        const one = notes.in('one');
        const insert = (id: string) => one.inserting({ id }, { createdAt: 1 });
        await fill(one, ['a']);
        await expect(store.commit([insert('b'), insert('c'), one.deleting('x')])).rejects.toThrow();
        await store.commit([insert('b'), one.deleting('a'), insert('c'), insert('d')]);
        await expect(one.insert({ id: 'e' }, { createdAt: 1 })).rejects.toThrow(StoreFull);
        await one.update('b', (note) => note);
        await one.delete('b');
        await one.insert({ id: 'e' }, { createdAt: 1 });
        expect(await ids(one)).toEqual(['c', 'd', 'e']);
      });

      it('reject inserts above the maximum until there is room again', async () => {
        const notes = (await limited('refuse')).in('one');
        await fill(notes, ['a', 'b', 'c']);
        await expect(notes.insert({ id: 'd', model: 'm' }, { createdAt: 9 })).rejects.toThrow(StoreFull);
        expect(await ids(notes)).toEqual(['a', 'b', 'c']);
        expect(await ids(notes, { model: 'm' })).toEqual([]);
        await notes.delete('a');
        await notes.insert({ id: 'd' }, { createdAt: 9 });
        expect(await ids(notes)).toEqual(['b', 'c', 'd']);
      });
    });

    describe('where', () => {
      const filled = async () => {
        const notes = await openNotes();
        await notes.insert({ id: 'a', model: 'm', metadata: { x: '1', y: '2' } }, { createdAt: 1 });
        await notes.insert({ id: 'b', model: 'm', metadata: { x: '1' }, size: 1 }, { createdAt: 2 });
        await notes.insert({ id: 'c', model: 'n', metadata: { x: '1', y: '2', z: '3' } }, { createdAt: 3 });
        await notes.insert({ id: 'd', model: null, metadata: null }, { createdAt: 4 });
        return notes;
      };

      it('requires equality with every given pair', async () => {
        const notes = await filled();
        expect(await ids(notes, {})).toEqual(['a', 'b', 'c', 'd']);
        expect(await ids(notes, { model: undefined, metadata: {} })).toEqual(['a', 'b', 'c', 'd']);
        expect(await ids(notes, { model: 'm' })).toEqual(['a', 'b']);
        expect(await ids(notes, { metadata: { x: '1' } })).toEqual(['a', 'b', 'c']);
        expect(await ids(notes, { metadata: { y: '2', x: '1' } })).toEqual(['a', 'c']);
        expect(await ids(notes, { model: 'm', metadata: { y: '2' } })).toEqual(['a']);
        expect(await ids(notes, { metadata: { x: '1', y: '1' } })).toEqual([]);
        expect(await ids(notes, { model: 'M' })).toEqual([]);
      });

      it('distinguishes types and ill-formed strings', async () => {
        const notes = await filled();
        expect(await ids(notes, { size: 1 })).toEqual(['b']);
        expect(await ids(notes, { size: '1' })).toEqual([]);
        expect(await ids(notes, { size: true })).toEqual([]);
        await notes.insert({ id: 'e', model: '\ud800' }, { createdAt: 5 });
        expect(await ids(notes, { model: '\ud801' })).toEqual([]);
        expect(await ids(notes, { model: '\ud800' })).toEqual(['e']);
      });

      it('reflects updates and deletions', async () => {
        const notes = await filled();
        await notes.update('a', (note) => ({ ...note, metadata: { x: '9' } }));
        await notes.delete('b');
        expect(await ids(notes, { metadata: { x: '1' } })).toEqual(['c']);
        expect(await ids(notes, { metadata: { x: '9' } })).toEqual(['a']);
      });

      it('accepts thousands of pairs', async () => {
        const notes = await openNotes();
        const metadata = Object.fromEntries(
          Array.from({ length: 3000 }, (_, index) => [`k${index}`, `${index}`]),
        );
        await notes.insert({ id: 'a', metadata }, { createdAt: 1 });
        expect(await ids(notes, { metadata })).toEqual(['a']);
        expect(await ids(notes, { metadata: { ...metadata, k2999: 'other' } })).toEqual([]);
      });
    });

    describeFind(open);
    describePages(open);
    describeQueries(open);
    describeCascade(open, reopenLater);
    describeExpiry((now) => open({ now }));

    describeCommits(open);
    describeBlobs(open, reopenLater);
    describeCounters(open, reopenLater);
    describeLogs(open, reopenLater);
    if (harness.breakWrites) describeFailures(open, harness.breakWrites);
    describeLeases(open, reopenLater);

    describe('closing', () => {
      it('is final and idempotent', async () => {
        const store = await open();
        const notes = store.collection(NOTES).in('project');
        await fill(notes, ['a']);
        await store.close();
        await store.close();
        await expect(notes.get('a')).rejects.toThrow(StoreUnavailable);
        await expect(notes.insert({ id: 'b' }, { createdAt: 1 })).rejects.toThrow(StoreUnavailable);
        await expect(store.commit([])).rejects.toThrow(StoreUnavailable);
        await expect(store.check()).rejects.toThrow(StoreUnavailable);
        await expect(store.blobs.write([])).rejects.toThrow(StoreUnavailable);
        await expect(store.leases.take('a', { now: 1, until: 2 })).rejects.toThrow(StoreUnavailable);
        const log = store.logs
          .open({ name: 'events', maximumEntries: 1, maximumBytes: 10 })
          .in('one')
          .of('a');
        await expect(log.append([1])).rejects.toThrow(StoreUnavailable);
        await expect(log.read({ from: 1, limit: 1 })).rejects.toThrow(StoreUnavailable);
      });
    });

    const { reopen } = harness;
    if (reopen === undefined) return;

    describe('restart', () => {
      const restart = async (store: Store) => {
        await store.close();
        return closedAfterwards(await reopen());
      };

      it('keeps documents, their order, their fields and the positions of deleted ones', async () => {
        let store = await open();
        let notes = store.collection(NOTES).in('project');
        await fill(notes, ['a', 'b', 'c'], { model: 'm' });
        await notes.delete('c');
        store = await restart(store);
        notes = store.collection(NOTES).in('project');
        expect(await ids(notes, { model: 'm' })).toEqual(['a', 'b']);
        await fill(notes, ['d']);
        const { items } = await notes.page({ order: 'asc', limit: 5, after: 'c' });
        expect(items.map((note) => note.id)).toEqual(['d']);
      });

      it('applies a lowered maximum with the next document', async () => {
        const store = await open();
        await fill(store.collection(NOTES).in('project'), ['a', 'b', 'c', 'd']);
        const notes = (await restart(store))
          .collection({ ...NOTES, maximum: 2, overflow: 'drop-oldest' })
          .in('project');
        await fill(notes, ['e']);
        expect(await ids(notes)).toEqual(['d', 'e']);
      });

      it('indexes what was stored before a field was declared', async () => {
        const store = await open();
        await fill(store.collection({ ...NOTES, fields: {} }).in('project'), ['a', 'b'], { model: 'm' });
        const notes = (await restart(store)).collection(NOTES).in('project');
        expect(await ids(notes, { model: 'm' })).toEqual(['a', 'b']);
      });
    });
  });
}

function closedAfterwards(store: Store): Store {
  onTestFinished(() => store.close());
  return store;
}

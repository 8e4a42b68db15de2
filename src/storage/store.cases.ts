import { describe, expect, it, onTestFinished } from 'vitest';
import { DuplicateDocument, StoreFull, StoreUnavailable, UnknownCursor } from './errors.ts';
import { fill, ids, NOTES, type Note } from './notes.cases.ts';
import { describePages } from './pages.cases.ts';
import type { Store, Where } from './store.ts';

/** Where a driver's stores come from in the shared cases. */
export interface StoreHarness {
  /** A new, empty store. The cases close it. */
  open(): Store;
  /** For stores that outlive their process: the same place again, after the store was closed. */
  reopen?(): Store;
}

/**
 * What every store does, whatever keeps its documents: a driver is a driver when these cases pass.
 *
 * @example
 * describeStore('in memory', { open: () => openSqliteStore() });
 */
export function describeStore(name: string, harness: StoreHarness): void {
  describe(name, () => {
    const open = () => closedAfterwards(harness.open());
    const openNotes = () => open().collection(NOTES).in('project');

    describe('documents', () => {
      it('come back equal, as copies', () => {
        const notes = openNotes();
        const note = {
          id: 'a',
          metadata: { key: 'ключ \u0000 \ud83d\ude00 \ud800' },
          text: "'; DROP TABLE documents; --",
        };
        notes.insert(note, { createdAt: 1 });
        expect(notes.get('a')).toEqual(note);
        expect(notes.get('a')).not.toBe(notes.get('a'));
        expect(notes.get('b')).toBeUndefined();
      });

      it('refuse a second one of the same id and leave the first alone', () => {
        const notes = openNotes();
        notes.insert({ id: 'a', text: 'first' }, { createdAt: 1 });
        expect(() => notes.insert({ id: 'a', text: 'second' }, { createdAt: 2 })).toThrow(DuplicateDocument);
        expect(notes.get('a')?.text).toBe('first');
        expect(notes.count()).toBe(1);
      });

      it('are changed in place and keep their position', () => {
        const notes = openNotes();
        fill(notes, ['a', 'b', 'c']);
        expect(notes.update('a', (note) => ({ ...note, text: 'changed' }))).toEqual({
          id: 'a',
          text: 'changed',
        });
        expect(notes.get('a')).toEqual({ id: 'a', text: 'changed' });
        expect(ids(notes)).toEqual(['a', 'b', 'c']);
        expect(notes.update('nothing', (note) => note)).toBeUndefined();
        expect(() => notes.update('a', (note) => ({ ...note, id: 'z' }))).toThrow(TypeError);
        expect(notes.get('z')).toBeUndefined();
      });

      it('are gone when deleted, once', () => {
        const notes = openNotes();
        fill(notes, ['a', 'b']);
        expect(notes.delete('a')).toBe(true);
        expect(notes.delete('a')).toBe(false);
        expect(notes.get('a')).toBeUndefined();
        expect(ids(notes)).toEqual(['b']);
      });

      it('take hostile keys as data', () => {
        const notes = openNotes();
        const note = JSON.parse('{"id":"a","metadata":{"__proto__":"x","constructor":"y","":"z"}}') as Note;
        notes.insert(note, { createdAt: 1 });
        notes.insert({ id: 'b', metadata: {} }, { createdAt: 2 });
        expect(JSON.stringify(notes.get('a'))).toBe(JSON.stringify(note));
        expect(ids(notes, { metadata: note.metadata! })).toEqual(['a']);
        expect(ids(notes, JSON.parse('{"metadata":{"__proto__":"other"}}'))).toEqual([]);
        expect(() => ids(notes, JSON.parse('{"__proto__":"x"}'))).toThrow(TypeError);
        expect(() => ids(notes, { constructor: 'x' } as unknown as Where)).toThrow(TypeError);
        expect(({} as { x?: unknown }).x).toBeUndefined();
      });
    });

    describe('scopes and collections', () => {
      it('see nothing of one another', () => {
        const store = open();
        const one = store.collection(NOTES).in('one');
        const two = store.collection(NOTES).in('two');
        const others = store.collection({ ...NOTES, name: 'others' }).in('one');
        one.insert({ id: 'a', model: 'm', text: 'mine' }, { createdAt: 1 });
        two.insert({ id: 'a', model: 'm', text: 'theirs' }, { createdAt: 1 });
        expect(others.get('a')).toBeUndefined();
        expect(one.get('a')?.text).toBe('mine');
        expect(two.delete('a')).toBe(true);
        expect(one.count()).toBe(1);
        expect(two.update('a', (note) => note)).toBeUndefined();
        expect(ids(two, { model: 'm' })).toEqual([]);
        one.insert({ id: 'b' }, { createdAt: 2 });
        expect(() => two.page({ order: 'asc', limit: 1, after: 'b' })).toThrow(UnknownCursor);
      });

      it('hold one definition to a name', () => {
        const store = open();
        expect(store.collection(NOTES)).toBe(store.collection(NOTES));
        expect(() => store.collection({ ...NOTES, maximum: 5 })).toThrow(TypeError);
      });
    });

    describe('limits', () => {
      const limited = (overflow: 'drop-oldest' | 'refuse') =>
        open().collection({ ...NOTES, maximum: 3, overflow });

      it('drop what was inserted first, whatever its scope and creation', () => {
        const notes = limited('drop-oldest');
        notes.in('one').insert({ id: 'a' }, { createdAt: 50 });
        notes.in('two').insert({ id: 'b', model: 'm' }, { createdAt: 40 });
        fill(notes.in('two'), ['c', 'd', 'e']);
        expect(ids(notes.in('one'))).toEqual([]);
        expect(ids(notes.in('two'))).toEqual(['c', 'd', 'e']);
        expect(ids(notes.in('two'), { model: 'm' })).toEqual([]);
      });

      it('refuse what is too much until there is room again', () => {
        const notes = limited('refuse').in('one');
        fill(notes, ['a', 'b', 'c']);
        expect(() => notes.insert({ id: 'd', model: 'm' }, { createdAt: 9 })).toThrow(StoreFull);
        expect(ids(notes)).toEqual(['a', 'b', 'c']);
        expect(ids(notes, { model: 'm' })).toEqual([]);
        notes.delete('a');
        notes.insert({ id: 'd' }, { createdAt: 9 });
        expect(ids(notes)).toEqual(['b', 'c', 'd']);
      });
    });

    describe('where', () => {
      const filled = () => {
        const notes = openNotes();
        notes.insert({ id: 'a', model: 'm', metadata: { x: '1', y: '2' } }, { createdAt: 1 });
        notes.insert({ id: 'b', model: 'm', metadata: { x: '1' }, size: 1 }, { createdAt: 2 });
        notes.insert({ id: 'c', model: 'n', metadata: { x: '1', y: '2', z: '3' } }, { createdAt: 3 });
        notes.insert({ id: 'd', model: null, metadata: null }, { createdAt: 4 });
        return notes;
      };

      it('asks for equality with every pair given', () => {
        const notes = filled();
        expect(ids(notes, {})).toEqual(['a', 'b', 'c', 'd']);
        expect(ids(notes, { model: undefined, metadata: {} })).toEqual(['a', 'b', 'c', 'd']);
        expect(ids(notes, { model: 'm' })).toEqual(['a', 'b']);
        expect(ids(notes, { metadata: { x: '1' } })).toEqual(['a', 'b', 'c']);
        expect(ids(notes, { metadata: { y: '2', x: '1' } })).toEqual(['a', 'c']);
        expect(ids(notes, { model: 'm', metadata: { y: '2' } })).toEqual(['a']);
        expect(ids(notes, { metadata: { x: '1', y: '1' } })).toEqual([]);
        expect(ids(notes, { model: 'M' })).toEqual([]);
      });

      it('keeps types and ill-formed strings apart', () => {
        const notes = filled();
        expect(ids(notes, { size: 1 })).toEqual(['b']);
        expect(ids(notes, { size: '1' })).toEqual([]);
        expect(ids(notes, { size: true })).toEqual([]);
        notes.insert({ id: 'e', model: '\ud800' }, { createdAt: 5 });
        expect(ids(notes, { model: '\ud801' })).toEqual([]);
        expect(ids(notes, { model: '\ud800' })).toEqual(['e']);
      });

      it('follows changes and deletions', () => {
        const notes = filled();
        notes.update('a', (note) => ({ ...note, metadata: { x: '9' } }));
        notes.delete('b');
        expect(ids(notes, { metadata: { x: '1' } })).toEqual(['c']);
        expect(ids(notes, { metadata: { x: '9' } })).toEqual(['a']);
      });

      it('takes thousands of pairs', () => {
        const notes = openNotes();
        const metadata = Object.fromEntries(
          Array.from({ length: 3000 }, (_, index) => [`k${index}`, `${index}`]),
        );
        notes.insert({ id: 'a', metadata }, { createdAt: 1 });
        expect(ids(notes, { metadata })).toEqual(['a']);
        expect(ids(notes, { metadata: { ...metadata, k2999: 'other' } })).toEqual([]);
      });
    });

    describePages(open);

    describe('transactions', () => {
      it('write all or nothing', () => {
        const store = open();
        const notes = store.collection(NOTES).in('project');
        fill(notes, ['a']);
        const failing = () =>
          store.transaction(() => {
            notes.insert({ id: 'b', model: 'm' }, { createdAt: 9 });
            notes.delete('a');
            throw new Error('changed my mind');
          });
        expect(failing).toThrow('changed my mind');
        expect(ids(notes)).toEqual(['a']);
        expect(ids(notes, { model: 'm' })).toEqual([]);
        const count = store.transaction(() => {
          fill(notes, ['b', 'c']);
          return notes.count();
        });
        expect(count).toBe(3);
      });

      it('undo an inner failure alone when it is caught', () => {
        const store = open();
        const notes = store.collection({ ...NOTES, maximum: 2 }).in('project');
        store.transaction(() => {
          fill(notes, ['a', 'b']);
          expect(() => notes.insert({ id: 'c' }, { createdAt: 9 })).toThrow(StoreFull);
          expect(() =>
            store.transaction(() => {
              notes.delete('a');
              throw new Error('inner');
            }),
          ).toThrow('inner');
          notes.update('b', (note) => ({ ...note, text: 'kept' }));
        });
        expect(ids(notes)).toEqual(['a', 'b']);
        expect(notes.get('b')?.text).toBe('kept');
      });

      it('refuse asynchronous work', () => {
        const store = open();
        const notes = store.collection(NOTES).in('project');
        expect(() => store.transaction(async () => fill(notes, ['a']))).toThrow(TypeError);
        expect(notes.count()).toBe(0);
      });
    });

    describe('closing', () => {
      it('is final, and harmless when repeated', () => {
        const store = open();
        const notes = store.collection(NOTES).in('project');
        fill(notes, ['a']);
        store.close();
        store.close();
        expect(() => notes.get('a')).toThrow(StoreUnavailable);
        expect(() => notes.insert({ id: 'b' }, { createdAt: 1 })).toThrow(StoreUnavailable);
        expect(() => store.transaction(() => 1)).toThrow(StoreUnavailable);
      });
    });

    const { reopen } = harness;
    if (reopen === undefined) return;

    describe('a restart', () => {
      const restart = (store: Store) => {
        store.close();
        return closedAfterwards(reopen());
      };

      it('keeps documents, their order, their fields and the positions of deleted ones', () => {
        let store = open();
        let notes = store.collection(NOTES).in('project');
        fill(notes, ['a', 'b', 'c'], { model: 'm' });
        notes.delete('c');
        store = restart(store);
        notes = store.collection(NOTES).in('project');
        expect(ids(notes, { model: 'm' })).toEqual(['a', 'b']);
        fill(notes, ['d']);
        expect(notes.page({ order: 'asc', limit: 5, after: 'c' }).items.map((note) => note.id)).toEqual([
          'd',
        ]);
      });

      it('applies a lowered maximum with the next document', () => {
        const store = open();
        fill(store.collection(NOTES).in('project'), ['a', 'b', 'c', 'd']);
        const notes = restart(store)
          .collection({ ...NOTES, maximum: 2, overflow: 'drop-oldest' })
          .in('project');
        fill(notes, ['e']);
        expect(ids(notes)).toEqual(['d', 'e']);
      });

      it('indexes what was stored before a field was declared', () => {
        const store = open();
        fill(store.collection({ ...NOTES, fields: {} }).in('project'), ['a', 'b'], { model: 'm' });
        const notes = restart(store).collection(NOTES).in('project');
        expect(ids(notes, { model: 'm' })).toEqual(['a', 'b']);
      });
    });
  });
}

function closedAfterwards(store: Store): Store {
  onTestFinished(() => store.close());
  return store;
}

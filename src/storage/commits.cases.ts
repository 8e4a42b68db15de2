import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { DuplicateDocument, MissingDocument, StoreFull, StoreUnavailable } from './errors.ts';
import { fill, ids, NOTES, type Note } from './notes.cases.ts';
import type { Store } from './store.ts';

/** Shared commit cases. */
export function describeCommits(open: () => Store | Promise<Store>): void {
  describe('commits', () => {
    it('apply all writes in order and return their results', async () => {
      const store = await open();
      const notes = store.collection(NOTES).in('one');
      const others = store.collection({ ...NOTES, name: 'others' }).in('two');
      await fill(notes, ['a', 'b']);
      const results = await store.commit([
        notes.updating('a', (note) => ({ ...note, text: 'changed' })),
        notes.deleting('b'),
        others.inserting({ id: 'c' }, { createdAt: 1 }),
        others.updating('c', (note) => ({ ...note, size: 1 })),
        others.updating('c', (note) => ({ ...note, size: note.size! + 1 })),
      ]);
      expect(results).toEqual([
        { id: 'a', text: 'changed' },
        undefined,
        undefined,
        { id: 'c', size: 1 },
        { id: 'c', size: 2 },
      ]);
      expectTypeOf(results[0]).toEqualTypeOf<Note>();
      expect(await ids(notes)).toEqual(['a']);
      expect(await others.get('c')).toEqual({ id: 'c', size: 2 });
      expect(await store.commit([])).toEqual([]);
    });

    it('apply nothing if one write fails', async () => {
      const store = await open();
      const notes = store.collection({ ...NOTES, maximum: 3 }).in('one');
      await fill(notes, ['a', 'b'], { model: 'm' });
      const before = [
        notes.updating('a', (note) => ({ ...note, model: 'n' })),
        notes.deleting('b'),
        notes.inserting({ id: 'c', model: 'm' }, { createdAt: 1 }),
      ];
      const insertion = (id: string) => notes.inserting({ id, model: 'm' }, { createdAt: 2 });
      const change = () => {
        throw new Error('changed my mind');
      };
      for (const [impossible, error] of [
        [[insertion('a')], DuplicateDocument],
        [[insertion('d'), insertion('e')], StoreFull],
        [[notes.updating('b', (note) => note)], MissingDocument],
        [[notes.deleting('b')], MissingDocument],
        [[notes.updating('a', change)], 'changed my mind'],
        [[notes.updating('a', (note) => ({ ...note, id: 'z' }))], TypeError],
      ] as const) {
        await expect(store.commit([...before, ...impossible])).rejects.toThrow(error);
        expect(await ids(notes, { model: 'm' })).toEqual(['a', 'b']);
        expect(await ids(notes)).toEqual(['a', 'b']);
      }
      await store.commit(before);
      expect(await ids(notes, { model: 'm' })).toEqual(['c']);
    });

    it('that are made together succeed or fail each by itself, in their order', async () => {
      const store = await open();
      const notes = store.collection({ ...NOTES, name: 'together' }).in('one');
      const insertion = (id: string) => notes.inserting({ id }, { createdAt: 1 });
      const outcomes = await Promise.allSettled([
        store.commitTogether([insertion('a')]),
        store.commitTogether([insertion('b'), notes.updating('missing', (note) => note)]),
        store.commitTogether([notes.updating('a', (note) => ({ ...note, size: 1 }))]),
        store.commitTogether([insertion('a')]),
        store.commitTogether([]),
      ]);
      expect(outcomes).toEqual([
        { status: 'fulfilled', value: [undefined] },
        { status: 'rejected', reason: expect.any(MissingDocument) },
        { status: 'fulfilled', value: [{ id: 'a', size: 1 }] },
        { status: 'rejected', reason: expect.any(DuplicateDocument) },
        { status: 'fulfilled', value: [] },
      ]);
      expect(await ids(notes)).toEqual(['a']);
      const many = Array.from({ length: 100 }, (_, index) => `many-${index}`);
      await Promise.all(many.map((id) => store.commitTogether([insertion(id)])));
      expect(await notes.count()).toBe(101);
    });

    it('that are made together are carried out when the store is closed', async () => {
      const store = await open();
      const notes = store.collection({ ...NOTES, name: 'together' }).in('one');
      const committed = store.commitTogether([notes.inserting({ id: 'a' }, { createdAt: 1 })]);
      await store.close();
      expect(await committed).toEqual([undefined]);
      await expect(
        store.commitTogether([notes.inserting({ id: 'b' }, { createdAt: 1 })]),
      ).rejects.toBeInstanceOf(StoreUnavailable);
    });

    it('reject writes of another store, and writes from within a change function', async () => {
      const [one, two] = [await open(), await open()];
      const notes = two.collection(NOTES).in('one');
      await expect(one.commit([notes.inserting({ id: 'a' }, { createdAt: 1 })])).rejects.toThrow(TypeError);
      await fill(notes, ['a']);
      const attempts: Promise<unknown>[] = [];
      await notes.update('a', (note) => {
        attempts.push(notes.delete('a').catch((error) => error));
        return note;
      });
      expect(await attempts[0]).toBeInstanceOf(TypeError);
      expect(await ids(notes)).toEqual(['a']);
    });

    it('lose no concurrent update', async () => {
      const notes = (await open()).collection(NOTES).in('one');
      await notes.insert({ id: 'a', size: 0 }, { createdAt: 1 });
      const grow = () => notes.update('a', (note) => ({ ...note, size: note.size! + 1 }));
      await Promise.all(Array.from({ length: 50 }, grow));
      expect((await notes.get('a'))?.size).toBe(50);
    });

    it('match a model of commits', async () => {
      const store = await open();
      let scopes = 0;
      const step = fc.record({
        kind: fc.constantFrom('inserting' as const, 'updating' as const, 'deleting' as const),
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        size: fc.nat(9),
      });
      const property = fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 })), async (commits) => {
        const notes = store.collection(NOTES).in(`model-${scopes++}`);
        let model = new Map<string, number>();
        for (const steps of commits) {
          const next = new Map(model);
          const isPossible = steps.every(({ kind, id, size }) => {
            if ((kind === 'inserting') === next.has(id)) return false;
            if (kind === 'deleting') next.delete(id);
            else next.set(id, size);
            return true;
          });
          const commit = store.commit(
            steps.map(({ kind, id, size }) => {
              if (kind === 'inserting') return notes.inserting({ id, size }, { createdAt: 1 });
              if (kind === 'deleting') return notes.deleting(id);
              return notes.updating(id, (note) => ({ ...note, size }));
            }),
          );
          await (isPossible ? commit : expect(commit).rejects.toThrow());
          if (isPossible) model = next;
          for (let size = 0; size <= 9; size++) {
            const expected = [...model].filter(([, value]) => value === size).map(([id]) => id);
            expect((await ids(notes, { size })).sort()).toEqual(expected.sort());
          }
        }
        for (const id of model.keys()) await notes.delete(id);
      });
      await fc.assert(property, { seed: 1, numRuns: 50 });
    });
  });
}

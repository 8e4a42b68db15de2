import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnknownCursor } from './errors.ts';
import { fill, ids, NOTES } from './notes.cases.ts';
import type { Store } from './store.ts';

/** Shared pagination cases. */
export function describePages(open: () => Store | Promise<Store>): void {
  describe('pages', () => {
    it('are ordered by creation, then by insertion', async () => {
      const notes = (await open()).collection(NOTES).in('project');
      for (const [id, createdAt] of [
        ['c', 2],
        ['d', 2],
        ['a', 0.5],
        ['b', 1],
      ] as const)
        await notes.insert({ id }, { createdAt });
      expect(await ids(notes)).toEqual(['a', 'b', 'c', 'd']);
      const { items } = await notes.page({ order: 'desc', limit: 9 });
      expect(items.map((note) => note.id)).toEqual(['d', 'c', 'b', 'a']);
    });

    it.each([
      [{ order: 'asc', limit: 2 }, ['a', 'b'], true],
      [{ order: 'asc', limit: 5 }, ['a', 'b', 'c', 'd', 'e'], false],
      [{ order: 'asc', limit: 2, after: 'c' }, ['d', 'e'], false],
      [{ order: 'asc', limit: 2, after: 'e' }, [], false],
      [{ order: 'desc', limit: 2, after: 'd' }, ['c', 'b'], true],
      [{ order: 'asc', limit: 2, before: 'd' }, ['b', 'c'], true],
      [{ order: 'desc', limit: 2, before: 'b' }, ['d', 'c'], true],
      [{ order: 'desc', limit: 3, before: 'b' }, ['e', 'd', 'c'], false],
      [{ order: 'asc', limit: 2, after: 'a', before: 'e' }, ['b', 'c'], true],
      [{ order: 'desc', limit: 9, after: 'e', before: 'a' }, ['d', 'c', 'b'], false],
    ] as const)('%j', async (request, items, hasMore) => {
      const notes = (await open()).collection(NOTES).in('project');
      await fill(notes, ['a', 'b', 'c', 'd', 'e'], { model: 'm' });
      for (const where of [undefined, { model: 'm' }]) {
        const page = await notes.page({ ...request, where });
        expect(page.items.map((note) => note.id)).toEqual(items);
        expect(page.hasMore).toBe(hasMore);
      }
    });

    it('continue after a document that was deleted meanwhile', async () => {
      const notes = (await open()).collection(NOTES).in('project');
      await fill(notes, ['a', 'b', 'c', 'd']);
      const first = await notes.page({ order: 'asc', limit: 2 });
      for (const { id } of first.items) await notes.delete(id);
      const { items } = await notes.page({ order: 'asc', limit: 2, after: 'b' });
      expect(items.map((note) => note.id)).toEqual(['c', 'd']);
    });

    it('reject unknown cursors and invalid limits', async () => {
      const notes = (await open()).collection(NOTES).in('project');
      await expect(notes.page({ order: 'asc', limit: 1, after: 'x' })).rejects.toThrow(UnknownCursor);
      await expect(notes.page({ order: 'asc', limit: 1, before: 'x' })).rejects.toThrow(UnknownCursor);
      for (const limit of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        await expect(notes.page({ order: 'asc', limit })).rejects.toThrow(RangeError);
      }
      await expect(notes.insert({ id: 'a' }, { createdAt: Number.NaN })).rejects.toThrow(RangeError);
    });

    it('show nothing twice and miss no remaining document under concurrent changes', async () => {
      const store = await open();
      let scopes = 0;
      const property = fc.asyncProperty(walks(), async (walk) => {
        const notes = store.collection(NOTES).in(`walk-${scopes++}`);
        const present = new Map<string, string>();
        let made = 0;
        const insert = async ({ createdAt, model }: Placed) => {
          const id = `note-${made++}`;
          await notes.insert({ id, model }, { createdAt });
          present.set(id, model);
        };
        for (const placed of walk.initial) await insert(placed);
        const stays = new Map(present);
        const seen: string[] = [];

        // Each walk starts from a document at the outer edge; sometimes it is deleted before it is used as a
        // cursor.
        let cursor = 'edge';
        const edge = (walk.order === 'asc') === (walk.direction === 'after') ? -1 : MOMENTS + 1;
        await notes.insert({ id: cursor }, { createdAt: edge });
        if (walk.edgeDeparts) await notes.delete(cursor);

        for (let turn = 0, more = true; more; turn++) {
          // Every page with `hasMore` contains at least one new document.
          expect(turn).toBeLessThanOrEqual(made);
          const { order, limit, where, direction } = walk;
          const page = await notes.page({ order, limit, where, [direction]: cursor });
          const found = page.items.map((note) => note.id);
          seen.push(...found);
          for (const change of walk.changes[turn] ?? []) {
            if ('createdAt' in change) {
              await insert(change);
              continue;
            }
            const id = `note-${change.delete}`;
            expect(await notes.delete(id)).toBe(present.delete(id));
            stays.delete(id);
          }
          cursor = (direction === 'after' ? found.at(-1) : found[0]) ?? cursor;
          more = page.hasMore;
        }

        expect(new Set(seen).size).toBe(seen.length);
        const wanted = [...stays]
          .filter(([, model]) => (walk.where?.model ?? model) === model)
          .map(([id]) => id);
        expect(seen).toEqual(expect.arrayContaining(wanted));
        for (const id of ['edge', ...present.keys()]) await notes.delete(id);
      });
      await fc.assert(property, { seed: 1, numRuns: 200 });
    });
  });
}

interface Placed {
  readonly createdAt: number;
  readonly model: string;
}

/** Few distinct timestamps, so that many documents share one. */
const MOMENTS = 6;

function walks() {
  const placed = fc.record({
    createdAt: fc.integer({ min: 0, max: MOMENTS }),
    model: fc.constantFrom('m', 'n'),
  });
  const change = fc.oneof(placed, fc.record({ delete: fc.nat(25) }));
  return fc.record({
    initial: fc.array(placed, { maxLength: 15 }),
    changes: fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 12 }),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    direction: fc.constantFrom('after' as const, 'before' as const),
    edgeDeparts: fc.boolean(),
    limit: fc.integer({ min: 1, max: 4 }),
    where: fc.constantFrom(undefined, { model: 'm' }),
  });
}

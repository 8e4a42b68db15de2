import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTES, type Note } from './notes.cases.ts';
import type { CollectionDefinition, Store } from './store.ts';

const TICKETS: CollectionDefinition<{ id: string; until: number }> = {
  name: 'tickets',
  expires: ({ until }) => until,
  maximum: 9,
  overflow: 'refuse',
};

/** Shared cases of documents that are found by their id alone. */
export function describeFind(open: (limits?: { now?: () => number }) => Store | Promise<Store>): void {
  const start = async (places: readonly (readonly [scope: string, note: Note])[]) => {
    const notes = (await open()).collection(NOTES);
    for (const [scope, note] of places) await notes.in(scope).insert(note, { createdAt: 1 });
    return notes;
  };

  describe('a document whose scope is not known', () => {
    it('is found by its id', async () => {
      const notes = await start([
        ['p', { id: 'a', text: 'in p' }],
        ['p/thread', { id: 'b', text: 'below p' }],
      ]);
      const found = { scope: 'p/thread', document: { id: 'b', text: 'below p' } };
      for (const within of [['p'], ['p/thread'], ['x', 'p'], 'everywhere'] as const)
        expect(await notes.find('b', { within })).toEqual(found);
      expect(await notes.find('a', { within: ['p'] })).toMatchObject({ scope: 'p' });
      expect(await notes.find('c', { within: 'everywhere' })).toBeUndefined();
      expect(await notes.find('a', { within: [] })).toBeUndefined();
    });

    it('is found only in the given scopes and below them', async () => {
      const scopes = ['p', 'p/a', 'p/a/b', 'p0', 'p.', 'p-', 'pp', 'p%2F', 'q/p', 'P', ''];
      const notes = await start(scopes.map((scope, index) => [scope, { id: `n-${index}` }]));
      const foundWithin = async (...within: string[]) => {
        const found = await Promise.all(scopes.map((_, index) => notes.find(`n-${index}`, { within })));
        return found.flatMap((one) => one?.scope ?? []);
      };
      expect(await foundWithin('p')).toEqual(['p', 'p/a', 'p/a/b']);
      expect(await foundWithin('p/a')).toEqual(['p/a', 'p/a/b']);
      expect(await foundWithin('p/a/b', 'q')).toEqual(['p/a/b', 'q/p']);
      expect(await foundWithin('')).toEqual(['']);
      expect(await foundWithin('%', '_', 'p/')).toEqual([]);
    });

    it('is the one that was inserted first if there are several, whatever their creation', async () => {
      const notes = (await open()).collection(NOTES);
      for (const [index, scope] of ['p/b', 'p/a', 'q'].entries())
        await notes.in(scope).insert({ id: 'a' }, { createdAt: -index });
      const scopeOf = async (...within: string[]) => (await notes.find('a', { within }))?.scope;
      expect(await scopeOf('p')).toBe('p/b');
      expect(await scopeOf('q', 'p')).toBe('p/b');
      expect(await scopeOf('q')).toBe('q');
      await notes.in('p/b').put({ id: 'a', text: 'changed' }, { createdAt: 9 });
      expect(await scopeOf('p')).toBe('p/b');
      await notes.in('p/b').delete('a');
      expect(await scopeOf('p')).toBe('p/a');
      expect(await notes.find('a', { within: 'everywhere' })).toMatchObject({ scope: 'p/a' });
    });

    it('is not one that has expired, or is of another collection', async () => {
      let now = 0;
      const store = await open({ now: () => now });
      const tickets = store.collection(TICKETS);
      await tickets.in('p/a').insert({ id: 'a', until: 10 }, { createdAt: 1 });
      await tickets.in('p/b').insert({ id: 'a', until: 20 }, { createdAt: 1 });
      await store.collection(NOTES).in('p').insert({ id: 'b' }, { createdAt: 1 });
      now = 10;
      expect(await tickets.find('a', { within: ['p'] })).toMatchObject({ scope: 'p/b' });
      now = 20;
      expect(await tickets.find('a', { within: ['p'] })).toBeUndefined();
      expect(await tickets.find('b', { within: 'everywhere' })).toBeUndefined();
    });

    it('matches a search of all documents', async () => {
      const store = await open();
      let collections = 0;
      const name = fc.stringMatching(/^[a0./\ud83d\u00e9]{0,4}$/).map((text) => text.toWellFormed());
      const place = fc.tuple(name, fc.constantFrom('a', 'b'));
      const property = fc.asyncProperty(
        fc.uniqueArray(place, { maxLength: 12, selector: ([scope, id]) => `${scope} ${id}` }),
        fc.array(name, { maxLength: 3 }),
        async (places, within) => {
          const notes = store.collection({ ...NOTES, name: `notes-${collections++}` });
          for (const [scope, id] of places) await notes.in(scope).insert({ id }, { createdAt: 1 });
          const isWithin = (scope: string) =>
            within.some((one) => scope === one || scope.startsWith(`${one}/`));
          for (const id of ['a', 'b']) {
            const expected = places.find(([scope, other]) => other === id && isWithin(scope));
            expect((await notes.find(id, { within }))?.scope).toBe(expected?.[0]);
          }
        },
      );
      await fc.assert(property, { seed: 1, numRuns: 150 });
    });
  });
}

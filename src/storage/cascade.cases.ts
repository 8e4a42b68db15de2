import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MissingDocument } from './errors.ts';
import type { CollectionDefinition, Store } from './store.ts';

interface Shelf {
  readonly id: string;
}

interface Book {
  readonly id: string;
  readonly shelf?: string | undefined;
  readonly blob?: string;
}

interface Page {
  readonly id: string;
  readonly book: string;
}

const SHELVES: CollectionDefinition<Shelf> = { name: 'shelves', maximum: 3, overflow: 'drop-oldest' };

const BOOKS: CollectionDefinition<Book> = {
  name: 'books',
  owner: ({ shelf }) => (shelf === undefined ? undefined : { collection: 'shelves', id: shelf }),
  fields: { shelf: ({ shelf }) => shelf },
  blobs: ({ blob }) => (blob === undefined ? [] : [blob]),
  maximum: 100_000,
  overflow: 'refuse',
};

/** A page's owner is in the scope of its project, the page itself is not. */
const PAGES: CollectionDefinition<Page> = {
  name: 'pages',
  owner: ({ book }) => ({ collection: 'books', scope: 'project', id: book }),
  maximum: 100_000,
  overflow: 'refuse',
};

/** Shared cases of documents that belong to others. */
export function describeCascade(
  open: () => Store | Promise<Store>,
  reopen?: () => Store | Promise<Store>,
): void {
  const partsOf = (store: Store) => ({
    store,
    shelves: store.collection(SHELVES).in('project'),
    books: store.collection(BOOKS).in('project'),
    pages: store.collection(PAGES).in('project/pages'),
  });
  const start = async () => partsOf(await open());
  const placing = { createdAt: 1 };

  describe('a document that belongs to another', () => {
    it('can only be stored while that exists, in its scope', async () => {
      const { store, shelves, books, pages } = await start();
      await expect(books.insert({ id: 'b', shelf: 's' }, placing)).rejects.toThrow(MissingDocument);
      await shelves.insert({ id: 's' }, placing);
      await books.insert({ id: 'b', shelf: 's' }, placing);
      await pages.insert({ id: 'p', book: 'b' }, placing);
      const others = store.collection(BOOKS).in('other');
      await expect(others.insert({ id: 'b', shelf: 's' }, placing)).rejects.toThrow(MissingDocument);
      await expect(books.update('b', (book) => ({ ...book, shelf: 'x' }))).rejects.toThrow(MissingDocument);
      expect(await books.get('b')).toEqual({ id: 'b', shelf: 's' });
      await store.commit([
        shelves.inserting({ id: 't' }, placing),
        books.inserting({ id: 'c', shelf: 't' }, placing),
      ]);
    });

    it('is deleted with it, as is what belongs to that, with all blobs', async () => {
      const { store, shelves, books, pages } = await start();
      await shelves.insert({ id: 's' }, placing);
      await shelves.insert({ id: 't' }, placing);
      const { id: blob } = await store.blobs.write([Buffer.from('x')]);
      await books.insert({ id: 'a', shelf: 's', blob }, placing);
      await books.insert({ id: 'b', shelf: 't' }, placing);
      await books.insert({ id: 'c' }, placing);
      for (const book of ['a', 'b']) await pages.insert({ id: `p-${book}`, book }, placing);
      await store.commit([shelves.deleting('s'), shelves.inserting({ id: 'u' }, placing)]);
      expect(await books.get('a')).toBeUndefined();
      expect((await books.page({ order: 'asc', limit: 9 })).items.map(({ id }) => id)).toEqual(['b', 'c']);
      expect((await pages.page({ order: 'asc', limit: 9 })).items.map(({ id }) => id)).toEqual(['p-b']);
      await expect(store.blobs.check(blob)).rejects.toThrow();
    });

    it('stays if the commit fails, and follows a changed owner', async () => {
      const { store, shelves, books } = await start();
      for (const id of ['s', 't']) await shelves.insert({ id }, placing);
      await books.insert({ id: 'a', shelf: 's' }, placing);
      await expect(store.commit([shelves.deleting('s'), shelves.deleting('x')])).rejects.toThrow();
      expect(await books.get('a')).toBeDefined();
      await books.update('a', (book) => ({ ...book, shelf: 't' }));
      await shelves.delete('s');
      expect(await books.get('a')).toBeDefined();
      await shelves.delete('t');
      expect(await books.get('a')).toBeUndefined();
    });

    it('is deleted with one that is dropped', async () => {
      const { shelves, books } = await start();
      await shelves.insert({ id: 's' }, placing);
      await books.insert({ id: 'a', shelf: 's' }, placing);
      for (const id of ['t', 'u', 'v']) await shelves.insert({ id }, placing);
      expect(await books.get('a')).toBeUndefined();
    });

    it('cannot be read after its owner was deleted, though thousands are left to delete', async () => {
      const { store, shelves, books } = await start();
      await shelves.insert({ id: 's' }, placing);
      const ids = Array.from({ length: 12_000 }, (_, index) => `b-${index}`);
      await store.commit(ids.map((id) => books.inserting({ id, shelf: 's' }, placing)));
      const deleted = shelves.delete('s');
      await deleted;
      expect(await books.count()).toBe(0);
      expect(await books.get('b-11999')).toBeUndefined();
      expect((await books.page({ order: 'desc', limit: 5, where: { shelf: 's' } })).items).toEqual([]);
      await shelves.insert({ id: 's' }, placing);
      await books.insert({ id: 'new', shelf: 's' }, placing);
      // The names of deleted documents are free once all of them are gone.
      await expect
        .poll(() =>
          books.insert({ id: 'b-11999', shelf: 's' }, placing).then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      // What belongs to the new document of that name is not among them.
      expect((await books.page({ order: 'asc', limit: 9 })).items.map(({ id }) => id)).toEqual([
        'new',
        'b-11999',
      ]);
    });

    it.skipIf(!reopen)('is deleted by the next store if this one ends before', async () => {
      const { store, shelves, books } = await start();
      await shelves.insert({ id: 's' }, placing);
      const ids = Array.from({ length: 12_000 }, (_, index) => `b-${index}`);
      await store.commit(ids.map((id) => books.inserting({ id, shelf: 's' }, placing)));
      const deleted = shelves.delete('s');
      const closed = store.close();
      await Promise.all([deleted, closed]);
      const next = partsOf(await reopen!());
      expect(await next.books.count()).toBe(0);
      await next.store.close();
    });

    it('never outlives its owner, whatever is inserted and deleted at the same time', async () => {
      const store = await open();
      const parts = partsOf(store);
      let rounds = 0;
      const action = fc.oneof(
        fc.record({ kind: fc.constant('shelve' as const), shelf: fc.nat(2) }),
        fc.record({ kind: fc.constant('insert' as const), shelf: fc.nat(2) }),
        fc.record({ kind: fc.constant('remove' as const), shelf: fc.nat(2) }),
      );
      const property = fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const round = rounds++;
        const shelfOf = (shelf: number) => `s-${round}-${shelf}`;
        await Promise.all(
          actions.map(({ kind, shelf }, index) => {
            const id = shelfOf(shelf);
            if (kind === 'shelve') return parts.shelves.put({ id }, placing);
            if (kind === 'remove') return parts.shelves.delete(id);
            return parts.books.insert({ id: `b-${round}-${index}`, shelf: id }, placing).catch((error) => {
              if (!(error instanceof MissingDocument)) throw error;
            });
          }),
        );
        for (const shelf of [0, 1, 2]) {
          const where = { shelf: shelfOf(shelf) };
          const { items } = await parts.books.page({ order: 'asc', limit: 100, where });
          if (!(await parts.shelves.get(shelfOf(shelf)))) expect(items).toEqual([]);
        }
      });
      await fc.assert(property, { seed: 1, numRuns: 100 });
    });
  });

  describe('a check', () => {
    it('lets a commit fail if the document does not exist, and changes nothing', async () => {
      const { store, shelves, books } = await start();
      await shelves.insert({ id: 's' }, placing);
      await store.commit([shelves.checking('s'), books.inserting({ id: 'a' }, placing)]);
      const failing = [books.inserting({ id: 'b' }, placing), shelves.checking('x')] as const;
      await expect(store.commit(failing)).rejects.toThrow(MissingDocument);
      expect(await books.get('b')).toBeUndefined();
    });
  });
}

import { describe, expect, it } from 'vitest';
import { StoreFull } from './errors.ts';
import type { CollectionDefinition, Documents, Store } from './store.ts';

interface Ticket {
  readonly id: string;
  readonly until?: number | null;
  readonly blob?: string;
}

const TICKETS: CollectionDefinition<Ticket> = {
  name: 'tickets',
  fields: { until: ({ until }) => until },
  blobs: ({ blob }) => (blob === undefined ? [] : [blob]),
  expires: ({ until }) => until,
  maximum: 3,
  overflow: 'refuse',
};

/** Shared cases of replacing documents and of documents that expire. */
export function describeExpiry(open: (now: () => number) => Store | Promise<Store>): void {
  describe('put', () => {
    it('inserts a document, or replaces it in its place', async () => {
      const store = await open(() => 0);
      const tickets = store.collection(TICKETS).in('one');
      await tickets.put({ id: 'a', until: 10 }, { createdAt: 1 });
      await tickets.insert({ id: 'b' }, { createdAt: 2 });
      await store.commit([
        tickets.putting({ id: 'a', until: 20 }, { createdAt: 3 }),
        tickets.putting({ id: 'c' }, { createdAt: 0 }),
      ]);
      await tickets.put({ id: 'b' }, { createdAt: 9 });
      const { items } = await tickets.page({ order: 'asc', limit: 9 });
      expect(items).toEqual([{ id: 'c' }, { id: 'a', until: 20 }, { id: 'b' }]);
      await expect(tickets.put({ id: 'd' }, { createdAt: 1 })).rejects.toThrow(StoreFull);
    });
  });

  describe('a document that has expired', () => {
    const start = async () => {
      let now = 100;
      const store = await open(() => now);
      const tickets = store.collection(TICKETS).in('one');
      await tickets.insert({ id: 'a', until: 150 }, { createdAt: 1 });
      await tickets.insert({ id: 'b', until: null }, { createdAt: 2 });
      await tickets.insert({ id: 'c', until: 300 }, { createdAt: 3 });
      return {
        store,
        tickets,
        pass: (to: number) => {
          now = to;
        },
      };
    };
    const idsOf = async (tickets: Documents<Ticket>, request = {}) =>
      (await tickets.page({ order: 'asc', limit: 9, ...request })).items.map(({ id }) => id).join('');

    it('is as good as deleted, from that moment on', async () => {
      const { tickets, pass } = await start();
      pass(149);
      expect([await tickets.get('a'), await tickets.count()]).toEqual([{ id: 'a', until: 150 }, 3]);
      pass(150);
      expect([await tickets.get('a'), await tickets.count()]).toEqual([undefined, 2]);
      expect(await idsOf(tickets)).toBe('bc');
      expect(await idsOf(tickets, { where: { until: 150 } })).toBe('');
      expect(await idsOf(tickets, { orderBy: 'until' })).toBe('c');
      expect(await tickets.update('a', (ticket) => ticket)).toBeUndefined();
      expect(await tickets.delete('a')).toBe(false);
      expect(await idsOf(tickets, { after: 'a' })).toBe('bc');
    });

    it('makes room, and its id is free', async () => {
      const { tickets, pass } = await start();
      await expect(tickets.insert({ id: 'd' }, { createdAt: 4 })).rejects.toThrow(StoreFull);
      pass(200);
      await tickets.insert({ id: 'a', until: 400 }, { createdAt: 4 });
      expect(await idsOf(tickets)).toBe('bca');
      pass(350);
      await tickets.put({ id: 'c' }, { createdAt: 5 });
      expect(await idsOf(tickets)).toBe('bac');
    });

    it('may be given another time', async () => {
      const { tickets, pass } = await start();
      await tickets.update('a', (ticket) => ({ ...ticket, until: 500 }));
      await tickets.update('b', (ticket) => ({ ...ticket, until: 120 }));
      pass(200);
      expect(await idsOf(tickets)).toBe('ac');
    });

    it('is deleted by a sweep, in all scopes', async () => {
      const { store, pass } = await start();
      const documents = store.collection({ ...TICKETS, name: 'many', maximum: 1000 });
      const blobs: string[] = [];
      for (let index = 0; index < 250; index++) {
        const { id } = await store.blobs.write([Buffer.from('x')]);
        blobs.push(id);
        const ticket = { id: `t-${index}`, until: index < 240 ? 200 : 500, blob: id };
        await documents.in(`scope-${index % 3}`).insert(ticket, { createdAt: index });
      }
      pass(200);
      await documents.sweep();
      const isKept = await Promise.all(
        blobs.map((id) =>
          store.blobs.check(id).then(
            () => true,
            () => false,
          ),
        ),
      );
      expect(isKept).toEqual(blobs.map((_, index) => index >= 240));
    });

    it('keeps its blobs no longer than until the next documents', async () => {
      const { store, tickets, pass } = await start();
      await tickets.delete('c');
      const blob = await store.blobs.write([Buffer.from('x')]);
      await tickets.insert({ id: 'd', until: 200, blob: blob.id }, { createdAt: 4 });
      pass(200);
      await tickets.insert({ id: 'e' }, { createdAt: 5 });
      await expect(store.blobs.check(blob.id)).rejects.toThrow();
    });
  });
}

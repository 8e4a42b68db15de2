import type { Increment } from '../../src/storage/counters.ts';
import type { Store } from '../../src/storage/store.ts';

/** Work of the store that takes it the longest, one of each kind. */
export interface StoreKind {
  readonly name: string;
  /** How many documents, entries or sums it is about. */
  readonly size: number;
  /** Stores what the work is about; returns the work. The rest of it may go on in the background. */
  readonly prepare: (store: Store, size: number) => Promise<() => Promise<unknown>>;
  /** Turns of the event loop that work of this size must take at least. */
  readonly turns: (size: number) => number;
}

/** The time of the store, in Unix milliseconds. */
export const NOW = 100 * 24 * 60 * 60 * 1000;

/** The largest units of work between two turns. */
const ofDocuments = (documents: number): number => documents / 101;
const ofEntries = (entries: number): number => entries / 500;
const ofRemovedSums = (sums: number): number => sums / 250;
const ofSums = (sums: number): number => sums / 4000;

const PLACING = { createdAt: 1 };
const BOUNDS = { maximum: 1_000_000, overflow: 'refuse' } as const;
const OWNERS = { name: 'owners', ...BOUNDS };
const DIMENSIONS = ['model', 'user', 'key'] as const;
const RANGE = { from: NOW - 24 * 60 * 60 * 1000, to: NOW, bucket: '1h' } as const;

const counterOf = (store: Store) =>
  store.counters.open({ name: 'usage', dimensions: DIMENSIONS, amounts: ['requests'] }).in('project');

/** Counts as many sums as given, each of a user of its own. */
async function count(store: Store, sums: number, at: number): Promise<void> {
  const usage = counterOf(store);
  for (let index = 0; index < sums; index++) {
    const dimensions: Increment<(typeof DIMENSIONS)[number], 'requests'>['dimensions'] = {
      model: `model ${index % 7}`,
      user: `user ${index}`,
    };
    usage.add({ at, dimensions, amounts: { requests: 1 } });
  }
  await store.counters.flush();
}

export const STORE_KINDS: readonly StoreKind[] = [
  {
    name: 'deleting a document to which others belong',
    size: 20_000,
    prepare: async (store, size) => {
      const owners = store.collection(OWNERS).in('project');
      const documents = store
        .collection({ name: 'owned', owner: () => ({ collection: 'owners', id: 'a' }), ...BOUNDS })
        .in('project');
      await owners.insert({ id: 'a' }, PLACING);
      for (let index = 0; index < size; index++) await documents.insert({ id: `${index}` }, PLACING);
      return () => owners.delete('a');
    },
    turns: ofDocuments,
  },
  {
    name: 'deleting a document to which documents belong that have others',
    size: 20_000,
    prepare: async (store, size) => {
      const owners = store.collection(OWNERS).in('project');
      const chain = store
        .collection<{ id: string; of: string | undefined }>({
          name: 'chain',
          owner: ({ of }) =>
            of === undefined ? { collection: 'owners', id: 'a' } : { collection: 'chain', id: of },
          ...BOUNDS,
        })
        .in('project');
      await owners.insert({ id: 'a' }, PLACING);
      for (let index = 0; index < size; index++)
        await chain.insert({ id: `${index}`, of: index % 40 === 0 ? undefined : `${index - 1}` }, PLACING);
      return () => owners.delete('a');
    },
    turns: ofDocuments,
  },
  {
    name: 'deleting a document with a log',
    size: 50_000,
    prepare: async (store, size) => {
      const owners = store.collection(OWNERS).in('project');
      const log = store.logs
        .open({
          name: 'events',
          owner: (id) => ({ collection: 'owners', id }),
          maximumEntries: size,
          maximumBytes: 1_000_000,
        })
        .in('project')
        .of('a');
      await owners.insert({ id: 'a' }, PLACING);
      await log.append(Array.from({ length: size }, (_, index) => index));
      return () => owners.delete('a');
    },
    turns: ofEntries,
  },
  {
    name: 'removing documents that have expired',
    size: 20_000,
    prepare: async (store, size) => {
      const tickets = store.collection<{ id: string; until: number }>({
        name: 'tickets',
        expires: ({ until }) => until,
        ...BOUNDS,
      });
      const writes = Array.from({ length: size }, (_, index) =>
        tickets.in('project').inserting({ id: `${index}`, until: NOW + 1 }, PLACING),
      );
      await store.commit(writes);
      for (let index = 0; index < size; index++)
        await tickets.in('project').update(`${index}`, (ticket) => ({ ...ticket, until: NOW - 1 }));
      return () => tickets.sweep();
    },
    turns: ofDocuments,
  },
  {
    name: 'removing sums that are no longer kept',
    size: 50_000,
    prepare: async (store, size) => {
      // The first write starts a sweep; the next one is due an hour later.
      await count(store, 1, NOW - 1);
      await count(store, size, 0);
      return () => store.counters.sweep();
    },
    // Minutes and hours.
    turns: (sums) => ofRemovedSums(2 * sums),
  },
  {
    name: 'a sum by three dimensions',
    size: 100_000,
    prepare: async (store, size) => {
      await count(store, size, NOW - 1);
      return () => counterOf(store).sum({ ...RANGE, groupBy: DIMENSIONS });
    },
    // The combinations of dimensions, and their sums.
    turns: (sums) => ofSums(2 * sums),
  },
  {
    name: 'a sum of some of many combinations of dimensions',
    size: 100_000,
    prepare: async (store, size) => {
      await count(store, size, NOW - 1);
      return () => counterOf(store).sum({ ...RANGE, where: { user: 'user 1' } });
    },
    turns: (sums) => ofSums(2 * sums),
  },
  {
    name: 'a sum of everything',
    size: 200_000,
    prepare: async (store, size) => {
      await count(store, size, NOW - 1);
      return () => counterOf(store).sum(RANGE);
    },
    turns: ofSums,
  },
];

import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { MissingDocument, StoreFull } from './errors.ts';
import type { Log, LogDefinition } from './logs.ts';
import { NOTES } from './notes.cases.ts';
import type { CollectionDefinition, Store } from './store.ts';

const EVENTS: LogDefinition = { name: 'events', maximumEntries: 1000, maximumBytes: 100_000 };

const openLog = (store: Store, bounds: Partial<LogDefinition> = {}, object = 'job-1') =>
  store.logs
    .open<unknown>({ ...EVENTS, ...bounds })
    .in('project')
    .of(object);

const readAll = (log: Log<unknown>, from = 1) => log.read({ from, limit: 10_000 });

const values = async (log: Log<unknown>, from?: number) =>
  (await readAll(log, from)).entries.map(({ value }) => value);

/** Shared log cases. */
export function describeLogs(
  open: (limits?: { now?: () => number }) => Store | Promise<Store>,
  reopen?: () => Promise<Store>,
): void {
  describe('logs', () => {
    it('number their entries and are read from a number on', async () => {
      const log = openLog(await open());
      expect(await readAll(log)).toEqual({ entries: [], first: 1, next: 1 });
      expect(await log.append([])).toBe(1);
      expect(await log.append(['a', 'b'])).toBe(1);
      expect(await log.append([])).toBe(3);
      expect(await log.append(['c'])).toBe(3);
      expect(await log.read({ from: 2, limit: 1 })).toEqual({
        entries: [{ number: 2, value: 'b' }],
        first: 1,
        next: 4,
      });
      expect(await values(log, 2)).toEqual(['b', 'c']);
      expect(await readAll(log, 9)).toEqual({ entries: [], first: 1, next: 4 });
      expect(await log.size()).toBe(3);
    });

    it('keep any JSON value', async () => {
      const log = openLog(await open());
      const entries = [
        null,
        false,
        0.1,
        'ключ \u0000 \ud83d\ude00 \ud800',
        [[]],
        JSON.parse('{"__proto__":{"x":1},"":{"constructor":null}}'),
      ];
      await log.append(entries);
      expect(JSON.stringify(await values(log))).toBe(JSON.stringify(entries));
      await expect(log.append([1, undefined])).rejects.toThrow(TypeError);
      await expect(log.append([() => 1])).rejects.toThrow(TypeError);
      expect(await log.size()).toBe(entries.length);
    });

    it('are separate for each kind, scope and object', async () => {
      const { logs } = await open();
      const one = logs.open<string>(EVENTS);
      const other = logs.open<string>({ ...EVENTS, name: 'other' });
      const places = [
        one.in('one').of('a'),
        one.in('one').of('b'),
        one.in('two').of('a'),
        other.in('one').of('a'),
      ];
      for (const [index, log] of places.entries()) expect(await log.append([`entry ${index}`])).toBe(1);
      await places[0]?.delete();
      expect(await Promise.all(places.map((log) => log.size()))).toEqual([0, 1, 1, 1]);
      expect(await values(one.in('two').of('a'))).toEqual(['entry 2']);
    });

    it('drop their oldest entries above the maximum number, and keep the numbers of the others', async () => {
      const log = openLog(await open(), { maximumEntries: 3 });
      expect(await log.append(['a', 'b'])).toBe(1);
      expect(await log.append(['c', 'd'])).toBe(3);
      expect(await readAll(log)).toEqual({
        entries: [
          { number: 2, value: 'b' },
          { number: 3, value: 'c' },
          { number: 4, value: 'd' },
        ],
        first: 2,
        next: 5,
      });
      expect(await log.append(['e', 'f', 'g', 'h', 'i'])).toBe(5);
      expect(await values(log)).toEqual(['g', 'h', 'i']);
      expect(await log.size()).toBe(3);
    });

    it('drop their oldest entries above the maximum size', async () => {
      const log = openLog(await open(), { maximumBytes: 12 });
      await log.append(['éé', 'bb']); // 6 and 4 bytes
      expect(await log.append(['c'])).toBe(3);
      expect(await values(log)).toEqual(['bb', 'c']);
      expect(await log.append(['0123456789'])).toBe(4);
      expect(await readAll(log)).toEqual({
        entries: [{ number: 4, value: '0123456789' }],
        first: 4,
        next: 5,
      });
      expect(await log.append(['1234567', '123456789', '1'])).toBe(5);
      expect(await readAll(log)).toEqual({ entries: [{ number: 7, value: '1' }], first: 7, next: 8 });
      await expect(log.append(['a', '0123456789+'])).rejects.toThrow(StoreFull);
      expect(await values(log)).toEqual(['1']);
    });

    it('apply lowered bounds with the next append', async () => {
      const store = await open();
      await openLog(store).append(Array.from({ length: 500 }, (_, index) => index));
      const log = openLog(store, { maximumEntries: 2 });
      expect(await log.append(['new'])).toBe(501);
      expect(await values(log)).toEqual([499, 'new']);
    });

    it('are deleted with all entries, once', async () => {
      const log = openLog(await open());
      expect(await log.delete()).toBe(false);
      await log.append(['a', 'b']);
      expect(await log.delete()).toBe(true);
      expect(await log.delete()).toBe(false);
      expect(await readAll(log)).toEqual({ entries: [], first: 1, next: 1 });
      expect(await log.append(['c'])).toBe(1);
      expect(await values(log)).toEqual(['c']);
    });

    it('are written in commits, completely or not at all', async () => {
      const store = await open();
      const notes = store.collection(NOTES).in('project');
      const log = openLog(store);
      const results = await store.commit([
        notes.inserting({ id: 'a' }, { createdAt: 1 }),
        log.appending(['a', 'b']),
        log.appending(['c']),
      ]);
      expect(results).toEqual([undefined, 1, 3]);
      expectTypeOf(results[1]).toEqualTypeOf<number>();
      const failing = store.commit([log.appending(['d']), log.deleting(), notes.deleting('x')]);
      await expect(failing).rejects.toThrow(MissingDocument);
      expect(await values(log)).toEqual(['a', 'b', 'c']);
      expect(await store.commit([log.deleting(), log.deleting(), log.appending(['e'])])).toEqual([
        true,
        false,
        1,
      ]);
      expect(await values(log)).toEqual(['e']);
    });

    it('take appends that were not waited for in the order of the calls', async () => {
      const store = await open();
      const [one, two] = [openLog(store), openLog(store, { maximumBytes: 10 }, 'job-2')];
      const tooLarge = expect(two.append(['x'.repeat(20)])).rejects.toThrow(StoreFull);
      const numbers = await Promise.all([one.append(['a', 'b']), two.append(['x']), one.append(['c'])]);
      await tooLarge;
      expect(numbers).toEqual([1, 1, 3]);
      expect(await values(one)).toEqual(['a', 'b', 'c']);
      expect(await values(two)).toEqual(['x']);
    });

    it.each([0, -1, 1.5, Number.NaN])('reject %d as a number, a limit or a bound', async (number) => {
      const store = await open();
      const log = openLog(store);
      await expect(log.read({ from: number, limit: 1 })).rejects.toThrow(RangeError);
      await expect(log.read({ from: 1, limit: number })).rejects.toThrow(RangeError);
      expect(() => openLog(store, { maximumEntries: number })).toThrow(RangeError);
      expect(() => openLog(store, { maximumBytes: number })).toThrow(RangeError);
    });

    it('match a list whose beginning is dropped, also after restarts', async () => {
      let store = await open();
      let logs = 0;
      const append = fc.array(fc.string({ maxLength: 12 }), { maxLength: 8 });
      const step = fc.oneof(
        { weight: 19, arbitrary: append },
        { weight: 1, arbitrary: fc.constant('restart' as const) },
      );
      const bounds = fc.record({
        maximumEntries: fc.integer({ min: 1, max: 9 }),
        maximumBytes: fc.integer({ min: 80, max: 200 }),
      });
      const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), bounds, async (steps, bounds) => {
        const object = `model-${logs++}`;
        const list: string[] = [];
        let first = 1;
        for (const step of steps) {
          if (step !== 'restart') {
            expect(await openLog(store, bounds, object).append(step)).toBe(list.length + 1);
            list.push(...step);
          } else if (reopen) {
            await store.close();
            store = await reopen();
          }
          const isOver = (kept: readonly string[]) =>
            kept.length > bounds.maximumEntries ||
            kept.reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)), 0) >
              bounds.maximumBytes;
          while (isOver(list.slice(first - 1))) first++;
          expect(await readAll(openLog(store, bounds, object))).toEqual({
            entries: list.map((value, index) => ({ number: index + 1, value })).slice(first - 1),
            first,
            next: list.length + 1,
          });
        }
      });
      await fc.assert(property, { seed: 1, numRuns: 100 });
    });

    describeOwned(open);

    if (reopen === undefined) return;

    it('keep their entries, their numbers and what was dropped when the store is closed', async () => {
      const one = await open();
      await openLog(one, { maximumEntries: 2 }).append(['a', 'b', 'c']);
      // The last append is not waited for.
      const last = openLog(one, { maximumEntries: 2 }).append(['d']);
      await one.close();
      expect(await last).toBe(4);
      const log = openLog(await reopen(), { maximumEntries: 2 });
      expect(await log.append(['e'])).toBe(5);
      expect(await readAll(log)).toMatchObject({
        entries: [{ value: 'd' }, { value: 'e' }],
        first: 4,
        next: 6,
      });
    });

    it('number the entries of several writers without gaps', async () => {
      const one = openLog(await open());
      const two = openLog(await reopen());
      const appends = Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? one : two).append([index, index]),
      );
      const starts = await Promise.all(appends);
      expect(starts.toSorted((a, b) => a - b)).toEqual(starts.map((_, index) => 2 * index + 1));
      const { entries } = await readAll(one);
      for (const [index, start] of starts.entries()) {
        expect(entries.slice(start - 1, start + 1).map(({ value }) => value)).toEqual([index, index]);
      }
    });
  });
}

interface Job {
  readonly id: string;
  readonly until?: number;
}

interface Run {
  readonly id: string;
  readonly job: string;
}

const JOBS: CollectionDefinition<Job> = {
  name: 'jobs',
  expires: ({ until }) => until,
  maximum: 3,
  overflow: 'drop-oldest',
};

const RUNS: CollectionDefinition<Run> = {
  name: 'runs',
  owner: ({ job }) => ({ collection: 'jobs', id: job }),
  maximum: 1000,
  overflow: 'refuse',
};

const OF_JOBS: LogDefinition = { ...EVENTS, owner: (id) => ({ collection: 'jobs', id }) };

/** A log of a run is in a scope of its own. */
const OF_RUNS: LogDefinition = {
  ...EVENTS,
  name: 'run_events',
  owner: (id) => ({ collection: 'runs', scope: 'project', id }),
};

function describeOwned(open: (limits?: { now?: () => number }) => Store | Promise<Store>): void {
  const partsOf = (store: Store) => ({
    store,
    jobs: store.collection(JOBS).in('project'),
    runs: store.collection(RUNS).in('project'),
    ofJob: (id: string) => store.logs.open<unknown>(OF_JOBS).in('project').of(id),
    ofRun: (id: string) => store.logs.open<unknown>(OF_RUNS).in('project/runs').of(id),
  });
  const start = async (now?: () => number) => {
    const parts = partsOf(await open(now && { now }));
    await parts.jobs.insert({ id: 'a' }, PLACING);
    return parts;
  };
  const PLACING = { createdAt: 1 };
  const EMPTY = { entries: [], first: 1, next: 1 };

  describe('a log that belongs to a document', () => {
    it('is appended to only while that exists, in its scope', async () => {
      const { store, jobs, ofJob } = await start();
      expect(await ofJob('a').append(['x'])).toBe(1);
      await expect(ofJob('b').append(['x'])).rejects.toThrow(MissingDocument);
      await expect(ofJob('b').append([])).rejects.toThrow(MissingDocument);
      const elsewhere = store.logs.open(OF_JOBS).in('other').of('a');
      await expect(elsewhere.append(['x'])).rejects.toThrow(MissingDocument);
      expect(await store.commit([jobs.inserting({ id: 'b' }, PLACING), ofJob('b').appending(['y'])])).toEqual(
        [undefined, 1],
      );
      const failing = store.commit([jobs.deleting('b'), ofJob('b').appending(['z'])]);
      await expect(failing).rejects.toThrow(MissingDocument);
      expect(await values(ofJob('b'))).toEqual(['y']);
    });

    it('fails no append to another one in the same turn', async () => {
      const { ofJob, ofRun } = await start();
      const missing = expect(ofRun('b').append(['y'])).rejects.toThrow(MissingDocument);
      expect(await Promise.all([ofJob('a').append(['x']), ofJob('a').append(['z'])])).toEqual([1, 2]);
      await missing;
    });

    it('is deleted with it, and with what that belongs to', async () => {
      const { store, jobs, runs, ofJob, ofRun } = await start();
      await runs.insert({ id: 'r', job: 'a' }, PLACING);
      await jobs.insert({ id: 'b' }, PLACING);
      for (const log of [ofJob('a'), ofJob('b'), ofRun('r')]) await log.append(['x']);
      await expect(store.commit([jobs.deleting('a'), jobs.deleting('x')])).rejects.toThrow();
      expect(await ofRun('r').size()).toBe(1);
      await jobs.delete('a');
      expect(await readAll(ofJob('a'))).toEqual(EMPTY);
      expect(await readAll(ofRun('r'))).toEqual(EMPTY);
      expect(await ofJob('a').delete()).toBe(false);
      expect(await ofJob('b').size()).toBe(1);
      for (const id of ['c', 'd', 'e']) await jobs.insert({ id }, PLACING);
      expect(await ofJob('b').size()).toBe(0);
    });

    it('is deleted with one that expires, and takes no entries from that moment on', async () => {
      let now = 100;
      const { store, jobs, ofJob } = await start(() => now);
      await jobs.insert({ id: 'b', until: 150 }, PLACING);
      await ofJob('b').append(['x']);
      now = 150;
      await expect(ofJob('b').append(['y'])).rejects.toThrow(MissingDocument);
      await store.collection(JOBS).sweep();
      expect(await readAll(ofJob('b'))).toEqual(EMPTY);
    });

    it('cannot be read after that was deleted, however much is left to delete, and does not come back', async () => {
      const { store, jobs, runs, ofJob, ofRun } = await start();
      const inserts = Array.from({ length: 300 }, (_, index) =>
        runs.inserting({ id: `r-${index}`, job: 'a' }, PLACING),
      );
      await store.commit(inserts);
      await store.commit(inserts.map((_, index) => ofRun(`r-${index}`).appending(['x'])));
      const many = Array.from({ length: 1000 }, (_, index) => index);
      await ofJob('a').append(many);
      await jobs.delete('a');
      expect(await readAll(ofJob('a'))).toEqual(EMPTY);
      await expect(ofRun('r-299').append(['y'])).rejects.toThrow(MissingDocument);
      await jobs.insert({ id: 'a' }, PLACING);
      expect(await ofJob('a').append(['new'])).toBe(1);
      await expect.poll(() => ofRun('r-299').size()).toBe(0);
      expect(await values(ofJob('a'))).toEqual(['new']);
    });

    it('may have been written before that was declared', async () => {
      const { store, jobs, ofJob } = await start();
      await store.logs.open(EVENTS).in('project').of('a').append(['x']);
      expect(await ofJob('a').append(['y'])).toBe(2);
      await jobs.delete('a');
      expect(await ofJob('a').size()).toBe(0);
    });
  });
}

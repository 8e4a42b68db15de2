import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { BUCKETS, type Increment, KEPT, LONGEST_DIMENSION, type SumQuery } from './counters.ts';
import { StoreUnavailable, SumsNotKept } from './errors.ts';
import type { Store } from './store.ts';
import { oneOf } from './where.ts';

const USAGE = {
  name: 'usage',
  dimensions: ['model', 'user', 'tier'],
  amounts: ['input', 'output', 'requests'],
} as const;

type Dimension = (typeof USAGE.dimensions)[number];
type Amount = (typeof USAGE.amounts)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight, UTC. */
const START = Date.UTC(2025, 0, 1);

const openUsage = (store: Store, scope = 'project') => store.counters.open(USAGE).in(scope);

/** Shared counter cases. */
export function describeCounters(
  openAt: (limits: { now: () => number }) => Store | Promise<Store>,
  reopenAt?: (limits: { now: () => number }) => Promise<Store>,
): void {
  // When all that is counted here is still kept.
  const open = () => openAt({ now: () => START });
  const reopen = reopenAt && (() => reopenAt({ now: () => START }));
  describe('counters', () => {
    it('sum up by time', async () => {
      const usage = openUsage(await open());
      usage.add({ at: START, dimensions: { model: 'a' }, amounts: { input: 1, requests: 1 } });
      usage.add({ at: START + MINUTE - 1, dimensions: { model: 'a' }, amounts: { input: 2, requests: 1 } });
      usage.add({ at: START + MINUTE, dimensions: { model: 'b' }, amounts: { input: 4, output: 0.5 } });
      usage.add({ at: START + 2 * DAY, dimensions: {}, amounts: { output: 8 } });
      const minutes = await usage.sum({ from: START, to: START + 3 * MINUTE, bucket: '1m' });
      expect(minutes).toEqual([
        {
          start: START,
          end: START + MINUTE,
          groups: [{ dimensions: {}, amounts: { input: 3, output: 0, requests: 2 } }],
        },
        {
          start: START + MINUTE,
          end: START + 2 * MINUTE,
          groups: [{ dimensions: {}, amounts: { input: 4, output: 0.5, requests: 0 } }],
        },
        { start: START + 2 * MINUTE, end: START + 3 * MINUTE, groups: [] },
      ]);
      const days = await usage.sum({ from: START, to: START + 3 * DAY, bucket: '1d' });
      expect(days.map(({ start, groups }) => [start, groups.map(({ amounts }) => amounts)])).toEqual([
        [START, [{ input: 7, output: 0.5, requests: 2 }]],
        [START + DAY, []],
        [START + 2 * DAY, [{ input: 0, output: 8, requests: 0 }]],
      ]);
      expectTypeOf(days[0]!.groups[0]!.amounts.input).toEqualTypeOf<number>();
    });

    it('cut the first and last bucket where the range begins and ends', async () => {
      const store = await open();
      const usage = openUsage(store);
      for (let minute = 0; minute < 3 * 1440; minute += 10)
        usage.add({ at: START + minute * MINUTE, dimensions: {}, amounts: { requests: 1 } });
      const range = { from: START + 90 * MINUTE + 1, to: START + 2 * DAY + 2 * HOUR + 20 * MINUTE + 1 };
      const sums = async () => {
        const days = await usage.sum({ ...range, bucket: '1d' });
        expect(days.map(({ start }) => start)).toEqual([START, START + DAY, START + 2 * DAY]);
        return days.map(({ groups }) => groups[0]?.amounts.requests);
      };
      // From 01:30, which the range begins within, to 02:20, which it ends within.
      expect(await sums()).toEqual([144 - 9, 144, 15]);
      await store.counters.flush();
      expect(await sums()).toEqual([144 - 9, 144, 15]);
      expect(await usage.sum({ from: range.to, to: range.from, bucket: '1d' })).toEqual([]);
    });

    it.each([false, true])('group and filter by dimensions, written: %s', async (isWritten) => {
      const store = await open();
      const usage = openUsage(store);
      const add = (model: string | null, user: string | undefined, input: number) =>
        usage.add({ at: START, dimensions: { model, user }, amounts: { input } });
      add('b', 'u', 1);
      add('a', 'u', 2);
      add('a', 'v', 4);
      add(null, 'v', 8);
      add('', undefined, 16);
      add('"null"\u0000\ud800', undefined, 32);
      if (isWritten) await store.counters.flush();
      const sum = async (query: Partial<SumQuery<Dimension>>) => {
        const [bucket] = await usage.sum({ from: START, to: START + HOUR, bucket: '1h', ...query });
        return bucket?.groups.map(({ dimensions, amounts }) => [...Object.values(dimensions), amounts.input]);
      };
      expect(await sum({ groupBy: ['model'] })).toEqual([
        [null, 8],
        ['', 16],
        ['"null"\u0000\ud800', 32],
        ['a', 6],
        ['b', 1],
      ]);
      expect(await sum({ groupBy: ['user', 'model'], where: { user: oneOf(['u', 'v']) } })).toEqual([
        ['u', 'a', 2],
        ['u', 'b', 1],
        ['v', null, 8],
        ['v', 'a', 4],
      ]);
      expect(await sum({ where: { model: 'a', user: undefined } })).toEqual([[6]]);
      expect(await sum({ where: { model: 'a', user: 'u' } })).toEqual([[2]]);
      expect(await sum({ where: { model: oneOf([]) } })).toEqual([]);
      expect(await sum({ where: { tier: 'a' } })).toEqual([]);
      expect(await sum({ groupBy: ['tier', 'tier'] })).toEqual([[null, 63]]);
      expect(await sum({ groupBy: ['model'], where: { model: '"null"\u0000\ud800' } })).toEqual([
        ['"null"\u0000\ud800', 32],
      ]);
    });

    it('are separate for each series and scope', async () => {
      const store = await open();
      const range = { from: START, to: START + DAY, bucket: '1d' } as const;
      const series = [
        openUsage(store),
        openUsage(store, 'other'),
        store.counters.open({ ...USAGE, name: 'costs' }).in('project'),
      ];
      for (const [index, one] of series.entries())
        one.add({ at: START, dimensions: {}, amounts: { input: index + 1 } });
      for (let round = 0; round < 2; round++) {
        const sums = await Promise.all(series.map((one) => one.sum(range)));
        expect(sums.map(([day]) => day?.groups[0]?.amounts.input)).toEqual([1, 2, 3]);
        await store.counters.flush();
      }
    });

    it('may get further dimensions and amounts, in any order', async () => {
      const store = await open();
      const query = { from: START, to: START + DAY, bucket: '1d' } as const;
      const one = store.counters.open({ name: 'growing', dimensions: ['b'], amounts: ['y'] }).in('project');
      one.add({ at: START, dimensions: { b: '1' }, amounts: { y: 1 } });
      await store.counters.flush();
      const definition = { name: 'growing', dimensions: ['a', 'b'], amounts: ['x', 'y'] } as const;
      const two = store.counters.open(definition).in('project');
      const groupsOf = async () => (await two.sum({ ...query, groupBy: ['a', 'b'] }))[0]?.groups;
      const before = { dimensions: { a: null, b: '1' }, amounts: { x: 0, y: 1 } };
      expect(await groupsOf()).toEqual([before]);
      expect((await two.sum({ ...query, where: { a: '2' } }))[0]?.groups).toEqual([]);
      two.add({ at: START, dimensions: { a: '2', b: '1' }, amounts: { x: 2, y: 3 } });
      one.add({ at: START, dimensions: { b: '1' }, amounts: { y: 4 } });
      const after = [
        { dimensions: { a: null, b: '1' }, amounts: { x: 0, y: 5 } },
        { dimensions: { a: '2', b: '1' }, amounts: { x: 2, y: 3 } },
      ];
      expect(await groupsOf()).toEqual(after);
      await store.counters.flush();
      expect(await groupsOf()).toEqual(after);
      expect((await one.sum(query))[0]?.groups).toEqual([{ dimensions: {}, amounts: { y: 8 } }]);
      const names = ['c', 'd', 'e', 'f', 'g'] as const;
      expect(() => store.counters.open({ ...definition, dimensions: names })).toThrow(RangeError);
    });

    it('keep more sums than fit into memory at once', async () => {
      const usage = openUsage(await open());
      for (let user = 0; user < 2000; user++)
        usage.add({ at: START, dimensions: { user: `user ${user}` }, amounts: { requests: 1 } });
      const [day] = await usage.sum({ from: START, to: START + DAY, bucket: '1d' });
      expect(day?.groups[0]?.amounts.requests).toBe(2000);
    });

    it.each([[['user']], [[]]] as const)(
      'count each increment once while a long sum by %s is made',
      async (groupBy) => {
        const store = await open();
        const usage = openUsage(store);
        let added = 0;
        const addSome = () => {
          for (const end = added + 20; added < end; added++) {
            const at = START + (1 + (added % 60)) * HOUR;
            usage.add({ at, dimensions: { user: `${added}` }, amounts: { requests: 1 } });
          }
        };
        const before = 12_000;
        while (added < before) addSome();
        await store.counters.flush();
        // They are read first, when they are not written yet.
        for (let index = 0; index < 50; index++)
          usage.add({ at: START, dimensions: { user: '0' }, amounts: { requests: 1 } });
        let isMade = false;
        const sum = usage.sum({ from: START, to: START + 3 * DAY, bucket: '1h', groupBy }).finally(() => {
          isMade = true;
        });
        while (!isMade) {
          addSome();
          await new Promise(setImmediate);
          await store.counters.flush();
        }
        // All that was added before, and some or none of what was added meanwhile, but nothing in part or twice.
        const [first, ...others] = (await sum).map(({ groups }) =>
          groups.map(({ amounts }) => amounts.requests),
        );
        expect(first).toEqual([50]);
        const counted = others.flat();
        if (groupBy.length > 0) expect(counted.every((requests) => requests === 1)).toBe(true);
        const total = counted.reduce((one, other) => one + other, 0);
        expect(total).toBeGreaterThanOrEqual(before);
        expect(total).toBeLessThanOrEqual(added);
      },
    );

    it('reject what they cannot count, and count nothing of it', async () => {
      const usage = openUsage(await open());
      const valid: Increment<Dimension, Amount> = {
        at: START,
        dimensions: { model: 'a' },
        amounts: { input: 1 },
      };
      for (const [change, error] of [
        [{ at: Number.NaN }, RangeError],
        [{ at: -1 }, RangeError],
        [{ amounts: { input: 1, output: Number.NaN } }, RangeError],
        [{ amounts: { input: 1, output: Number.POSITIVE_INFINITY } }, RangeError],
        [{ dimensions: { model: 'x'.repeat(LONGEST_DIMENSION + 1) } }, RangeError],
        [{ dimensions: { constructor: 'a' } as object }, TypeError],
        [{ dimensions: JSON.parse('{"__proto__":"a"}') }, TypeError],
        [{ amounts: { input: 1, toString: 1 } as object }, TypeError],
      ] as const) {
        expect(() => usage.add({ ...valid, ...(change as Partial<typeof valid>) })).toThrow(error);
      }
      const query = { from: START, to: START + DAY, bucket: '1d' } as const;
      expect((await usage.sum(query))[0]?.groups).toEqual([]);
      for (const change of [{ from: Number.NaN }, { to: Number.POSITIVE_INFINITY }, { from: -1 }])
        await expect(usage.sum({ ...query, ...change })).rejects.toThrow(RangeError);
      await expect(usage.sum({ ...query, to: START + 8 * DAY, bucket: '1m' })).rejects.toThrow(RangeError);
      const undeclared = ['constructor'] as unknown as Dimension[];
      await expect(usage.sum({ ...query, groupBy: undeclared })).rejects.toThrow(TypeError);
      await expect(usage.sum({ ...query, where: { constructor: 'a' } as object })).rejects.toThrow(TypeError);
    });

    it('accept nothing once the store is closed', async () => {
      const store = await open();
      const usage = openUsage(store);
      await store.close();
      const increment = { at: START, dimensions: {}, amounts: { requests: 1 } };
      expect(() => usage.add(increment)).toThrow(StoreUnavailable);
      const sum = usage.sum({ from: START, to: START + DAY, bucket: '1d' });
      await expect(sum).rejects.toThrow(StoreUnavailable);
    });

    it('match a plain sum, whether written or not, also after restarts', async () => {
      let store = await open();
      let scopes = 0;
      const name = fc.constantFrom(undefined, '', 'a', 'b');
      const at = fc
        .tuple(fc.nat(2), fc.nat(23), fc.nat(59), fc.constantFrom(0, 1, MINUTE - 1))
        .map(([day, hour, minute, rest]) => START + day * DAY + hour * HOUR + minute * MINUTE + rest);
      const increment = fc.record({
        at,
        dimensions: fc.record({ model: name, user: name, tier: name }),
        amounts: fc.record({ input: fc.nat(1000), requests: fc.nat(3) }, { requiredKeys: [] }),
      });
      const step = fc.oneof(
        { weight: 20, arbitrary: increment },
        { weight: 3, arbitrary: fc.constant('flush' as const) },
        { weight: 1, arbitrary: fc.constant('restart' as const) },
      );
      const filter = fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        fc.constantFrom('a', 'b'),
        fc.subarray(['', 'a', 'b']).map((values) => oneOf(values)),
      );
      const range = fc
        .tuple(at, at)
        .map((ends) => ends.toSorted((one, other) => one - other) as [number, number]);
      const query = fc.record({
        range,
        bucket: fc.constantFrom(...(Object.keys(BUCKETS) as (keyof typeof BUCKETS)[])),
        groupBy: fc.shuffledSubarray([...USAGE.dimensions]),
        where: fc.record({ model: filter, user: filter }),
      });
      const run = async (
        steps: readonly ('flush' | 'restart' | Increment<Dimension, Amount>)[],
        queries: readonly (Omit<SumQuery<Dimension>, 'from' | 'to'> & { range: [number, number] })[],
      ) => {
        const scope = `model-${scopes++}`;
        const added: Increment<Dimension, Amount>[] = [];
        for (const step of steps) {
          if (step === 'flush') await store.counters.flush();
          else if (step === 'restart') {
            if (reopen === undefined) continue;
            await store.close();
            store = await reopen();
          } else {
            openUsage(store, scope).add(step);
            added.push(step);
          }
        }
        for (const {
          range: [from, to],
          ...rest
        } of queries) {
          const query = { ...rest, from, to };
          const sums = await openUsage(store, scope).sum(query);
          expect(sums).toEqual(plainSum(added, query));
        }
      };
      const property = fc.asyncProperty(
        fc.array(step, { maxLength: 60, size: 'max' }),
        fc.array(query, { maxLength: 8, size: 'max' }),
        run,
      );
      await fc.assert(property, { seed: 1, numRuns: 60 });
    });

    describe('that are no longer kept', () => {
      const start = async () => {
        let now = START;
        const store = await openAt({ now: () => now });
        return {
          store,
          usage: openUsage(store),
          pass: (to: number) => {
            now = to;
          },
        };
      };

      it('are refused if anything was counted in them, while longer buckets stay exact', async () => {
        const { store, usage, pass } = await start();
        for (const at of [START + 30 * MINUTE, START + 40 * MINUTE, START + 5 * HOUR])
          usage.add({ at, dimensions: {}, amounts: { requests: 1 } });
        const requests = async (from: number, to: number, bucket: keyof typeof BUCKETS, isWidened = false) =>
          (await usage.sum({ from, to, bucket, isWidened })).map(
            ({ groups }) => groups[0]?.amounts.requests ?? 0,
          );
        const half = START + 35 * MINUTE;
        const next = START + 6 * HOUR;
        const noMinutes = { name: 'SumsNotKept', bucket: '1m' };
        const expectNoMinutes = async () => {
          for (const bucket of ['1m', '1h', '1d'] as const)
            await expect(requests(half, next, bucket)).rejects.toMatchObject(noMinutes);
          expect(await requests(half, next - MINUTE, '1d', true)).toEqual([3]);
          expect(await requests(half, next - MINUTE, '1h', true)).toEqual([2, 0, 0, 0, 0, 1]);
          await expect(requests(half, next, '1m', true)).rejects.toMatchObject(noMinutes);
          expect(await requests(START, next, '1h')).toEqual([2, 0, 0, 0, 0, 1]);
          expect(await requests(START, START + DAY, '1d')).toEqual([3]);
        };
        for (const isWritten of [false, true]) {
          pass(START);
          if (isWritten) await store.counters.flush();
          pass(half + KEPT['1m']);
          for (const isWidened of [false, true])
            expect(await requests(half, next, '1d', isWidened)).toEqual([2]);
          pass(half + KEPT['1m'] + 6 * MINUTE);
          await expectNoMinutes();
          // Nothing was counted there.
          expect(await requests(START + HOUR + MINUTE, START + 3 * HOUR - MINUTE, '1h')).toEqual([0, 0]);
        }
        await store.counters.sweep();
        await expectNoMinutes();
        pass(START + KEPT['1h'] + DAY);
        await store.counters.sweep();
        const noHours = { name: 'SumsNotKept', bucket: '1h', keptFrom: START + DAY };
        await expect(requests(START, next, '1d')).rejects.toMatchObject(noHours);
        for (const isWidened of [false, true])
          await expect(requests(START, START + DAY, '1h', isWidened)).rejects.toMatchObject(noHours);
        expect(await requests(next, next + MINUTE, '1d', true)).toEqual([3]);
        expect(await requests(half, half, '1d', true)).toEqual([]);
        expect(await requests(START - DAY, START + DAY, '1d')).toEqual([0, 3]);
        expect(await requests(START + DAY, START + 2 * DAY, '1h')).toEqual(Array(24).fill(0));
      });

      it('are the same before and after a sweep, and never wrong', async () => {
        const { store, pass } = await start();
        let scopes = 0;
        const time = fc.nat(50 * 24 * 6).map((tens) => START + tens * 10 * MINUTE);
        const increment = time.map((at) => ({ at, dimensions: {}, amounts: { requests: 1 } }));
        const width = fc.constantFrom(MINUTE, HOUR, DAY);
        const query = fc
          .record({ one: time, other: time, width, bucket: fc.constantFrom('1h', '1d') })
          .map(({ one, other, width, bucket }) => {
            const [from, to] = [Math.min(one, other), Math.max(one, other)];
            return { from: from - (from % width), to: to - (to % width), bucket, width } as const;
          });
        const property = fc.asyncProperty(
          fc.array(increment, { maxLength: 30, size: 'max' }),
          fc.array(query, { maxLength: 5, size: 'max' }),
          time,
          async (added, queries, now) => {
            const usage = openUsage(store, `scope-${scopes++}`);
            pass(START);
            for (const one of added) usage.add(one);
            await store.counters.flush();
            pass(now);
            const outcome = (asked: (typeof queries)[number]) =>
              usage.sum(asked).catch((error) => {
                expect(error).toBeInstanceOf(SumsNotKept);
                return 'refused';
              });
            const before = await Promise.all(queries.map(outcome));
            await store.counters.sweep();
            expect(await Promise.all(queries.map(outcome))).toEqual(before);
            for (const asked of queries) await usage.sum({ ...asked, bucket: '1d', isWidened: true });
            for (const [index, asked] of queries.entries()) {
              const kept =
                asked.width === DAY && asked.bucket === '1d'
                  ? Infinity
                  : KEPT[asked.width === MINUTE ? '1m' : '1h'];
              if (before[index] === 'refused') expect(now - asked.from).toBeGreaterThan(kept);
              else expect(before[index]).toEqual(plainSum(added, asked));
            }
          },
        );
        await fc.assert(property, { seed: 1, numRuns: 100 });
      });
    });

    if (reopen === undefined) return;

    it('are written when the store is closed, and show what other stores have written', async () => {
      const one = await open();
      const two = await reopen();
      const add = (store: Store) =>
        openUsage(store).add({ at: START, dimensions: { model: 'a' }, amounts: { requests: 1 } });
      const requests = async (store: Store) => {
        const [day] = await openUsage(store).sum({ from: START, to: START + DAY, bucket: '1d' });
        return day?.groups[0]?.amounts.requests;
      };
      add(one);
      add(two);
      expect(await requests(two)).toBe(1);
      await one.counters.flush();
      expect(await requests(two)).toBe(2);
      add(one);
      await one.close();
      expect(await requests(two)).toBe(3);
      await two.close();
      expect(await requests(await reopen())).toBe(3);
    });
  });
}

/** What a sum has to be, computed from all increments. */
function plainSum(added: readonly Increment<Dimension, Amount>[], query: SumQuery<Dimension>): unknown[] {
  const { bucket, groupBy = [], where = {} } = query;
  const width = BUCKETS[bucket] * MINUTE;
  const from = Math.floor(query.from / MINUTE) * MINUTE;
  const to = Math.ceil(query.to / MINUTE) * MINUTE;
  const counted = added.filter(({ at, dimensions }) => {
    if (at < from || at >= to) return false;
    return Object.entries(where).every(([name, wanted]) => {
      if (wanted === undefined) return true;
      const value = dimensions[name as Dimension];
      return typeof wanted === 'string' ? value === wanted : wanted.values.includes(value as string);
    });
  });
  const buckets: unknown[] = [];
  for (let start = Math.floor(from / width) * width; from < to && start < to; start += width) {
    const groups = new Map<string, { dimensions: object; amounts: { [name: string]: number } }>();
    for (const { at, dimensions, amounts } of counted) {
      if (at < start || at >= start + width) continue;
      const own = Object.fromEntries(groupBy.map((name) => [name, dimensions[name] ?? null]));
      const key = JSON.stringify(own);
      const group = groups.get(key) ?? { dimensions: own, amounts: { input: 0, output: 0, requests: 0 } };
      groups.set(key, group);
      for (const name of USAGE.amounts) group.amounts[name]! += amounts[name] ?? 0;
    }
    // Null before all strings.
    const rank = ({ dimensions }: { dimensions: object }) =>
      Object.values(dimensions)
        .map((value) => (value === null ? '0' : `1${value}`).padEnd(3))
        .join('');
    const ordered = [...groups.values()].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
    buckets.push({ start, end: start + width, groups: ordered });
  }
  return buckets;
}

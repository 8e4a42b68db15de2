import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/storage/sqlite/store.ts';
import type { Documents, Store } from '../../src/storage/store.ts';
import { range } from '../../src/storage/where.ts';
import type { Context } from '../context.ts';
import { micros } from '../micros.ts';
import { figure, type Line } from '../report.ts';

/** A document as stored resources are: four indexed fields and some text. */
interface Thing {
  readonly id: string;
  readonly status: string;
  readonly kind: string;
  readonly user: string;
  readonly size: number;
  readonly text: string;
}

const DAY = 86_400_000;
/** A month that ends now, of which hours are still kept. */
const BEGIN = Math.floor(Date.now() / DAY) * DAY - 30 * DAY;

/** The store, called directly. Times are CPU time of this process per call, in microseconds or milliseconds. */
export async function measureStore(context: Context): Promise<Line[]> {
  const memory = openSqliteStore({ location: ':memory:' });
  const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
  const file = openSqliteStore({ location: join(folder, 'store.sqlite') });
  try {
    return [
      ...(await documents(context, memory, file)),
      await logs(context, memory),
      ...(await counters(context, memory)),
    ];
  } finally {
    await memory.close();
    await file.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function documents({ quick }: Context, memory: Store, file: Store): Promise<Line[]> {
  const count = quick ? 10_000 : 100_000;
  const calls = quick ? 300 : 3000;
  const things = openThings(memory, count);
  const insert = await micros(count, (index) => insertThing(things, index, count));
  const fileThings = openThings(file, count);
  const insertInFile = await micros(count / 10, (index) => insertThing(fileThings, index, count));
  const some = (index: number): string => `thing-${(index * 31) % count}`;
  const half = count / 2;
  const get = await micros(calls, (index) => things.get(some(index)));
  const created = await micros(calls, (index) =>
    things.page({ order: 'desc', limit: 20, createdAt: range({ gte: index, lt: index + half }) }),
  );
  const ordered = await micros(calls, (index) =>
    things.page({
      order: 'asc',
      orderBy: 'size',
      limit: 20,
      where: { size: range({ gte: index, lt: index + half }) },
    }),
  );
  const checked = await micros(calls, (index) =>
    things.page({ order: 'desc', limit: 20, where: { size: range({ gte: index, lt: index + half }) } }),
  );
  const among = `among ${count} documents`;
  return [
    line(`store: get, ${among}`, 'µs', 12, [get]),
    line('store: insert with 4 indexed fields, in memory / in a file', 'µs', 40, [insert, insertInFile]),
    line(`store: page of 20 in a range of creation, ${among}`, 'µs', 200, [created]),
    line(`store: page of 20 in the order of a field, in a range of it, ${among}`, 'µs', 200, [ordered]),
    line(`store: page of 20 by creation, in a range of another field, ${among}`, 'µs', 200, [checked]),
  ];
}

function openThings(store: Store, maximum: number): Documents<Thing> {
  const fields = {
    status: ({ status }: Thing) => status,
    kind: ({ kind }: Thing) => kind,
    user: ({ user }: Thing) => user,
    size: ({ size }: Thing) => size,
  };
  return store.collection<Thing>({ name: 'things', fields, maximum, overflow: 'refuse' }).in('project');
}

function insertThing(things: Documents<Thing>, index: number, count: number): Promise<void> {
  const thing = {
    id: `thing-${index}`,
    status: ['queued', 'running', 'ended'][index % 3]!,
    kind: `kind-${index % 50}`,
    user: `user-${index % 1000}`,
    size: (index * 7919) % count,
    text: 'x'.repeat(200),
  };
  return things.insert(thing, { createdAt: index });
}

async function logs({ quick }: Context, store: Store): Promise<Line> {
  const log = store.logs
    .open<object>({ name: 'events', maximumEntries: 10_000, maximumBytes: 1024 ** 2 })
    .in('project')
    .of('object');
  const turns = quick ? 100 : 1000;
  // As events arrive: several in a turn of the event loop.
  const each = await micros(turns, () =>
    Promise.all(Array.from({ length: 20 }, (_, number) => log.append([{ type: 'event', number }]))),
  );
  return line('store: append to a log, 20 in a turn of the loop, each', 'µs', 10, [each / 20]);
}

async function counters({ quick }: Context, store: Store): Promise<Line[]> {
  const count = quick ? 100_000 : 1_000_000;
  const usage = store.counters
    .open({
      name: 'usage',
      dimensions: ['project', 'model', 'user', 'key', 'batch', 'tier'],
      amounts: ['input', 'requests'],
    })
    .in('organization');
  for (let index = 0; index < count; index++) {
    const at = BEGIN + Math.floor((index / count) * 30 * DAY);
    const dimensions = {
      project: `project-${index % 5}`,
      model: `model-${index % 7}`,
      user: `user-${index % 997}`,
      key: `key-${index % 3}`,
      batch: null,
      tier: 'default',
    };
    usage.add({ at, dimensions, amounts: { input: index % 100, requests: 1 } });
    if (index % 50_000 === 0) await store.counters.flush();
  }
  await store.counters.flush();
  const month = { from: BEGIN, to: BEGIN + 30 * DAY, bucket: '1d' } as const;
  const groupBy = ['project', 'model', 'key'] as const;
  const rounds = quick ? 2 : 5;
  const byDay = (await micros(rounds, () => usage.sum(month))) / 1000;
  const byThree = (await micros(rounds, () => usage.sum({ ...month, groupBy }))) / 1000;
  // Hours have to be read at the beginning, hours and minutes at the end.
  const shifted = { ...month, from: month.from + DAY / 8, to: month.to - 61_000, groupBy };
  const byThreeShifted = (await micros(rounds, () => usage.sum(shifted))) / 1000;
  const among = `${count} increments`;
  return [
    line(`store: a month by day from ${among}, nearly all of different keys`, 'ms', 200, [byDay]),
    line('store: the same by three dimensions, of whole days / from an hour to a minute', 'ms', 500, [
      byThree,
      byThreeShifted,
    ]),
  ];
}

/** The target is that of the first figure. */
function line(work: string, unit: string, most: number, [first, ...others]: [number, ...number[]]): Line {
  return {
    work,
    target: `≤ ${most} ${unit}`,
    cells: { fakeai: [first, ...others].map((each) => figure(each, unit)).join(' / ') },
    met: first <= most,
    details: { first, others },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { KEPT } from '../counters.ts';
import { StoreFull } from '../errors.ts';
import { cover } from './counter-rows.ts';
import { openSqliteStore } from './store.ts';

const MINUTE_MS = 60_000;

const SERIES = { name: 'usage', dimensions: ['model'], amounts: ['requests'] } as const;

function open() {
  const folder = mkdtempSync(join(tmpdir(), 'fakeai-counters-'));
  const location = join(folder, 'store.sqlite');
  let now = 0;
  const clock = createVirtualClock({ automatic: false });
  const store = openSqliteStore({ location, clock, now: () => now });
  const file = new DatabaseSync(location);
  onTestFinished(async () => {
    file.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const usage = store.counters.open(SERIES).in('project');
  return {
    clock,
    store,
    file,
    usage,
    pass: (to: number) => {
      now = to;
    },
    add: (model: string) => usage.add({ at: 0, dimensions: { model }, amounts: { requests: 1 } }),
    requests: async () => (await usage.sum({ from: 0, to: 1, bucket: '1m' }))[0]?.groups[0]?.amounts.requests,
    /** What another process would find. */
    written: () =>
      file.prepare('SELECT count(*) AS rows, total(a0) AS requests FROM counter_sums WHERE width = 1').get(),
  };
}

describe('counters in SQLite', () => {
  it('are written a second after the first increment, one row for each minute and combination', async () => {
    const { clock, store, add, written } = open();
    expect(clock.pending).toBe(0);
    for (const model of ['a', 'b', 'a']) add(model);
    clock.advance(999);
    expect(written()).toEqual({ rows: 0, requests: 0 });
    clock.advance(1);
    expect(written()).toEqual({ rows: 2, requests: 3 });
    await expect.poll(() => clock.pending).toBe(0);
    add('a');
    clock.advance(1000);
    expect(written()).toEqual({ rows: 2, requests: 4 });
    add('c');
    await store.close();
    expect(written()).toEqual({ rows: 3, requests: 5 });
    expect(clock.pending).toBe(0);
  });

  it('are removed in parts once an hour, if they are no longer kept', async () => {
    const { store, file, usage, add, pass } = open();
    const rows = () =>
      file.prepare('SELECT width, count(*) AS rows FROM counter_sums GROUP BY width ORDER BY width').all();
    for (let user = 0; user < 1000; user++) add(`user-${user}`);
    await store.counters.flush();
    const flushAt = async (now: number) => {
      pass(now);
      usage.add({ at: now, dimensions: {}, amounts: { requests: 1 } });
      await store.counters.flush();
    };
    await flushAt(KEPT['1m'] + MINUTE_MS);
    // They are kept for another hour, for sums that began before.
    expect(rows()).toMatchObject([{ rows: 1001 }, { rows: 1001 }, { rows: 1001 }]);
    await flushAt(KEPT['1m'] + 62 * MINUTE_MS);
    await expect.poll(rows).toMatchObject([{ rows: 2 }, { rows: 1002 }, { rows: 1001 }]);
    await flushAt(KEPT['1h'] + 180 * MINUTE_MS);
    await expect.poll(rows).toMatchObject([{ rows: 1 }, { rows: 3 }, { rows: 1002 }]);
  });

  it('are written early if there are many', async () => {
    const { add, written } = open();
    for (let model = 0; model < 1000; model++) add(`model-${model}`);
    expect(Number(written()?.requests)).toBeGreaterThan(500);
  });

  it('are written once another process releases its lock, and until then are bounded', async () => {
    const { clock, store, file, add, requests, written } = open();
    add('a');
    file.exec('BEGIN IMMEDIATE');
    clock.advance(1000);
    // Is added while the flush waits, and written by it.
    add('a');
    expect(await requests()).toBe(2);
    const addMany = () => {
      for (let model = 0; model < 20_000; model++) add(`model-${model}`);
    };
    expect(addMany).toThrow(StoreFull);
    add('a');
    const before = await requests();
    file.exec('ROLLBACK');
    clock.advance(100);
    expect(written()).toEqual({ rows: 16_384, requests: before });
    await store.counters.flush();
    expect(written()).toEqual({ rows: 16_384, requests: before });
    expect(await requests()).toBe(before);
    add('b');
  });
});

describe('cover', () => {
  it.each([
    ['whole days', 1440, 4320, 1440, ['1440: 1440-4320']],
    ['whole hours of a day', 60, 180, 1440, ['60: 60-180']],
    [
      'a day, an hour and some minutes',
      1379,
      2881,
      1440,
      ['1440: 1440-2880', '60: 1380-1440', '1: 1379-1380', '1: 2880-2881'],
    ],
    ['minutes around an hour', 1, 121, 60, ['60: 60-120', '1: 1-60', '1: 120-121']],
    ['minutes within an hour', 61, 62, 1440, ['1: 61-62']],
    ['minutes only', 0, 1440, 1, ['1: 0-1440']],
    ['nothing', 5, 5, 1440, []],
  ])('%s', (_, from, to, width, spans) => {
    expect(Array.from(cover(from, to, width), (span) => `${span.width}: ${span.from}-${span.to}`)).toEqual(
      spans,
    );
  });
});

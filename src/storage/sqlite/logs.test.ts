import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'fakeai-logs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DEFINITION = { name: 'jobs', maximum: 9, overflow: 'refuse' } as const;
const EVENTS = {
  name: 'events',
  owner: (id: string) => ({ collection: 'jobs', id }),
  maximumEntries: 10_000,
  maximumBytes: 1_000_000,
};
const MANY = Array.from({ length: 5000 }, (_, index) => index);

describe('the entries of a deleted log in SQLite', () => {
  it('are deleted in parts, also if the store is closed meanwhile', async () => {
    const location = join(folder, 'store.sqlite');
    const open = () => {
      const store = openSqliteStore({ location });
      const logs = store.logs.open(EVENTS).in('project');
      return { store, jobs: store.collection(DEFINITION).in('project'), logs };
    };
    const one = open();
    const file = new DatabaseSync(location);
    const entries = () => file.prepare('SELECT count(*) AS left FROM log_entries').get();
    await one.jobs.insert({ id: 'a' }, { createdAt: 1 });
    await one.logs.of('a').append(MANY);
    const deleted = one.jobs.delete('a');
    const closed = one.store.close();
    await Promise.all([deleted, closed]);
    expect(Number(entries()?.left)).toBeGreaterThan(4000);

    const two = open();
    expect(await two.logs.of('a').size()).toBe(0);
    await expect.poll(entries).toEqual({ left: 0 });
    await two.jobs.insert({ id: 'a' }, { createdAt: 1 });
    await two.logs.of('a').append(MANY);
    await two.logs.of('a').delete();
    await two.logs.of('a').append(['new']);
    await expect.poll(entries).toEqual({ left: 1 });
    expect(file.prepare('SELECT count(*) AS left FROM removed_logs').get()).toEqual({ left: 0 });
    expect(await two.logs.of('a').read({ from: 1, limit: 9 })).toMatchObject({ entries: [{ value: 'new' }] });
    file.close();
    await two.store.close();
  });
});

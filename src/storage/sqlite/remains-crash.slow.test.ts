import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { openSqliteStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'fakeai-remains-crash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ROUNDS = 25;
const CHILDREN = 250;
const ENTRIES = 1200;
const TICKETS = 150;

interface Child {
  readonly id: string;
  readonly job: string;
}

const BOUNDS = { maximum: 100_000, overflow: 'refuse' } as const;
const JOBS = { name: 'jobs', ...BOUNDS };
const CHILDREN_OF_JOBS = {
  name: 'children',
  fields: { job: ({ job }: Child) => job },
  owner: ({ job }: Child) => ({ collection: 'jobs', id: job }),
  ...BOUNDS,
};
const EVENTS = {
  name: 'events',
  owner: (id: string) => ({ collection: 'jobs', id }),
  maximumEntries: 10_000,
  maximumBytes: 1_000_000,
};
const EXPIRING = { name: 'tickets', expires: ({ until }: { id: string; until: number }) => until, ...BOUNDS };

/**
 * Makes jobs to which documents and a log belong, with documents that expire, then deletes every other job and sweeps.
 * Reports each step on stdout as soon as it has resolved.
 */
const WRITER = `
  import { writeSync } from 'node:fs';
  import { openSqliteStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
  const [location, round] = process.argv.slice(1);
  const store = openSqliteStore({ location, now: () => 100 });
  const bounds = ${JSON.stringify(BOUNDS)};
  const jobs = store.collection({ name: 'jobs', ...bounds }).in('project');
  const children = store.collection({
    name: 'children', fields: { job: ({ job }) => job }, owner: ({ job }) => ({ collection: 'jobs', id: job }), ...bounds,
  }).in('project');
  const events = store.logs.open({
    name: 'events', owner: (id) => ({ collection: 'jobs', id }), maximumEntries: 10_000, maximumBytes: 1_000_000,
  }).in('project');
  const tickets = store.collection({ name: 'tickets', expires: ({ until }) => until, ...bounds });
  const placing = { createdAt: 1 };
  for (let number = 0; ; number++) {
    const id = 'job-' + round + '-' + number;
    await store.commit([
      jobs.inserting({ id }, placing),
      ...Array.from({ length: ${CHILDREN} }, (_, index) => children.inserting({ id: id + '-' + index, job: id }, placing)),
      events.of(id).appending(Array.from({ length: ${ENTRIES} }, (_, index) => index)),
    ]);
    writeSync(1, 'made ' + id + '\\n');
    await store.commit(Array.from({ length: ${TICKETS} }, (_, index) =>
      tickets.in('project').inserting({ id: id + '-' + index, until: number % 3 ? 50 : 150 }, placing)));
    if (number % 2 === 0) continue;
    await jobs.delete(id);
    writeSync(1, 'deleted ' + id + '\\n');
    await tickets.sweep();
    writeSync(1, 'swept ' + id + '\\n');
  }
`;

it('goes on with deletions when the process is killed among them', async () => {
  const location = join(root, 'store.sqlite');
  const random = createRandom('remains-crash');
  let interrupted = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const reports = await writeUntilKilled(location, round, random.between(1, 12));
    const file = new DatabaseSync(location);
    const remains = () => Number(file.prepare(REMAINS).get()?.remains);
    if (remains() > 0) interrupted++;
    const store = openSqliteStore({ location, now: () => 100 });
    const jobs = store.collection(JOBS).in('project');
    const children = store.collection<Child>(CHILDREN_OF_JOBS).in('project');
    const events = store.logs.open<number>(EVENTS).in('project');
    const expectWhole = async (id: string, isThere: boolean) => {
      const { items } = await children.page({ order: 'asc', limit: 1000, where: { job: id } });
      expect(items).toHaveLength(isThere ? CHILDREN : 0);
      expect(await events.of(id).size()).toBe(isThere ? ENTRIES : 0);
    };
    const numbers = reports.map(([, id]) => Number(id.split('-')[2]));
    for (let number = 0; number <= Math.max(...numbers) + 1; number++) {
      const id = `job-${round}-${number}`;
      const isThere = (await jobs.get(id)) !== undefined;
      const steps = reports.filter(([, other]) => other === id).map(([step]) => step);
      // A step may have happened without its report, but not the reverse.
      if (steps.includes('deleted')) expect(isThere).toBe(false);
      else if (steps.includes('made') && number % 2 === 0) expect(isThere).toBe(true);
      await expectWhole(id, isThere);
    }
    await store.collection(EXPIRING).sweep();

    await expect.poll(remains).toBe(0);
    expect(file.prepare('SELECT count(*) AS expired FROM documents WHERE expires_at <= 100').get()).toEqual({
      expired: 0,
    });
    expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    file.close();
    for (const { id } of (await jobs.page({ order: 'asc', limit: 1000 })).items) {
      await expectWhole(id, true);
      await jobs.delete(id);
    }
    await store.close();
  }
  expect(interrupted).toBeGreaterThan(0);
});

/** What belongs to nothing, or is yet to be deleted. */
const REMAINS = `
  SELECT
    (SELECT count(*) FROM removed_owners) + (SELECT count(*) FROM removed_logs)
    + (SELECT count(*) FROM documents WHERE owner IS NOT NULL AND owner NOT IN (SELECT position FROM documents))
    + (SELECT count(*) FROM logs WHERE owner NOT IN (SELECT position FROM documents))
    + (SELECT count(*) FROM log_entries WHERE log NOT IN (SELECT id FROM logs)) AS remains`;

/** Kills the writer after the given number of reports and returns them. */
async function writeUntilKilled(
  location: string,
  round: number,
  reports: number,
): Promise<[step: string, id: string][]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', WRITER, location, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const done: [string, string][] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    done.push(line.split(' ') as [string, string]);
    if (done.length === reports) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return done;
}

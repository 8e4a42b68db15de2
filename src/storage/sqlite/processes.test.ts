import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { read } from '../blobs/blob-place.cases.ts';
import { UnknownBlob } from '../errors.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'fakeai-processes-'));
let files = 0;
const nextFile = () => join(root, `${files++}.sqlite`);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function open(location: string): Store {
  const store = openSqliteStore({ location });
  onTestFinished(() => store.close());
  return store;
}

/**
 * Takes a lease, writes one blob completely and another one partially, prints their ids, then waits to be
 * killed.
 */
const HOLDER = `
  import { openSqliteStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
  const store = openSqliteStore({ location: process.argv[1] });
  await store.leases.take('job', { now: 0, until: 1000 });
  const whole = await store.blobs.write([Buffer.from('whole')]);
  store.blobs.write((async function* () {
    yield Buffer.alloc(3_000_000);
    console.log(whole.id);
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  })());
`;

async function startHolder(location: string): Promise<{ child: ChildProcess; whole: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, location], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const whole of createInterface({ input: child.stdout })) return { child, whole };
  throw new Error('The process ended early');
}

const blobFiles = (location: string) =>
  readdirSync(`${location}-blobs`, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );

const isThere = (store: Store, id: string) =>
  read(store.blobs.read(id)).then(
    () => true,
    (error) => {
      expect(error).toBeInstanceOf(UnknownBlob);
      return false;
    },
  );

describe('processes on one file', () => {
  it('respect what a live process holds, and take it over once it is killed', async () => {
    const location = nextFile();
    const { child, whole } = await startHolder(location);
    const beside = open(location);
    expect(await beside.leases.take('job', { now: 1, until: 2 })).toBe(false);
    // A third, closed store leaves a blob behind; its removal shows that the sweep has run.
    const { id: left } = await beside.blobs.write([Buffer.from('left')]);
    await beside.close();
    const again = open(location);
    await expect.poll(() => isThere(again, left)).toBe(false);
    await again.close();
    expect(await isThere(open(location), whole)).toBe(true);
    expect(blobFiles(location)).toHaveLength(2);

    child.kill('SIGKILL');
    await once(child, 'exit');
    const after = open(location);
    expect(await after.leases.take('job', { now: 1, until: 2 })).toBe(true);
    await expect.poll(() => blobFiles(location)).toEqual([]);
    expect(await isThere(after, whole)).toBe(false);
  });

  it('do not mistake a new process for an old one with the same PID', async () => {
    const location = nextFile();
    const one = open(location);
    expect(await one.leases.take('job', { now: 0, until: 1000 })).toBe(true);
    const two = open(location);
    expect(await two.leases.take('job', { now: 1, until: 2 })).toBe(false);
    const database = new DatabaseSync(location);
    const { started } = database.prepare('SELECT started FROM holders').get() as { started: string };
    // Without a known start time, only the PID identifies a process.
    if (started !== '') {
      database.exec(`UPDATE holders SET started = '1'`);
      expect(await two.leases.take('job', { now: 1, until: 2 })).toBe(true);
    }
    database.close();
  });

  it('wait for a process on another machine while its heartbeat goes on', async () => {
    const location = nextFile();
    const { child, whole } = await startHolder(location);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const database = new DatabaseSync(location);
    const beat = (secondsAgo: number): void =>
      database.exec(`UPDATE holders SET machine = 'elsewhere', beat_at = unixepoch() - ${secondsAgo}`);
    beat(60);
    const store = open(location);
    expect(await store.leases.take('job', { now: 999, until: 2000 })).toBe(false);
    await store.close();
    expect(await isThere(open(location), whole)).toBe(true);
    beat(121);
    const later = open(location);
    expect(await later.leases.take('job', { now: 999, until: 2000 })).toBe(true);
    await expect.poll(() => blobFiles(location)).toEqual([]);
    expect(await isThere(later, whole)).toBe(false);
    await later.close();
    expect(database.prepare('SELECT count(*) AS count FROM holders').get()).toEqual({ count: 0 });
    database.close();
  });

  it('show that they are alive', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const location = nextFile();
      const store = open(location);
      await store.leases.take('job', { now: 0, until: 1000 });
      const database = new DatabaseSync(location);
      const silence = (): unknown =>
        database.prepare('SELECT unixepoch() - beat_at > 100 AS isSilent FROM holders').get();
      database.exec('UPDATE holders SET beat_at = unixepoch() - 1000');
      expect(silence()).toEqual({ isSilent: 1 });
      await vi.advanceTimersByTimeAsync(25_000);
      expect(silence()).toEqual({ isSilent: 0 });
      await store.close();
      expect(vi.getTimerCount()).toBe(0);
      database.close();
    } finally {
      vi.useRealTimers();
    }
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { read } from '../blobs/blob-place.cases.ts';
import { openSqliteStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'fakeai-crash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DEFINITION = {
  name: 'notes',
  fields: { revision: (note: Note) => note.revision },
  blobs: ({ blob }: Note) => (blob === undefined ? [] : [blob]),
  maximum: 100_000,
  overflow: 'refuse',
} as const;

interface Note {
  readonly id: string;
  readonly revision: number;
  readonly text: string;
  readonly blob?: string;
}

/**
 * Inserts documents, then updates earlier ones, and reports each write on stdout as soon as it has resolved.
 */
const WRITER = `
  import { writeSync } from 'node:fs';
  import { openSqliteStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
  const [location, round] = process.argv.slice(1);
  const store = openSqliteStore({ location });
  const notes = store.collection({
    name: 'notes', fields: { revision: (note) => note.revision }, blobs: ({ blob }) => (blob === undefined ? [] : [blob]),
    maximum: 100_000, overflow: 'refuse',
  }).in('project');
  const text = (id, revision) => (id + ' ' + revision + ' ').repeat(200);
  for (let number = 0; ; number++) {
    const id = 'note-' + round + '-' + number;
    await notes.insert({ id, revision: 0, text: text(id, 0) }, { createdAt: number });
    writeSync(1, id + ' 0\\n');
    if (number % 2 === 0) continue;
    // Every other change brings a blob along.
    const { id: blob } = number % 4 === 1 ? await store.blobs.write([Buffer.from(text(id, 1))]) : {};
    await notes.update(id, (note) => ({ ...note, revision: 1, text: text(id, 1), blob }));
    writeSync(1, id + ' 1\\n');
  }
`;

it('keeps every write that resolved when the process is killed', async () => {
  const location = join(root, 'store.sqlite');
  const random = createRandom('crash');
  mkdirSync(`${location}-blobs`);
  const acknowledged = new Map<string, number>();
  for (let round = 0; round < 10; round++) {
    for (const [id, revision] of await writeUntilKilled(location, round, random.between(1, 400))) {
      acknowledged.set(id, revision);
    }

    const store = openSqliteStore({ location });
    const notes = store.collection<Note>(DEFINITION).in('project');
    for (const [id, revision] of acknowledged) {
      const note = await notes.get(id);
      // A write may have happened without its acknowledgement, but not the reverse.
      expect(note?.revision).toBeGreaterThanOrEqual(revision);
      expect(note?.text).toBe(`${id} ${note?.revision} `.repeat(200));
      if (note?.blob) expect(Buffer.from(await read(store.blobs.read(note.blob))).toString()).toBe(note.text);
    }
    let found = 0;
    for (const revision of [0, 1]) {
      found += (await notes.page({ order: 'asc', limit: 99_999, where: { revision } })).items.length;
    }
    expect(found).toBe(await notes.count());
    const { items } = await notes.page({ order: 'asc', limit: 99_999 });
    const referred = items.flatMap(({ blob }) => blob ?? []).sort();
    await expect.poll(() => blobFiles(location)).toEqual(referred);
    await store.close();
  }
  expect(acknowledged.size).toBeGreaterThan(4);

  const database = new DatabaseSync(location);
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  database.close();
});

const blobFiles = (location: string): string[] =>
  readdirSync(`${location}-blobs`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

/** Kills the writer after the given number of acknowledgements and returns what it had acknowledged. */
async function writeUntilKilled(
  location: string,
  round: number,
  acknowledgements: number,
): Promise<[string, number][]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', WRITER, location, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const done: [string, number][] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [id, revision] = line.split(' ');
    done.push([id as string, Number(revision)]);
    if (done.length === acknowledgements) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return done;
}

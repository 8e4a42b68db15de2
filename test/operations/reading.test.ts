import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable } from './table.ts';

/** No GET and no HEAD changes what is stored: neither for objects that exist nor for those that do not. */

const folder = await mkdtemp(join(tmpdir(), 'fakeai-reading-'));
const file = join(folder, 'store.sqlite');
const table = openTable({ data: file });
const database = new DatabaseSync(file, { readOnly: true });
afterAll(async () => {
  database.close();
  await table[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const reads = table.rows
  .filter(({ row }) => row.method === 'GET')
  .flatMap(({ id, row }) => table.examplesOf(row).map((example) => ({ id, row, example })));
const paths = new Map<(typeof reads)[number], string>();

/** Everything but the bookkeeping of jobs and their leases, which goes on in the background. */
async function stored(): Promise<unknown> {
  // Writes that nobody waits for happen in the turns after the answer.
  for (let turns = 0; turns < 3; turns++) await turn();
  return ["SELECT * FROM documents WHERE collection <> 'jobs'", 'SELECT id, bytes FROM blobs'].map((query) =>
    database.prepare(query).all(),
  );
}

/** The statuses of batches that nothing happens to any more. */
const ENDED = new Set(['completed', 'failed', 'expired', 'cancelled']);

async function batchesEnd(): Promise<void> {
  for (;;) {
    const reply = await table.send('GET', '/v1/batches?limit=100');
    const { data } = (await reply.json()) as { data: readonly { status: string }[] };
    if (data.every(({ status }) => ENDED.has(status))) return;
    await turn();
  }
}

beforeAll(async () => {
  for (const read of reads) paths.set(read, await table.pathOf(read.row, read.example));
  await batchesEnd();
});

describe.each(reads)('$id', (read) => {
  it.each(['GET', 'HEAD'])('stores nothing by %s', async (method) => {
    const before = await stored();
    const found = await table.send(method, paths.get(read) as string);
    expect(found.status).toBe(200);
    await found.arrayBuffer();
    const other = await table.send(method, table.anyCall(read.row));
    await other.arrayBuffer();
    expect(await stored()).toEqual(before);
  });
});

it('has a store to compare', async () => {
  const [documents] = (await stored()) as unknown[][];
  expect(documents?.length).toBeGreaterThan(5);
});

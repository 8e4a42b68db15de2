import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import { createLog } from '../../src/runtime/log.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { KEY } from '../sdk/world.ts';

let folder: string;
let fake: FakeAI;
let client: OpenAI;
let lines: { level: string; message: string }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fakeai-unusable-'));
  lines = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  const log = createLog({ level: 'error', format: 'json', clock: createVirtualClock(), write });
  fake = createFakeAI({ data: join(folder, 'data'), fast: true, log });
  client = new OpenAI({ apiKey: KEY, maxRetries: 0, fetch: fake.fetch });
});
afterEach(async () => {
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hello' }] };
const errorLines = () => lines.filter(({ level }) => level === 'error').map(({ message }) => message);
const newFile = async () => ({
  purpose: 'user_data' as const,
  file: await toFile(Buffer.from('x'), 'a.txt'),
});

describe('a data folder that is removed while the server runs', () => {
  const unavailable = { status: 503, code: 'storage_unavailable' };

  beforeEach(async () => {
    rmSync(join(folder, 'data'), { recursive: true });
    // Writes look for it now and then only, a health check always.
    await fake.fetch('http://fakeai/health');
  });

  it('fails what is to be stored, and nothing else', async () => {
    await expect(client.chat.completions.create({ ...ask, store: true })).rejects.toMatchObject(unavailable);
    await expect(client.files.create(await newFile())).rejects.toMatchObject(unavailable);
    await expect(
      client.uploads.create({ purpose: 'user_data', filename: 'a', bytes: 1, mime_type: 'text/plain' }),
    ).rejects.toMatchObject(unavailable);
    await expect(
      client.images.generate({ model: 'dall-e-2', prompt: 'A moon', size: '256x256' }),
    ).rejects.toMatchObject(unavailable);
    expect(errorLines().filter((message) => message === 'the store cannot be used')).toHaveLength(4);
    expect((await client.chat.completions.create(ask)).object).toBe('chat.completion');
  });

  it('ends a stream that cannot be stored with an error', async () => {
    const stream = await client.chat.completions.create({ ...ask, store: true, stream: true });
    let text = '';
    const read = async () => {
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    };
    await expect(read()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(text).not.toBe('');
    expect(errorLines()).toContain('could not store a chat completion');
  });

  it('makes the server not ready', async () => {
    const response = await fake.fetch('http://fakeai/health');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      ready: false,
      reason: 'The files of the store were removed or replaced',
    });
  });
});

it.each([
  ['cut short', (path: string) => truncateSync(path, 0)],
  ['removed', (path: string) => rmSync(path)],
])(
  'stored bytes that were %s are an error before the first of them, and a line in the log',
  async (_, damage) => {
    const { id } = await client.files.create(await newFile());
    const blobs = join(folder, 'data/blobs');
    const [blob] = readdirSync(blobs, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    damage(join(blob!.parentPath, blob!.name));
    await expect(client.files.content(id)).rejects.toMatchObject({ status: 500, type: 'server_error' });
    expect(errorLines()).toContain('the store cannot be used');
    expect((await client.files.delete(id)).deleted).toBe(true);
    await expect(client.files.content(id)).rejects.toThrow(OpenAI.NotFoundError);
  },
);

it('no piece of a file is sent when another one is damaged', async () => {
  const upload = await client.uploads.create({
    purpose: 'user_data',
    filename: 'a',
    bytes: 6,
    mime_type: 'text/plain',
  });
  const parts: string[] = [];
  for (const text of ['one', 'two']) {
    const data = await toFile(Buffer.from(text), 'part');
    parts.push((await client.uploads.parts.create(upload.id, { data })).id);
  }
  const { file } = await client.uploads.complete(upload.id, { part_ids: parts });
  const blobs = join(folder, 'data/blobs');
  const entries = readdirSync(blobs, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(entries).toHaveLength(2);
  for (const [index, { parentPath, name }] of entries.entries()) {
    if (index === 0) truncateSync(join(parentPath, name), 1);
  }
  await expect(client.files.content(file!.id)).rejects.toMatchObject({ status: 500 });
});

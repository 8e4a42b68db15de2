import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadRequestError, NotFoundError, type OpenAI, toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

const LINE = '{"custom_id":"one","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4o"}}\n';

export function fileCases(open: OpenWorld): void {
  let world: World;
  let folder: string;

  beforeAll(async () => {
    world = await open();
    folder = await mkdtemp(join(tmpdir(), 'fakeai-files-'));
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const idsOf = async (query: OpenAI.FileListParams, client = world.client): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { id } of client.files.list(query)) ids.push(id);
    return ids;
  };

  it('stores bytes and returns them unchanged', async () => {
    const { files } = world.client;
    const bytes = randomBytes(1_500_000);
    const made = await files.create({
      file: await toFile(bytes, 'random.bin', { type: 'application/x-random' }),
      purpose: 'user_data',
    });
    expect(made).toMatchObject({
      object: 'file',
      bytes: 1_500_000,
      filename: 'random.bin',
      status: 'processed',
    });
    expect(await files.retrieve(made.id)).toEqual(made);
    const content = await files.content(made.id);
    expect(content.headers.get('content-type')).toBe('application/x-random');
    expect(content.headers.get('content-length')).toBe('1500000');
    expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true);
    const range = await files.content(made.id, { headers: { range: 'bytes=1000000-1000009' } });
    expect(range.status).toBe(206);
    expect(Buffer.from(await range.arrayBuffer())).toEqual(bytes.subarray(1_000_000, 1_000_010));
  });

  it('uploads a file from disk and downloads it again', async () => {
    const { files } = world.client;
    const path = join(folder, 'lines.jsonl');
    await writeFile(path, LINE.repeat(20_000));
    const made = await files.create({ file: createReadStream(path), purpose: 'batch' });
    expect(made).toMatchObject({ filename: 'lines.jsonl', bytes: LINE.length * 20_000 });
    expect(made.expires_at).toBe(made.created_at + 30 * 86_400);
    const { body } = await files.content(made.id);
    const copy = join(folder, 'copy.jsonl');
    await pipeline(Readable.fromWeb(body as never), createWriteStream(copy));
    expect(await digest(copy)).toBe(await digest(path));
  });

  it('keeps the file name unchanged', async () => {
    const { files } = world.client;
    const { id, filename } = await files.create({
      file: await toFile(Buffer.from('x'), 'Übung 1, 日本.txt'),
      purpose: 'user_data',
    });
    expect(filename).toBe('Übung 1, 日本.txt');
    const { headers } = await files.content(id);
    expect(headers.get('content-disposition')).toContain(
      "filename*=UTF-8''%C3%9Cbung%201%2C%20%E6%97%A5%E6%9C%AC.txt",
    );
  });

  it('pages through all files, by purpose and in both orders', async () => {
    await using own = await open();
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) {
      const { id } = await own.client.files.create({
        file: await toFile(Buffer.from(LINE), `${index}.jsonl`),
        purpose: index % 2 === 0 ? 'assistants' : 'batch',
      });
      ids.push(id);
    }
    for (const limit of [1, 3, 7, 100]) {
      expect(await idsOf({ limit }, own.client)).toEqual(ids.toReversed());
      expect(await idsOf({ limit, order: 'asc' }, own.client)).toEqual(ids);
      const batch = ids.filter((_, index) => index % 2 === 1);
      expect(await idsOf({ limit, order: 'asc', purpose: 'batch' }, own.client)).toEqual(batch);
    }
    expect(await idsOf({}, own.client)).toEqual(ids.toReversed());
  });

  it('is processed immediately', async () => {
    const { files } = world.client;
    const { id } = await files.create({ file: await toFile(Buffer.from('x'), 'x'), purpose: 'assistants' });
    expect(await files.waitForProcessing(id)).toMatchObject({ id, status: 'processed' });
  });

  it('expires as requested', async () => {
    const made = await world.client.files.create({
      file: await toFile(Buffer.from('x'), 'x'),
      purpose: 'user_data',
      expires_after: { anchor: 'created_at', seconds: 3600 },
    });
    expect(made.expires_at).toBe(made.created_at + 3600);
  });

  it('is not found after deletion', async () => {
    const { files } = world.client;
    const { id } = await files.create({ file: await toFile(Buffer.from('x'), 'x'), purpose: 'user_data' });
    expect(await files.delete(id)).toEqual({ object: 'file', id, deleted: true });
    await expect(files.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
    await expect(files.content(id)).rejects.toBeInstanceOf(NotFoundError);
    await expect(files.delete(id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('reports the invalid line of a batch file', async () => {
    const file = await toFile(Buffer.from(`${LINE}${LINE}not a line\n`), 'lines.jsonl');
    const error = await world.client.files.create({ file, purpose: 'batch' }).catch((error) => error);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.message).toMatch(/every line is a valid JSON dictionary\. Line 3 is not a dictionary/);
  });

  it('belongs to one project', async () => {
    const { id } = await world.client.files.create({
      file: await toFile(Buffer.from('secret'), 'x'),
      purpose: 'user_data',
    });
    const other = world.connect({ project: 'proj_other' });
    await expect(other.files.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
    expect(await idsOf({}, other)).toEqual([]);
  });
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

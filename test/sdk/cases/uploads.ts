import { createHash, randomBytes } from 'node:crypto';
import { BadRequestError, NotFoundError, type OpenAI, toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

export function uploadCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const begin = (bytes: number): Promise<OpenAI.Upload> =>
    world.client.uploads.create({
      bytes,
      filename: 'big.bin',
      mime_type: 'application/x-big',
      purpose: 'user_data',
    });
  const add = async (upload: OpenAI.Upload, bytes: Uint8Array): Promise<string> => {
    const data = await toFile(bytes, 'part');
    const part = await world.client.uploads.parts.create(upload.id, { data });
    expect(part).toMatchObject({ object: 'upload.part', upload_id: upload.id });
    return part.id;
  };

  it('combines parts uploaded in parallel', async () => {
    const { uploads, files } = world.client;
    const pieces = Array.from({ length: 5 }, () => randomBytes(300_000));
    const whole = Buffer.concat(pieces);
    const upload = await begin(whole.length);
    expect(upload).toMatchObject({ status: 'pending', expires_at: upload.created_at + 3600 });
    const ids = await Promise.all(pieces.map((piece) => add(upload, piece)));
    const completed = await uploads.complete(upload.id, {
      part_ids: ids,
      md5: createHash('md5').update(whole).digest('hex'),
    });
    expect(completed).toMatchObject({ id: upload.id, status: 'completed' });
    const file = completed.file as OpenAI.FileObject;
    expect(file).toMatchObject({ object: 'file', bytes: whole.length, filename: 'big.bin' });
    expect(await files.retrieve(file.id)).toEqual(file);
    const content = await files.content(file.id);
    expect(content.headers.get('content-type')).toBe('application/x-big');
    expect(Buffer.from(await content.arrayBuffer()).equals(whole)).toBe(true);
    await expect(add(upload, randomBytes(1))).rejects.toBeInstanceOf(BadRequestError);
  });

  it('is cancelled permanently', async () => {
    const { uploads } = world.client;
    const upload = await begin(4);
    const part = await add(upload, Buffer.from('1234'));
    expect(await uploads.cancel(upload.id)).toMatchObject({ id: upload.id, status: 'cancelled' });
    const late = await uploads.complete(upload.id, { part_ids: [part] }).catch((error) => error);
    expect(late).toBeInstanceOf(BadRequestError);
    expect(late.message).toContain('cancelled');
  });

  it('reports what is wrong with a completion, and can still be completed', async () => {
    const { uploads } = world.client;
    const upload = await begin(4);
    const part = await add(upload, Buffer.from('1234'));
    for (const [wrong, param] of [
      [{ part_ids: ['part_none'] }, 'part_ids[0]'],
      [{ part_ids: [part, part] }, 'part_ids'],
      [{ part_ids: [part], md5: '0'.repeat(32) }, 'md5'],
    ] as const) {
      const error = await uploads.complete(upload.id, wrong as never).catch((error) => error);
      expect([error.status, error.param]).toEqual([400, param]);
    }
    expect((await uploads.complete(upload.id, { part_ids: [part] })).status).toBe('completed');
  });

  it('is not found under another id', async () => {
    await expect(world.client.uploads.cancel('upload_none')).rejects.toBeInstanceOf(NotFoundError);
  });
}

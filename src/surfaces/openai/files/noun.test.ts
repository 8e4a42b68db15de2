import { describe, expect, it, vi } from 'vitest';
import { toDisposition } from './content.ts';
import { fileCollection } from './record.ts';
import { isKept, openFiles, watchBlobs } from './rig.cases.ts';

/** The project of requests that name none. */
const PROJECT = 'default';

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from('0000001000000010', 'hex'),
  Buffer.alloc(100),
]);

const lines = (...values: unknown[]): string =>
  `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;

describe('a file', () => {
  it('is uploaded, retrieved, and downloaded byte for byte', async () => {
    const { file, send } = await openFiles();
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
    const made = await file(bytes, { name: 'a b.bin', type: 'application/x-thing' });
    expect(made).toEqual({
      id: expect.stringMatching(/^file-[A-Za-z0-9]{22}$/),
      object: 'file',
      bytes: 300_000,
      created_at: 1_700_000_000,
      filename: 'a b.bin',
      purpose: 'user_data',
      status: 'processed',
    });
    expect((await send(`/v1/files/${made.id}`)).json).toEqual(made);
    const content = await send(`/v1/files/${made.id}/content`);
    expect(content.status).toBe(200);
    expect(content.bytes.equals(bytes)).toBe(true);
    expect(content.headers).toMatchObject({
      'content-type': 'application/x-thing',
      'content-length': '300000',
      'content-disposition': 'attachment; filename="a b.bin"',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
  });

  it('can be downloaded in ranges', async () => {
    const { file, send } = await openFiles();
    const { id } = await file('0123456789');
    const ask = (range: string) => send(`/v1/files/${id}/content`, { headers: { range } });
    const middle = await ask('bytes=2-4');
    expect([middle.status, middle.bytes.toString()]).toEqual([206, '234']);
    expect(middle.headers).toMatchObject({ 'content-range': 'bytes 2-4/10', 'content-length': '3' });
    expect((await ask('bytes=-3')).bytes.toString()).toBe('789');
    const beyond = await ask('bytes=10-');
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
    const head = await send(`/v1/files/${id}/content`, { method: 'HEAD' });
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, '10']);
  });

  it('is visible only in its project', async () => {
    const { file, send } = await openFiles();
    const { id } = await file('secret');
    const headers = { 'openai-project': 'another' };
    for (const target of [`/v1/files/${id}`, `/v1/files/${id}/content`]) {
      expect((await send(target, { headers })).status).toBe(404);
    }
    expect((await send(`/v1/files/${id}`, { method: 'DELETE', headers })).status).toBe(404);
    expect((await send('/v1/files', { headers })).json.data).toEqual([]);
    expect((await send(`/v1/files/${id}`)).status).toBe(200);
  });

  it('is deleted together with its bytes', async () => {
    const { file, send, store, platform } = await openFiles();
    const { id } = await file('gone');
    const blob = (await platform.collection(fileCollection).in(PROJECT).get(id))?.pieces[0]?.id ?? '';
    expect(await isKept(store, blob)).toBe(true);
    expect((await send(`/v1/files/${id}`, { method: 'DELETE' })).json).toEqual({
      object: 'file',
      id,
      deleted: true,
    });
    for (const target of [`/v1/files/${id}`, `/v1/files/${id}/content`]) {
      expect((await send(target)).status).toBe(404);
    }
    expect((await send(`/v1/files/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect(await isKept(store, blob)).toBe(false);
  });
});

describe('a purpose', () => {
  const JSONL = 'Expected file to have JSONL format, where every line is a valid JSON dictionary. ';

  it.each([
    ['batch', '{"a":1}\n[]\n', `${JSONL}Line 2 is not a dictionary (HINT: line starts with: "[]...").`],
    ['batch', '\n\n{"a":\n', `${JSONL}Line 3 is not a dictionary (HINT: line starts with: "{"a":...").`],
    ['fine-tune', 'null', `${JSONL}Line 1 is not a dictionary (HINT: line starts with: "null...").`],
    [
      'evals',
      '{}\r\n\r\n"text"',
      `${JSONL}Line 3 is not a dictionary (HINT: line starts with: ""text"...").`,
    ],
    ['batch', ' \n\t\r\n', `${JSONL}The file has no lines.`],
    ['user_data', '', 'The file is empty.'],
  ])('%s rejects %j', async (purpose, text, message) => {
    const { upload } = await openFiles();
    const { status, json } = await upload(text, { name: 'lines.jsonl', purpose });
    expect([status, json.error]).toEqual([
      400,
      { message, type: 'invalid_request_error', param: null, code: null },
    ]);
  });

  it('with JSONL names the line that is not UTF-8', async () => {
    const { upload } = await openFiles();
    const bytes = Buffer.concat([Buffer.from('{}\n{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}\n')]);
    const { json } = await upload(bytes, { name: 'lines.jsonl', purpose: 'fine-tune' });
    expect(json.error.message).toBe(`${JSONL}Line 2 is not valid UTF-8.`);
  });

  it.each([
    ['batch', 'Invalid file for Batch API. Must be utf-8 encoded'],
    ['fine-tune', `${JSONL}Line 1 is not valid UTF-8.`],
    ['evals', `${JSONL}Line 1 is not valid UTF-8.`],
  ])('with JSONL for %s rejects UTF-16 in any form', async (purpose, message) => {
    const { upload } = await openFiles();
    const little = Buffer.from('{"a":"ä"}\n{"b":1}\n', 'utf16le');
    const ascii = Buffer.from('{"a":1}\n{"b":1}\n', 'utf16le');
    const big = Buffer.from(ascii).swap16();
    for (const [bytes, mark] of [
      [little, [0xff, 0xfe]],
      [ascii, [0xff, 0xfe]],
      [ascii, []],
      [big, [0xfe, 0xff]],
      [big, []],
    ] as const) {
      const { status, json } = await upload(Buffer.concat([Buffer.from(mark), bytes]), {
        name: 'lines.jsonl',
        purpose,
      });
      expect([status, json.error]).toEqual([
        400,
        { message, type: 'invalid_request_error', param: null, code: null },
      ]);
    }
  });

  it('with JSONL accepts a byte order mark', async () => {
    const { upload } = await openFiles();
    const { status } = await upload('\ufeff{"a":1}\n', { name: 'lines.jsonl', purpose: 'fine-tune' });
    expect(status).toBe(200);
  });

  it.each([
    ['batch', 'lines.txt', /^Invalid file format for Batch API\. Must be \.jsonl$/] as const,
    ['fine-tune', 'lines', /\.jsonl/] as const,
  ])('%s also checks the file name: %s', async (purpose, name, message) => {
    const { upload } = await openFiles();
    const { status, json } = await upload('{}', { name, purpose });
    expect(status).toBe(400);
    expect(json.error.message).toMatch(message);
  });

  it('vision detects images by their bytes', async () => {
    const { upload, file } = await openFiles();
    expect((await file(PNG, { name: 'picture', purpose: 'vision' })).purpose).toBe('vision');
    const text = await upload('not a picture', { name: 'a.png', type: 'image/png', purpose: 'vision' });
    expect(text.json.error.message).toMatch(/unsupported image/);
  });

  it('is rejected if it is unknown', async () => {
    const { upload } = await openFiles();
    const { status, json } = await upload('x', { purpose: 'fun' });
    expect([status, json.error.param]).toEqual([400, 'purpose']);
  });

  it('batch accepts a byte order mark, and expires after 30 days', async () => {
    const { file } = await openFiles();
    const made = await file(`\ufeff${lines({ a: 1 }, { b: 2 })}`, { name: 'Lines.JSONL', purpose: 'batch' });
    expect(made.expires_at).toBe(1_700_000_000 + 30 * 86_400);
  });
});

describe('a rejected upload', () => {
  it('leaves no bytes behind', async () => {
    const { upload, store } = await openFiles();
    const written = watchBlobs(store);
    await upload('[]', { name: 'lines.jsonl', purpose: 'batch' });
    expect(written).toHaveLength(1);
    expect(await isKept(store, written[0] as string)).toBe(false);
  });

  it('is one file too many, or one that is too large', async () => {
    const { upload, file } = await openFiles({ maxObjects: 1, fileLimit: 2000 });
    expect((await upload('x'.repeat(2001))).status).toBe(413);
    await file('one');
    const { status, json } = await upload('two');
    expect(status).toBe(400);
    expect(json.error.message).toMatch(/^You have exceeded your file storage quota\./);
  });

  it('is one with a very long file name', async () => {
    const { upload } = await openFiles();
    const { json } = await upload('x', { name: 'n'.repeat(600) });
    expect(json.error).toMatchObject({ param: 'file', code: 'string_above_max_length' });
  });
});

describe('a file name', () => {
  it.each([
    ['../../etc/passwd', `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd`],
    [
      'naïve "x"\\.txt',
      `attachment; filename="na_ve _x__.txt"; filename*=UTF-8''na%C3%AFve%20%22x%22%5C.txt`,
    ],
  ])('is encoded in Content-Disposition: %j', async (name, disposition) => {
    const { file, send } = await openFiles();
    const { id, filename } = await file('x', { name });
    // Forms strip folders from file names.
    const plain = toDisposition(name);
    expect(plain).toBe(disposition);
    const { headers } = await send(`/v1/files/${id}/content`);
    expect(headers['content-disposition']).toBe(toDisposition(filename));
  });
});

describe('expiry', () => {
  it('hides the file at once, and removes its bytes', async () => {
    const { file, send, clock, store, jobs, platform } = await openFiles();
    const asked = { 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': '3600' };
    const { id, expires_at: expiresAt } = await file('short-lived', asked);
    expect(expiresAt).toBe(1_700_003_600);
    const other = await file('stays');
    const files = platform.collection(fileCollection).in(PROJECT);
    const blob = (await files.get(id))?.pieces[0]?.id ?? '';
    clock.advance(3_599_999);
    expect((await send(`/v1/files/${id}`)).status).toBe(200);
    clock.advance(1);
    expect((await send(`/v1/files/${id}`)).status).toBe(404);
    expect((await send(`/v1/files/${id}/content`)).status).toBe(404);
    expect((await send(`/v1/files/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await send('/v1/files')).json.data.map((one: { id: string }) => one.id)).toEqual([other.id]);
    jobs.wake();
    await vi.waitFor(async () => expect(await files.get(id)).toBeUndefined());
    expect(await isKept(store, blob)).toBe(false);
  });

  it.each(['3599', '2592001', 'soon'])('is rejected after %s seconds', async (seconds) => {
    const { upload } = await openFiles();
    const { status, json } = await upload('x', {
      'expires_after[anchor]': 'created_at',
      'expires_after[seconds]': seconds,
    });
    expect([status, json.error.param]).toEqual([400, 'expires_after.seconds']);
  });
});

describe('the list', () => {
  it('is paginated, filtered and ordered', async () => {
    const { file, send, clock } = await openFiles();
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.push((await file('x', { purpose: index % 2 === 0 ? 'user_data' : 'assistants' })).id);
      clock.advance(1000);
    }
    const list = async (query: string) => (await send(`/v1/files${query}`)).json;
    const idsOf = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);
    expect(await list('')).toMatchObject({
      object: 'list',
      first_id: ids[4],
      last_id: ids[0],
      has_more: false,
    });
    expect(idsOf(await list('?order=asc&limit=2'))).toEqual([ids[0], ids[1]]);
    expect((await list('?order=asc&limit=2')).has_more).toBe(true);
    expect(idsOf(await list(`?order=asc&after=${ids[1]}`))).toEqual([ids[2], ids[3], ids[4]]);
    expect(idsOf(await list('?purpose=assistants'))).toEqual([ids[3], ids[1]]);
    expect((await send('/v1/files?limit=10001')).json.error.param).toBe('limit');
    expect((await send('/v1/files?after=file-nothing')).json.error.param).toBe('after');
  });
});

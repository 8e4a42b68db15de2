import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { isKept, openFiles, watchBlobs } from '../files/rig.cases.ts';

async function open() {
  const rig = await openFiles();
  const { send } = rig;
  const written = watchBlobs(rig.store);
  const begin = async (bytes: number, more: object = {}): Promise<string> => {
    const body = { filename: 'notes.txt', purpose: 'user_data', bytes, mime_type: 'text/plain', ...more };
    const { status, json } = await send('/v1/uploads', { body });
    if (status !== 200) throw new Error(JSON.stringify(json));
    return json.id;
  };
  const add = async (id: string, text: string, more: object = {}) => {
    const form = new FormData();
    form.set('data', new File([text], 'part'));
    return send(`/v1/uploads/${id}/parts`, { body: form, ...more });
  };
  const part = async (id: string, text: string): Promise<string> => {
    const { status, json } = await add(id, text);
    if (status !== 200) throw new Error(JSON.stringify(json));
    return json.id;
  };
  const complete = (id: string, ids: string[], more: object = {}) =>
    send(`/v1/uploads/${id}/complete`, { body: { part_ids: ids, ...more } });
  const cancel = (id: string) => send(`/v1/uploads/${id}/cancel`, { method: 'POST' });
  const bytesLeft = async () => {
    const kept = await Promise.all(written.map((blob) => isKept(rig.store, blob)));
    return kept.filter(Boolean).length;
  };
  return { ...rig, begin, add, part, complete, cancel, bytesLeft };
}

describe('an upload', () => {
  it('becomes a file of its parts in the requested order', async () => {
    const { send, part, complete, bytesLeft } = await open();
    const created = await send('/v1/uploads', {
      body: { filename: 'a.txt', purpose: 'user_data', bytes: 11, mime_type: 'text/plain' },
    });
    expect(created.json).toEqual({
      id: expect.stringMatching(/^upload_/),
      object: 'upload',
      bytes: 11,
      created_at: 1_700_000_000,
      filename: 'a.txt',
      purpose: 'user_data',
      status: 'pending',
      expires_at: 1_700_003_600,
      file: null,
    });
    const { id } = created.json;
    const world = await part(id, ' world');
    const unused = await part(id, 'unused');
    const hello = await part(id, 'hello');
    const md5 = createHash('md5').update('hello world').digest('hex').toUpperCase();
    const { status, json } = await complete(id, [hello, world], { md5 });
    expect(status).toBe(200);
    expect(json).toEqual({
      ...created.json,
      status: 'completed',
      file: {
        id: expect.stringMatching(/^file-/),
        object: 'file',
        bytes: 11,
        created_at: 1_700_000_000,
        filename: 'a.txt',
        purpose: 'user_data',
        status: 'processed',
      },
    });
    const content = await send(`/v1/files/${json.file.id}/content`);
    expect(content.bytes.toString()).toBe('hello world');
    expect(content.headers['content-type']).toBe('text/plain');
    const across = { range: 'bytes=3-6' };
    expect((await send(`/v1/files/${json.file.id}/content`, { headers: across })).bytes.toString()).toBe(
      'lo w',
    );
    // The unused part was removed; the others live as long as the file.
    expect(unused).toMatch(/^part_/);
    expect(await bytesLeft()).toBe(2);
    await send(`/v1/files/${json.file.id}`, { method: 'DELETE' });
    expect(await bytesLeft()).toBe(0);
  });

  it('has a file that expires as requested, or by its purpose’s default', async () => {
    const { begin, part, complete, clock } = await open();
    const asked = await begin(1, { expires_after: { anchor: 'created_at', seconds: 7200 } });
    const batch = await begin(2, { purpose: 'batch', filename: 'a.jsonl' });
    const parts = [await part(asked, 'x'), await part(batch, '{}')];
    clock.advance(60_000);
    const one = await complete(asked, [parts[0] as string]);
    expect(one.json.file.expires_at).toBe(1_700_000_060 + 7200);
    const other = await complete(batch, [parts[1] as string]);
    expect(other.json.file.expires_at).toBe(1_700_000_060 + 30 * 86_400);
  });

  it.each([
    [{ bytes: 0 }, 'bytes'],
    [{ bytes: 8 * 2 ** 30 + 1 }, 'bytes'],
    [{ filename: '' }, 'filename'],
    [{ filename: 'n'.repeat(513) }, 'filename'],
    [{ purpose: 'fun' }, 'purpose'],
    [{ purpose: 'batch' }, null],
    [{ purpose: 'batch', filename: 'a.jsonl', bytes: 201 * 2 ** 20 }, null],
  ])('is not created with %j', async (wrong, param) => {
    const { send } = await open();
    const body = { filename: 'a.txt', purpose: 'user_data', bytes: 1, mime_type: 'text/plain', ...wrong };
    const { status, json } = await send('/v1/uploads', { body });
    expect([status, json.error.param]).toEqual([400, param]);
  });

  it('is completed only with its own parts, each once, of the announced total size', async () => {
    const { begin, part, complete, send } = await open();
    const id = await begin(4);
    const [ab, cd] = [await part(id, 'ab'), await part(id, 'cd')];
    const alien = await part(await begin(2), 'cd');
    const refusals: [string[], object, string, RegExp][] = [
      [[ab, ab], {}, 'part_ids', /once/],
      [[ab, alien], {}, 'part_ids[1]', /No part found with id/],
      [[ab, 'part_nothing'], {}, 'part_ids[1]', /No part found with id/],
      [[ab], {}, 'part_ids', /2 bytes .* 4 bytes/],
      [[], {}, 'part_ids', /empty array/],
      [[ab, cd], { md5: 'd41d8cd98f00b204e9800998ecf8427e' }, 'md5', /'e2fc714c4727ee9395f324cd2e7f331f'/],
    ];
    for (const [ids, more, param, message] of refusals) {
      const { status, json } = await complete(id, ids, more);
      expect([status, json.error.param]).toEqual([400, param]);
      expect(json.error.message).toMatch(message);
    }
    expect((await complete(id, [ab, cd])).status).toBe(200);
    expect((await send('/v1/files')).json.data).toHaveLength(1);
  });

  it('for vision must be an image', async () => {
    const { begin, part, complete } = await open();
    const id = await begin(4, { purpose: 'vision', mime_type: 'image/png' });
    const { status, json } = await complete(id, [await part(id, 'text')]);
    expect(status).toBe(400);
    expect(json.error.message).toMatch(/unsupported image/);
  });

  it('cannot change once it has ended', async () => {
    const { begin, add, part, complete, cancel, clock, jobs, bytesLeft } = await open();
    const completed = await begin(1);
    const kept = await part(completed, 'x');
    await complete(completed, [kept]);
    const cancelled = await begin(1);
    const given = await part(cancelled, 'y');
    expect((await cancel(cancelled)).json).toMatchObject({ status: 'cancelled', file: null });
    expect(await bytesLeft()).toBe(1);
    const expired = await begin(1);
    const late = await part(expired, 'z');
    clock.advance(3_600_000);
    for (const [id, one, status] of [
      [completed, kept, 'completed'],
      [cancelled, given, 'cancelled'],
      [expired, late, 'expired'],
    ] as const) {
      for (const refused of [await add(id, 'more'), await complete(id, [one]), await cancel(id)]) {
        expect([refused.status, refused.json.error.code]).toEqual([400, `upload_${status}`]);
      }
    }
    jobs.wake();
    await vi.waitFor(async () => expect(await bytesLeft()).toBe(1));
  });

  it('is removed a day after it ended', async () => {
    const { begin, part, cancel, clock, jobs, bytesLeft } = await open();
    const id = await begin(1);
    await part(id, 'x');
    clock.advance(3_600_000);
    jobs.wake();
    await vi.waitFor(async () => expect(await bytesLeft()).toBe(0));
    clock.advance(86_399_000);
    jobs.wake();
    expect((await cancel(id)).status).toBe(400);
    clock.advance(1000);
    await vi.waitFor(async () => {
      jobs.wake();
      expect((await cancel(id)).status).toBe(404);
    });
  });

  it('is completed once by concurrent requests', async () => {
    const { begin, part, complete, cancel, add, send, bytesLeft } = await open();
    const id = await begin(1);
    const one = await part(id, 'x');
    const answers = await Promise.all([
      complete(id, [one]),
      complete(id, [one], { md5: createHash('md5').update('x').digest('hex') }),
      cancel(id),
      add(id, 'y'),
      complete(id, [one]),
    ]);
    const [first, second, given, , third] = answers.map(({ status }) => status);
    expect([first, second, given, third].sort()).toEqual([200, 400, 400, 400]);
    const files = (await send('/v1/files')).json.data;
    expect(files).toHaveLength(given === 200 ? 0 : 1);
    expect(await bytesLeft()).toBe(files.length);
  });

  it('is not found if it is unknown or in another project', async () => {
    const { begin, add, cancel, send, bytesLeft } = await open();
    const id = await begin(1);
    const headers = { 'openai-project': 'another' };
    expect((await send(`/v1/uploads/${id}/cancel`, { method: 'POST', headers })).status).toBe(404);
    expect((await add('upload_nothing', 'x')).status).toBe(404);
    expect((await cancel('upload_nothing')).status).toBe(404);
    expect(await bytesLeft()).toBe(0);
  });

  it('rejects an empty part', async () => {
    const { begin, add } = await open();
    const { status, json } = await add(await begin(1), '');
    expect([status, json.error.param]).toEqual([400, 'data']);
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, expectManners, KEY, openWorld, type World } from './world.ts';

/** Malicious forms on endpoints that store files while they arrive. Each is accepted or rejected, and leaves nothing behind. */

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fakeai-hostile-'));
  world = await openWorld({ data: folder, fileLimit: '20mb' });
});
afterEach(async () => {
  await world.isWell();
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(world.log.filter((line) => line.includes('unexpected failure'))).toEqual([]);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const MB = 1_000_000;
const TYPE = 'multipart/form-data; boundary=x';
const END = '--x--\r\n';

const part = (disposition: string, content = ''): string =>
  `--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
const file = part('name="file"; filename="a.txt"', 'Some notes.');
const purpose = part('name="purpose"', 'user_data');

const send = (body: string, type = TYPE): Promise<Answer> =>
  world.send('/v1/files', Buffer.from(body, 'latin1'), { 'content-type': type });

interface Stored {
  readonly id: string;
  readonly filename: string;
}

const stored = async (): Promise<Stored[]> => {
  const reply = await fetch(`${world.url}/v1/files`, { headers: { authorization: `Bearer ${KEY}` } });
  return ((await reply.json()) as { data: Stored[] }).data;
};

/** Names of the blob files in the data folder. */
const kept = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('fakeai.sqlite'))
    .map(({ name }) => name);

const forget = async (): Promise<void> => {
  for (const { id } of await stored()) {
    await fetch(`${world.url}/v1/files/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${KEY}` },
    });
  }
};

it('accepts a hand-written form', async () => {
  expect((await send(purpose + file + END)).status).toBe(200);
  expect((await send(file + purpose + END)).status).toBe(200);
  expect(await stored()).toHaveLength(2);
  await forget();
  expect(await stored()).toEqual([]);
  await expect.poll(kept).toEqual([]);
});

describe('rejected requests leave nothing behind', () => {
  it.each<[string, () => string, string?]>([
    ['no boundary', () => purpose + file + END, 'multipart/form-data'],
    ['another boundary', () => purpose + file + END, 'multipart/form-data; boundary=y'],
    ['no file', () => purpose + END],
    ['no purpose', () => file + END],
    ['a file under another name', () => purpose + part('name="data"; filename="a"', 'x') + END],
    ['two files', () => file + file + purpose + END],
    ['a thousand files', () => purpose + file.repeat(1000) + END],
    ['a wrong purpose after a file', () => file + part('name="purpose"', 'fun') + END],
    ['an unknown field after a file', () => file + purpose + part('name="more"', '1') + END],
    ['an unterminated file', () => purpose + file.slice(0, -4)],
    ['a missing end boundary', () => purpose + file],
    [
      'a part without a name after a file',
      () => `${file + purpose}--x\r\ncontent-disposition: form-data\r\n\r\na\r\n${END}`,
    ],
    ['300,000 parts', () => file + purpose.repeat(300_000) + END],
    ['a text of 30 MB', () => file + part('name="purpose"', 'a'.repeat(30 * MB)) + END],
    [
      'an invalid batch line',
      () => part('name="file"; filename="a.jsonl"', '[]') + part('name="purpose"', 'batch') + END,
    ],
    [
      'a line of 17 MiB',
      () =>
        part('name="file"; filename="a.jsonl"', `"${'a'.repeat(17 * 2 ** 20)}"`) +
        part('name="purpose"', 'batch') +
        END,
    ],
    [
      'a line of only opening brackets',
      () =>
        part('name="file"; filename="a.jsonl"', '['.repeat(10 * MB)) + part('name="purpose"', 'batch') + END,
    ],
    [
      '15 MB of empty lines',
      () =>
        part('name="file"; filename="a.jsonl"', '\n'.repeat(15 * MB)) + part('name="purpose"', 'batch') + END,
    ],
    [
      'an invalid image',
      () =>
        part('name="file"; filename="a.png"', '\x89PNG\r\n\x1a\n') + part('name="purpose"', 'vision') + END,
    ],
  ])('%s', async (_, body, type) => {
    const answer = await send(body(), type);
    expect(answer.status).not.toBe(200);
    expectManners(answer, [413]);
    expect(await stored()).toEqual([]);
    await expect.poll(kept).toEqual([]);
  });

  it('a file above the size limit', async () => {
    const answer = await send(purpose + part('name="file"; filename="a"', 'a'.repeat(21 * MB)) + END);
    expect(answer.status).toBe(413);
    await expect.poll(kept).toEqual([]);
  });

  it('a part of an unknown upload', async () => {
    const body = Buffer.from(part('name="data"; filename="a"', 'a'.repeat(2 * MB)) + END);
    const answer = await world.send('/v1/uploads/upload_none/parts', body, { 'content-type': TYPE });
    expect(answer.status).toBe(404);
    await expect.poll(kept).toEqual([]);
  });

  it('a client that disconnects in the middle', async () => {
    const socket = connect(world.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `POST /v1/files HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\ncontent-type: ${TYPE}\r\ncontent-length: ${10 * MB}\r\n\r\n`,
    );
    socket.write(purpose + part('name="file"; filename="a"', 'a'.repeat(5 * MB)).slice(0, -2));
    await expect.poll(kept).toHaveLength(1);
    socket.destroy();
    await expect.poll(kept).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it('a client that stops sending does not block others', async () => {
    const socket = connect(world.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `POST /v1/files HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\ncontent-type: ${TYPE}\r\ncontent-length: ${10 * MB}\r\n\r\n`,
    );
    socket.write(part('name="file"; filename="a"', 'a'.repeat(MB)).slice(0, -2));
    await sleep(50);
    await world.isWell();
    expect((await send(purpose + file + END)).status).toBe(200);
    await forget();
    socket.destroy();
    await expect.poll(kept).toEqual([]);
  });
});

describe('file names are treated as data', () => {
  it.each([
    ['a path', '../../../etc/passwd'],
    ['an absolute path', '/etc/passwd'],
    ['a path of another system', '..\\\\..\\\\boot.ini'],
    ['empty', ''],
    ['dots', '..'],
    ['a prototype', '__proto__'],
    ['control characters', 'a\x00b\x01\x7f\t.txt'],
    ['encoded header line breaks', 'a%0D%0Ax-evil: 1'],
    ['a megabyte', 'n'.repeat(MB)],
    ['invalid UTF-8', 'a\xff\xfe.txt'],
  ])('%s', async (_, name) => {
    const answer = await send(purpose + part(`name="file"; filename="${name}"`, 'Some notes.') + END);
    expectManners(answer);
    for (const { id } of await stored()) {
      const content = await fetch(`${world.url}/v1/files/${id}/content`, {
        headers: { authorization: `Bearer ${KEY}` },
      });
      expect([content.status, await content.text()]).toEqual([200, 'Some notes.']);
      expect(content.headers.get('content-disposition')).toMatch(/^attachment; filename="[ !#-[\]-~]*"/);
      expect(content.headers.get('x-evil')).toBeNull();
    }
    for (const one of await kept()) expect(one).toMatch(/^[\w-]+$/);
    await forget();
    await expect.poll(kept).toEqual([]);
  });

  it('rejects a path as an id', async () => {
    for (const id of ['..%2F..%2Fetc%2Fpasswd', '%00', 'a'.repeat(5000), '__proto__']) {
      for (const path of [id, `${id}/content`]) {
        const reply = await fetch(`${world.url}/v1/files/${path}`, {
          headers: { authorization: `Bearer ${KEY}` },
        });
        expect([400, 404]).toContain(reply.status);
      }
    }
  });

  it('handles or ignores ranges of any kind', async () => {
    await send(purpose + file + END);
    const [{ id } = { id: '' }] = await stored();
    for (const range of [
      'bytes=0-0,5-6',
      'bytes=-',
      'bytes=a-b',
      `bytes=${'9'.repeat(4000)}-`,
      'lines=1-2',
      'bytes=5-2',
      'bytes=-0',
      `bytes=0-${'9'.repeat(400)}`,
    ]) {
      const reply = await fetch(`${world.url}/v1/files/${id}/content`, {
        headers: { authorization: `Bearer ${KEY}`, range },
      });
      expect([200, 206, 416]).toContain(reply.status);
      if (reply.status === 200) expect(await reply.text()).toBe('Some notes.');
    }
    await forget();
  });
});

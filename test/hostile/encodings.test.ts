import { request } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import { openRawClient } from '../../src/transport/raw-client.cases.ts';
import { KEY, toForm } from '../operations/example.ts';
import { readRefusal } from '../operations/refusal.ts';
import { openTable, successOf } from '../operations/table.ts';
import { openWorld } from './world.ts';

/** Content encodings: every operation with a body decodes them, over a socket and in process, and rejects invalid ones. */

const table = openTable();
const { fake, rows, exampleOf, pathOf } = table;
const listening = fake.listen({ port: 0 });
afterAll(() => table[Symbol.asyncDispose]());

const CODINGS: [header: string, encode: (body: Uint8Array) => Uint8Array][] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['Deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['gzip, br', (body) => brotliCompressSync(gzipSync(body))],
  ['identity', (body) => body],
];

interface Encoded {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly bytes: Uint8Array;
}

async function bodyOf(row: Operation): Promise<Encoded> {
  const example = exampleOf(row);
  // Create the path first, because the body may refer to objects it creates.
  const path = await pathOf(row, example);
  const given = new Response(example.form ? toForm(example.form) : JSON.stringify(example.body));
  return {
    path,
    headers: {
      authorization: `Bearer ${KEY}`,
      'content-type': example.form ? (given.headers.get('content-type') as string) : 'application/json',
    },
    bytes: new Uint8Array(await given.arrayBuffer()),
  };
}

const inProcess = async ({ path, headers, bytes }: Encoded): Promise<Response> =>
  fake.fetch(`http://fakeai.test${path}`, {
    method: 'POST',
    headers,
    body: bytes as Uint8Array<ArrayBuffer>,
  });

async function onSocket({ path, headers, bytes }: Encoded): Promise<Response> {
  const { port } = await listening;
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers }, async (answer) => {
      const pieces: Buffer[] = [];
      for await (const piece of answer) pieces.push(piece);
      const given = Object.entries(answer.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      const status = answer.statusCode as number;
      const body = status === 204 ? null : Buffer.concat(pieces);
      resolve(new Response(body, { status, headers: given }));
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

const taking = rows.filter(({ row }) => row.body || row.form);

describe.each([
  ['in the process', inProcess],
  ['on a socket', onSocket],
] as const)('%s, a body of', (_, send) => {
  describe.each(taking)('$id', ({ row }) => {
    it.each(CODINGS)('may be encoded with %s', async (coding, encode) => {
      const given = await bodyOf(row);
      const reply = await send({
        ...given,
        headers: { ...given.headers, 'content-encoding': coding },
        bytes: encode(given.bytes),
      });
      expect(reply.status, await reply.text()).toBe(successOf(row));
    });

    it('is rejected if it does not match its encoding or the encoding is unknown', async () => {
      const given = await bodyOf(row);
      const sendAs = (coding: string, bytes: Uint8Array): Promise<Response> =>
        send({ ...given, headers: { ...given.headers, 'content-encoding': coding }, bytes });
      const cut = gzipSync(given.bytes).subarray(0, 30);
      for (const [coding, bytes] of [
        ['gzip', given.bytes],
        ['br', given.bytes],
        ['gzip', cut],
      ] as const) {
        await readRefusal(await sendAs(coding, bytes), row.surface, [400, 422]);
      }
      const unknown = await sendAs('compress', given.bytes);
      expect(unknown.headers.get('accept-encoding')).toBe('gzip, deflate, br, zstd');
      await readRefusal(unknown, row.surface, [415]);
    });
  });
});

describe('a decompression bomb', () => {
  const LIMIT = 100_000;
  const bomb = gzipSync(Buffer.alloc(200 * LIMIT, ' '));
  const form = (name: string, bytes: Uint8Array): Uint8Array =>
    Buffer.concat([
      Buffer.from(`--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n`),
      bytes,
      Buffer.from('\r\n--x--\r\n'),
    ]);
  const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' };

  it.each([
    ['of JSON', '/v1/chat/completions', {}, bomb],
    ['in two encodings', '/v1/chat/completions', { 'content-encoding': 'gzip, gzip' }, gzipSync(bomb)],
    ['of a form', '/v1/images/edits', MULTIPART, gzipSync(form('prompt', Buffer.alloc(5_000_000, 'a')))],
    ['of a streamed form', '/v1/files', MULTIPART, gzipSync(form('purpose', Buffer.alloc(5_000_000, 'a')))],
  ])('%s is too large', async (_, path, headers, bytes) => {
    const world = await openWorld({ bodyLimit: LIMIT });
    const { status, error } = await world.send(path, bytes, { 'content-encoding': 'gzip', ...headers });
    expect([status, error?.code]).toEqual([413, 'request_too_large']);
    await world.isWell();
    await world[Symbol.asyncDispose]();
  });
});

describe('a client that disconnects while sending encoded bytes', () => {
  it('does not affect the server', async () => {
    const world = await openWorld();
    const client = await openRawClient(world.port);
    const bytes = gzipSync(
      Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'),
    );
    client.send(
      `POST /v1/files HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-encoding: gzip\r\ncontent-length: 100000\r\n\r\n`,
    );
    client.send(bytes.subarray(0, 40));
    await expect.poll(() => client.socket.bytesWritten).toBeGreaterThan(200);
    client.leave();
    await world.isWell();
    expect(world.log.join('\n')).not.toContain('unexpected failure');
    await world[Symbol.asyncDispose]();
  });
});

describe('an encoded body', () => {
  it('is not decoded before the API key is checked', async () => {
    const reply = await fake.fetch('http://fakeai.test/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'compress' },
      body: 'x',
    });
    expect(reply.status).toBe(401);
  });
});

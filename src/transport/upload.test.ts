import type { Socket } from 'node:net';
import Type from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openRig, row } from '../kernel/dispatch.cases.ts';
import { createFakeBlobs } from '../kernel/fake-blobs.cases.ts';
import { bytesReply, json } from '../kernel/reply.ts';
import { type StoredUpload, StoredUploadField } from '../kernel/upload.ts';
import { ByteBudget } from '../runtime/byte-budget.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createFetch } from './fetch.ts';
import { createNodeServer } from './node.ts';
import { openRawClient, parseAnswers, type RawClient } from './raw-client.cases.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const MAX = 4_000_000;

/** Takes files and gives bytes, over a socket and without one, in a time that stands still. */
async function serve({ requestTimeout = 60_000 } = {}) {
  const blobs = createFakeBlobs();
  const source = { made: 0, isEnded: false, size: 0, failAt: Number.POSITIVE_INFINITY };
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (; source.made * PIECE < source.size; source.made++) {
        if (source.made === source.failAt) throw new Error('of the source');
        yield new Uint8Array(PIECE).fill(65);
      }
    } finally {
      source.isEnded = true;
    }
  }
  const rows = [
    row({
      id: 'createFile',
      method: 'POST',
      path: '/files',
      form: Type.Object({ file: StoredUploadField({ maxBytes: MAX }), purpose: Type.Literal('batch') }),
      handle: (call) => json({ bytes: (call as { body: { file: StoredUpload } }).body.file.blob.bytes }),
    }),
    row({
      id: 'getContent',
      path: '/content',
      handle: () =>
        bytesReply({ contentType: 'application/octet-stream', length: source.size, source: pieces() }),
    }),
  ];
  const clock = createVirtualClock({ automatic: false });
  const { dispatcher, ended } = openRig(rows, {
    blobs,
    clock: clock as ReturnType<typeof createVirtualClock>,
  });
  const turns = createTurns(clock);
  const server = createNodeServer({
    clock,
    turns,
    dispatcher,
    bodyLimit: 1000,
    bodies: new ByteBudget(1000),
    clientBufferLimit: 100_000,
    slowReaderTimeout: 30_000,
    requestTimeout,
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  cleanups.push(() => server.close({ graceMs: 0 }));
  const join = async (): Promise<RawClient> => {
    const client = await openRawClient(port);
    cleanups.push(client.leave);
    return client;
  };
  const fetch = createFetch({
    clock,
    turns,
    dispatcher,
    bodyLimit: 1000,
    bodies: new ByteBudget(1000),
  });
  return { blobs, source, clock, ended, server, join, fetch };
}

const PIECE = 50_000;

const KEY = `authorization: Bearer ${KEYS[0]}\r\n`;
const head = (headers: string, key = KEY): string =>
  `POST /v1/files HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\n${key}${headers}\r\n`;
const get = (method = 'GET'): string => `${method} /v1/content HTTP/1.1\r\nhost: x\r\n${KEY}\r\n`;
const FILE = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n';
const REST = '\r\n--x\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nbatch\r\n--x--\r\n';
const form = (content: string): string => FILE + content + REST;
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

async function settled(isDone: () => boolean): Promise<void> {
  await expect.poll(isDone, { timeout: 10_000, interval: 2 }).toBe(true);
}

describe('an upload over a socket', () => {
  const content = 'x'.repeat(1_000_000);

  it.each([
    ['of a length', `content-length: ${form(content).length}\r\n`, form(content)],
    ['in chunks', 'transfer-encoding: chunked\r\n', `${chunk(FILE)}${chunk(content)}${chunk(REST)}0\r\n\r\n`],
  ])('%s is stored, and the connection stays', async (_, headers, body) => {
    const { join, blobs, clock } = await serve();
    const client = await join();
    for (let round = 1; round <= 2; round++) {
      client.send(head(headers));
      client.send(body);
      await settled(() => client.received().split('{"bytes":1000000}').length === round + 1);
    }
    expect(parseAnswers(client.received())).toMatchObject([
      { status: 200, headers: { connection: 'keep-alive' } },
      { status: 200 },
    ]);
    expect([...blobs.kept.values()].map(String)).toEqual([content, content]);
    expect(clock.pending).toBe(0);
  });

  it('may exceed the request timeout as long as data keeps arriving', async () => {
    const { join, clock, ended } = await serve({ requestTimeout: 90 });
    const client = await join();
    client.send(head(`content-length: ${form('abcdefgh').length}\r\n`) + FILE);
    for (const letter of 'abcdefgh') {
      // Real time for Node's own limit, which ends other requests; time that stands still for the upload's.
      await new Promise((resolve) => setTimeout(resolve, 40));
      clock.advance(80);
      client.send(letter);
    }
    client.send(REST);
    await client.sees('{"bytes":8}');
    expect(ended).toMatchObject([{ status: 200 }]);
  });

  it('that stalls is aborted, and leaves nothing behind', async () => {
    const { join, clock, ended, blobs, server } = await serve();
    const client = await join();
    client.send(head('content-length: 1000\r\n') + FILE);
    client.send('x'.repeat(100));
    await settled(() => blobs.taken > 0 && clock.pending > 0);
    clock.advance(59_999);
    expect(server.open).toBe(1);
    clock.advance(60_000);
    expect(parseAnswers(await client.closed())).toMatchObject([{ status: 408 }]);
    await settled(() => ended.length === 1 && server.open === 0);
    expect(ended).toMatchObject([{ outcome: 'aborted' }]);
    expect([blobs.kept.size, blobs.writing, clock.pending]).toEqual([0, 0, 0]);
  });

  it('whose sender disconnects leaves nothing behind', async () => {
    const { join, clock, ended, blobs, server } = await serve();
    const client = await join();
    client.send(`${head('content-length: 100000\r\n')}${FILE}${'x'.repeat(50_000)}`);
    await settled(() => blobs.taken > 0);
    client.leave();
    await settled(() => ended.length === 1 && server.open === 0);
    expect(ended).toMatchObject([{ outcome: 'aborted' }]);
    expect([blobs.kept.size, blobs.writing, clock.pending]).toEqual([0, 0, 0]);
  });

  it('with a wrong key is answered before its body is sent', async () => {
    const { join, blobs, server } = await serve();
    const client = await join();
    client.send(head('content-length: 1000000\r\n', 'authorization: Bearer sk-wrong\r\n'));
    await client.sees('invalid_api_key');
    client.send('x'.repeat(1_000_000));
    expect(parseAnswers(await client.closed())).toMatchObject([
      { status: 401, headers: { connection: 'close' } },
    ]);
    await settled(() => server.open === 0);
    expect(blobs.taken).toBe(0);
  });

  it('with a wrong key times out', async () => {
    const { join, clock, server } = await serve();
    const client = await join();
    client.send(head('content-length: 1000000\r\n', '') + FILE);
    await client.sees('}');
    clock.advance(60_000);
    expect(parseAnswers(await client.closed())).toMatchObject([{ status: 401 }]);
    await settled(() => server.open === 0);
    expect(clock.pending).toBe(0);
  });

  it('that is too large is refused while it arrives, and the sender can read the refusal', async () => {
    const { join, blobs, server } = await serve();
    const client = await join();
    client.send(`${head('transfer-encoding: chunked\r\n')}${chunk(FILE)}`);
    const part = chunk('x'.repeat(100_000));
    for (let sent = 0; sent < 200; sent++) {
      client.send(part);
      if (sent % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    client.send('0\r\n\r\n');
    expect(parseAnswers(await client.closed())).toMatchObject([{ status: 413 }]);
    await settled(() => server.open === 0);
    expect(blobs.kept.size).toBe(0);
    expect(blobs.taken).toBeLessThan(MAX + 200_000);
  });

  it('gets 100 Continue from a row that reads it', async () => {
    const { join, blobs } = await serve();
    const client = await join();
    client.send(head(`expect: 100-continue\r\ncontent-length: ${form('abc').length}\r\n`));
    await client.sees('HTTP/1.1 100 Continue\r\n\r\n');
    client.send(form('abc'));
    await client.sees('{"bytes":3}');
    expect([...blobs.kept.values()].map(String)).toEqual(['abc']);
  });

  it('never gets 100 Continue with a wrong key', async () => {
    const { join } = await serve();
    const client = await join();
    client.send(head('expect: 100-continue\r\ncontent-length: 1000\r\n', ''));
    expect(parseAnswers(await client.closed())).toMatchObject([
      { status: 401, headers: { connection: 'close' } },
    ]);
  });

  it('does not change 100 Continue for other bodies, which only existing rows get', async () => {
    const { join } = await serve();
    const expecting = (line: string): string =>
      `${line} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEYS[0]}\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n`;
    const client = await join();
    client.send(expecting('GET /v1/content'));
    await client.sees('HTTP/1.1 100 Continue\r\n\r\n');
    client.send('{}');
    await client.sees('200 OK');
    const lost = await join();
    lost.send(expecting('POST /v1/other'));
    expect(await lost.sees('Invalid URL')).not.toContain('100 Continue');
  });
});

describe('bytes of a known length over a socket', () => {
  it('are sent as they are, and the connection stays', async () => {
    const { join, source } = await serve();
    source.size = 20 * PIECE;
    const client = await join();
    client.send(get());
    await settled(() => client.received().length > source.size);
    const [answer] = parseAnswers(client.received());
    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '1000000' } });
    expect(answer?.headers['transfer-encoding']).toBeUndefined();
    expect(answer?.body).toBe('A'.repeat(1_000_000));
    source.size = 0;
    client.send(get());
    await settled(() => client.received().includes('content-length: 0\r\n'));
    expect(parseAnswers(client.received())).toHaveLength(2);
  });

  it('are not sent for HEAD, and their source is closed', async () => {
    const { join, source } = await serve();
    source.size = 20 * PIECE;
    const client = await join();
    client.send(get('HEAD'));
    const answer = await client.sees('\r\n\r\n');
    expect(answer).toContain('content-length: 1000000\r\n');
    expect(answer).not.toContain('transfer-encoding');
    await settled(() => source.isEnded);
    expect(source.made).toBeLessThan(5);
  });

  it('are cut off when their source fails', async () => {
    const { join, source, ended } = await serve();
    Object.assign(source, { size: 20 * PIECE, failAt: 10 });
    const client = await join();
    client.send(get());
    const bytes = await client.closed();
    expect(() => parseAnswers(bytes)).toThrow('A body is not complete');
    expect(ended).toMatchObject([{ outcome: 'error' }]);
  });

  it('wait for a slow reader, who is disconnected in the end', async () => {
    const { join, source, server, clock, ended } = await serve();
    source.size = 2000 * PIECE;
    const client = await join();
    client.socket.pause();
    client.send(get());
    let last = -1;
    await settled(() => {
      const isStill = source.made > 2 && source.made === last;
      last = source.made;
      return isStill && clock.pending > 0;
    });
    expect(source.made).toBeLessThan(2000);
    clock.advance(30_000);
    await settled(() => server.open === 0 && source.isEnded);
    expect(ended).toMatchObject([{ outcome: 'aborted' }]);
    (client.socket as Socket).resume();
    await client.closed();
  });
});

describe('without a socket', () => {
  const authorization = `Bearer ${KEYS[0]}`;
  const type = 'multipart/form-data; boundary=x';
  const post = (body: ReadableStream<Uint8Array>, more: RequestInit = {}): RequestInit =>
    ({
      method: 'POST',
      duplex: 'half',
      body,
      headers: { authorization, 'content-type': type },
      ...more,
    }) as never;

  /** A body that says when it is given up. */
  function bodyOf(
    texts: Iterable<string>,
    { isOpen = false, error }: { isOpen?: boolean; error?: Error } = {},
  ) {
    const state = { pulled: 0, isCancelled: false };
    const iterator = texts[Symbol.iterator]();
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const { done, value } = iterator.next();
          state.pulled++;
          if (!done) controller.enqueue(new TextEncoder().encode(value));
          else if (error) controller.error(error);
          else if (!isOpen) controller.close();
          else return new Promise(() => {});
        },
        cancel() {
          state.isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return { body, state };
  }

  it('an upload is stored, as a stream or as a form', async () => {
    const { fetch, blobs } = await serve();
    const answer = await fetch('http://x/v1/files', post(bodyOf([FILE, 'abc', REST]).body));
    expect(await answer.json()).toEqual({ bytes: 3 });
    const body = new FormData();
    body.append('purpose', 'batch');
    body.append('file', new File(['x'.repeat(1_000_000)], 'a'));
    const other = await fetch('http://x/v1/files', { method: 'POST', body, headers: { authorization } });
    expect(await other.json()).toEqual({ bytes: 1_000_000 });
    expect(blobs.kept.size).toBe(2);
  });

  it('an upload with a wrong key is not read', async () => {
    const { fetch } = await serve();
    const { body, state } = bodyOf([FILE]);
    const answer = await fetch('http://x/v1/files', post(body, { headers: { 'content-type': type } }));
    expect(answer.status).toBe(401);
    await settled(() => state.isCancelled);
    expect(state.pulled).toBe(0);
  });

  it('an aborted upload leaves nothing behind', async () => {
    const { fetch, blobs, ended } = await serve();
    const controller = new AbortController();
    const { body, state } = bodyOf([FILE, 'abc'], { isOpen: true });
    const calling = fetch('http://x/v1/files', post(body, { signal: controller.signal }));
    await settled(() => blobs.taken > 0);
    controller.abort();
    await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
    expect([blobs.kept.size, blobs.writing]).toEqual([0, 0]);
    expect(ended).toMatchObject([{ outcome: 'aborted' }]);
    await settled(() => state.isCancelled);
  });

  it('an upload whose stream fails rejects with the same error', async () => {
    const { fetch, blobs, ended } = await serve();
    const { body } = bodyOf([FILE, 'abc'], { error: new Error('of the stream') });
    await expect(fetch('http://x/v1/files', post(body))).rejects.toThrow('of the stream');
    expect([blobs.kept.size, blobs.writing]).toEqual([0, 0]);
    expect(ended).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('bytes of a known length announce it, and fail when their source fails', async () => {
    const { fetch, source } = await serve();
    source.size = 20 * PIECE;
    const answer = await fetch('http://x/v1/content', { headers: { authorization } });
    expect(answer.headers.get('content-length')).toBe('1000000');
    expect((await answer.arrayBuffer()).byteLength).toBe(1_000_000);
    Object.assign(source, { made: 0, failAt: 10 });
    const broken = await fetch('http://x/v1/content', { headers: { authorization } });
    await expect(broken.arrayBuffer()).rejects.toThrow('of the source');
  });
});

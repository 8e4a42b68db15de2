import { execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import { createVirtualClock, type VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { openRawClient } from '../../src/transport/raw-client.cases.ts';
import { collectGarbage } from './collect-garbage.ts';
import { KEY, openWorld } from './world.ts';

/** Clients that disconnect early leak nothing: no timers, open requests or memory. */

const REQUEST = JSON.stringify({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Write a long story about the sea' }],
  stream: true,
  max_completion_tokens: 200,
  ignore_eos: true,
});

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };

/** Waits for a condition, one event loop turn at a time. */
async function settled(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (isDone()) return;
    await nextTurn();
  }
  throw new Error('The condition was never met');
}

/** The reason a promise rejects with. `expect(…).rejects` would retain every error until the test ends. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise should have rejected');
}

function expectAborted(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

describe('10,000 aborted streams', () => {
  /** Aborts `count` streams in every possible way, with `BATCH` of them open at a time. */
  async function giveUp(fake: FakeAI, clock: VirtualClock, count: number): Promise<void> {
    for (let done = 0; done < count; done += BATCH) {
      const open = Array.from({ length: BATCH }, () => {
        const control = new AbortController();
        const reply = fake.fetch('http://fakeai.test/v1/chat/completions', {
          method: 'POST',
          headers,
          body: REQUEST,
          signal: control.signal,
        });
        // Streams aborted early reject; this is checked below.
        reply.catch(() => {});
        return { control, reply };
      });
      await settled(() => clock.pending === BATCH);
      // A quarter is aborted before the first token.
      const [early, late] = [open.slice(0, BATCH / 4), open.slice(BATCH / 4)];
      for (const { control } of early) control.abort();
      for (const { reply } of early) expectAborted(await failure(reply));
      clock.advance(500);
      const readers = await Promise.all(
        late.map(async ({ control, reply }) => ({
          control,
          reader: ((await reply).body as ReadableStream).getReader(),
        })),
      );
      await Promise.all(readers.map(({ reader }) => reader.read()));
      clock.advance(100);
      await Promise.all(readers.map(({ reader }) => reader.read()));
      // The others midway: by signal, by cancelling the reader, or by cancelling a little later.
      await Promise.all(
        readers.map(async ({ control, reader }, index) => {
          if (index % 3 === 0) {
            control.abort();
            expectAborted(await failure(reader.read()));
          } else if (index % 3 === 1) {
            await reader.cancel();
          } else {
            clock.advance(1);
            await reader.cancel('enough');
          }
        }),
      );
    }
  }
  const BATCH = 100;

  it('leave behind no timers, open requests or memory', async () => {
    const clock = createVirtualClock({ automatic: false });
    const fake = createFakeAI({ clock, ttft: '100ms', itl: '10ms' });
    // Warm up, so that the vocabulary is loaded and code is compiled before memory is compared.
    await giveUp(fake, clock, 2000);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    await giveUp(fake, clock, 10_000);
    // Streams that were waiting for a turn of the event loop when they were aborted wait for it still.
    for (let turn = 0; turn < 20_000; turn++) await nextTurn();
    collectGarbage();
    const grown = process.memoryUsage().heapUsed - before;

    expect(clock.pending).toBe(0);
    const { inProgress, streams } = fake.metrics.snapshot();
    expect(inProgress).toBe(0);
    expect(streams).toMatchObject({ active: 0, completed: 0, failed: 0, aborted: 9000 });
    // Less than 500 bytes per stream.
    expect(grown).toBeLessThan(5_000_000);
    await fake.close();
  }, 120_000);
});

describe('a stream whose request has been garbage-collected', () => {
  it.each(['arguments', 'a Request'])('can still be aborted by its signal, passed as %s', async (way) => {
    const clock = createVirtualClock({ automatic: false });
    const fake = createFakeAI({ clock, ttft: '0ms', itl: '10ms' });
    const control = new AbortController();
    const init = { method: 'POST', headers, body: REQUEST, signal: control.signal };
    const url = 'http://fakeai.test/v1/chat/completions';
    const reply = await (way === 'arguments' ? fake.fetch(url, init) : fake.fetch(new Request(url, init)));
    const reader = (reply.body as ReadableStream).getReader();
    await reader.read();
    for (let turn = 0; turn < 3; turn++) {
      collectGarbage();
      await nextTurn();
    }
    control.abort();
    expectAborted(await failure(reader.read()));
    expect(clock.pending).toBe(0);
    expect(fake.metrics.snapshot().inProgress).toBe(0);
    await fake.close();
  });
});

describe('500 streams with broken connections', () => {
  it('leave behind no open requests or sockets', async () => {
    const before = resources();
    const world = await openWorld({ fast: false, ttft: '5ms', itl: '20ms' });
    const head = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const bytes = `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n${head}content-length: ${REQUEST.length}\r\n\r\n${REQUEST}`;
    for (let done = 0; done < 500; done += 50) {
      const clients = await Promise.all(Array.from({ length: 50 }, () => openRawClient(world.port)));
      await Promise.all(
        clients.map(async (client, index) => {
          client.send(bytes);
          if (index % 5 > 0) await client.sees('"content":');
          if (index % 2 === 0) client.socket.resetAndDestroy();
          else client.leave();
          await client.closed();
        }),
      );
    }
    await settled(() => world.fake.metrics.snapshot().inProgress === 0);
    const { streams } = world.fake.metrics.snapshot();
    expect(streams.active).toBe(0);
    expect(streams.completed).toBe(0);
    expect(streams.aborted).toBeGreaterThanOrEqual(400);
    await world[Symbol.asyncDispose]();
    await settled(() => resources() === before);
  });
});

/** The open sockets and servers of this process, as text. */
function resources(): string {
  return process
    .getActiveResourcesInfo()
    .filter((name) => name.startsWith('TCP'))
    .sort()
    .join();
}

describe('a client that stops reading', () => {
  /** A response of about 60 MB, more than all the buffers between two sockets. */
  const ENDLESS = JSON.stringify({ ...JSON.parse(REQUEST), n: 16, max_completion_tokens: 16_384 });
  const bytes = `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${ENDLESS.length}\r\n\r\n${ENDLESS}`;
  /** Buffered bytes may exceed the limit by one batch of events: 256 tokens of 16 choices. */
  const MOST = 64 * 1024 + 256 * 16 * 400;

  /** The server's side of the next connection. */
  function nextSocket(): Promise<Socket> {
    return new Promise((resolve) => {
      const onRequest = (message: unknown): void => {
        unsubscribe('http.server.request.start', onRequest);
        resolve((message as { socket: Socket }).socket);
      };
      subscribe('http.server.request.start', onRequest);
    });
  }

  it('is paused, and gets the rest when it resumes reading', async () => {
    await using world = await openWorld({ clientBufferLimit: '64kib' });
    const client = await openRawClient(world.port);
    const server = nextSocket();
    client.socket.pause();
    client.send(bytes);
    const socket = await server;
    await settled(() => socket.writableLength > 64 * 1024);
    await sleep(200);
    expect(socket.writableLength).toBeLessThan(MOST);
    expect(world.fake.metrics.snapshot().streams).toMatchObject({ active: 1, completed: 0 });
    client.socket.resume();
    const received = await client.closed();
    expect(received.length).toBeGreaterThan(30_000_000);
    expect(received.match(/"finish_reason":"length"/g)).toHaveLength(16);
    expect(received.endsWith('data: [DONE]\n\n\r\n0\r\n\r\n')).toBe(true);
    expect(world.fake.metrics.snapshot().streams).toMatchObject({ active: 0, completed: 1 });
  });

  it('is dropped after the timeout and frees its resources', async () => {
    await using world = await openWorld({ clientBufferLimit: '64kib', slowReaderTimeout: '100ms' });
    const client = await openRawClient(world.port);
    const server = nextSocket();
    client.socket.pause();
    client.send(bytes);
    const socket = await server;
    await new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await settled(() => world.fake.metrics.snapshot().inProgress === 0);
    expect(world.fake.metrics.snapshot().streams).toMatchObject({ active: 0, completed: 0, aborted: 1 });
    client.leave();
    await world.isWell();
  });
});

describe('a program', () => {
  it('exits by itself after closing its instances, even with open streams', async () => {
    const program = `
      import { createFakeAI } from ${JSON.stringify(new URL('../../src/fakeai.ts', import.meta.url).href)};
      const fake = createFakeAI({ ttft: '10ms', itl: '60s' });
      const { url } = await fake.listen({ port: 0 });
      const ask = (call, base) => call(base + '/v1/chat/completions', {
        method: 'POST', headers: ${JSON.stringify(headers)}, body: ${JSON.stringify(REQUEST)},
      });
      const onSocket = await ask(fetch, url);
      const inProcess = await ask(fake.fetch, 'http://fakeai.test');
      await inProcess.body.cancel();
      const rest = onSocket.text().catch(() => 'cut');
      await fake.close({ graceMs: 20 });
      console.log(JSON.stringify([onSocket.status, inProcess.status, (await rest).slice(-200)]));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 25_000,
    });
    const [onSocket, inProcess, end] = JSON.parse(stdout);
    expect([onSocket, inProcess]).toEqual([200, 200]);
    expect(end).toContain('"type":"server_error"');
    expect(end).not.toContain('[DONE]');
  });
});

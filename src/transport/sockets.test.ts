import { request as httpRequest } from 'node:http';
import { type Socket as Connection, connect as connectTcp } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { KEYS, openRig, row } from '../kernel/dispatch.cases.ts';
import { operation, socket } from '../kernel/operation.ts';
import { acceptSocket, json } from '../kernel/reply.ts';
import type { Socket } from '../kernel/socket.ts';
import type { AnyCall } from '../kernel/step.ts';
import { ByteBudget } from '../runtime/byte-budget.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createNodeServer, type NodeServerOptions } from './node.ts';
import { PING_MS } from './node-socket.ts';

const { surface, access, tag } = row({ id: 'x', path: '/', handle: () => json(null) });
const base = { surface, access, tag, summary: 'x' } as const;

const authorization = `Bearer ${KEYS[0]}`;

/** A server with a socket that answers each message with the same, and tells what happens to it. */
async function open(options: Partial<NodeServerOptions> = {}, opened?: (socket: Socket) => void) {
  const clock = createVirtualClock({ automatic: false });
  const sockets: Socket[] = [];
  const calls: Pick<AnyCall, 'abort'>[] = [];
  const rig = openRig(
    [
      socket({
        ...base,
        id: 'open',
        path: '/echo',
        handle: (call) => {
          calls.push(call);
          return acceptSocket((made) => {
            sockets.push(made);
            made.onMessage(({ bytes, release }) => {
              made.send([Buffer.from(bytes).toString()]);
              release();
            });
            opened?.(made);
          });
        },
      }),
      operation({ ...base, id: 'post', method: 'POST', path: '/things', handle: () => json('posted') }),
    ],
    { clock },
  );
  const bodies = new ByteBudget(300_000);
  const server = createNodeServer({
    clock,
    turns: createTurns(clock),
    dispatcher: rig.dispatcher,
    bodyLimit: 200_000,
    bodies,
    clientBufferLimit: 100_000,
    slowReaderTimeout: 30_000,
    requestTimeout: 30_000,
    ...options,
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close({ graceMs: 0 }));
  return { clock, server, port, sockets, calls, bodies, ended: rig.ended };
}

interface Client {
  readonly ws: WebSocket;
  readonly said: string[];
  /** The code it was closed with. */
  readonly closed: Promise<number>;
  next(): Promise<string>;
}

/** Rejects with the status of an answer that is not an upgrade. */
function client(port: number, { path = '/v1/echo', headers = {} } = {}): Promise<Client> {
  const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { authorization, ...headers } });
  onTestFinished(() => ws.terminate());
  const said: string[] = [];
  let onSaid = (): void => {};
  ws.on('message', (data) => {
    said.push(data.toString());
    onSaid();
  });
  ws.on('error', () => {});
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  const next = async (): Promise<string> => {
    if (said.length === 0) {
      await new Promise<void>((resolve) => {
        onSaid = resolve;
      });
    }
    return said.shift() as string;
  };
  return new Promise((resolve, reject) => {
    ws.on('open', () => resolve({ ws, said, closed, next }));
    ws.on('unexpected-response', (_, response) => reject(response.statusCode));
  });
}

const HANDSHAKE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
  authorization,
};

interface Answer {
  readonly status: number | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: { readonly error: Record<string, unknown> } | undefined;
}

/** Sends a request and returns its answer; `body` is undefined for an upgrade. */
function ask(
  port: number,
  { path = '/v1/echo', method = 'GET', headers = {}, body = '' } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: '127.0.0.1', path, method, headers });
    sent.on('error', reject);
    sent.on('upgrade', ({ statusCode: status, headers: received }, connection) => {
      connection.destroy();
      resolve({ status, headers: received, body: undefined });
    });
    sent.on('response', async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode, headers: response.headers, body: JSON.parse(text) });
    });
    sent.end(body);
  });
}

const ticks = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('an upgrade', () => {
  it('makes the connection a socket, with the headers of the dialect', async () => {
    const { port, ended } = await open();
    const { status, headers } = await ask(port, { headers: HANDSHAKE });
    expect([status, headers.upgrade, headers['sec-websocket-accept']]).toEqual([
      101,
      'websocket',
      's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    ]);
    expect(headers['x-request-id']).toMatch(/^req_/);
    await expect.poll(() => ended).toMatchObject([{ operation: 'open', status: 101, outcome: 'aborted' }]);
  });

  it.each([
    [401, { authorization: 'Bearer sk-wrong' }, '/v1/echo'],
    [401, { authorization: '' }, '/v1/echo'],
    [404, {}, '/v1/unknown'],
    [405, {}, '/v1/things'],
    [400, { 'openai-project': 'a b' }, '/v1/echo'],
    [400, { 'sec-websocket-version': '12' }, '/v1/echo'],
    [400, { 'sec-websocket-key': 'short' }, '/v1/echo'],
  ])('is answered %i in JSON: %j %s', async (status, more, path) => {
    const { port, sockets, server } = await open();
    const answer = await ask(port, { path, headers: { ...HANDSHAKE, ...more } });
    expect([answer.status, answer.headers.connection]).toEqual([status, 'close']);
    expect(answer.body?.error).toMatchObject({ type: 'invalid_request_error' });
    expect(sockets).toEqual([]);
    await expect.poll(() => server.open).toBe(0);
  });

  it('is needed', async () => {
    const { port } = await open();
    expect((await ask(port, { headers: { authorization } })).status).toBe(426);
    const h2c = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' };
    expect((await ask(port, { headers: { authorization, ...h2c } })).status).toBe(426);
    const withBody = { headers: { ...HANDSHAKE, 'content-length': '5' }, body: 'hello' };
    expect((await ask(port, withBody)).status).toBe(426);
  });

  it('to another protocol is ignored, as HTTP clients offer it with ordinary requests', async () => {
    const { port } = await open();
    const h2c = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' };
    const headers = { authorization, 'content-type': 'application/json', ...h2c };
    const posted = await ask(port, { path: '/v1/things', method: 'POST', headers, body: '{}' });
    expect(posted).toMatchObject({ status: 200, body: 'posted' });
  });

  it('is refused beyond the number of sockets', async () => {
    const { port } = await open({ maxSockets: 1 });
    const { ws, closed } = await client(port);
    await expect(client(port)).rejects.toBe(503);
    ws.close();
    await closed;
    await expect.poll(() => client(port).then(() => 101)).toBe(101);
  });

  it('that follows a request without an answer breaks the connection', async () => {
    const { port } = await open({}, undefined);
    const connection = connectTcp(port, '127.0.0.1');
    onTestFinished(() => void connection.destroy());
    const lines = Object.entries(HANDSHAKE).map(([name, value]) => `${name}: ${value}\r\n`);
    const post = `POST /v1/things HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n\r\n`;
    connection.write(`${post}GET /v1/echo HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`);
    await expectClosed(connection);
  });
});

async function expectClosed(connection: Connection): Promise<void> {
  connection.on('error', () => {});
  connection.resume();
  await new Promise((resolve) => connection.on('close', resolve));
  expect(connection.destroyed).toBe(true);
}

describe('a socket', () => {
  it('carries text in both directions', async () => {
    const { port, ended } = await open();
    const { ws, next, closed } = await client(port);
    for (const text of ['a', 'für', 'x'.repeat(150_000)]) {
      ws.send(text);
      expect(await next()).toBe(text);
    }
    ws.close(1000);
    expect(await closed).toBe(1000);
    await expect.poll(() => ended).toMatchObject([{ operation: 'open', outcome: 'ok' }]);
  });

  it.each([
    [1003, 'binary messages', (ws: WebSocket) => ws.send(Buffer.from('x'))],
    [1009, 'messages beyond the limit of bodies', (ws: WebSocket) => ws.send('x'.repeat(200_001))],
  ])('is closed with %i for %s', async (code, _, send) => {
    const { port, calls } = await open();
    const { ws, closed, said } = await client(port);
    send(ws);
    expect(await closed).toBe(code);
    expect(said).toEqual([]);
    await expect.poll(() => calls[0]?.abort.aborted).toBe(true);
  });

  it('is closed with 1007 for text that is not UTF-8', async () => {
    const { port } = await open();
    const connection = connectTcp(port, '127.0.0.1');
    onTestFinished(() => void connection.destroy());
    const lines = Object.entries(HANDSHAKE).map(([name, value]) => `${name}: ${value}\r\n`);
    connection.write(`GET /v1/echo HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`);
    await new Promise((resolve) => connection.once('data', resolve));
    // A text frame of one byte that starts no character, masked with zeros.
    connection.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]));
    const frame: Buffer = await new Promise((resolve) =>
      connection.once('data', (data) => resolve(Buffer.from(data as Buffer))),
    );
    expect([frame[0], frame.readUInt16BE(2)]).toEqual([0x88, 1007]);
  });

  it('tells its handler when the client is gone', async () => {
    const { port, calls, ended, server } = await open();
    const { ws } = await client(port);
    expect(calls[0]?.abort.aborted).toBe(false);
    ws.terminate();
    await expect.poll(() => calls[0]?.abort.aborted).toBe(true);
    expect(ended).toMatchObject([{ outcome: 'aborted' }]);
    expect(server.open).toBe(0);
  });

  it('is not read while its handler has paused it', async () => {
    const { port, sockets } = await open({}, (made) => made.pause());
    const { ws, said, next } = await client(port);
    ws.send('a');
    await ticks();
    expect(said).toEqual([]);
    sockets[0]?.resume();
    expect(await next()).toBe('a');
  });

  it('counts messages as memory until they are released, and is not read without memory', async () => {
    const releases: (() => void)[] = [];
    let received = 0;
    const { port, bodies, clock } = await open({}, (made) =>
      made.onMessage(({ release }) => {
        received++;
        releases.push(release);
      }),
    );
    const { ws, closed } = await client(port);
    for (let count = 0; count < 3; count++) ws.send('x'.repeat(190_000));
    await expect.poll(() => received).toBe(1);
    await ticks();
    expect(received).toBe(1);
    releases.shift()?.();
    await expect.poll(() => received).toBe(2);
    clock.advance(10_000);
    expect(await closed).toBe(1013);
    await expect.poll(() => bodies.take(300_000)).toBe(true);
  });

  it('tells that its client does not read, and disconnects it in the end', async () => {
    let isFull = false;
    let drained = 0;
    const { port, sockets, clock } = await open({}, (made) => void made.onDrain(() => drained++));
    const { ws, closed } = await client(port);
    ws.pause();
    const fill = (): void => {
      for (let count = 0; count < 400 && !isFull; count++) isFull = !sockets[0]?.send(['x'.repeat(100_000)]);
    };
    fill();
    expect(isFull).toBe(true);
    ws.resume();
    await expect.poll(() => drained).toBeGreaterThan(0);
    ws.pause();
    isFull = false;
    fill();
    clock.advance(30_000);
    ws.resume();
    expect(await closed).toBe(1006);
  });

  it('is pinged, and given up if there is no answer', async () => {
    const { port, clock } = await open();
    const { closed, next, ws } = await client(port);
    for (let count = 0; count < 3; count++) {
      clock.advance(PING_MS);
      ws.send('still there');
      await next();
      await ticks();
    }
    const silent = connectTcp(port, '127.0.0.1');
    onTestFinished(() => void silent.destroy());
    const lines = Object.entries(HANDSHAKE).map(([name, value]) => `${name}: ${value}\r\n`);
    silent.write(`GET /v1/echo HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`);
    await new Promise((resolve) => silent.once('data', resolve));
    const gone = new Promise((resolve) => silent.on('close', resolve));
    silent.resume();
    for (let count = 0; count < 2; count++) {
      clock.advance(PING_MS);
      await ticks();
    }
    await gone;
    ws.close(1000);
    expect(await closed).toBe(1000);
  });
});

describe('a server that closes', () => {
  it('closes idle sockets with 1001 at once, and others when they are done or the time is over', async () => {
    const leaving: Socket[] = [];
    const { port, server, sockets, clock } = await open({}, (made) => {
      if (sockets.length > 1) made.onGoingAway(() => leaving.push(made));
    });
    const clients = [await client(port), await client(port), await client(port)];
    const closing = server.close({ graceMs: 1000 });
    expect(await clients[0]?.closed).toBe(1001);
    expect(leaving).toHaveLength(2);
    leaving[0]?.close(1001, 'Done.');
    expect(await clients[1]?.closed).toBe(1001);
    clients[2]?.ws.send('still here');
    expect(await clients[2]?.next()).toBe('still here');
    clock.advance(1000);
    expect(await clients[2]?.closed).toBe(1001);
    await closing;
  });
});

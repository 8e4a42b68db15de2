import Type from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openRig, row } from '../kernel/dispatch.cases.ts';
import { operation, socket } from '../kernel/operation.ts';
import { acceptSocket, content, json } from '../kernel/reply.ts';
import { ByteBudget } from '../runtime/byte-budget.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createFetch } from './fetch.ts';
import { createNodeServer } from './node.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const { surface, access, tag } = row({ id: 'x', path: '/', handle: () => json(null) });
const base = { surface, access, tag, summary: 'x' } as const;
const rows = [
  operation({
    ...base,
    id: 'replace',
    method: 'PUT',
    path: '/notes',
    body: Type.Object({ text: Type.String() }),
    handle: ({ body }) => json(body),
  }),
  ...[{}, { query: Type.Object({ beta: Type.Literal(true) }) }].map((part, index) =>
    operation({
      ...base,
      ...part,
      id: `upload${index}`,
      method: 'POST',
      path: '/uploads/{name}:put',
      raw: ['application/octet-stream'],
      handle: ({ body }) => content('text/plain', `${index}:${(body as Uint8Array).byteLength}`),
    }),
  ),
  socket({ ...base, id: 'open', path: '/realtime', handle: () => acceptSocket(() => {}) }),
];

type Send = (path: string, init?: RequestInit) => Promise<Response>;

async function overSocket(): Promise<Send> {
  const { dispatcher } = openRig(rows);
  const clock = createVirtualClock({ automatic: false });
  const server = createNodeServer({
    clock,
    turns: createTurns(clock),
    dispatcher,
    bodyLimit: 1000,
    bodies: new ByteBudget(1000),
    clientBufferLimit: 100_000,
    slowReaderTimeout: 30_000,
    requestTimeout: 30_000,
  });
  const { url } = await server.listen({ host: '127.0.0.1', port: 0 });
  cleanups.push(() => server.close({ graceMs: 0 }));
  return (path, init) => fetch(url + path, init);
}

async function inProcess(): Promise<Send> {
  const { dispatcher } = openRig(rows);
  const clock = createVirtualClock();
  const bodies = new ByteBudget(1000);
  const call = createFetch({ clock, turns: createTurns(clock), dispatcher, bodyLimit: 1000, bodies });
  return (path, init) => call(`http://fakeai.test${path}`, init);
}

describe.each([
  ['over a socket', overSocket],
  ['in process', inProcess],
])('rows of each kind %s', (_, open) => {
  const headers = { authorization: `Bearer ${KEYS[0]}` };
  const typed = (type: string) => ({ ...headers, 'content-type': type });

  it('receive their bodies, chosen by method, verb and query', async () => {
    const send = await open();
    const put = { method: 'PUT', headers: typed('application/json'), body: '{"text":"a"}' };
    expect(await (await send('/v1/notes', put)).json()).toEqual({ text: 'a' });
    const post = { method: 'POST', headers: typed('application/octet-stream'), body: new Uint8Array(1000) };
    expect(await (await send('/v1/uploads/a:b:put', post)).text()).toBe('0:1000');
    expect(await (await send('/v1/uploads/a:b:put?beta=true', post)).text()).toBe('1:1000');
  });

  it('refuse what they do not take', async () => {
    const send = await open();
    const post = (type: string, size: number) =>
      send('/v1/uploads/a:put', { method: 'POST', headers: typed(type), body: new Uint8Array(size) });
    expect((await post('application/octet-stream', 1001)).status).toBe(413);
    expect((await post('application/sdp', 10)).status).toBe(415);
    expect((await send('/v1/uploads/a:put', { headers })).status).toBe(405);
  });

  it('tell a plain request that a socket is needed, and serve the next one', async () => {
    const send = await open();
    for (let count = 0; count < 2; count++) {
      const refused = await send('/v1/realtime', { headers });
      expect([refused.status, refused.headers.get('upgrade')]).toEqual([426, 'websocket']);
      expect(await refused.json()).toMatchObject({ error: { code: 'upgrade_required' } });
    }
  });
});

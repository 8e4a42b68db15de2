import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { createRandom } from '../runtime/random.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { exchange } from './exchange.ts';
import { type FakeServerOptions, openFakeServer } from './fake-server.cases.ts';
import { openRemoteServer } from './remote-server.ts';

const given = { random: createRandom(1), abort: undefined };

async function open(options: FakeServerOptions = {}, headers: Record<string, string> = {}) {
  const fake = await openFakeServer(options);
  const server = openRemoteServer({ url: fake.url, headers, version: '1.2.3' }, createVirtualClock());
  return { ...fake, server };
}

/** Answers one kind of message in another way. */
const answering =
  (asked: string, answer: (response: ServerResponse) => void): FakeServerOptions['instead'] =>
  (method, response) => {
    if (method !== asked) return false;
    answer(response);
    return true;
  };

describe.each(['json', 'stream'] as const)('a server that answers with %s', (form) => {
  it('lists its tools on all pages', async () => {
    const { server } = await open({ form });
    const { tools, error } = await server.list(given);
    expect(error).toBeUndefined();
    expect(tools.map(({ name, isReadOnly }) => [name, isReadOnly])).toEqual([
      ['get_tide', true],
      ['delete_station', false],
    ]);
    expect(tools[0]?.inputSchema).toMatchObject({ required: ['harbour'] });
  });

  it('is called', async () => {
    const { server } = await open({ form });
    expect(await server.call('get_tide', '{"harbour":"Bergen"}', given)).toEqual({
      output: 'The tide in Bergen is 3.25 metres.',
      took: 0,
    });
  });

  it('tells of failures of its tools, and of unknown ones', async () => {
    const { server } = await open({ form });
    const failed = await server.call('delete_station', '{"id":"a"}', given);
    expect(failed.error).toEqual({ kind: 'execution', content: [{ type: 'text', text: 'It is in use.' }] });
    expect((await server.call('other', '{}', given)).error).toEqual({
      kind: 'protocol',
      code: -32_602,
      message: 'Unknown tool: other',
    });
  });
});

it('has as many tools as fit', async () => {
  const { server } = await open({
    instead: answering('tools/list', (response) => {
      const tool = (name: string, length: number) => ({
        name,
        description: 'a'.repeat(length),
        inputSchema: { type: 'object' },
      });
      const tools = [tool('small', 10), tool('large', 500_000), 7, { name: '' }];
      const body = JSON.stringify({ id: 1, result: { tools } });
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }),
  });
  expect((await server.list(given)).tools.map(({ name }) => name)).toEqual(['small']);
});

it('begins a session with the first request and ends it', async () => {
  const { server, received } = await open({}, { authorization: 'Bearer token', 'x-team': 'sea' });
  expect(received).toEqual([]);
  await server.list(given);
  await server.call('get_tide', '{}', given);
  server.close();
  await expect.poll(() => received.at(-1)?.method).toBe('DELETE');
  expect(received.map(({ asked }) => asked)).toEqual([
    'initialize',
    'notifications/initialized',
    'tools/list',
    'tools/list',
    'tools/call',
    undefined,
  ]);
  for (const { headers } of received)
    expect(headers).toMatchObject({ authorization: 'Bearer token', 'x-team': 'sea' });
  for (const { headers } of received.slice(1))
    expect(headers).toMatchObject({ 'mcp-session-id': 's1', 'mcp-protocol-version': '2025-11-25' });
});

it('has no session to end before', async () => {
  const { server, received } = await open();
  server.close();
  await server.list(given);
  expect(received[0]?.asked).toBe('initialize');
});

it.each([
  [{ content: [null, 7, { type: 'text', text: 'a' }] }, { output: 'a' }],
  [
    { content: [{ type: 'text', text: { toString: 1 } }] },
    { output: '{"type":"text","text":{"toString":1}}' },
  ],
  [
    { isError: true, content: [null, { type: 'text', text: 'a' }] },
    { error: { content: [{ type: 'text', text: 'a' }] } },
  ],
  [{ content: null }, { output: '' }],
])('reads the odd result %j', async (result, told) => {
  const { server } = await open({
    instead: answering('tools/call', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 1, result }));
    }),
  });
  expect(await server.call('get_tide', '{}', given)).toMatchObject(told);
});

describe('what goes wrong is told', () => {
  it.each([
    [
      'a redirect',
      'initialize',
      (response: ServerResponse) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      { kind: 'http', code: 307 },
    ],
    ['a refusal', 'tools/call', (response: ServerResponse) => response.writeHead(401).end(), { code: 401 }],
    [
      'what is no JSON',
      'tools/call',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'),
      { kind: 'protocol', code: -32_700 },
    ],
    [
      'another answer than the one that was asked for',
      'tools/call',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"id":99}\n\n'),
      { kind: 'protocol', code: -32_700 },
    ],
    [
      'an unknown version',
      'initialize',
      (response: ServerResponse) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"1999-01-01"}}'),
      { kind: 'protocol' },
    ],
    [
      'too much',
      'tools/call',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(' '.repeat(2 ** 21)),
      { kind: 'protocol', code: -32_700 },
    ],
    [
      'a long result',
      'tools/call',
      (response: ServerResponse) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(`{"id":1,"result":{"content":[{"type":"text","text":"${'a'.repeat(500_000)}"}]}}`),
      { kind: 'protocol', code: -32_600 },
    ],
    [
      'a connection that breaks',
      'tools/call',
      (response: ServerResponse) => response.destroy(),
      { kind: 'http', code: 502 },
    ],
  ])('%s', async (_, asked, answer, error) => {
    const { server } = await open({ instead: answering(asked, (response) => void answer(response)) });
    expect((await server.call('get_tide', '{}', given)).error).toMatchObject(error);
  });

  it('a list that fails', async () => {
    const { server, close } = await open();
    await close();
    expect(await server.list(given)).toEqual({ tools: [], error: 'The server cannot be reached', took: 0 });
  });

  it('a server that is too slow', async () => {
    const { url } = await openFakeServer({ instead: () => true });
    await expect(
      exchange({ method: 'POST', url, headers: {}, id: 1, abort: undefined }, { timeoutMs: 20 }),
    ).rejects.toMatchObject({ kind: 'http', code: 504 });
  });
});

it('ends with the caller', async () => {
  const abort = new Abort();
  const { server } = await open({ instead: answering('tools/call', () => abort.abort(new Error('left'))) });
  await expect(server.call('get_tide', '{}', { ...given, abort })).rejects.toThrow('left');
});

import { expect, it } from 'vitest';
import { createRandom } from '../runtime/random.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { openFakeServer } from './fake-server.cases.ts';
import { createToolServers } from './tool-servers.ts';

const simulated = { list: async () => ({ tools: [], took: 1 }), call: async () => ({ took: 1 }), close() {} };

it.each([
  ['an origin', (origin: string) => origin, '/mcp', true],
  ['an origin with a slash', (origin: string) => `${origin}/`, '/mcp?team=sea', true],
  ['this address', (origin: string) => `${origin}/mcp`, '/mcp', true],
  ['another path', (origin: string) => `${origin}/mcp`, '/mcp/other', false],
  ['another query', (origin: string) => `${origin}/mcp?a=1`, '/mcp', false],
  ['another origin', () => 'http://127.0.0.1:1', '/mcp', false],
  ['nothing', () => '', '/mcp', false],
])('with %s allowed, servers are called only if that covers them', async (_, allow, path, isCalled) => {
  const { origin, received } = await openFakeServer();
  const servers = createToolServers({
    allowed: [allow(origin)],
    simulate: () => simulated,
    clock: createVirtualClock(),
    version: '1',
  });
  const server = servers.open({ label: 'sea', url: `${origin}${path}`, headers: {}, tools: [] });
  const { tools } = await server.list({ random: createRandom(1), abort: undefined });
  expect(received.length > 0).toBe(isCalled);
  expect(tools.length > 0).toBe(isCalled);
});

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openRemoteServer } from '../../src/mcp/remote-server.ts';
import { createRandom } from '../../src/runtime/random.ts';
import { createSystemClock } from '../../src/runtime/system-clock.ts';

/** The client of MCP servers, against the server of the official SDK. */

const given = { random: createRandom(1), abort: undefined };

/** A server with one tool; the ids of its open sessions. */
async function openOfficial(enableJsonResponse: boolean) {
  const transports = new Map<string, StreamableHTTPServerTransport>();
  const http = createServer(async (request, response) => {
    const id = request.headers['mcp-session-id'] as string | undefined;
    const known = id === undefined ? undefined : transports.get(id);
    const transport = known ?? (await connect());
    await transport.handleRequest(request, response);
  });

  async function connect(): Promise<StreamableHTTPServerTransport> {
    const server = new McpServer({ name: 'tides', version: '1.0.0' });
    server.registerTool(
      'get_tide',
      {
        description: 'The tide in a harbour.',
        inputSchema: { harbour: z.string() },
        annotations: { readOnlyHint: true },
      },
      ({ harbour }) => ({ content: [{ type: 'text', text: `3.25 metres in ${harbour}` }] }),
    );
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse,
      onsessioninitialized: (id) => void transports.set(id, transport),
      onsessionclosed: (id) => void transports.delete(id),
    });
    // biome-ignore lint/suspicious/noExplicitAny: the types of the SDK are not exact about optional members
    await server.connect(transport as any);
    return transport;
  }

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  );
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`, transports };
}

describe.each([
  ['JSON', true],
  ['events', false],
])('a server of the official SDK that answers with %s', (_, isJson) => {
  it('is listed and called, and its session ends', async () => {
    const { url, transports } = await openOfficial(isJson);
    const server = openRemoteServer({ url, headers: {}, version: '1.0.0' }, createSystemClock());
    const { tools, error } = await server.list(given);
    expect(error).toBeUndefined();
    expect(tools).toMatchObject([
      { name: 'get_tide', description: 'The tide in a harbour.', isReadOnly: true },
    ]);
    expect(tools[0]?.inputSchema).toMatchObject({ type: 'object', required: ['harbour'] });
    expect((await server.call('get_tide', '{"harbour":"Bergen"}', given)).output).toBe(
      '3.25 metres in Bergen',
    );
    expect((await server.call('get_tide', '{}', given)).error).toBeDefined();
    expect((await server.call('other', '{}', given)).error).toBeDefined();
    expect(transports.size).toBe(1);
    server.close();
    await expect.poll(() => transports.size).toBe(0);
  });
});

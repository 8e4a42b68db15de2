import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that the server has received. */
export interface Received {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  /** The method of the message; undefined without one. */
  readonly asked: string | undefined;
}

export interface FakeServerOptions {
  /** How results are sent. */
  readonly form?: 'json' | 'stream';
  /** Answers a message in another way than a proper server; false to leave it to that. */
  readonly instead?: (asked: string, response: ServerResponse) => boolean;
}

const TOOLS = [
  {
    name: 'get_tide',
    description: 'The height of the tide in a harbour.',
    inputSchema: {
      type: 'object',
      properties: { harbour: { type: 'string', description: 'Name of the harbour' } },
      required: ['harbour'],
    },
    annotations: { readOnlyHint: true },
  },
  {
    name: 'delete_station',
    description: 'Deletes a station.',
    inputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  },
];

/** A small MCP server over Streamable HTTP: sessions, a list in pages, a tool that answers and one that fails. */
export async function openFakeServer({ form = 'json', instead }: FakeServerOptions = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    const message = text === '' ? {} : JSON.parse(text);
    const { method = '', headers } = request;
    received.push({ method, headers, asked: message.method });
    if (instead?.(message.method ?? method, response)) return;
    if (method === 'DELETE') response.writeHead(200).end();
    else if (message.method === 'initialize')
      send(
        response,
        message.id,
        { protocolVersion: '2025-11-25', capabilities: { tools: {} } },
        { 'mcp-session-id': 's1' },
      );
    else if (headers['mcp-session-id'] !== 's1') response.writeHead(404).end();
    else if (message.id === undefined) response.writeHead(202).end();
    else send(response, message.id, resultOf(message));
  });

  function send(response: ServerResponse, id: number, result: object, headers = {}): void {
    const { error } = result as { error?: object };
    const body = JSON.stringify({ jsonrpc: '2.0', id, ...(error ? { error } : { result }) });
    if (form === 'json') {
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
    response.write(
      'event: message\r\ndata: {"jsonrpc":"2.0","method":"notifications/progress","params":{}}\r\n\r\n',
    );
    response.end(`id: 7\r\ndata: ${body}\r\n\r\n`);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/mcp`, origin: `http://127.0.0.1:${port}`, received, close };
}

interface Asked {
  readonly method: string;
  readonly params: {
    readonly cursor?: string;
    readonly name?: string;
    readonly arguments?: Readonly<Record<string, string>>;
  };
}

function resultOf({ method, params: { cursor, name, arguments: given } }: Asked): object {
  if (method === 'tools/list') {
    return cursor === undefined ? { tools: TOOLS.slice(0, 1), nextCursor: 'two' } : { tools: TOOLS.slice(1) };
  }
  if (name === 'get_tide') {
    return { content: [{ type: 'text', text: `The tide in ${given?.harbour} is 3.25 metres.` }] };
  }
  if (name === 'delete_station') return { isError: true, content: [{ type: 'text', text: 'It is in use.' }] };
  return { error: { code: -32_602, message: `Unknown tool: ${name}` } };
}

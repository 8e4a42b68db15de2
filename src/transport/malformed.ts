import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Node's error code for a request that exceeds its time limit. */
export const LATE = 'ERR_HTTP_REQUEST_TIMEOUT';

/** Statuses of refusals at paths that exist. */
export const MALFORMED_STATUSES = [400, 408, 417, 431] as const;

/** Our own code for `CONNECT`, which Node does not treat as a request. */
export const TUNNEL = 'CONNECT';

/**
 * Answers input that could not be parsed as an HTTP request, then closes the connection. No surface words it:
 * there is no path.
 */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The request headers are too large.']
      : error.code === LATE
        ? ['408 Request Timeout', 'The request took too long to arrive.']
        : error.code === TUNNEL
          ? ['501 Not Implemented', 'CONNECT is not supported: this server is not a proxy.']
          : ['400 Bad Request', 'The request is not valid HTTP.'];
  const body = toBody(message);
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/**
 * The same for a request that Node has parsed: the answer keeps its place among pipelined ones, then the
 * connection closes.
 */
export function answerMalformed(response: ServerResponse, status: number, message: string): void {
  const body = toBody(message);
  response.shouldKeepAlive = false;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** HTTP/1.1 requires exactly one `Host`, and forbids a server to pick one of several (RFC 9112, 3.2). */
export function hasWrongHost({ rawHeaders, httpVersionMinor }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1 || (hosts === 0 && httpVersionMinor >= 1);
}

function toBody(message: string): string {
  return JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: null } });
}

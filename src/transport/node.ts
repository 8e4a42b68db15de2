import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { WholeOutgoing } from '../kernel/incoming.ts';
import { isLoopbackName } from '../kernel/steps/loopback.ts';
import { Abort } from '../runtime/abort.ts';
import { until } from '../runtime/clock.ts';
import { Exchange, type ExchangeOptions } from './exchange.ts';
import { answerMalformed, hasWrongHost, LATE, refuseMalformed, TUNNEL } from './malformed.ts';
import { handshakeProblem, isWebSocketUpgrade, Sockets } from './sockets.ts';

export interface NodeServerOptions extends ExchangeOptions {
  /** Maximum number of open connections; further ones are closed at once. Unlimited by default. */
  readonly maxConnections?: number | undefined;
  /** Maximum number of open WebSockets; further ones are refused with 503. Default: 10,000. */
  readonly maxSockets?: number | undefined;
}

export interface NodeServer {
  /** Resolves when the port is open. Rejects with Node's system error (`EADDRINUSE`, `EACCES`, …). */
  listen(address: { host: string; port: number }): Promise<{ host: string; port: number; url: string }>;
  /**
   * Stops accepting connections, lets open answers finish for `graceMs` milliseconds, then ends the rest.
   * Resolves when all connections are closed.
   */
  close(options: { graceMs: number }): Promise<void>;
  /** Number of answers in progress. */
  readonly open: number;
}

/**
 * Longer than the idle timeout of common load balancers and clients, so that the server never hangs up first.
 */
const KEEP_ALIVE_MS = 75_000;

/**
 * Serves dispatch on `node:http`. Headers and the end of an answer go through `ServerResponse`; the frames of
 * a paced stream are chunk-encoded here and written directly to the socket, one write for everything due,
 * which costs about a quarter less than `response.write` (docs/performance.md).
 */
export function createNodeServer(options: NodeServerOptions): NodeServer {
  const { clock } = options;
  const exchanges = new Set<Exchange>();
  const sockets = new Sockets(options);
  let closing = false;
  let listener: 'loopback' | 'network' = 'loopback';

  // An import of `node:http` evaluates all its exports, which loads undici: about a tenth of the start, for nothing used here.
  const { createServer, ServerResponse: Response } = process.getBuiltinModule('node:http');
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      requestTimeout: options.requestTimeout,
      // How often Node checks for late requests; a third of the limit is precise enough.
      connectionsCheckingInterval: Math.ceil(options.requestTimeout / 3),
      headersTimeout: options.requestTimeout,
      noDelay: true,
      // Checked in `take`, so that the refusal has a JSON body.
      requireHostHeader: false,
      shouldUpgradeCallback: isWebSocketUpgrade,
    },
    (request, response) => take(request, response, false),
  );
  // Without this listener Node would send `100 Continue` at once; the exchange decides instead.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    take(request, response, true),
  );

  // Older versions of Node would take the offer of any protocol for an upgrade; there, requests are only answered.
  if ('shouldUpgradeCallback' in server) {
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
      upgrade(request, socket, head),
    );
  }

  /** Node leaves the connection to us: it is answered here, or becomes a socket. */
  function upgrade(request: IncomingMessage, connection: Socket, head: Buffer): void {
    connection.on('error', () => connection.destroy());
    const response = new Response(request);
    response.shouldKeepAlive = false;
    try {
      response.assignSocket(connection);
    } catch {
      // An earlier request on this connection is not answered yet.
      connection.destroy();
      return;
    }
    response.on('finish', () => connection.destroySoon());
    const problem = handshakeProblem(request);
    if (problem !== undefined) answerMalformed(response, 400, problem);
    else if (sockets.isFull) answerMalformed(response, 503, 'The server has too many open WebSockets.');
    else {
      take(request, response, false, (outgoing, leave) => {
        response.detachSocket(connection);
        sockets.accept({ request, connection, head }, outgoing, leave);
      });
    }
  }

  function take(
    request: IncomingMessage,
    response: ServerResponse,
    isAsked: boolean,
    become?: (outgoing: WholeOutgoing, leave: () => void) => void,
  ): void {
    if (closing) response.shouldKeepAlive = false;
    if (hasWrongHost(request)) {
      answerMalformed(response, 400, 'The request needs exactly one Host header.');
      return;
    }
    const leave = (): void => {
      exchanges.delete(exchange);
      exchange.leave();
      // An earlier answer may have promised to keep the connection alive, which would keep the server open.
      if (closing) server.closeIdleConnections();
    };
    const exchange: Exchange = new Exchange(
      request,
      response,
      options,
      become && ((outgoing) => become(outgoing, leave)),
    );
    exchanges.add(exchange);
    response.on('close', leave);
    exchange.run(isAsked, listener);
  }

  server.on('checkExpectation', (_, response: ServerResponse) =>
    answerMalformed(response, 417, 'The only supported expectation is 100-continue.'),
  );
  server.on('connect', (_, socket: Socket) => {
    // Node detaches this socket from the server: nobody else handles its errors or closes it.
    socket.on('error', () => {});
    refuseMalformed(Object.assign(new Error('CONNECT is not supported'), { code: TUNNEL }), socket);
    socket.resume();
    socket.destroySoon();
  });

  if (options.maxConnections !== undefined) server.maxConnections = options.maxConnections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    let pending: Exchange | undefined;
    for (const exchange of exchanges) {
      // Streamed bodies have no total time limit; the exchange watches the gap between chunks.
      if (error.code === LATE && exchange.isReceiving(socket)) return;
      // An error cannot be sent in the middle of another answer.
      if (exchange.isAnswering(socket)) socket.destroy();
      if (exchange.isPending(socket)) pending = exchange;
    }
    // Earlier requests on the connection are answered first, or their client would take this error for their answer.
    if (pending) pending.onAnswered(() => refuseMalformed(error, socket));
    else refuseMalformed(error, socket);
  });

  return {
    async listen({ host, port }) {
      const address = await listen(server, host, port);
      listener = isLoopback(address.host) ? 'loopback' : 'network';
      return address;
    },
    get open() {
      return exchanges.size;
    },
    async close({ graceMs }) {
      closing = true;
      for (const exchange of exchanges) exchange.announceEnd();
      sockets.announceEnd();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      const grace = new Abort();
      const deadline = until(clock, clock.now() + graceMs, grace).then(
        () => {
          for (const exchange of exchanges) exchange.interrupt();
          sockets.interrupt();
          server.closeAllConnections();
        },
        () => {},
      );
      await closed;
      grace.abort();
      await deadline;
    },
  };
}

function listen(
  server: Server,
  host: string,
  port: number,
): Promise<{ host: string; port: number; url: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve({ host: address.address, port: address.port, url: `http://${name}:${address.port}` });
    });
  });
}

function isLoopback(address: string): boolean {
  return isLoopbackName(address.includes(':') ? `[${address}]` : address);
}

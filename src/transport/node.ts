import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isLoopbackName } from '../kernel/steps/loopback.ts';
import { Abort } from '../runtime/abort.ts';
import { until } from '../runtime/clock.ts';
import { ByteBudget } from './byte-budget.ts';
import { Exchange, type ExchangeOptions } from './exchange.ts';
import { answerMalformed, hasWrongHost, LATE, refuseMalformed, TUNNEL } from './malformed.ts';

export interface NodeServerOptions extends Omit<ExchangeOptions, 'bodies'> {
  /** Bytes of request bodies held in memory over all requests; at least one body of the largest size. */
  readonly inFlightBodyLimit: number;
  /** Connections open at once; more are closed as they come. Unlimited by default. */
  readonly maxConnections?: number | undefined;
}

export interface NodeServer {
  /** Resolves when the port is open. Rejects with Node's system error (`EADDRINUSE`, `EACCES`, …). */
  listen(address: { host: string; port: number }): Promise<{ host: string; port: number; url: string }>;
  /**
   * Stops accepting, lets open answers finish for `graceMs`, then ends what is left. Resolves when every connection is
   * closed.
   */
  close(options: { graceMs: number }): Promise<void>;
  /** Answers in progress. */
  readonly open: number;
}

/** Longer than any load balancer's or client's idle time, so that it is never the server that hangs up first. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Renders answers straight onto `node:http`. Headers and the end go through `ServerResponse`; the frames of a paced stream are
 * written to its socket as chunks framed here, one write for all that is due, which costs about a quarter less than
 * `response.write` (docs/performance.md).
 */
export function createNodeServer(options: NodeServerOptions): NodeServer {
  const { clock } = options;
  const bodies = new ByteBudget(Math.max(options.inFlightBodyLimit, options.bodyLimit));
  const exchangeOptions: ExchangeOptions = { ...options, bodies };
  const exchanges = new Set<Exchange>();
  let closing = false;
  let listener: 'loopback' | 'network' = 'loopback';

  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      requestTimeout: options.requestTimeout,
      // Node looks for late requests this often; a third of the time allowed is close enough.
      connectionsCheckingInterval: Math.ceil(options.requestTimeout / 3),
      headersTimeout: options.requestTimeout,
      noDelay: true,
      // Checked here, where the refusal has a body.
      requireHostHeader: false,
    },
    (request, response) => take(request, response, false),
  );
  // Node would ask for the body at once: a sender that waits is asked when somebody wants it.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    take(request, response, true),
  );

  function take(request: IncomingMessage, response: ServerResponse, isAsked: boolean): void {
    if (closing) response.shouldKeepAlive = false;
    if (hasWrongHost(request)) {
      answerMalformed(response, 400, 'The request needs exactly one Host header.');
      return;
    }
    const exchange = new Exchange(request, response, exchangeOptions);
    exchanges.add(exchange);
    response.on('close', () => {
      exchanges.delete(exchange);
      exchange.leave();
      // A connection kept alive by headers sent before would hold the server open for nothing.
      if (closing) server.closeIdleConnections();
    });
    exchange.run(isAsked, listener);
  }

  server.on('checkExpectation', (_, response: ServerResponse) =>
    answerMalformed(response, 417, 'The only supported expectation is 100-continue.'),
  );
  server.on('connect', (_, socket: Socket) => {
    // Node leaves this socket to its taker: nobody else handles its errors or closes it.
    socket.on('error', () => {});
    refuseMalformed(Object.assign(new Error('CONNECT is not supported'), { code: TUNNEL }), socket);
    socket.resume();
    socket.destroySoon();
  });

  if (options.maxConnections !== undefined) server.maxConnections = options.maxConnections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    for (const exchange of exchanges) {
      // A body that is handed over as it arrives may take its time, and is watched piece by piece.
      if (error.code === LATE && exchange.isReceiving(socket)) return;
      // Nothing can be said between the bytes of an answer in progress.
      if (exchange.isAnswering(socket)) socket.destroy();
    }
    refuseMalformed(error, socket);
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
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      const grace = new Abort();
      const deadline = until(clock, clock.now() + graceMs, grace).then(
        () => {
          for (const exchange of exchanges) exchange.interrupt();
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

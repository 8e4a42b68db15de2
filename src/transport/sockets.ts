import type { IncomingMessage } from 'node:http';
import type { Socket as Connection } from 'node:net';
import type { ServerOptions, WebSocketServer } from 'ws';
import type { WholeOutgoing } from '../kernel/incoming.ts';
import { type Lazy, lazy } from '../runtime/lazy.ts';
import { announcedSize } from './body.ts';
import { NodeSocket, type NodeSocketOptions } from './node-socket.ts';

export interface SocketsOptions extends NodeSocketOptions {
  /** Maximum number of open sockets. Default: {@link MOST_SOCKETS}. */
  readonly maxSockets?: number | undefined;
}

const MOST_SOCKETS = 10_000;

/** Milliseconds until a connection is cut off whose peer does not answer the close frame. */
const CLOSE_MS = 2000;

/** The open sockets of a server. `ws`, which speaks the protocol, is loaded at the first upgrade. */
export class Sockets {
  readonly #options: SocketsOptions;
  readonly #open = new Set<NodeSocket>();
  /** The headers of answers that are about to be sent. */
  readonly #headers = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();
  readonly #server: Lazy<WebSocketServer>;
  /** Handshakes that have begun. */
  #begun = 0;
  #isClosing = false;

  constructor(options: SocketsOptions) {
    this.#options = options;
    this.#server = lazy(options.clock, () => this.#load());
  }

  get isFull(): boolean {
    return this.#open.size + this.#begun >= (this.#options.maxSockets ?? MOST_SOCKETS);
  }

  /** Completes the handshake. `onClose` is called when the socket is closed, or if the handshake fails. */
  async accept(
    upgrade: { readonly request: IncomingMessage; readonly connection: Connection; readonly head: Buffer },
    { headers, socket: accepted }: WholeOutgoing,
    onClose: () => void,
  ): Promise<void> {
    const { request, connection, head } = upgrade;
    const end = (outcome: 'ok' | 'aborted'): void => {
      accepted?.end(outcome);
      onClose();
    };
    const fail = (): void => end('aborted');
    connection.once('close', fail);
    this.#begun++;
    try {
      const server = await this.#server();
      if (connection.destroyed) return;
      this.#headers.set(request, headers);
      server.handleUpgrade(request, connection, head, (ws) => {
        connection.off('close', fail);
        const socket = new NodeSocket(ws, connection, this.#options, (outcome) => {
          this.#open.delete(socket);
          end(outcome);
        });
        this.#open.add(socket);
        accepted?.open(socket);
        if (this.#isClosing) socket.announceEnd();
      });
    } catch {
      connection.destroy();
    } finally {
      this.#begun--;
    }
  }

  /** The server is about to close: idle sockets are closed. */
  announceEnd(): void {
    this.#isClosing = true;
    for (const socket of [...this.#open]) socket.announceEnd();
  }

  /** Closes all sockets. */
  interrupt(): void {
    for (const socket of [...this.#open]) socket.interrupt();
  }

  async #load(): Promise<WebSocketServer> {
    const { WebSocketServer } = await import('ws');
    // The types of the package do not know `closeTimeout` yet.
    const options: ServerOptions & { readonly closeTimeout: number } = {
      noServer: true,
      perMessageDeflate: false,
      clientTracking: false,
      maxPayload: this.#options.bodyLimit,
      closeTimeout: CLOSE_MS,
    };
    const server = new WebSocketServer(options);
    return server.on('headers', (lines, request) => {
      for (const [name, value] of Object.entries(this.#headers.get(request) ?? {}))
        lines.push(`${name}: ${value}`);
    });
  }
}

const KEY = /^[+/\w]{22}==$/;

/**
 * Whether a request asks to become a WebSocket. Other protocols are ignored, as HTTP allows (RFC 9110, section 7.8): some
 * clients offer HTTP/2 with each request. So is the offer of a request with a body.
 */
export function isWebSocketUpgrade(request: IncomingMessage): boolean {
  const { method, headers } = request;
  if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') return false;
  return headers['transfer-encoding'] === undefined && (announcedSize(request) ?? 0) === 0;
}

/** What is wrong with the handshake; undefined if nothing is. */
export function handshakeProblem({ headers }: IncomingMessage): string | undefined {
  if (headers['sec-websocket-version'] !== '13')
    return 'The only supported version of WebSocket is 13 (Sec-WebSocket-Version).';
  if (!KEY.test(headers['sec-websocket-key'] ?? ''))
    return 'The request needs a Sec-WebSocket-Key of 16 bytes in base64.';
  return undefined;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Dispatcher } from '../kernel/dispatch.ts';
import type {
  Arrival,
  Incoming,
  Outgoing,
  Received,
  StreamOutgoing,
  WholeOutgoing,
} from '../kernel/incoming.ts';
import { Abort } from '../runtime/abort.ts';
import type { BodyReservation } from '../runtime/body-reservation.ts';
import type { ByteBudget } from '../runtime/byte-budget.ts';
import type { Clock, Timer } from '../runtime/clock.ts';
import { type Playback, play } from '../runtime/timeline.ts';
import type { Turns } from '../runtime/turns.ts';
import { ArrivingBody } from './arriving-body.ts';
import { announcedSize, hasBody, type NoBody, readBody } from './body.ts';
import { LATE, refuseMalformed } from './malformed.ts';

/** Shared by all exchanges of a server. */
export interface ExchangeOptions {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly dispatcher: Dispatcher;
  /** Maximum size in bytes of a body that is read into memory. */
  readonly bodyLimit: number;
  /** Memory shared by all request bodies of the server. */
  readonly bodies: ByteBudget;
  /** Bytes buffered for a slow client before its stream is paused. */
  readonly clientBufferLimit: number;
  /** Milliseconds a stream may stay paused before its connection is closed. */
  readonly slowReaderTimeout: number;
  /** Milliseconds for a whole request to arrive or, if its body is streamed, for each next chunk. */
  readonly requestTimeout: number;
}

/** How long the rest of a refused body is read and dropped before the connection is closed, in milliseconds. */
const LINGER_MS = 10_000;

/** The connection survives the refusal of a body up to this size in bytes: it is read and dropped. */
const SMALL_BODY = 65_536;

const NO_BODY = new Uint8Array(0);

/** One request and its answer. */
export class Exchange {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #options: ExchangeOptions;
  /** Makes the connection a socket; undefined for a plain request. */
  readonly #become: ((outgoing: WholeOutgoing) => void) | undefined;
  #listener: Incoming['listener'];
  readonly #abort = new Abort();
  #playback: Playback | undefined;
  #farewell: (() => string) | undefined;
  #patience: Timer | undefined;
  #socket: Socket | null = null;
  /** The body, if it is streamed, or refused before all of it has arrived. */
  #arriving: ArrivingBody | undefined;
  /** The memory reserved for the body. */
  #reservation: BodyReservation | undefined;
  /** The call, while its body is on its way. */
  #undecided: Arrival | undefined;

  /** `become` is called if the upgrade that the request asks for is accepted. */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    options: ExchangeOptions,
    become?: (outgoing: WholeOutgoing) => void,
  ) {
    this.#request = request;
    this.#response = response;
    this.#options = options;
    this.#become = become;
  }

  /** `isAsked`: the sender holds back its body until it receives `100 Continue`. */
  run(isAsked: boolean, listener: Incoming['listener']): void {
    this.#listener = listener;
    const { method = 'GET', headers } = this.#request;
    const receivedAt = this.#options.clock.now();
    const url = toOriginForm(this.#request.url ?? '/');
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const { dispatcher, bodyLimit, bodies, clock } = this.#options;
    const answer = (body: Uint8Array | NoBody | undefined, arrival?: Arrival): void =>
      this.#answer({ method, path, query, receivedAt, arrival }, body);
    if (!hasBody(this.#request) || this.#become) {
      answer(NO_BODY);
      return;
    }
    const arrival = dispatcher.arrive({ method, path, query, headers, listener, receivedAt });
    if (arrival.body !== 'whole') {
      this.#arriving = this.#receive(isAsked);
      answer(undefined, arrival);
      return;
    }
    this.#undecided = arrival;
    // Do not request a body that is already known to be too large.
    const isHeldBack = isAsked && (announcedSize(this.#request) ?? 0) > bodyLimit;
    if (isAsked && !isHeldBack) this.#response.writeContinue();
    this.#reservation = readBody(this.#request, { limit: bodyLimit, budget: bodies, clock }, (body) => {
      if (typeof body === 'string') {
        this.#arriving = this.#receive(isHeldBack);
        this.#response.shouldKeepAlive = false;
      }
      answer(body, arrival);
    });
  }

  #receive(isAsked: boolean): ArrivingBody {
    return new ArrivingBody(this.#request, {
      clock: this.#options.clock,
      idleTimeout: this.#options.requestTimeout,
      askFor: isAsked ? () => this.#response.writeContinue() : undefined,
      onStall: () => {
        const { socket } = this.#request;
        refuseMalformed(Object.assign(new Error('The sender stalls'), { code: LATE }), socket);
        socket.destroySoon();
      },
    });
  }

  /** Releases everything: the connection is gone, or the answer complete. */
  leave(): void {
    if (this.#undecided) this.#options.dispatcher.drop(this.#undecided);
    this.#undecided = undefined;
    this.#patience?.cancel();
    this.#playback?.stop();
    this.#arriving?.release();
    this.#reservation?.release();
    this.#socket?.off('drain', this.#onDrain);
    // Aborting creates an error with a stack; skip it if no work can be in progress.
    if (!this.#response.writableEnded) this.#abort.abort();
  }

  /** Closes the connection after this answer, and says so in its headers unless they are sent. */
  announceEnd(): void {
    this.#response.shouldKeepAlive = false;
  }

  /** Whether the answer has started on `socket`. */
  isAnswering(socket: Socket): boolean {
    return this.#response.socket === socket && this.#response.headersSent;
  }

  /** Whether the request arrived completely on `socket` and its answer has not started. */
  isPending(socket: Socket): boolean {
    return this.#request.socket === socket && this.#request.complete && !this.#response.headersSent;
  }

  /** Calls `listener` once the answer has been sent or the connection is gone. */
  onAnswered(listener: () => void): void {
    this.#response.once('close', listener);
  }

  /** Whether a streamed body is still arriving on `socket`. */
  isReceiving(socket: Socket): boolean {
    return this.#arriving !== undefined && !this.#arriving.isComplete && this.#request.socket === socket;
  }

  /** Ends an open stream early with its farewell. Does nothing if no stream is open. */
  interrupt(): void {
    if (this.#playback === undefined || this.#response.writableEnded) return;
    this.#playback.stop();
    this.#sayFarewell();
  }

  /** A stream without a farewell is cut off, so that no client takes it for complete. */
  #sayFarewell(): void {
    if (this.#farewell === undefined) this.#response.destroy();
    else this.#response.end(this.#farewell());
  }

  #answer(
    request: Pick<Received, 'method' | 'path' | 'query' | 'receivedAt' | 'arrival'>,
    body: Uint8Array | NoBody | undefined,
  ): void {
    this.#undecided = undefined;
    const outgoing = this.#options.dispatcher.dispatch({
      method: request.method,
      path: request.path,
      origin: originOf(this.#request),
      query: request.query,
      headers: this.#request.headers,
      body: typeof body === 'string' ? undefined : body,
      reservation: this.#reservation,
      isOverloaded: body === 'overloaded',
      stream: typeof body === 'string' ? undefined : this.#arriving,
      listener: this.#listener,
      ...(this.#become && { upgrade: 'websocket' }),
      arrival: request.arrival,
      abort: this.#abort,
      receivedAt: request.receivedAt,
    });
    if (outgoing instanceof Promise) outgoing.then((settled) => this.#send(settled));
    else this.#send(outgoing);
  }

  #send(outgoing: Outgoing): void {
    this.#reservation?.release();
    const response = this.#response;
    if (response.destroyed) {
      outgoing.frames?.cancel();
      return;
    }
    const arriving = this.#arriving;
    if (arriving && !arriving.isComplete) {
      this.#refuse(arriving, outgoing);
      return;
    }
    if (outgoing.frames === undefined && outgoing.socket) {
      this.#become?.(outgoing);
      return;
    }
    response.writeHead(outgoing.status, outgoing.headers);
    if (outgoing.frames === undefined) this.#end(outgoing.body);
    else this.#stream(outgoing);
  }

  /**
   * Answers before the body has arrived, always with an error. Closing at once would reset the connection and
   * could destroy the answer before the sender reads it, so the rest of the body is drained for a while first.
   */
  #refuse(arriving: ArrivingBody, outgoing: Outgoing): void {
    const response = this.#response;
    const { clock } = this.#options;
    outgoing.frames?.cancel();
    const size = announcedSize(this.#request) ?? Number.POSITIVE_INFINITY;
    if (arriving.isHeldBack || size > SMALL_BODY) response.shouldKeepAlive = false;
    response.writeHead(outgoing.status, outgoing.headers);
    const body = outgoing.body ?? '';
    if (arriving.isHeldBack) {
      this.#end(body);
      return;
    }
    if (body.length > 0) response.write(body);
    else response.flushHeaders();
    const end = (): void => {
      this.#patience?.cancel();
      this.#patience = undefined;
      if (!response.writableEnded) this.#end();
    };
    const { socket } = this.#request;
    this.#patience = clock.at(clock.now() + LINGER_MS, () => {
      end();
      // Even if the connection was to be kept: the next request would start in the middle of this body.
      socket.destroySoon();
    });
    arriving.discard(end);
  }

  /** Ends the answer. A client that does not read all of it within `slowReaderTimeout` is disconnected. */
  #end(body?: string | Uint8Array): void {
    const { socket } = this.#response;
    if (typeof body === 'string') this.#response.end(body, encodingOf(body, Buffer.byteLength(body)));
    else this.#response.end(body);
    if (socket && socket.writableLength > 0) this.#waitFor(socket);
  }

  #waitFor(socket: Socket): void {
    const { clock, slowReaderTimeout } = this.#options;
    this.#patience ??= clock.at(clock.now() + slowReaderTimeout, () => socket.destroy());
  }

  #stream({ frames, farewell, headers }: StreamOutgoing): void {
    const { clock } = this.#options;
    const response = this.#response;
    this.#farewell = farewell;
    // Frames already due are sent together with the headers; without latency that is the whole stream in one
    // write.
    let first: string | Uint8Array;
    try {
      first = frames.take(clock.now()) ?? '';
    } catch {
      this.#sayFarewell();
      return;
    }
    if (frames.nextAt === undefined) {
      this.#end(first);
      return;
    }
    const socket = response.socket;
    this.#socket = socket;
    socket?.cork();
    response.flushHeaders();
    const isChunked = this.#request.httpVersionMinor === 1 && headers['content-length'] === undefined;
    const write = socket && isChunked ? toChunks(socket) : toResponse(response);
    if (first.length > 0) write(first);
    socket?.uncork();
    socket?.on('drain', this.#onDrain);
    const limit = this.#options.clientBufferLimit;
    this.#playback = play(this.#options, frames, {
      write: (batch) => {
        write(batch);
        // A socket below its own high-water mark never emits 'drain'.
        if (socket === null || socket.writableLength < limit || !socket.writableNeedDrain) return true;
        this.#waitFor(socket);
        return false;
      },
      end: () => this.#end(),
      fail: () => this.#sayFarewell(),
    });
  }

  readonly #onDrain = (): void => {
    this.#patience?.cancel();
    this.#patience = undefined;
    this.#playback?.resume();
  };
}

/** The target without scheme and host, which servers must accept (RFC 9112, 3.2.2). */
function toOriginForm(target: string): string {
  if (target.charCodeAt(0) === 0x2f) return target;
  const rest = target.replace(/^https?:\/\/[^/?]*/i, '');
  return rest === target || rest.startsWith('/') ? rest : `/${rest}`;
}

/** Writes each batch as an HTTP chunk (RFC 9112, 7.1) directly to the socket. */
function toChunks(socket: Socket): (batch: string | Uint8Array) => void {
  return (batch) => {
    const bytes = Buffer.byteLength(batch);
    // An empty chunk would end the body.
    if (bytes === 0) return;
    if (typeof batch === 'string') {
      const chunk = `${bytes.toString(16)}\r\n${batch}\r\n`;
      socket.write(chunk, encodingOf(batch, bytes));
      return;
    }
    socket.cork();
    socket.write(`${bytes.toString(16)}\r\n`, 'latin1');
    socket.write(batch);
    socket.write('\r\n', 'latin1');
    socket.uncork();
  };
}

/** If every code unit is one byte, the text is ASCII; latin1 gives the same bytes and is cheaper to write. */
function encodingOf(text: string, bytes: number): 'latin1' | 'utf8' {
  return bytes === text.length ? 'latin1' : 'utf8';
}

function toResponse(response: ServerResponse): (batch: string | Uint8Array) => void {
  return (batch) => response.write(batch);
}

/** The address by which the caller reached this server. An invalid `Host` is ignored. */
function originOf({ headers, socket }: IncomingMessage): string {
  const { host } = headers;
  if (host !== undefined && /^[\w.-]+(:\d+)?$|^\[[\da-fA-F:.]+\](:\d+)?$/.test(host)) return `http://${host}`;
  return `http://${socket.localAddress ?? 'localhost'}:${socket.localPort ?? 0}`;
}

import type { Socket as Connection } from 'node:net';
import type { WebSocket } from 'ws';
import { GOING_AWAY, type Socket, type SocketMessage } from '../kernel/socket.ts';
import { BodyReservation } from '../runtime/body-reservation.ts';
import type { ByteBudget } from '../runtime/byte-budget.ts';
import type { Clock, Timer } from '../runtime/clock.ts';

export interface NodeSocketOptions {
  readonly clock: Clock;
  /** Maximum size of a message in bytes. */
  readonly bodyLimit: number;
  /** Memory shared by all bodies and messages of the server. */
  readonly bodies: ByteBudget;
  /** Bytes buffered for a peer that reads slowly before {@link NodeSocket.send} returns false. */
  readonly clientBufferLimit: number;
  /** Milliseconds until a peer that does not read is disconnected. */
  readonly slowReaderTimeout: number;
}

/** Milliseconds between pings. A peer that has not answered one when the next is due is gone. */
export const PING_MS = 30_000;

/** Bytes of a message that may arrive before memory is reserved for all of it. */
const SMALL = 131_072;

/** Codes for closing (RFC 6455, section 7.4.1). */
const UNSUPPORTED_DATA = 1003;
const TRY_AGAIN_LATER = 1013;

/** Why nothing is read from the peer: the handler wants no more, the peer does not read, or there is no memory. */
type Halt = 'handler' | 'output' | 'memory';

/** A socket on a connection of `node:net`, with all of its bounds. */
export class NodeSocket implements Socket {
  readonly #ws: WebSocket;
  readonly #connection: Connection;
  readonly #options: NodeSocketOptions;
  readonly #halts = new Set<Halt>();
  readonly #drains = new Set<() => void>();
  #onMessage: (message: SocketMessage) => void = () => {};
  #onGoingAway: (() => void) | undefined;
  #patience: Timer | undefined;
  #ping: Timer | undefined;
  /** Whether the peer has been heard of since the last ping. */
  #isAlive = true;
  /** Bytes that have arrived since the last message. */
  #arriving = 0;
  /** The memory for the message that is arriving, once it is large. */
  #reservation: BodyReservation | undefined;
  /** The memory for messages that the handler still needs. */
  readonly #held = new Set<BodyReservation>();

  /** `onClose` is called once, when the socket is closed. */
  constructor(
    ws: WebSocket,
    connection: Connection,
    options: NodeSocketOptions,
    onClose: (outcome: 'ok' | 'aborted') => void,
  ) {
    this.#ws = ws;
    this.#connection = connection;
    this.#options = options;
    ws.on('message', (data, isBinary) => {
      if (isBinary) this.close(UNSUPPORTED_DATA, 'Only text messages are supported.');
      // Messages are buffers unless `binaryType` says otherwise.
      else this.#receive(data as Buffer);
    });
    ws.on('pong', () => {
      this.#isAlive = true;
    });
    // It is closed next.
    ws.on('error', () => {});
    ws.on('close', (code) => {
      this.#leave();
      onClose(code === ABNORMAL ? 'aborted' : 'ok');
    });
    connection.on('data', this.#onData);
    connection.on('drain', this.#onDrain);
    this.#watch();
  }

  onMessage(listener: (message: SocketMessage) => void): void {
    this.#onMessage = listener;
  }

  onGoingAway(listener: () => void): void {
    this.#onGoingAway = listener;
  }

  onDrain(listener: () => void): () => void {
    this.#drains.add(listener);
    return () => this.#drains.delete(listener);
  }

  send(messages: readonly string[]): boolean {
    const connection = this.#connection;
    if (this.#ws.readyState !== OPEN) return true;
    // One write for all of them.
    connection.cork();
    for (const message of messages) this.#ws.send(message);
    connection.uncork();
    const { clock, clientBufferLimit, slowReaderTimeout } = this.#options;
    // A connection below its own high-water mark never emits 'drain'.
    if (connection.writableLength < clientBufferLimit || !connection.writableNeedDrain) return true;
    // Whatever the peer asks for would be answered with more of what it does not read.
    this.#halt('output');
    this.#patience ??= clock.at(clock.now() + slowReaderTimeout, () => this.#ws.terminate());
    return false;
  }

  pause(): void {
    this.#halt('handler');
  }

  resume(): void {
    this.#goOn('handler');
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
    // The peer's answer has to be read.
    this.#halts.clear();
    this.#ws.resume();
  }

  /** The server is about to close. */
  announceEnd(): void {
    if (this.#onGoingAway) this.#onGoingAway();
    else this.interrupt();
  }

  /** The server closes now. */
  interrupt(): void {
    this.close(GOING_AWAY, 'The server is closing.');
  }

  #receive(bytes: Buffer): void {
    this.#isAlive = true;
    this.#arriving = 0;
    const { bodies, clock } = this.#options;
    const reservation = this.#reservation ?? new BodyReservation(bodies, clock);
    const isReserved = this.#reservation !== undefined;
    this.#reservation = undefined;
    this.#held.add(reservation);
    const release = (): void => {
      this.#held.delete(reservation);
      reservation.release();
    };
    const deliver = (): void => this.#onMessage({ bytes, release });
    if (isReserved) {
      reservation.keep(bytes.length);
      deliver();
    } else this.#reserve(reservation, bytes.length, deliver);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#arriving += chunk.length;
    if (this.#arriving <= SMALL || this.#reservation) return;
    const { bodies, bodyLimit, clock } = this.#options;
    this.#reservation = new BodyReservation(bodies, clock);
    // Whole, although its size is not known: messages that each have a part could not be completed.
    this.#reserve(this.#reservation, bodyLimit, () => {});
  };

  /** Reads on once there is memory. */
  #reserve(reservation: BodyReservation, bytes: number, then: () => void): void {
    if (reservation.take(bytes)) {
      then();
      return;
    }
    this.#halt('memory');
    reservation.wait(bytes, (isTaken) => {
      this.#goOn('memory');
      if (isTaken) then();
      else this.close(TRY_AGAIN_LATER, 'The server holds too many messages in memory.');
    });
  }

  #halt(reason: Halt): void {
    if (this.#halts.size === 0) this.#ws.pause();
    this.#halts.add(reason);
  }

  #goOn(reason: Halt): void {
    if (!this.#halts.delete(reason) || this.#halts.size > 0) return;
    this.#ws.resume();
  }

  readonly #onDrain = (): void => {
    this.#patience?.cancel();
    this.#patience = undefined;
    this.#goOn('output');
    for (const listener of [...this.#drains]) listener();
  };

  #watch(): void {
    const { clock } = this.#options;
    this.#ping = clock.atLeisure(clock.now() + PING_MS, () => {
      // Nothing is read, so no answer would be.
      if (this.#halts.size > 0) this.#isAlive = true;
      if (!this.#isAlive) {
        this.#ws.terminate();
        return;
      }
      this.#isAlive = false;
      // Counted from when it is sent: virtual time may pass without any time for an answer.
      this.#ws.ping(undefined, undefined, (error) => {
        if (!error) this.#watch();
      });
    });
  }

  #leave(): void {
    this.#patience?.cancel();
    this.#ping?.cancel();
    this.#connection.off('data', this.#onData);
    this.#connection.off('drain', this.#onDrain);
    this.#reservation?.release();
    for (const reservation of this.#held) reservation.release();
    this.#held.clear();
    this.#drains.clear();
  }
}

/** `WebSocket.OPEN`, without loading the package. */
const OPEN = 1;

/** What `ws` reports if a connection ended without a close frame. */
const ABNORMAL = 1006;

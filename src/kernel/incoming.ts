import type { Abort } from '../runtime/abort.ts';
import type { BodyReservation } from '../runtime/body-reservation.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Head } from './head.ts';
import type { Match } from './operation.ts';
import type { Socket } from './socket.ts';
import type { RowSteps, StepCall } from './step.ts';

/** A request as dispatch receives it: from a transport ({@link Received}) or from the program itself. */
export interface Incoming extends Head {
  /** Scheme, host and port by which the caller reaches this server. */
  readonly origin: string;
  /** The complete body. Undefined if it was too large or `isOverloaded`, or if it comes as `stream`. */
  readonly body: Uint8Array | undefined;
  /** Memory reserved for the body; grows if the body is decoded. */
  readonly reservation?: BodyReservation | undefined;
  /** The server held too many other bodies in memory, so this one was not read. */
  readonly isOverloaded?: boolean | undefined;
  /**
   * The body as a stream, in place of `body`, where its arrival says so (`Arrival.body`). Iterated at most once;
   * nothing is read before that, and ending the iteration early drops the rest. Throws when the sender disconnects.
   */
  readonly stream?: AsyncIterable<Uint8Array> | undefined;
  /** What `Dispatcher.arrive` returned, if the transport has called it. */
  readonly arrival?: Arrival | undefined;
  /** Fires when the caller disconnects. */
  readonly abort: Abort;
}

/** A request from outside, which can never be internal. */
export type Received = Incoming & { readonly internal?: never };

/** A request whose head has passed the first steps, or was refused by one. */
export interface Arrival extends StepCall {
  /** Undefined if no row matches. */
  readonly match: Match | undefined;
  readonly steps: RowSteps;
  /** Set if the request is going to be refused: what a step threw. */
  readonly refusal: { readonly error: unknown } | undefined;
  /**
   * What to do with the body: collect it; pass it on as a stream, because it is a form with files that go to the
   * store; or do not receive it, because the request is going to be refused. Dispatching the request without its
   * body then produces the refusal.
   */
  readonly body: 'whole' | 'stream' | 'unwanted';
}

/** An answer for a transport to write. */
export type Outgoing = WholeOutgoing | StreamOutgoing;

export interface WholeOutgoing {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
  readonly frames?: undefined;
  /** The upgrade is accepted: the transport makes the connection a socket. */
  readonly socket?: SocketOutgoing;
}

export interface SocketOutgoing {
  /** Called once, with the socket, unless the handshake fails. */
  open(socket: Socket): void;
  /** Called once, when the socket is closed or the handshake has failed. */
  end(outcome: 'ok' | 'aborted'): void;
}

export interface StreamOutgoing {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly frames: Timeline<string | Uint8Array>;
  readonly farewell?: (() => string) | undefined;
  readonly body?: undefined;
}

/**
 * A header's value by its lower-case name, undefined if there is none; repeated headers are joined with commas, as in HTTP.
 *
 * @example
 * const language = header(call, 'accept-language');
 */
export function header(incoming: Pick<Incoming, 'headers'>, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

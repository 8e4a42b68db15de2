import type { Abort } from '../runtime/abort.ts';
import type { ByteShare } from '../runtime/byte-share.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Observation } from '../telemetry/observation.ts';
import type { Match } from './operation.ts';
import type { Principal } from './principal.ts';
import type { RequestHeaders } from './request-headers.ts';

/** A request as dispatch receives it: from a transport ({@link Received}) or from the program itself. */
export interface Incoming {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Scheme, host and port by which the caller reaches this server. */
  readonly origin: string;
  /** Without the question mark; empty if there is none. */
  readonly query: string;
  readonly headers: RequestHeaders;
  /** The complete body. Undefined if it was too large or `isOverloaded`, or if it comes as `stream`. */
  readonly body: Uint8Array | undefined;
  /** The share that the body has of the memory for bodies; grows if the body is decoded. */
  readonly share?: ByteShare | undefined;
  /** The server held too many other bodies in memory, so this one was not read. */
  readonly isOverloaded?: boolean | undefined;
  /**
   * The body as a stream, in place of `body`, where admission says so (`Admission.body`). Iterated at most once; nothing is read before that, and ending the iteration early drops the rest. Throws when the
   * sender disconnects.
   */
  readonly stream?: AsyncIterable<Uint8Array> | undefined;
  /** Whether the server listens on loopback addresses alone. Undefined for an in-process call. */
  readonly listener?: 'loopback' | 'network' | undefined;
  /** Set if the transport has already checked the request's head: the row is not looked up again. */
  readonly admission?: Admission | undefined;
  /** Fires when the caller disconnects. */
  readonly abort: Abort;
  /** On the clock's `now()` scale. */
  readonly receivedAt: number;
  /**
   * Set for a call by the program itself, on behalf of a caller whose access was already checked; needs no
   * key.
   */
  readonly internal?: InternalCaller | undefined;
}

/** A request from outside, which can never be internal. */
export type Received = Incoming & { readonly internal?: never };

/** What the head of a request says about it. */
export interface Admission {
  /** Undefined if no row matches. */
  readonly match: Match | undefined;
  /** Who makes the request; undefined if its head is a reason to refuse it. */
  readonly principal: Principal | undefined;
  /**
   * What to do with the body: collect it; pass it on as a stream, because it is a form with files that go to the
   * store; or do not receive it, because the request is going to be refused. Dispatching the request without its
   * body then produces the refusal.
   */
  readonly body: 'whole' | 'stream' | 'unwanted';
}

export interface InternalCaller {
  /** Whom the program acts for. */
  readonly principal: Principal;
  /** Called when the call has ended, after `DispatchOptions.onEnd`. */
  onEnd(observation: Observation): void;
}

/** An answer for a transport to write. */
export type Outgoing = WholeOutgoing | StreamOutgoing;

export interface WholeOutgoing {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
  readonly frames?: undefined;
}

export interface StreamOutgoing {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly frames: Timeline<string | Uint8Array>;
  readonly farewell?: string | undefined;
  readonly body?: undefined;
}

/** A header's value; repeated headers are joined with commas, as in HTTP. */
export function header(incoming: Pick<Incoming, 'headers'>, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

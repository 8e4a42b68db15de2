import type { Abort } from '../runtime/abort.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Observation } from '../telemetry/observation.ts';
import type { Match } from './router.ts';

/** Lower-case names. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A request as dispatch takes it: from a transport ({@link Received}), or from the program itself. */
export interface Incoming {
  readonly method: string;
  /** Percent-encoded, without query. */
  readonly path: string;
  /** Scheme, host and port by which the caller reaches this server. */
  readonly origin: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  readonly headers: RequestHeaders;
  /** Read completely, its size bounded. Undefined: larger than the limit, and not kept; or it comes as `stream`. */
  readonly body: Uint8Array | undefined;
  /** There was no room for the body among those of all other requests; it is undefined then. */
  readonly isOverloaded?: boolean | undefined;
  /**
   * The body as it arrives, in place of `body`, for a row that takes it so (`Router.takesStream`). It is iterated at most once; nothing of it
   * need be read before somebody asks, and ending the iteration early gives up the rest. It throws when the sender leaves.
   */
  readonly stream?: AsyncIterable<Uint8Array> | undefined;
  /** Whether the server that took it listens on loopback addresses alone. Undefined for a call in process. */
  readonly listener?: 'loopback' | 'network' | undefined;
  /** Set by a transport whose {@link Admit} has checked the head: the row, whose key is not checked again. */
  readonly admitted?: Match | undefined;
  /** Fires when the caller goes away. */
  readonly abort: Abort;
  /** On the clock's `now()` scale. */
  readonly receivedAt: number;
  /** The program's own call, on behalf of one whose access was checked before: no key is asked for. */
  readonly internal?: InternalCaller | undefined;
}

/** A request from outside: nothing that a sender says makes it an internal one. */
export type Received = Incoming & { readonly internal?: never };

export interface InternalCaller {
  /** The scope of everything the call stores. */
  readonly project: string;
  /** Called when the call has ended, after what is called for every call. */
  onEnd(observation: Observation): void;
}

/** What a transport writes. */
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

/** One header's value; repeated ones are joined as HTTP joins them. */
export function header(incoming: Pick<Incoming, 'headers'>, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

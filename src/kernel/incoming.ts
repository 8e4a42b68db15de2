import type { Abort } from '../runtime/abort.ts';
import type { Timeline } from '../runtime/timeline.ts';

/** A request as every transport hands it to dispatch: read completely, its size bounded. */
export interface Incoming {
  readonly method: string;
  /** Percent-encoded, without query. */
  readonly path: string;
  /** Scheme, host and port by which the caller reaches this server. */
  readonly origin: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Undefined: larger than the limit, and not kept. */
  readonly body: Uint8Array | undefined;
  /** Fires when the caller goes away. */
  readonly abort: Abort;
  /** On the clock's `now()` scale. */
  readonly receivedAt: number;
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

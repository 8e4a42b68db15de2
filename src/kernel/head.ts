import type { Observation } from '../telemetry/observation.ts';
import type { Principal } from './principal.ts';
import type { RequestHeaders } from './request-headers.ts';

/** The parts of a request that are known before its body. */
export interface Head {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark; empty if there is none. */
  readonly query: string;
  readonly headers: RequestHeaders;
  /** Whether the server listens on loopback addresses alone. Undefined for an in-process call. */
  readonly listener?: 'loopback' | 'network' | undefined;
  /** The protocol that the request asks to continue with. Undefined for a plain request, and for an in-process call. */
  readonly upgrade?: 'websocket' | undefined;
  /** On the clock's `now()` scale. */
  readonly receivedAt: number;
  /**
   * Set for a call by the program itself, on behalf of a caller whose access was already checked; needs no
   * key.
   */
  readonly internal?: InternalCaller | undefined;
}

export interface InternalCaller {
  /** Whom the program acts for. */
  readonly principal: Principal;
  /** The JSON body, parsed; `Incoming.body` is not read then. */
  readonly json?: unknown;
  /** What the program hands to the handler besides the body (`Call.context`). */
  readonly context?: unknown;
  /** Called with the record of the call, which is complete when its answer has ended. */
  onStart(observation: Observation): void;
}

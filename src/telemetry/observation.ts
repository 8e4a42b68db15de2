import type { FinishReason, Usage } from '../engine/event.ts';
import type { Gaps } from '../engine/scheduler/scheduler.ts';
import type { TokenWrites } from './token-writes.ts';

/**
 * Everything recorded about one call, passed to telemetry when the call ends, whatever its outcome. Times are
 * on the `now()` scale.
 */
export interface Observation {
  readonly requestId: string;
  /** The client's own request id, if valid (`X-Client-Request-Id`). */
  readonly clientRequestId?: string;
  /** The operation's id; `unknown` if no row matched. */
  readonly operation: string;
  readonly method: string;
  /**
   * The row's path prefixed with `/v1` (`/v1/chat/completions`); `unknown` if no row matched, to bound label
   * cardinality.
   */
  readonly endpoint: string;
  /**
   * The requested path, for logs only; the row's path if knowing the requested one is enough to gain access.
   */
  readonly path: string;
  readonly startedAt: number;
  endedAt: number;
  status: number;
  /** `aborted`: the client disconnected before the end. */
  outcome: 'ok' | 'error' | 'aborted';
  /** The fault's kind, if there was one. */
  fault?: string;
  /** Sent as a stream. JSON never is, even if it is long and sent in parts. */
  streamed: boolean;
  /** An internal call rather than an external request, e.g. a line of a batch. */
  internal?: true;
  model?: string;
  usage?: Usage;
  /** Of text: what was asked for and planned, once it was begun. */
  answer?: PlannedAnswer;
  /** Milliseconds that it waited for a place in the batch; absent if it did not. */
  queuedFor?: number;
  /** When the first output token was written; of an answer that is sent as a whole, when it was due. */
  firstTokenAt?: number;
  /** When tokens of a stream were written, and how late. */
  writes?: TokenWrites;
  /** How much later than due an answer was sent that is sent as a whole, in ms. */
  lateBy?: number;
  /** Gaps between consecutive tokens, in ms, of an answer that is sent as a whole: as timed by the engine. */
  gaps?: Gaps;
}

/** An answer of text, as it was planned. */
export interface PlannedAnswer {
  /** Why the first choice ends, unless the client leaves before. */
  readonly reason: FinishReason;
  readonly choices: number;
  /** Tokens of the longest choice, and how many it may have at most. */
  readonly longest: number;
  readonly limit: number | undefined;
}

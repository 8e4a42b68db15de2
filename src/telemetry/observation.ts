import type { Usage } from '../engine/event.ts';
import type { Gaps } from '../engine/generation.ts';

/** What one call turned out to be: handed to telemetry once, when it has ended in whatever way. Times on the `now()` scale. */
export interface Observation {
  readonly requestId: string;
  /** A valid id the client gave (`X-Client-Request-Id`). */
  readonly clientRequestId?: string;
  /** The operation's id; `unknown` when no row matched. */
  readonly operation: string;
  readonly method: string;
  /** The row's path with `/v1` in front (`/v1/chat/completions`); the label `unknown` when no row matched, to bound cardinality. */
  readonly endpoint: string;
  /** The path as requested, for logs only; the row's where knowing the path is all that access takes. */
  readonly path: string;
  readonly startedAt: number;
  endedAt: number;
  status: number;
  /** `aborted`: the caller left before the end. */
  outcome: 'ok' | 'error' | 'aborted';
  /** The fault's kind, when there was one. */
  fault?: string;
  streamed: boolean;
  /** The program's own call, not one from outside: a line of a batch. */
  internal?: true;
  model?: string;
  usage?: Usage;
  /** When the first output token was due. */
  firstTokenAt?: number;
  /** Gaps between consecutive output tokens of the answer, in ms, as the engine timed them. */
  gaps?: Gaps;
}

import { DURATION_BOUNDS, FIRST_TOKEN_BOUNDS, TOKEN_COUNT_BOUNDS, TOKEN_GAP_BOUNDS } from './buckets.ts';
import { DYNAMO, SGLANG, TRTLLM, VLLM } from './dialects/bounds.ts';

/**
 * Bounds of what is counted. Each contains those of every dialect, so one histogram serves all of them exactly, and the
 * number of dialects costs nothing when a value is observed.
 */

/** Seconds from arrival to the first token, and of the prefill. */
export const FINE_FIRST_TOKEN = union(
  FIRST_TOKEN_BOUNDS,
  SGLANG.firstToken,
  DYNAMO.firstToken,
  TRTLLM.prefill,
  VLLM.latency,
);

/** Milliseconds between two tokens. */
export const FINE_GAP = union(TOKEN_GAP_BOUNDS, VLLM.gap, SGLANG.gap, DYNAMO.gap).map(toMilliseconds);

/** Seconds from arrival to the end, of parts of an answer, and between its tokens on average. */
export const FINE_LATENCY = union(
  DURATION_BOUNDS,
  VLLM.latency,
  VLLM.gap,
  SGLANG.perToken,
  SGLANG.latency,
  SGLANG.queue,
  DYNAMO.latency,
  DYNAMO.component,
);

/** Tokens. */
export const FINE_TOKENS = union(
  TOKEN_COUNT_BOUNDS,
  VLLM.tokens,
  VLLM.iteration,
  DYNAMO.input,
  DYNAMO.output,
);

/** In the unit of {@link FINE_GAP}: the same product everywhere, so that bounds are found again. */
export function toMilliseconds(seconds: number): number {
  return seconds * 1000;
}

function union(...lists: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(lists.flat())].sort((one, other) => one - other);
}

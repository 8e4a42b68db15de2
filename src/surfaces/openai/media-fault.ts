import { Fault } from '../../kernel/fault.ts';
import { WorkerLost, WorkerPoolBusy } from '../../media/worker-pool.ts';

/** `Retry-After` in seconds for a busy worker. */
const RETRY_AFTER = 2;

/**
 * Maps errors of a worker's worker pool to API faults: a full queue, or a thread that died or ran out of
 * time, becomes `overloaded`. Other errors are returned unchanged.
 */
export function toMediaFault(error: unknown): unknown {
  const isOverloaded = error instanceof WorkerPoolBusy || error instanceof WorkerLost;
  return isOverloaded ? new Fault({ kind: 'overloaded', retryAfter: RETRY_AFTER }) : error;
}

import { Fault } from '../../kernel/fault.ts';
import { WorkerLost, WorkerPoolBusy } from '../../media/worker-pool.ts';

/** After which a request for a busy studio is worth repeating, in seconds. */
const RETRY_AFTER = 2;

/** What a studio of worker threads throws, in the API's terms: too much to do, or more than its time allows, is no defect. */
export function toStudioFault(error: unknown): unknown {
  const isOverloaded = error instanceof WorkerPoolBusy || error instanceof WorkerLost;
  return isOverloaded ? new Fault({ kind: 'overloaded', retryAfter: RETRY_AFTER }) : error;
}

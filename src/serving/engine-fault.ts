import { NeverFits, QueueFull, Unavailable } from '../engine/batching/refusals.ts';
import { Fault } from '../kernel/fault.ts';

/** How a full queue is answered. */
export interface EngineFaultOptions {
  readonly queueFullStatus: '429' | '503';
}

/** Seconds after which a worker that is asleep or not running may be back: nobody knows. */
const UNKNOWN_RETRY_AFTER = 5;

/**
 * The fault of a request that the engine does not take, or whose worker has failed; any other error unchanged. The only place
 * where refusals of workers are translated.
 *
 * @example
 * toEngineFault(new QueueFull(100, 300), { queueFullStatus: '429' }); // rate_limited, to be repeated after a second
 */
export function toEngineFault(error: unknown, { queueFullStatus }: EngineFaultOptions): unknown {
  if (error instanceof QueueFull) {
    const retryAfter = toSeconds(error.retryAfter);
    if (queueFullStatus === '503') return new Fault({ kind: 'overloaded', retryAfter });
    const message = `The engine is at its limit: ${error.limit} requests wait already. Please try again in ${retryAfter}s.`;
    return new Fault({ kind: 'rate_limited', message, retryAfter });
  }
  if (error instanceof NeverFits)
    return new Fault({ kind: 'invalid_value', param: null, message: inWords(error) });
  if (error instanceof Unavailable) {
    const { retryAfter } = error;
    return new Fault({
      kind: 'overloaded',
      retryAfter: retryAfter === undefined ? UNKNOWN_RETRY_AFTER : toSeconds(retryAfter),
    });
  }
  return error;
}

const toSeconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000));

function inWords({ of, needed, capacity }: NeverFits): string {
  return of === 'blocks'
    ? `This request needs ${needed} KV-cache blocks, and the engine has ${capacity}. Please shorten the prompt, or ask for fewer tokens or choices.`
    : `This request has ${needed} choices, and the engine computes at most ${capacity} at a time. Please ask for fewer choices.`;
}

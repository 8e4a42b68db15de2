import type { Abort } from './abort.ts';
import { ByteBudget } from './byte-budget.ts';
import type { Clock } from './clock.ts';

/** How long a request waits for memory, in milliseconds. */
const WAIT_MS = 10_000;

/**
 * A limit on the memory that requests hold together for one kind of work, first come, first served. A
 * {@link ByteBudget} for whole requests: waits end after 10 seconds.
 */
export interface MemoryLimit {
  /**
   * Reserves bytes, if necessary after a wait of at most 10 seconds, and returns a function that releases them.
   * A request for more than the limit reserves all of it.
   *
   * Rejects with {@link MemoryLimitReached} if they are not available in time, and with the reason of `abort`.
   */
  reserve(bytes: number, abort?: Abort): Promise<() => void>;
}

/** Other requests held the memory for too long. */
export class MemoryLimitReached extends Error {
  override readonly name = 'MemoryLimitReached';
}

/**
 * @example
 * const memory = createMemoryLimit(512 * 2 ** 20, createSystemClock());
 * const release = await memory.reserve(20_000_000, abort);
 * try { await work(); } finally { release(); }
 */
export function createMemoryLimit(limit: number, clock: Clock): MemoryLimit {
  const budget = new ByteBudget(limit);
  return {
    reserve(bytes, abort) {
      const taken = Math.min(bytes, limit);
      let isReleased = false;
      const release = (): void => {
        if (!isReleased) budget.give(taken);
        isReleased = true;
      };
      if (abort?.aborted) return Promise.reject(abort.reason);
      if (budget.take(taken)) return Promise.resolve(release);
      return new Promise((resolve, reject) => {
        const fail = (reason: unknown): void => {
          stop();
          cancel();
          reject(reason);
        };
        const cancel = budget.wait(taken, () => {
          stop();
          resolve(release);
        });
        const timer = clock.at(clock.now() + WAIT_MS, () => {
          fail(new MemoryLimitReached('Other requests hold the memory that this one needs'));
        });
        const forget = abort?.onAbort(fail);
        const stop = (): void => {
          timer.cancel();
          forget?.();
        };
      });
    },
  };
}

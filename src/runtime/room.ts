import type { Abort } from './abort.ts';
import { ByteBudget } from './byte-budget.ts';
import type { Clock } from './clock.ts';

/** How long a request waits for room, in milliseconds. */
const WAIT_MS = 10_000;

/** A limit on the memory of all requests at work, first come, first served. */
export interface Room {
  /**
   * Takes bytes, if necessary after a wait of at most 10 seconds, and returns a function that gives them back.
   * A request for more than the limit takes all of it.
   *
   * Rejects with {@link NoRoom} if there is no room in time, and with the reason of `abort`.
   */
  enter(bytes: number, abort?: Abort): Promise<() => void>;
}

/** Other requests took the room for too long. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

/**
 * @example
 * const room = createRoom(512 * 2 ** 20, createSystemClock());
 * const leave = await room.enter(20_000_000, abort);
 * try { await work(); } finally { leave(); }
 */
export function createRoom(limit: number, clock: Clock): Room {
  const budget = new ByteBudget(limit);
  return {
    enter(bytes, abort) {
      const taken = Math.min(bytes, limit);
      let isGiven = false;
      const leave = (): void => {
        if (!isGiven) budget.give(taken);
        isGiven = true;
      };
      if (abort?.aborted) return Promise.reject(abort.reason);
      if (budget.take(taken)) return Promise.resolve(leave);
      return new Promise((resolve, reject) => {
        const fail = (reason: unknown): void => {
          stop();
          cancel();
          reject(reason);
        };
        const cancel = budget.wait(taken, () => {
          stop();
          resolve(leave);
        });
        const timer = clock.at(clock.now() + WAIT_MS, () => {
          fail(new NoRoom('There is no room for this request'));
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

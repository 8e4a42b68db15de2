import type { Abort } from './abort.ts';

/**
 * The only source of time. Everything that waits, measures or timestamps uses a {@link Clock}, so replacing
 * it with a virtual clock makes hours pass at once and every duration exact.
 */
export interface Clock {
  /** Milliseconds on a monotonic scale, fractional. Deadlines are absolute points on this scale. */
  now(): number;
  /**
   * Milliseconds since the Unix epoch by the wall clock, which may be stepped at any time. For timestamps and
   * expiry; durations are differences of `now()`.
   */
  epoch(): number;
  /**
   * Runs `task` once, at `deadline` (on the `now()` scale) or as soon as possible after it, never before. A
   * past deadline runs on the next tick of the clock, never synchronously.
   */
  at(deadline: number, task: () => void): Timer;
  /**
   * The same for a task that nobody waits for, such as the end of an idle connection: it alone does not make a virtual
   * clock advance.
   */
  atLeisure(deadline: number, task: () => void): Timer;
  /**
   * Runs `task` once, when `epoch()` has reached `time`, never before and never synchronously. Follows steps of
   * the wall clock within {@link EPOCH_RECHECK_MS}.
   */
  atEpoch(time: number, task: () => void): Timer;
  /** Keeps a virtual clock from advancing while work is going on, until it is cancelled. The real clock just goes on. */
  hold(): Timer;
}

/** How late a task of `atEpoch` may be after the wall clock was stepped or the machine slept, in milliseconds. */
export const EPOCH_RECHECK_MS = 1000;

/** A pending task of a {@link Clock}. */
export interface Timer {
  /** Cancels the task. Does nothing if it already ran or was cancelled. */
  cancel(): void;
}

/** Unix time in whole seconds, as used by the API's `created` fields. */
export function unixSeconds(clock: Clock): number {
  return Math.floor(clock.epoch() / 1000);
}

/**
 * Resolves at `deadline`, or immediately without a timer if it has passed. Rejects if `abort` fires first.
 */
export function until(clock: Clock, deadline: number, abort?: Abort): Promise<void> {
  if (abort?.aborted) return Promise.reject(abort.reason);
  if (deadline <= clock.now()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = clock.at(deadline, () => {
      forget?.();
      resolve();
    });
    const forget = abort?.onAbort((reason) => {
      timer.cancel();
      reject(reason);
    });
  });
}

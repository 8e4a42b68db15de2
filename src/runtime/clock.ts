import type { Abort } from './abort.ts';

/**
 * The only source of time. Everything that waits, measures or stamps asks a {@link Clock}, so a
 * virtual clock in its place makes hours pass at once and every duration exact.
 */
export interface Clock {
  /** Milliseconds on a monotonic scale, fractional. Deadlines are absolute points on this scale. */
  now(): number;
  /** Milliseconds since the Unix epoch, fractional. */
  epoch(): number;
  /**
   * Runs `task` once, at `deadline` (on the `now()` scale) or as soon after it as possible, never before.
   * A deadline in the past runs on the next tick of the clock, never synchronously.
   */
  at(deadline: number, task: () => void): Timer;
}

/** A pending task of a {@link Clock}. */
export interface Timer {
  /** Forgets the task. Harmless when it already ran or was cancelled. */
  cancel(): void;
}

/** Unix time in whole seconds, as the API's `created` fields want it. */
export function unixSeconds(clock: Clock): number {
  return Math.floor(clock.epoch() / 1000);
}

/** Resolves at `deadline`; at once, without a timer, when it has passed. Rejects when `abort` fires first. */
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

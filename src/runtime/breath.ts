import type { Clock } from './clock.ts';

/** Milliseconds of work before yielding to the event loop. */
const BREATH = 1;

/**
 * Makes CPU-bound work that may run for minutes yield to timers, sockets and other work about every
 * millisecond, without losing more time than they take. Call the returned function between units of work,
 * and await the promise if there is one.
 *
 * Simulated time stands still meanwhile: the work takes real time, and nothing is waiting for a deadline.
 *
 * @example
 * const breathe = createBreath(clock);
 * for (const piece of pieces) {
 *   work(piece);
 *   const pause = breathe();
 *   if (pause) await pause;
 * }
 */
export function createBreath(clock: Clock): () => Promise<void> | undefined {
  let end = performance.now() + BREATH;
  return () => {
    if (performance.now() < end) return undefined;
    return new Promise((resolve) => {
      // A virtual clock advances to the next deadline when the program is idle; this timer keeps it from
      // advancing during the pause.
      const pin = clock.at(clock.now(), () => {});
      setImmediate(() => {
        pin.cancel();
        end = performance.now() + BREATH;
        resolve();
      });
    });
  };
}

import type { Clock } from './clock.ts';

/** Work that lasts longer lets everything else have its turn. In milliseconds. */
const BREATH = 1;

/**
 * Has work that could go on for minutes without waiting for anything let timers, sockets and other work run, about every millisecond, without
 * losing more time than those take. Call what it returns between pieces of work, and await the promise when there is one.
 *
 * Simulated time stands still meanwhile: it is real time that the work takes, and nothing waits for a deadline.
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
      // A virtual clock moves on to the next deadline when the program is idle, which it is not.
      const pin = clock.at(clock.now(), () => {});
      setImmediate(() => {
        pin.cancel();
        end = performance.now() + BREATH;
        resolve();
      });
    });
  };
}

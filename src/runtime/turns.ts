import type { Abort } from './abort.ts';
import type { Clock } from './clock.ts';

/** Milliseconds of work before yielding to others. */
const TURN = 8;

/**
 * Divides long work into turns of a few milliseconds, so that streams keep their pace. Call the returned
 * function between units of work, and await the promise if there is one; it rejects once `abort` has fired.
 *
 * @example
 * const pause = createTurns(clock, abort);
 * for (const piece of pieces) {
 *   work(piece);
 *   const turn = pause();
 *   if (turn) await turn;
 * }
 */
export function createTurns(clock: Clock, abort: Abort): () => Promise<void> | undefined {
  let end = clock.now() + TURN;
  return () => {
    if (clock.now() < end) return undefined;
    return new Promise((resolve, reject) => {
      clock.at(clock.now(), () => {
        end = clock.now() + TURN;
        if (abort.aborted) reject(abort.reason);
        else resolve();
      });
    });
  };
}

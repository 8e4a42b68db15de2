import type { Scheduled } from '../engine/scheduler/scheduler.ts';
import type { Abort } from '../runtime/abort.ts';
import { type Clock, until } from '../runtime/clock.ts';

/** Something that is due at a time which may not be known yet. */
export interface Due {
  /** On the clock's `now()` scale; infinity while it is not known. */
  at(): number;
  /** Registers the listener to call whenever an infinite time may have become known. */
  onReady(listener: () => void): void;
}

/**
 * Resolves when something is due. Rejects if `abort` fires first, or if asking when it is due fails.
 *
 * @example
 * await untilDue(clock, { at: () => generation.endsAt, onReady: (listener) => generation.onReady?.(listener) }, abort);
 */
export function untilDue(clock: Clock, due: Due, abort: Abort): Promise<void> {
  const at = due.at();
  if (at !== Number.POSITIVE_INFINITY || abort.aborted) return until(clock, at, abort);
  return new Promise((resolve, reject) => {
    const forget = abort.onAbort(reject);
    let isKnown = false;
    due.onReady(() => {
      if (isKnown) return;
      try {
        const known = due.at();
        if (known === Number.POSITIVE_INFINITY) return;
        until(clock, known, abort).then(resolve, reject);
      } catch (error) {
        reject(error);
      }
      isKnown = true;
      forget();
    });
  });
}

/**
 * Resolves when the last step of some work is due, and releases it. Rejects if `abort` fires first.
 *
 * @example
 * await untilDone(clock, engine.submit({ model, arrivedAt, promptTokens, key }), abort);
 */
export async function untilDone(clock: Clock, work: Scheduled, abort: Abort): Promise<void> {
  try {
    await untilDue(clock, { at: () => work.lastDue, onReady: (listener) => work.onReady(listener) }, abort);
  } finally {
    work.release();
  }
}

import type { Abort } from './abort.ts';
import type { Clock, Timer } from './clock.ts';

/** Milliseconds of long work in one turn of the event loop, all callers together. */
const BUDGET = 1;

/**
 * Divides CPU-bound work into turns of the event loop, so that timers and sockets are served in between. All long
 * work of an instance shares the budget of a turn: however many requests are being worked on, others wait for
 * about a millisecond. Waiting work continues in the order in which it gave way, one piece a turn.
 *
 * Everywhere in the code, *to give way* is to await {@link Turns.pause}, or to go on from {@link Turns.next}.
 *
 * Simulated time stands still meanwhile: the work takes real time, and nothing is waiting for a deadline.
 *
 * @example
 * for (const piece of pieces) {
 *   work(piece); // well under a millisecond
 *   const pause = turns.pause(abort);
 *   if (pause) await pause;
 * }
 */
export interface Turns {
  /**
   * Call between units of work. Returns a promise when the turn is over: await it before going on. It rejects
   * with the reason of `abort` if that has fired.
   */
  pause(abort?: Abort): Promise<void> | undefined;
  /** Whether the turn is over. For work that cannot await: it must stop, and go on from {@link Turns.next}. */
  readonly isOver: boolean;
  /** Calls `resume` in a later turn, after everything that is already waiting. */
  next(resume: () => void): void;
}

/**
 * @example
 * const turns = createTurns(clock);
 */
export function createTurns(clock: Clock): Turns {
  return new LoopTurns(clock);
}

class LoopTurns implements Turns {
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  /** When the current turn is over; undefined if no long work has run in it. */
  #end: number | undefined;
  /** A virtual clock would advance to the next deadline while work is waiting for its turn. */
  #hold: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isOver(): boolean {
    if (this.#end === undefined) this.#begin();
    return performance.now() >= (this.#end as number);
  }

  pause(abort?: Abort): Promise<void> | undefined {
    if (abort?.aborted) return Promise.reject(abort.reason);
    if (!this.isOver) return undefined;
    return new Promise((resolve, reject) => {
      this.next(() => {
        if (abort?.aborted) reject(abort.reason);
        else resolve();
      });
    });
  }

  next(resume: () => void): void {
    if (this.#end === undefined) this.#begin();
    this.#waiting.push(resume);
    this.#hold ??= this.#clock.hold();
  }

  #begin(): void {
    this.#end = performance.now() + BUDGET;
    setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    this.#hold?.cancel();
    this.#hold = undefined;
    this.#end = undefined;
    const resume = this.#waiting.shift();
    if (!resume) return;
    this.#begin();
    if (this.#waiting.length > 0) this.#hold = this.#clock.hold();
    resume();
  };
}

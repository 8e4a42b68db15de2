import type { Abort } from './abort.ts';
import type { Turns } from './turns.ts';

/**
 * Work as a generator that yields between units of well under a millisecond. The same work then runs in one piece
 * for small input ({@link finish}) and gives way for large input ({@link runSteps}).
 *
 * @example
 * function* sum(numbers: readonly number[]): Steps<number> {
 *   let total = 0;
 *   for (const [index, number] of numbers.entries()) {
 *     total += number;
 *     if (index % 1000 === 999) yield;
 *   }
 *   return total;
 * }
 */
export type Steps<T> = Generator<void, T>;

/**
 * Does the work in one piece.
 *
 * @example
 * finish(sum([1, 2, 3])); // 6
 */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Does the work in turns of the event loop. Rejects with the reason of `abort` once that has fired, and leaves the rest
 * of the work undone.
 *
 * @example
 * await runSteps(sum(manyNumbers), turns, call.abort);
 */
export async function runSteps<T>(steps: Generator<unknown, T>, turns: Turns, abort?: Abort): Promise<T> {
  try {
    for (;;) {
      const pause = turns.pause(abort);
      if (pause) await pause;
      const step = steps.next();
      if (step.done) return step.value;
    }
  } finally {
    steps.return(undefined as T);
  }
}

/** Steps that {@link startSteps} takes before it gives way: a few milliseconds of work. */
const AT_ONCE = 16;

/**
 * Does small work at once and returns its result; work of more than 16 steps goes on in turns of the event loop. For
 * hot paths, on which nearly all input is small.
 *
 * @example
 * const result = startSteps(sum(numbers), turns, call.abort);
 * return result instanceof Promise ? result.then(reply) : reply(result);
 */
export function startSteps<T>(steps: Steps<T>, turns: Turns, abort?: Abort): T | Promise<T> {
  for (let taken = 0; taken < AT_ONCE; taken++) {
    const step = steps.next();
    if (step.done) return step.value;
  }
  return runSteps(steps, turns, abort);
}

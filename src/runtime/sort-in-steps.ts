import type { Steps } from './steps.ts';

/** Items that are sorted at once, and that are merged between two turns: a fraction of a millisecond. */
const AT_ONCE = 512;

/**
 * Sorts like `Array.prototype.toSorted`, stably, for more items than may be sorted at once.
 *
 * @example
 * const sorted = await runSteps(sortInSteps(many, (one, other) => one.size - other.size), turns);
 */
export function* sortInSteps<T>(items: Iterable<T>, compare: (one: T, other: T) => number): Steps<T[]> {
  let runs: T[][] = [];
  let run: T[] = [];
  for (const item of items) {
    run.push(item);
    if (run.length < AT_ONCE) continue;
    runs.push(run.sort(compare));
    run = [];
    yield;
  }
  runs.push(run.sort(compare));
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* merge(runs[at] as T[], runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] as T[];
}

function* merge<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (one: T, other: T) => number,
): Steps<T[]> {
  const merged: T[] = [];
  let [at, otherAt] = [0, 0];
  while (at < one.length || otherAt < other.length) {
    const isFirst =
      otherAt >= other.length || (at < one.length && compare(one[at] as T, other[otherAt] as T) <= 0);
    merged.push((isFirst ? one[at++] : other[otherAt++]) as T);
    if (merged.length % AT_ONCE === 0) yield;
  }
  return merged;
}

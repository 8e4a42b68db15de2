import type { Context, Servers } from './context.ts';
import type { Usage } from './load/usage.ts';
import { median } from './report.ts';
import type { Subject } from './subjects.ts';

/** Results by subject, one per round, in the order of the rounds. */
export type Results<T> = ReadonlyMap<Subject, readonly T[]>;

/**
 * Measures the subjects in turn, in reverse order every second round, so that changes in the machine's speed
 * affect all of them. With `warm`, an additional first round warms up the JIT compilers and is discarded.
 */
export async function runRounds<T extends Usage>(
  context: Context,
  servers: Servers,
  { rounds, warm }: { readonly rounds: number; readonly warm: boolean },
  measure: (subject: Subject, port: number, pid: number, isWarmUp: boolean) => Promise<T>,
): Promise<Results<T>> {
  const results = new Map([...servers.keys()].map((subject) => [subject, [] as T[]]));
  for (let round = warm ? 0 : 1; round <= rounds; round++) {
    const order = [...servers];
    if (round % 2 === 1) order.reverse();
    for (const [subject, { port, pid }] of order) {
      if (round === 0) await measure(subject, port, pid, true);
      else {
        const result = await context.undisturbed(() => measure(subject, port, pid, false));
        results.get(subject)!.push(result);
      }
    }
  }
  return results;
}

/** The median over the rounds of this project's value divided by another subject's in the same round. */
export function medianRatio<T>(
  results: Results<T>,
  to: Subject,
  value: (result: T) => number,
): number | undefined {
  const own = results.get('fakeai') ?? [];
  const other = results.get(to) ?? [];
  return median(own.map((result, round) => value(result) / value(other[round]!)));
}

/** The median of each subject as text, marked if the load generator was the bottleneck. */
export function medianCells<T extends { clientCpu: number; failures: number }>(
  context: Context,
  results: Results<T>,
  show: (value: (pick: (result: T) => number) => number | undefined) => string,
): Partial<Record<Subject, string>> {
  const cells: Partial<Record<Subject, string>> = {};
  for (const [subject, list] of results) {
    const clientBound = (median(list.map(({ clientCpu }) => clientCpu)) ?? 0) > 0.9;
    const failures = list.reduce((sum, result) => sum + result.failures, 0);
    cells[subject] = show((pick) => median(list.map(pick))) + (clientBound ? ' (client-bound)' : '');
    if (failures > 0) {
      const note = `${subject} failed ${failures} requests in a measured window.`;
      if (!context.notes.includes(note)) context.notes.push(note);
    }
  }
  return cells;
}

import type { Reading } from '../../reading/reading.ts';
import type { Program } from './program.ts';
import { arithmetic } from './programs/arithmetic.ts';
import { charts } from './programs/charts.ts';
import { dates } from './programs/dates.ts';
import { extraction } from './programs/extraction.ts';
import { conversions, interest } from './programs/measures.ts';
import { wholeNumbers } from './programs/numbers.ts';
import { statistics } from './programs/statistics.ts';
import { tables } from './programs/tables.ts';
import { words } from './programs/words.ts';
import type { Plan } from './script.ts';
import { taskOf } from './task.ts';

/** The first of these that knows a task does it. What it calculates may also be drawn. */
const PROGRAMS: readonly Program[] = [
  tables,
  dates,
  interest,
  conversions,
  wholeNumbers,
  statistics,
  words,
  arithmetic,
];

/**
 * The programs that are run for a request, in order; none if it needs none. The same reading always has the same.
 *
 * @param isForced some program is run
 *
 * @example
 * plansFor(readRequest(request), false)[0]?.run.logs; // of 'What is 2 ** 100?' '1267650600228229401496703205376\n'
 */
export function plansFor(reading: Reading, isForced: boolean): readonly Plan[] {
  const task = taskOf(reading);
  if (task === undefined) return [];
  const drawn = charts.plan(task);
  let calculated: readonly Plan[] = [];
  for (const program of PROGRAMS) {
    calculated = program.plan(task);
    if (calculated.length > 0) break;
  }
  const plans = [...calculated, ...drawn].slice(0, MOST);
  return plans.length === 0 && (isForced || task.isAsked) ? extraction.plan(task) : plans;
}

/** Calls for one request. */
const MOST = 2;

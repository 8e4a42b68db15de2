import { BUCKETS, KEPT } from '../counters.ts';
import { type Range, type Span, WIDTHS } from './counter-rows.ts';
import type { Database } from './database.ts';

/** The name of a width. */
export function bucketOf(width: number): keyof typeof BUCKETS {
  return (Object.keys(BUCKETS) as (keyof typeof BUCKETS)[]).find((name) => BUCKETS[name] === width)!;
}

/** Since when sums of a width are kept, in minutes since 1970; infinitely long ago for those that are kept for ever. */
export type KeptFrom = (width: number) => number;

/** @param now Unix milliseconds */
export function keptFromAt(now: number): KeptFrom {
  return (width) => Math.floor((now - KEPT[bucketOf(width)]) / 60_000);
}

/** The range with its ends moved to whole hours, or days, where minutes, or hours, are no longer kept. */
export function widen({ from, to }: Range, keptFrom: KeptFrom): Range {
  for (const [width, wider] of [
    [BUCKETS['1m'], BUCKETS['1h']],
    [BUCKETS['1h'], BUCKETS['1d']],
  ] as const) {
    const begin = (time: number): number => time - (time % wider);
    if (from < keptFrom(width)) from = begin(from);
    if (begin(to) < keptFrom(width) && to > begin(to)) to = begin(to) + wider;
  }
  return { from, to };
}

/** Whether anything was counted in a span, by the wider buckets that are kept of it. */
export function isCounted(database: Database, counter: number, span: Span, keptFrom: KeptFrom): boolean {
  let { to } = span;
  return WIDTHS.filter((width) => width > span.width)
    .toReversed()
    .some((width) => {
      const from = Math.max(span.from, keptFrom(width));
      const found = from < to && database.get(COUNTED, counter, width, from - (from % width), to);
      to = Math.min(to, from);
      return found;
    });
}

/** Rows that are removed in one transaction, and counters that are looked at: about a millisecond of work. */
const MOST_REMOVED = 250;
const MOST_LOOKED_AT = 100;

/**
 * Removes some sums that are no longer kept. To be called within a transaction.
 *
 * @param first id of the counter to begin with
 * @returns the id of the counter to go on with; undefined if nothing is left
 */
export function removeSums(database: Database, first: number, keptFrom: KeptFrom): number | undefined {
  let left = MOST_REMOVED;
  const counters = database.all<{ id: number }>(COUNTERS, first, MOST_LOOKED_AT);
  for (const { id } of counters) {
    for (const width of WIDTHS) {
      const before = keptFrom(width);
      if (before > 0) left -= database.run(REMOVE, id, width, before, left);
    }
    if (left === 0) return id;
  }
  return counters.length < MOST_LOOKED_AT ? undefined : counters.at(-1)!.id + 1;
}

const COUNTED =
  'SELECT 1 FROM counter_sums WHERE counter = ? AND width = ? AND start >= ? AND start < ? LIMIT 1';

const COUNTERS = 'SELECT id FROM counters WHERE id >= ? ORDER BY id LIMIT ?';

const REMOVE = `
  DELETE FROM counter_sums WHERE (counter, width, start, key) IN (
    SELECT counter, width, start, key FROM counter_sums WHERE counter = ? AND width = ? AND start < ? LIMIT ?
  )`;

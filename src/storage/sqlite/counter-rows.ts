import type { Steps } from '../../runtime/steps.ts';
import { BUCKETS, MOST_AMOUNTS, MOST_DIMENSIONS } from '../counters.ts';
import type { Database } from './database.ts';

/** Which column holds which dimension and amount of a series: those of a name are at its index. */
export interface Layout {
  readonly dimensions: readonly string[];
  readonly amounts: readonly string[];
}

/** A value of a dimension as it is stored: JSON, which keeps null apart and escapes strings that are not valid UTF-8. */
export const toStored = (value: string | null): string => JSON.stringify(value);

/** In minutes since 1970. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A range of stored buckets of one width, in minutes. */
export interface Span extends Range {
  readonly width: number;
}

/** Widths of stored buckets in minutes, the widest first. */
export const WIDTHS: readonly number[] = Object.values(BUCKETS).toSorted((one, other) => other - one);

/** The layout that rows of a series were written with; empty if there are none. */
export function readLayout(database: Database, name: string): Layout {
  const row = database.get<{ dimensions: string; amounts: string }>(SELECT_SERIES, name);
  return row === undefined
    ? { dimensions: [], amounts: [] }
    : { dimensions: JSON.parse(row.dimensions), amounts: JSON.parse(row.amounts) };
}

/** A layout with further names, which get the next columns. */
export function extend(stored: Layout, { dimensions, amounts }: Layout): Layout {
  return {
    dimensions: [...new Set([...stored.dimensions, ...dimensions])],
    amounts: [...new Set([...stored.amounts, ...amounts])],
  };
}

/** Stores the layout of a series. To be called within a transaction. */
export function writeLayout(database: Database, name: string, { dimensions, amounts }: Layout): void {
  database.run(PUT_SERIES, name, JSON.stringify(dimensions), JSON.stringify(amounts));
}

/** The id of a counter, which is a series in a scope; undefined if it has no rows. */
export function findCounter(database: Database, series: string, scope: string): number | undefined {
  return database.get<{ id: number }>(SELECT_COUNTER, series, scope)?.id;
}

/** What is added to a counter. Values and amounts are by column. */
export interface Addition {
  readonly series: string;
  readonly scope: string;
  readonly minute: number;
  /** Stored values. */
  readonly values: readonly string[];
  readonly amounts: readonly number[];
}

/** Adds to the minute, the hour and the day. To be called within a transaction. */
export function increment(database: Database, { series, scope, minute, values, amounts }: Addition): void {
  const counter =
    findCounter(database, series, scope) ?? database.get<{ id: number }>(INSERT_COUNTER, series, scope)!.id;
  const key =
    database.get<{ id: number }>(SELECT_KEY, counter, ...values) ??
    database.get<{ id: number }>(INSERT_KEY, counter, ...values)!;
  for (const width of WIDTHS)
    database.run(ADD, counter, width, minute - (minute % width), key.id, ...amounts);
}

/**
 * The fewest stored buckets that cover a range of minutes, none wider than `width`: those of that width in the
 * middle, and narrower ones at both ends.
 */
export function* cover(from: number, to: number, width: number): Generator<Span> {
  const start = Math.ceil(from / width) * width;
  const end = Math.floor(to / width) * width;
  const narrower = WIDTHS.find((other) => other < width);
  if (start < end) yield { width, from: start, to: end };
  if (narrower === undefined) return;
  if (start >= end) yield* cover(from, to, narrower);
  else {
    if (from < start) yield* cover(from, start, narrower);
    if (end < to) yield* cover(end, to, narrower);
  }
}

/** Rows that are read between two turns: a millisecond of work or two. */
const READ_TOGETHER = 4000;

/** Parts that the rows of one bucket are read in at the most. */
const MOST_PARTS = 64;

/**
 * Reads the combinations of dimensions of a counter.
 *
 * @param receive called with stored values, by column
 */
export function* readKeys(
  database: Database,
  counter: number,
  receive: (key: number, values: readonly string[]) => void,
): Steps<void> {
  // Stored values are JSON, so none is empty.
  let last: readonly string[] = Array(MOST_DIMENSIONS).fill('');
  for (let rows = READ_TOGETHER; rows === READ_TOGETHER; ) {
    rows = 0;
    const receiveRow = (key: number, ...values: string[]): void => {
      rows++;
      last = values;
      receive(key, values);
    };
    database.each(KEYS, receiveRow, counter, ...last, READ_TOGETHER);
    yield;
  }
}

/**
 * Reads the sums of a span: those of each combination of dimensions, or of all together, whose key is then 0 and which
 * may come in several parts.
 *
 * @param select `amounts` is the number of columns to read
 * @param receive called with the start of the stored bucket in minutes, the key, and amounts by column
 */
export function* readSums(
  database: Database,
  counter: number,
  { width, from, to }: Span,
  select: { readonly isByKey: boolean; readonly amounts: number },
  receive: (start: number, key: number, amounts: readonly number[]) => void,
): Steps<void> {
  const sql = select.isByKey ? SUMS(select.amounts) : TOTALS(select.amounts);
  const receiveRow = (start: number, key: number, ...amounts: number[]): void => receive(start, key, amounts);
  const last = database.get<{ id: number | null }>(LAST_KEY)?.id ?? 0;
  const together = Math.max(READ_TOGETHER, Math.ceil(last / MOST_PARTS));
  for (let after = from - 1; ; ) {
    const next = database.get<{ start: number | null }>(NEXT_START, counter, width, after, to)?.start;
    if (next === undefined || next === null) return;
    for (let key = 0; key < last; key += together) {
      database.each(sql, receiveRow, counter, width, next, key, key + together);
      yield;
    }
    after = next;
  }
}

const columns = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index}`);

const DIMENSIONS = columns('d', MOST_DIMENSIONS);
const AMOUNTS = columns('a', MOST_AMOUNTS);
const marks = (count: number): string => Array(count).fill('?').join(', ');

const SELECT_SERIES = 'SELECT dimensions, amounts FROM counter_series WHERE name = ?';
const PUT_SERIES = 'INSERT OR REPLACE INTO counter_series (name, dimensions, amounts) VALUES (?, ?, ?)';

const SELECT_COUNTER = 'SELECT id FROM counters WHERE series = ? AND scope = ?';
const INSERT_COUNTER = 'INSERT INTO counters (series, scope) VALUES (?, ?) RETURNING id';

const SELECT_KEY = `
  SELECT id FROM counter_keys WHERE counter = ? AND ${DIMENSIONS.map((column) => `${column} = ?`).join(' AND ')}`;
const INSERT_KEY = `
  INSERT INTO counter_keys (counter, ${DIMENSIONS.join(', ')}) VALUES (?, ${marks(MOST_DIMENSIONS)}) RETURNING id`;

const ADD = `
  INSERT INTO counter_sums (counter, width, start, key, ${AMOUNTS.join(', ')})
  VALUES (?, ?, ?, ?, ${marks(MOST_AMOUNTS)})
  ON CONFLICT DO UPDATE SET ${AMOUNTS.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`;

const KEYS = `
  SELECT each(id, ${DIMENSIONS.join(', ')}) FROM (
    SELECT * FROM counter_keys WHERE counter = ? AND (${DIMENSIONS.join(', ')}) > (${marks(MOST_DIMENSIONS)})
    ORDER BY ${DIMENSIONS.join(', ')} LIMIT ?
  )`;

const first = (amounts: number, toSql = (column: string) => column): string =>
  AMOUNTS.slice(0, amounts)
    .map((column) => `, ${toSql(column)}`)
    .join('');

const LAST_KEY = 'SELECT max(id) AS id FROM counter_keys';

const NEXT_START = `
  SELECT min(start) AS start FROM counter_sums WHERE counter = ? AND width = ? AND start > ? AND start < ?`;

const IN_PART = 'counter = ? AND width = ? AND start = ? AND key > ? AND key <= ?';

const SUMS = (amounts: number): string =>
  `SELECT each(start, key${first(amounts)}) FROM counter_sums WHERE ${IN_PART}`;

const TOTALS = (amounts: number): string => `
  SELECT each(start, 0${first(amounts)}) FROM (
    SELECT start${first(amounts, (column) => `sum(${column}) AS ${column}`)}
    FROM counter_sums WHERE ${IN_PART} GROUP BY start
  )`;

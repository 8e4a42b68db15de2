import { BUCKETS, MOST_AMOUNTS, MOST_DIMENSIONS } from '../counters.ts';
import type { Database } from './database.ts';

/** Which column holds which dimension and amount of a series: those of a name are at its index. */
export interface Layout {
  readonly dimensions: readonly string[];
  readonly amounts: readonly string[];
}

/** A value of a dimension as it is stored: JSON, which keeps null apart and escapes strings that are not valid UTF-8. */
export const toStored = (value: string | null): string => JSON.stringify(value);

/** A range of stored buckets of one width. All in minutes since 1970. */
export interface Span {
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

const WIDTHS: readonly number[] = Object.values(BUCKETS).toSorted((one, other) => other - one);

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

/** Which rows to sum up, and how to group them. By column, as everything stored. */
export interface Selection {
  readonly isGrouped: readonly boolean[];
  /** Stored values, one of which the dimension in this column must have. */
  readonly wanted: readonly { readonly column: number; readonly values: readonly string[] }[];
  /** How many amounts there are. */
  readonly amounts: number;
}

/** The sums of one group in one stored bucket. */
export interface Sums {
  /** Start of the bucket in minutes. */
  readonly start: number;
  /** Names the group. {@link toGroupValues} reads it. */
  readonly grouped: string;
  readonly amounts: readonly number[];
}

/** Sums up the stored buckets of a span. */
export function* readSums(
  database: Database,
  counter: number,
  { isGrouped, wanted, amounts }: Selection,
  { width, from, to }: Span,
): Generator<Sums> {
  const isPlain = wanted.length === 0 && !isGrouped.includes(true);
  const rows = isPlain
    ? database.all<Row>(TOTALS(amounts), counter, width, from, to)
    : database.all<Row>(
        GROUPS(amounts),
        ...isGrouped.map(Number),
        counter,
        JSON.stringify(wanted),
        counter,
        width,
        from,
        to,
      );
  const amountColumns = AMOUNTS.slice(0, amounts);
  for (const row of rows) {
    yield {
      start: row.start as number,
      grouped: isPlain ? '' : (row.grouped as string),
      amounts: amountColumns.map((column) => row[column] as number),
    };
  }
}

/** The dimensions that sums are grouped by, in the order of their columns. */
export function toGroupValues(grouped: string): (string | null)[] {
  return JSON.parse(`[${grouped.slice(1)}]`);
}

type Row = { readonly [column: string]: number | string };

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

const summed = (amounts: number): string =>
  AMOUNTS.slice(0, amounts)
    .map((column) => `, sum(${column}) AS ${column}`)
    .join('');

/** Reads in the order of the key, so that nothing has to be sorted. */
const TOTALS = (amounts: number): string => `
  SELECT start${summed(amounts)} FROM counter_sums
  WHERE counter = ? AND width = ? AND start >= ? AND start < ? GROUP BY start`;

/** Judges and groups the combinations of dimensions first: there are fewer of them than sums. */
const GROUPS = (amounts: number): string => `
  WITH keys AS MATERIALIZED (
    SELECT id, ${DIMENSIONS.map((column) => `CASE WHEN ? THEN ',' || ${column} ELSE '' END`).join(' || ')} AS grouped
    FROM counter_keys WHERE counter = ? AND NOT EXISTS (
      SELECT 1 FROM json_each(?) AS wanted
      WHERE CASE wanted.value ->> 'column'
        ${DIMENSIONS.map((column, index) => `WHEN ${index} THEN ${column}`).join(' ')}
      END NOT IN (SELECT value FROM json_each(wanted.value -> 'values'))
    )
  ), ranked AS MATERIALIZED (SELECT id, grouped, dense_rank() OVER (ORDER BY grouped) AS rank FROM keys)
  SELECT start, grouped${summed(amounts)} FROM counter_sums CROSS JOIN ranked ON ranked.id = counter_sums.key
  WHERE counter = ? AND width = ? AND start >= ? AND start < ? GROUP BY start, rank`;

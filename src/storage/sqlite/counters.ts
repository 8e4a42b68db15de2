import type { Clock } from '../../runtime/clock.ts';
import {
  type Counters,
  MOST_AMOUNTS,
  MOST_DIMENSIONS,
  type SeriesDefinition,
  type SeriesKind,
} from '../counters.ts';
import { extend, readLayout } from './counter-rows.ts';
import type { Database } from './database.ts';
import { SqliteSeries } from './series.ts';
import { UnwrittenSums } from './unwritten-sums.ts';
import type { Writer } from './writer.ts';

/** Counters of a SQLite store. */
export class SqliteCounters implements Counters {
  readonly #database: Database;
  readonly #unwritten: UnwrittenSums;
  #opened = 0;

  /** @param clock times the flushes */
  constructor(database: Database, writer: Writer, clock: Clock) {
    this.#database = database;
    this.#unwritten = new UnwrittenSums(database, writer, clock);
  }

  open<const Dimension extends string, const Amount extends string>({
    name,
    dimensions,
    amounts,
  }: SeriesDefinition<Dimension, Amount>): SeriesKind<Dimension, Amount> {
    const all = extend(readLayout(this.#database, name), { dimensions, amounts });
    if (all.dimensions.length > MOST_DIMENSIONS || all.amounts.length > MOST_AMOUNTS) {
      const most = `${MOST_DIMENSIONS} dimensions and ${MOST_AMOUNTS} amounts`;
      throw new RangeError(`Cannot count ${JSON.stringify(name)} by more than ${most}`);
    }
    const definition = {
      id: this.#opened++,
      name,
      dimensions,
      amounts,
      dimensionIndex: toIndex(dimensions),
      amountIndex: toIndex(amounts),
    };
    const parts = { database: this.#database, unwritten: this.#unwritten, definition };
    return { in: (scope) => new SqliteSeries<Dimension, Amount>(parts, scope) };
  }

  flush(): Promise<void> {
    return this.#unwritten.flush();
  }

  /** Writes what is left, before anything that is written later. */
  close(): Promise<void> {
    return this.#unwritten.close();
  }
}

const toIndex = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, index) => [name, index]));

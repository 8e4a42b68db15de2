import type { Clock } from '../../runtime/clock.ts';
import type { Turns } from '../../runtime/turns.ts';
import {
  type Counters,
  MOST_AMOUNTS,
  MOST_DIMENSIONS,
  type SeriesDefinition,
  type SeriesKind,
} from '../counters.ts';
import { extend, readLayout } from './counter-rows.ts';
import type { Database } from './database.ts';
import { keptFromAt, removeSums } from './kept-sums.ts';
import { SqliteSeries } from './series.ts';
import { UnwrittenSums } from './unwritten-sums.ts';
import type { Writer } from './writer.ts';

const SWEEP_INTERVAL_MS = 60 * 60 * 1000;

export interface CountersOptions {
  readonly database: Database;
  readonly writer: Writer;
  /** Times the flushes. */
  readonly clock: Clock;
  readonly turns: Turns;
  /** The time that sums are kept by, in Unix milliseconds. */
  readonly now: () => number;
}

/** Counters of a SQLite store. */
export class SqliteCounters implements Counters {
  readonly #database: Database;
  readonly #writer: Writer;
  readonly #turns: Turns;
  readonly #now: () => number;
  readonly #unwritten: UnwrittenSums;
  #opened = 0;
  /** When sums were last removed, in Unix milliseconds. */
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor({ database, writer, clock, turns, now }: CountersOptions) {
    this.#database = database;
    this.#writer = writer;
    this.#turns = turns;
    this.#now = now;
    this.#unwritten = new UnwrittenSums(database, writer, clock, () => this.#sweepIfDue());
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
    const parts = {
      database: this.#database,
      unwritten: this.#unwritten,
      turns: this.#turns,
      now: this.#now,
      definition,
    };
    return { in: (scope) => new SqliteSeries<Dimension, Amount>(parts, scope) };
  }

  flush(): Promise<void> {
    return this.#unwritten.flush();
  }

  async sweep(): Promise<void> {
    // Somewhat less than may be removed: a long sum may still be reading it.
    const keptFrom = keptFromAt(this.#now() - SWEEP_INTERVAL_MS);
    let next: number | undefined = 0;
    while (next !== undefined) {
      const first: number = next;
      next = await this.#writer.transact(({ database }) => removeSums(database, first, keptFrom), {
        isRelief: true,
      });
      await this.#turns.pause();
    }
  }

  #sweepIfDue(): void {
    const now = this.#now();
    if (now - this.#sweptAt < SWEEP_INTERVAL_MS) return;
    this.#sweptAt = now;
    // What cannot be removed is left to the next time.
    this.sweep().catch(() => {});
  }

  /** Writes what is left, before anything that is written later. */
  close(): Promise<void> {
    return this.#unwritten.close();
  }
}

const toIndex = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, index) => [name, index]));

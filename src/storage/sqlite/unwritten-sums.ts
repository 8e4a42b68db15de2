import type { Clock, Timer } from '../../runtime/clock.ts';
import { MOST_AMOUNTS, MOST_DIMENSIONS } from '../counters.ts';
import { StoreFull, StoreUnavailable } from '../errors.ts';
import { extend, increment, type Layout, readLayout, toStored, writeLayout } from './counter-rows.ts';
import type { Database } from './database.ts';
import type { Transaction } from './transaction.ts';
import type { Writer } from './writer.ts';

const FLUSH_INTERVAL_MS = 1000;

/** Sums in memory from which on they are written early, so that no flush takes long. */
const MOST_UNWRITTEN = 256;

/** Sums that are kept in memory while they cannot be written. */
const MOST_KEPT = 16_384;

/** A series as it was opened. */
export interface OpenedSeries extends Layout {
  readonly id: number;
  readonly name: string;
  readonly dimensionIndex: ReadonlyMap<string, number>;
  readonly amountIndex: ReadonlyMap<string, number>;
}

/** The sums of one minute and combination of dimensions that are not written yet. */
export interface Sum {
  readonly definition: OpenedSeries;
  readonly scope: string;
  /** Since 1970. */
  readonly minute: number;
  /** By the index of the dimension in the definition. */
  readonly values: readonly (string | null)[];
  /** By the index of the amount in the definition. */
  readonly amounts: number[];
}

/** The sums of all counters that are not written yet, and the timer that writes them. */
export class UnwrittenSums {
  readonly #database: Database;
  readonly #writer: Writer;
  readonly #clock: Clock;
  readonly #onWritten: () => void;
  #sums = new Map<string, Sum>();
  #timer: Timer | undefined;
  /** Whether the last attempt to write failed. */
  #isFailing = false;
  #isClosed = false;

  /** @param onWritten called after sums were written */
  constructor(database: Database, writer: Writer, clock: Clock, onWritten: () => void) {
    this.#database = database;
    this.#writer = writer;
    this.#clock = clock;
    this.#onWritten = onWritten;
  }

  /** The sum with that key, which is made if there is none. Throws StoreFull and StoreUnavailable. */
  of(key: string, make: () => Sum): Sum {
    if (this.#isClosed) {
      throw new StoreUnavailable(this.#database.location, 'it is closed', { reason: 'closed' });
    }
    const known = this.#sums.get(key);
    if (known !== undefined) return known;
    if (this.#sums.size >= MOST_UNWRITTEN && !this.#isFailing && !this.#writer.isWaiting) {
      this.flush().catch(() => {});
    }
    if (this.#sums.size >= MOST_KEPT) {
      throw new StoreFull(`Cannot count more: ${MOST_KEPT} sums could not be written yet`);
    }
    const made = make();
    this.#sums.set(key, made);
    this.#flushLater();
    return made;
  }

  [Symbol.iterator](): Iterator<Sum> {
    return this.#sums.values();
  }

  async flush(): Promise<void> {
    if (this.#sums.size === 0) return;
    try {
      await this.#writer.transact((transaction) => this.#write(transaction));
      this.#onWritten();
    } catch (error) {
      this.#isFailing = true;
      throw error;
    }
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    return this.flush();
  }

  #flushLater(): void {
    this.#timer ??= this.#clock.at(this.#clock.now() + FLUSH_INTERVAL_MS, async () => {
      // What cannot be written stays in memory; the store remembers the problem.
      await this.flush().catch(() => {});
      this.#timer = undefined;
      if (this.#sums.size > 0 && !this.#isClosed) this.#flushLater();
    });
  }

  /** Nothing can be added between the writes and the commit, which are synchronous: nothing is counted twice. */
  #write({ database, committed }: Transaction): void {
    const layouts = new Map<OpenedSeries, Layout>();
    for (const { definition, scope, minute, values, amounts } of this.#sums.values()) {
      let layout = layouts.get(definition);
      if (layout === undefined) {
        layout = toLayout(database, definition);
        layouts.set(definition, layout);
      }
      increment(database, {
        series: definition.name,
        scope,
        minute,
        values: byColumn(MOST_DIMENSIONS, layout.dimensions, definition.dimensionIndex, values, null).map(
          toStored,
        ),
        amounts: byColumn(MOST_AMOUNTS, layout.amounts, definition.amountIndex, amounts, 0),
      });
    }
    committed.push(() => {
      this.#sums = new Map();
      this.#isFailing = false;
    });
  }
}

/** The stored layout of a series, to which names are added that it does not have yet. */
function toLayout(database: Database, definition: OpenedSeries): Layout {
  const stored = readLayout(database, definition.name);
  const all = extend(stored, definition);
  const isKnown =
    all.dimensions.length === stored.dimensions.length && all.amounts.length === stored.amounts.length;
  if (!isKnown) writeLayout(database, definition.name, all);
  return all;
}

/** Values in the order of the columns instead of the definition. */
function byColumn<Value>(
  count: number,
  names: readonly string[],
  index: ReadonlyMap<string, number>,
  values: readonly Value[],
  none: Value,
): Value[] {
  const found = names.map((name) => values[index.get(name) ?? -1] ?? none);
  while (found.length < count) found.push(none);
  return found;
}

import { StoreFull } from '../errors.ts';
import type { Log, LogDefinition, LogKind, LogSlice, Logs } from '../logs.ts';
import type { Database } from './database.ts';
import { GroupedWrites } from './grouped-writes.ts';
import { assertOwner } from './owners.ts';
import { OWNER_REMOVED } from './page-sql.ts';
import { removeLog } from './remove.ts';
import { SqliteWrite, type Transact, type Transaction } from './transaction.ts';

/** Entries that are looked at together to find out how many have to be dropped. */
const DROPPED_TOGETHER = 400;

/** Of the entries of a full log, the part that may be dropped beyond what is needed. */
const SPARE_SHARE = 1 / 16;

/** Logs of a SQLite store. */
export class SqliteLogs implements Logs {
  readonly #database: Database;
  readonly #transact: Transact;
  readonly #now: () => number;
  readonly #appends: GroupedWrites;

  /** @param now the time that owners expire by, in Unix milliseconds */
  constructor(database: Database, transact: Transact, now: () => number) {
    this.#database = database;
    this.#transact = transact;
    this.#now = now;
    // Many streams are due at the same moment.
    this.#appends = new GroupedWrites(transact, queueMicrotask);
  }

  open<T>(definition: LogDefinition): LogKind<T> {
    const { maximumEntries, maximumBytes } = definition;
    assertPositive({ maximumEntries, maximumBytes });
    const parts = {
      database: this.#database,
      transact: this.#transact,
      now: this.#now,
      appends: this.#appends,
      definition,
    };
    return { in: (scope) => ({ of: (object) => new SqliteLog(parts, scope, object) }) };
  }

  /** Starts the writes that were called for and have not begun. */
  flush(): void {
    this.#appends.flush();
  }
}

interface Parts {
  readonly database: Database;
  readonly transact: Transact;
  readonly now: () => number;
  readonly appends: GroupedWrites;
  readonly definition: LogDefinition;
}

interface Row {
  readonly id: number;
  readonly first: number;
  readonly next: number;
  readonly bytes: number;
}

/** Entries as JSON. */
interface Encoded {
  readonly bodies: readonly string[];
  readonly sizes: readonly number[];
  readonly bytes: number;
}

class SqliteLog<T> implements Log<T> {
  readonly #parts: Parts;
  readonly #scope: string;
  readonly #object: string;

  constructor(parts: Parts, scope: string, object: string) {
    this.#parts = parts;
    this.#scope = scope;
    this.#object = object;
  }

  async append(entries: readonly T[]): Promise<number> {
    const encoded = this.#encode(entries);
    return this.#parts.appends.add((transaction) => this.#append(transaction, encoded));
  }

  async read({ from, limit }: { readonly from: number; readonly limit: number }): Promise<LogSlice<T>> {
    assertPositive({ from, limit });
    const row = this.#row();
    if (row === undefined) return { entries: [], first: 1, next: 1 };
    const found = this.#parts.database.all<{ number: number; body: string }>(READ, row.id, from, limit);
    return {
      entries: found.map(({ number, body }) => ({ number, value: JSON.parse(body) as T })),
      first: row.first,
      next: row.next,
    };
  }

  async size(): Promise<number> {
    const row = this.#row();
    return row === undefined ? 0 : row.next - row.first;
  }

  delete(): Promise<boolean> {
    return this.#parts.transact((transaction) => this.#delete(transaction), RELIEF);
  }

  appending(entries: readonly T[]): SqliteWrite<number> {
    return new SqliteWrite(this.#parts.database, (transaction) =>
      this.#append(transaction, this.#encode(entries)),
    );
  }

  deleting(): SqliteWrite<boolean> {
    return new SqliteWrite(this.#parts.database, (transaction) => this.#delete(transaction), RELIEF);
  }

  #append(transaction: Transaction, { bodies, sizes, bytes }: Encoded): number {
    const { database } = this.#parts;
    const owner = this.#owner();
    if (bodies.length === 0) return this.#row()?.next ?? 1;
    const row = this.#grow(transaction, owner, bodies.length, bytes);
    const start = row.next - bodies.length;
    const first = this.#dropOldest(row, sizes);
    for (let index = Math.max(0, first - start); index < bodies.length; index++) {
      database.run(INSERT, row.id, start + index, bodies[index] as string);
    }
    return start;
  }

  /** @throws MissingDocument if it does not exist */
  #owner(): number | null {
    const { database, definition, now } = this.#parts;
    const owner = definition.owner?.(this.#object, this.#scope);
    return owner ? assertOwner(database, owner, this.#scope, now()) : null;
  }

  /** Counts further entries. */
  #grow(transaction: Transaction, owner: number | null, entries: number, bytes: number): Row {
    const { database, definition } = this.#parts;
    const place = [definition.name, this.#scope, this.#object] as const;
    const grown = database.get<Row>(GROW, ...place, entries + 1, bytes, owner, entries);
    if (grown) return grown;
    // The log of an earlier document with the id of the owner, which is still to be deleted.
    removeLog(transaction, database.get<{ id: number }>(ANY, ...place)!.id);
    return this.#grow(transaction, owner, entries, bytes);
  }

  /**
   * Makes room for entries that the log already counts but that are not stored yet. Returns the number of the oldest
   * entry left, which may be one of them.
   */
  #dropOldest(row: Row, added: readonly number[]): number {
    const { database, definition } = this.#parts;
    let { first, bytes } = row;
    const isOver = () => row.next - first > definition.maximumEntries || bytes > definition.maximumBytes;
    if (!isOver()) return first;
    const start = row.next - added.length;
    let spare = Math.min(
      DROPPED_TOGETHER - 1,
      Math.floor(Math.min(start - first, definition.maximumEntries) * SPARE_SHARE),
    );
    while (isOver() && first < start) {
      const sizes = database.all<{ bytes: number }>(SIZES, row.id, first, DROPPED_TOGETHER);
      if (sizes.length === 0) break;
      for (const size of sizes) {
        // A few more than needed, so that a full log does not have to drop one at every append.
        if (!isOver() && spare-- <= 0) break;
        bytes -= size.bytes;
        first++;
      }
    }
    for (; isOver() && first < row.next; first++) bytes -= added[first - start] ?? 0;
    database.run('DELETE FROM log_entries WHERE log = ? AND number < ?', row.id, first);
    database.run('UPDATE logs SET first = ?, bytes = ? WHERE id = ?', first, bytes, row.id);
    return first;
  }

  #delete(transaction: Transaction): boolean {
    const row = this.#row();
    if (row) removeLog(transaction, row.id);
    return row !== undefined;
  }

  #row(): Row | undefined {
    return this.#parts.database.get<Row>(SELECT, this.#parts.definition.name, this.#scope, this.#object);
  }

  #encode(entries: readonly T[]): Encoded {
    const { name, maximumBytes } = this.#parts.definition;
    const sizes: number[] = [];
    let bytes = 0;
    const bodies = entries.map((entry) => {
      const body: string | undefined = JSON.stringify(entry);
      if (body === undefined) throw new TypeError(`Cannot append ${typeof entry} to a log: it is not JSON`);
      const size = Buffer.byteLength(body);
      if (size > maximumBytes) {
        const problem = `an entry has ${size} bytes, a log may have ${maximumBytes}`;
        throw new StoreFull(`Cannot append to ${JSON.stringify(name)}: ${problem}`);
      }
      sizes.push(size);
      bytes += size;
      return body;
    });
    return { bodies, sizes, bytes };
  }
}

const RELIEF = { isRelief: true };

function assertPositive(numbers: { readonly [name: string]: number }): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new RangeError(`A log needs a positive integer as ${name}, not ${value}`);
  }
}

const ANY = 'SELECT id, first, next, bytes FROM logs WHERE kind = ? AND scope = ? AND object = ?';

const SELECT = `${ANY} AND (owner IS NULL OR owner NOT IN (${OWNER_REMOVED}))`;

/** Counts further entries, and creates the log if there is none. Changes no log of another owner. */
const GROW = `
  INSERT INTO logs (kind, scope, object, first, next, bytes, owner) VALUES (?, ?, ?, 1, ?, ?, ?)
  ON CONFLICT (kind, scope, object) DO UPDATE
    SET next = next + ?, bytes = bytes + excluded.bytes, owner = excluded.owner
    WHERE owner IS NULL OR owner = excluded.owner
  RETURNING id, first, next, bytes`;

const INSERT = 'INSERT INTO log_entries (log, number, body) VALUES (?, ?, ?)';

const SIZES = `
  SELECT octet_length(body) AS bytes FROM log_entries WHERE log = ? AND number >= ? ORDER BY number LIMIT ?`;

const READ = 'SELECT number, body FROM log_entries WHERE log = ? AND number >= ? ORDER BY number LIMIT ?';

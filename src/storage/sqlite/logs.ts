import { StoreFull } from '../errors.ts';
import type { Log, LogDefinition, LogKind, LogSlice, Logs } from '../logs.ts';
import type { Database } from './database.ts';
import { SqliteWrite, type Transact, type Transaction } from './transaction.ts';

/** Entries that are looked at together to find out how many have to be dropped. */
const DROPPED_TOGETHER = 100;

/** Logs of a SQLite store. */
export class SqliteLogs implements Logs {
  readonly #database: Database;
  readonly #transact: Transact;
  readonly #appends: AppendQueue;

  constructor(database: Database, transact: Transact) {
    this.#database = database;
    this.#transact = transact;
    this.#appends = new AppendQueue(transact);
  }

  open<T>(definition: LogDefinition): LogKind<T> {
    const { maximumEntries, maximumBytes } = definition;
    assertPositive({ maximumEntries, maximumBytes });
    const parts = { database: this.#database, transact: this.#transact, appends: this.#appends, definition };
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
  readonly appends: AppendQueue;
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
    return this.#parts.appends.add(() => this.#append(encoded));
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
    return this.#parts.transact(() => this.#delete(), RELIEF);
  }

  appending(entries: readonly T[]): SqliteWrite<number> {
    return new SqliteWrite(this.#parts.database, () => this.#append(this.#encode(entries)));
  }

  deleting(): SqliteWrite<boolean> {
    return new SqliteWrite(this.#parts.database, () => this.#delete(), RELIEF);
  }

  #append({ bodies, sizes, bytes }: Encoded): number {
    const { database, definition } = this.#parts;
    if (bodies.length === 0) return this.#row()?.next ?? 1;
    const { name } = definition;
    const row = database.get<Row>(
      GROW,
      name,
      this.#scope,
      this.#object,
      bodies.length + 1,
      bytes,
      bodies.length,
    )!;
    const start = row.next - bodies.length;
    const first = this.#dropOldest(row, sizes);
    for (let index = Math.max(0, first - start); index < bodies.length; index++) {
      database.run(INSERT, row.id, start + index, bodies[index] as string);
    }
    return start;
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
    while (isOver() && first < start) {
      const sizes = database.all<{ bytes: number }>(SIZES, row.id, first, DROPPED_TOGETHER);
      if (sizes.length === 0) break;
      for (const size of sizes) {
        if (!isOver()) break;
        bytes -= size.bytes;
        first++;
      }
    }
    for (; isOver() && first < row.next; first++) bytes -= added[first - start] ?? 0;
    database.run('DELETE FROM log_entries WHERE log = ? AND number < ?', row.id, first);
    database.run('UPDATE logs SET first = ?, bytes = ? WHERE id = ?', first, bytes, row.id);
    return first;
  }

  #delete(): boolean {
    const { database, definition } = this.#parts;
    return database.run(DELETE, definition.name, this.#scope, this.#object) > 0;
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

interface Append {
  readonly write: (transaction: Transaction) => number;
  readonly resolve: (number: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes the appends of one turn of the event loop in one transaction: many streams are due at the same moment, and
 * a transaction costs several times as much as an entry.
 */
class AppendQueue {
  readonly #transact: Transact;
  #waiting: Append[] = [];

  constructor(transact: Transact) {
    this.#transact = transact;
  }

  add(write: (transaction: Transaction) => number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => this.flush());
    });
  }

  flush(): void {
    const appends = this.#waiting;
    if (appends.length === 0) return;
    this.#waiting = [];
    this.#write(appends);
  }

  #write(appends: readonly Append[]): void {
    this.#transact((transaction) => appends.map(({ write }) => write(transaction))).then(
      (numbers) => {
        for (const [index, { resolve }] of appends.entries()) resolve(numbers[index] as number);
      },
      (error) => {
        // What is too much together may still fit one by one, and one append must not fail because of another.
        if (error instanceof StoreFull && appends.length > 1)
          for (const append of appends) this.#write([append]);
        else for (const { reject } of appends) reject(error);
      },
    );
  }
}

const SELECT = 'SELECT id, first, next, bytes FROM logs WHERE kind = ? AND scope = ? AND object = ?';

/** Counts further entries, and creates the log if there is none. */
const GROW = `
  INSERT INTO logs (kind, scope, object, first, next, bytes) VALUES (?, ?, ?, 1, ?, ?)
  ON CONFLICT (kind, scope, object) DO UPDATE SET next = next + ?, bytes = bytes + excluded.bytes
  RETURNING id, first, next, bytes`;

const INSERT = 'INSERT INTO log_entries (log, number, body) VALUES (?, ?, ?)';

const SIZES = `
  SELECT octet_length(body) AS bytes FROM log_entries WHERE log = ? AND number >= ? ORDER BY number LIMIT ?`;

const READ = 'SELECT number, body FROM log_entries WHERE log = ? AND number >= ? ORDER BY number LIMIT ?';

const DELETE = 'DELETE FROM logs WHERE kind = ? AND scope = ? AND object = ?';

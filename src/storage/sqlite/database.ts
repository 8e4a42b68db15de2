import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { StoreFull, type StoreProblem, StoreUnavailable } from '../errors.ts';
import { loadSqlite } from './load.ts';

/**
 * How long SQLite itself waits while another process writes to the same file, in milliseconds. This blocks the
 * event loop; longer waits are the task of {@link LockQueue}.
 */
const BUSY_TIMEOUT = 1;

/** The same while a store is being opened, when there is nothing else to do. */
const OPENING_BUSY_TIMEOUT = 1000;

export interface DatabaseOptions {
  /** Called for every failure of the location, except while it is locked or closed. */
  readonly onFailure: (error: StoreUnavailable) => void;
  /**
   * SQLite reports a full disk and its limit of pages with the same code. At the end of a transaction it is
   * always the disk; within a large one, whose pages are written early, this decides.
   */
  readonly isDiskFull: () => boolean;
}

/**
 * One connection: cached prepared statements, transactions, and translation of SQLite's errors into store
 * errors. SQL texts are constants of this program; values are always bound as parameters.
 */
export class Database {
  readonly location: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #options: DatabaseOptions;
  #isBusy = false;
  /** Whether the statements of a transaction run, not its beginning or end. */
  #isWithin = false;
  /** Receives the arguments of the SQL function `each`. */
  #receive: ((...values: SQLOutputValue[]) => void) | undefined;

  constructor(location: string, options: DatabaseOptions) {
    this.location = location;
    this.#options = options;
    const { DatabaseSync } = loadSqlite();
    this.#connection = this.#guarded(() => new DatabaseSync(location, { timeout: BUSY_TIMEOUT }));
    this.#connection.aggregate('each', {
      start: 0,
      varargs: true,
      step: (count: number, ...values: SQLOutputValue[]) => {
        this.#receive?.(...values);
        return count + 1;
      },
    });
  }

  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#guarded(() => this.#prepared(sql).get(...parameters) as Row | undefined);
  }

  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#guarded(() => this.#prepared(sql).all(...parameters) as Row[]);
  }

  /**
   * Calls `receive` with what the statement passes to the SQL function `each`, e.g. `SELECT each(id, body) FROM …`.
   * For many rows: that takes a quarter of the time of making an object of each.
   */
  each<Values extends readonly SQLOutputValue[]>(
    sql: string,
    receive: (...values: Values) => void,
    ...parameters: SQLInputValue[]
  ): void {
    this.#receive = receive as (...values: readonly SQLOutputValue[]) => void;
    try {
      this.get(sql, ...parameters);
    } finally {
      this.#receive = undefined;
    }
  }

  /** Returns the number of rows changed. */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return this.#guarded(() => Number(this.#prepared(sql).run(...parameters).changes));
  }

  /** Returns the row id of the row inserted. */
  insert(sql: string, ...parameters: SQLInputValue[]): number {
    return this.#guarded(() => Number(this.#prepared(sql).run(...parameters).lastInsertRowid));
  }

  /** Executes several statements without parameters. */
  execute(sql: string): void {
    this.#guarded(() => this.#connection.exec(sql));
  }

  /**
   * Runs `work` in a transaction: all of its writes happen, or none. It is synchronous, so nothing can run
   * between them.
   */
  transaction<R>(work: () => R): R {
    if (this.#isBusy) throw new TypeError('Cannot write to the store from within one of its writes');
    this.#isBusy = true;
    try {
      this.run('BEGIN IMMEDIATE');
      this.#isWithin = true;
      const result = work();
      this.#isWithin = false;
      this.run('COMMIT');
      return result;
    } catch (error) {
      this.#isWithin = false;
      // When the disk is full, SQLite rolls back by itself, and there is nothing left to roll back.
      if (this.#connection.isOpen && this.#connection.isTransaction) this.run('ROLLBACK');
      throw error;
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * Runs `work` while locks of other processes are waited for synchronously, for up to a second. Only for
   * opening a store.
   */
  waiting<R>(work: () => R): R {
    this.execute(`PRAGMA busy_timeout = ${OPENING_BUSY_TIMEOUT}`);
    try {
      return work();
    } finally {
      this.execute(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    }
  }

  /** Moves the log into the database file and shortens it to nothing, as far as other processes allow. */
  checkpoint(): void {
    this.get('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  get isOpen(): boolean {
    return this.#connection.isOpen;
  }

  close(): void {
    if (!this.#connection.isOpen) return;
    this.#statements.clear();
    this.#connection.close();
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guarded<R>(call: () => R): R {
    try {
      return call();
    } catch (error) {
      const isOverLimit = () => this.#isWithin && !this.#options.isDiskFull();
      const problem = toStoreError(this.location, error as SqliteError, isOverLimit);
      if (problem instanceof StoreUnavailable && problem.reason !== 'busy' && problem.reason !== 'closed')
        this.#options.onFailure(problem);
      throw problem;
    }
  }
}

/**
 * Error thrown by `node:sqlite`: `errcode` is SQLite's extended result code, whose low byte is the primary
 * code.
 */
export interface SqliteError extends Error {
  readonly code?: string;
  readonly errcode?: number;
}

/** Primary result codes that indicate a problem with the storage location rather than the statement. */
const PROBLEMS: { readonly [code: number]: readonly [StoreProblem, string] } = {
  3: ['failed', 'access is denied'],
  5: ['busy', 'another process is writing to it'],
  6: ['busy', 'it is locked'],
  8: ['read-only', 'it is read-only'],
  10: ['failed', 'reading or writing it failed'],
  11: ['damaged', 'it is damaged'],
  13: ['full', 'the disk is full'],
  14: ['failed', 'it cannot be opened'],
  15: ['failed', 'locking it failed'],
  23: ['failed', 'access is denied'],
  26: ['damaged', 'it is not a database'],
};

const FULL = 13;

/** The memory shared by processes could not be made larger: on Unix it is a file too. */
const SHARED_MEMORY_FULL = 4874;

/** @param isOverLimit whether SQLite means its limit of pages when it says that it is full, and not the disk */
function toStoreError(location: string, error: SqliteError, isOverLimit: () => boolean): Error {
  if (error.code === 'ERR_INVALID_STATE')
    return new StoreUnavailable(location, 'it is closed', { cause: error, reason: 'closed' });
  if (error.errcode === undefined) return error;
  const primary = error.errcode === SHARED_MEMORY_FULL ? FULL : error.errcode & 0xff;
  if (primary === FULL && isOverLimit()) {
    return new StoreFull(`Cannot write to the store at ${JSON.stringify(location)}: it is full`, {
      cause: error,
    });
  }
  const problem = PROBLEMS[primary];
  return problem === undefined
    ? error
    : new StoreUnavailable(location, problem[1], { cause: error, reason: problem[0] });
}

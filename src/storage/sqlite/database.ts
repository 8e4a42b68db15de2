import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { StoreFull, StoreUnavailable } from '../errors.ts';
import { loadSqlite } from './load.ts';

/**
 * How long a call waits while another process writes to the same file, in milliseconds. This blocks the event
 * loop.
 */
const BUSY_TIMEOUT = 1000;

/**
 * One connection: cached prepared statements, transactions, and translation of SQLite's errors into store
 * errors. SQL texts are constants of this program; values are always bound as parameters.
 */
export class Database {
  readonly location: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #isBusy = false;

  constructor(location: string) {
    this.location = location;
    const { DatabaseSync } = loadSqlite();
    this.#connection = this.#guarded(() => new DatabaseSync(location, { timeout: BUSY_TIMEOUT }));
  }

  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#guarded(() => this.#prepared(sql).get(...parameters) as Row | undefined);
  }

  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#guarded(() => this.#prepared(sql).all(...parameters) as Row[]);
  }

  /** Returns the number of rows changed. */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return this.#guarded(() => Number(this.#prepared(sql).run(...parameters).changes));
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
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // When the disk is full, SQLite rolls back by itself, and there is nothing left to roll back.
      if (this.#connection.isOpen && this.#connection.isTransaction) this.run('ROLLBACK');
      throw error;
    } finally {
      this.#isBusy = false;
    }
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
      throw toStoreError(this.location, error as SqliteError);
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
const PROBLEMS: { readonly [code: number]: string } = {
  3: 'access is denied',
  5: 'another process is writing to it',
  6: 'it is locked',
  8: 'it is read-only',
  10: 'reading or writing it failed',
  11: 'it is damaged',
  14: 'it cannot be opened',
  15: 'locking it failed',
  23: 'access is denied',
  26: 'it is not a database',
};

const FULL = 13;

function toStoreError(location: string, error: SqliteError): Error {
  if (error.code === 'ERR_INVALID_STATE')
    return new StoreUnavailable(location, 'it is closed', { cause: error });
  if (error.errcode === undefined) return error;
  const primary = error.errcode & 0xff;
  if (primary === FULL) {
    return new StoreFull(`Cannot write to the store at ${JSON.stringify(location)}: it is full`, {
      cause: error,
    });
  }
  const problem = PROBLEMS[primary];
  return problem === undefined ? error : new StoreUnavailable(location, problem, { cause: error });
}

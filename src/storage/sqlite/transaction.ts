import { StoreFull } from '../errors.ts';
import type { Write } from '../store.ts';
import type { Database } from './database.ts';

/** What the writes of one transaction share. */
export interface Transaction {
  readonly database: Database;
  /** Blobs that lost a reference: those that have none left when the transaction ends go with it. */
  readonly released: Set<string>;
}

/**
 * Runs `work` as one transaction, within the bytes the store may have. `isRelief` is for what makes room or needs next to none, such as deleting: it
 * may use the reserve that is kept so that a full store can still be emptied.
 */
export type Transact = <R>(work: (transaction: Transaction) => R, options?: { isRelief: boolean }) => R;

/** One write of a commit: what {@link Write} is to this driver. */
export class SqliteWrite<R> implements Write<R> {
  declare readonly result?: R;
  /** The connection it is for. */
  readonly database: Database;
  readonly isRelief: boolean;
  readonly run: (transaction: Transaction) => R;

  constructor(database: Database, run: (transaction: Transaction) => R, options?: { isRelief: boolean }) {
    this.database = database;
    this.run = run;
    this.isRelief = options?.isRelief ?? false;
  }
}

/** The bytes a store may have: what its documents take in the database, and its blobs. */
export class Budget {
  readonly #database: Database;
  readonly #maximumBytes: number;
  readonly #reserve: number;
  readonly #pageSize: number;
  #maximumPages = 0;
  /** Bytes of blobs that are being written. */
  #pending = 0;

  constructor(database: Database, maximumBytes: number) {
    this.#database = database;
    this.#maximumBytes = maximumBytes;
    this.#reserve = Math.min(maximumBytes / 16, LARGEST_RESERVE);
    this.#pageSize = database.get<{ page_size: number }>('PRAGMA page_size')?.page_size ?? 4096;
  }

  /** Has SQLite refuse what would make documents and blobs together too large. What is there already stays. */
  limitDocuments(options: { isRelief: boolean }): void {
    const room = this.#maximumBytes - this.#blobBytes() - (options.isRelief ? 0 : this.#reserve);
    const pages = Math.max(1, Math.floor(room / this.#pageSize));
    if (pages === this.#maximumPages) return;
    this.#database.execute(`PRAGMA max_page_count = ${pages}`);
    this.#maximumPages = pages;
  }

  /** Room for bytes of a blob that are about to be kept. Throws {@link StoreFull}. */
  reserve(bytes: number): void {
    const room = () =>
      this.#maximumBytes - this.#reserve - this.#blobBytes() - this.#pending - this.#documentBytes();
    if (bytes > room()) {
      // Space of deleted documents, a little of it at a time: giving back a large file would hold up everything else.
      this.#database.execute(`PRAGMA incremental_vacuum(${SPARE_PAGES + Math.ceil(bytes / this.#pageSize)})`);
      if (bytes > room())
        throw new StoreFull(
          `The store has no room for ${bytes} more bytes: it may have ${this.#maximumBytes}`,
        );
    }
    this.#pending += bytes;
  }

  /** The bytes are kept and counted, or given up. */
  settle(bytes: number): void {
    this.#pending -= bytes;
  }

  #blobBytes(): number {
    return this.#database.get<{ blob_bytes: number }>('SELECT blob_bytes FROM usage')?.blob_bytes ?? 0;
  }

  #documentBytes(): number {
    return (
      (this.#database.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0) * this.#pageSize
    );
  }
}

const LARGEST_RESERVE = 1024 ** 2;
const SPARE_PAGES = 256;

/**
 * Transactions of one store.
 *
 * @param onRemoved told, after the commit, the blobs that it took along
 */
export function createTransact(
  database: Database,
  budget: Budget,
  onRemoved: (blobs: readonly string[]) => void,
): Transact {
  return (work, options = { isRelief: false }) => {
    const removed: string[] = [];
    const result = database.transaction(() => {
      budget.limitDocuments(options);
      const released = new Set<string>();
      const value = work({ database, released });
      for (const blob of released) if (database.run(REMOVE, blob) > 0) removed.push(blob);
      return value;
    });
    if (removed.length > 0) onRemoved(removed);
    return result;
  };
}

const REMOVE = `
  DELETE FROM blobs WHERE id = ? AND NOT EXISTS (SELECT 1 FROM blob_references WHERE blob = blobs.id)`;

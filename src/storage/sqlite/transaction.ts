import type { Write } from '../store.ts';
import type { Budget } from './budget.ts';
import type { Database } from './database.ts';

/** State shared by the writes of one transaction. */
export interface Transaction {
  readonly database: Database;
  /**
   * Blobs that lost a reference; those without any left at the end of the transaction are deleted with it.
   */
  readonly released: Set<string>;
}

/**
 * Runs `work` as one transaction within the byte limit of the store. `isRelief` is for operations that free
 * space or need next to none, such as deletions: they may use the reserve that is kept so that a full store
 * can still be emptied.
 */
export type Transact = <R>(work: (transaction: Transaction) => R, options?: { isRelief: boolean }) => R;

/** One write of a commit: this driver's implementation of {@link Write}. */
export class SqliteWrite<R> implements Write<R> {
  declare readonly result?: R;
  /** The connection it belongs to. */
  readonly database: Database;
  readonly isRelief: boolean;
  readonly run: (transaction: Transaction) => R;

  constructor(database: Database, run: (transaction: Transaction) => R, options?: { isRelief: boolean }) {
    this.database = database;
    this.run = run;
    this.isRelief = options?.isRelief ?? false;
  }
}

/**
 * Creates the transaction function of one store.
 *
 * @param onRemoved called after the commit with the ids of the blobs it deleted
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

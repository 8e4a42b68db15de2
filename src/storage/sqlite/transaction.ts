import type { Write } from '../store.ts';
import type { Budget } from './budget.ts';
import type { Database } from './database.ts';

/** What the writes of one transaction share. */
export interface Transaction {
  readonly database: Database;
  /** Blobs that lost a reference: those that have none left when the transaction ends go with it. */
  readonly released: Set<string>;
}

/**
 * Runs `work` as one transaction, within the bytes the store may have. `isRelief` is for what makes room or
 * needs next to none, such as deleting: it may use the reserve that is kept so that a full store can still be
 * emptied.
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

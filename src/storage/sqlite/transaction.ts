import type { Write } from '../store.ts';
import type { Growth } from './counts.ts';
import type { Database } from './database.ts';

/** State shared by the writes of one transaction. */
export interface Transaction {
  readonly database: Database;
  /**
   * Blobs that lost a reference; those without any left at the end of the transaction are deleted with it.
   */
  readonly released: Set<string>;
  /** By how many documents each scope of a collection has grown. */
  readonly growth: Growth;
  /** Documents and logs that may still be deleted with their owners. */
  cascade: number;
  /** Set if something was deleted of which documents, logs or entries are left. */
  isCut: boolean;
  /** Called once the transaction is committed, before anything else can run. */
  readonly committed: (() => void)[];
}

/**
 * Runs `work` as one transaction within the byte limit of the store: at once, or in its turn while another
 * process holds the lock. `isRelief` is for operations that free space or need next to none, such as
 * deletions: they may use the reserves that are kept so that a full store, or a store on a full disk, can
 * still be emptied.
 */
export type Transact = <R>(
  work: (transaction: Transaction) => R,
  options?: { isRelief?: boolean },
) => Promise<R>;

/** One write of a commit: this driver's implementation of {@link Write}. */
export class SqliteWrite<R> implements Write<R> {
  declare readonly result?: R;
  /** The connection it belongs to. */
  readonly database: Database;
  readonly isRelief: boolean;
  readonly run: (transaction: Transaction) => R;

  constructor(database: Database, run: (transaction: Transaction) => R, options?: { isRelief?: boolean }) {
    this.database = database;
    this.run = run;
    this.isRelief = options?.isRelief ?? false;
  }
}

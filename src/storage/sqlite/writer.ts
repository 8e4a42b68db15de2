import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Budget } from './budget.ts';
import type { Condition } from './condition.ts';
import { Counts, type Growth } from './counts.ts';
import type { Database } from './database.ts';
import type { Disk } from './disk.ts';
import { LockQueue } from './lock-queue.ts';
import { touch } from './schema.ts';
import type { Transact, Transaction } from './transaction.ts';

export interface WriterOptions {
  readonly database: Database;
  readonly budget: Budget;
  readonly condition: Condition;
  /** Undefined for a store in memory. */
  readonly disk: Disk | undefined;
  /** A real-time clock: it times the wait for locks of other processes. */
  readonly clock: Clock;
  /** Called after a commit with the ids of the blobs it deleted. */
  readonly onRemoved: (blobs: readonly string[]) => void;
  /** Called after a commit that deleted a document or a log, but not all that belongs to it. */
  readonly onCut: () => void;
}

/** Carries out all writes to one store. */
export class Writer {
  readonly #database: Database;
  readonly #budget: Budget;
  readonly #condition: Condition;
  readonly #disk: Disk | undefined;
  readonly #onRemoved: (blobs: readonly string[]) => void;
  readonly #onCut: () => void;
  readonly #clock: Clock;
  readonly #queue: LockQueue;
  readonly counts: Counts;
  /** Until then, the file is assumed to be in place. */
  #presentUntil = Number.NEGATIVE_INFINITY;

  constructor({ database, budget, condition, disk, clock, onRemoved, onCut }: WriterOptions) {
    this.#database = database;
    this.counts = new Counts(database);
    this.#budget = budget;
    this.#condition = condition;
    this.#disk = disk;
    this.#onRemoved = onRemoved;
    this.#onCut = onCut;
    this.#clock = clock;
    this.#queue = new LockQueue(clock, database.location, (error) => condition.failed(error));
  }

  readonly transact: Transact = (work, { isRelief = false } = {}) =>
    this.#queue.run(() => this.#write(work, isRelief));

  /** The same synchronously, waiting for the lock for up to a second: only for opening a store. */
  transactNow<R>(work: (transaction: Transaction) => R): R {
    return this.#database.waiting(() => this.#write(work, false));
  }

  /** Whether writes are waiting for the lock of another process. */
  get isWaiting(): boolean {
    return this.#queue.isWaiting;
  }

  /** Throws `StoreUnavailable` if writes cannot be stored at present; after a failure, tries a write. */
  check(): void {
    this.#presentUntil = Number.NEGATIVE_INFINITY;
    this.#assertPresent();
    const { problem, neededBytes } = this.#condition;
    if (problem === undefined) return;
    if (problem.reason === 'damaged' || this.#queue.isWaiting) throw problem;
    if (problem.reason !== 'full') {
      this.#write(({ database }) => touch(database), false);
      return;
    }
    const disk = this.#disk;
    // Between two checkpoints, the log grows by about as much as the reserve has.
    const hasRoom = () => !disk || (disk.restoreReserve() && disk.hasRoom(neededBytes + disk.reserveBytes));
    if (!hasRoom()) {
      this.#reclaim();
      if (!hasRoom()) throw problem;
    }
    this.#condition.hasRoomAgain();
  }

  /** The disk was full for a blob of at least `bytes`: makes some of the room that the next attempt needs. */
  blobFailed(problem: StoreUnavailable, bytes: number): void {
    this.#condition.failed(problem, bytes);
    this.#reclaim();
  }

  #write<R>(work: (transaction: Transaction) => R, isRelief: boolean): R {
    const disk = this.#disk;
    this.#assertPresent();
    if (disk && !isRelief && !disk.restoreReserve()) {
      const problem = 'the disk has no room for the reserve that deletions need';
      throw this.#noted(new StoreUnavailable(this.#database.location, problem, { reason: 'full' }));
    }
    let result: R;
    try {
      result = this.#commit(work, isRelief);
    } catch (error) {
      if (!disk || !(error instanceof StoreUnavailable && error.reason === 'full')) throw error;
      if (!isRelief) {
        this.#reclaim();
        throw error;
      }
      disk.releaseReserve();
      this.#shrinkLog();
      result = this.#commit(work, isRelief);
    }
    if (isRelief && this.#condition.problem?.reason === 'full') this.#reclaim();
    this.#condition.written();
    return result;
  }

  /** A write shortly after its file was removed is as lost as one shortly before: not each of them is checked. */
  #assertPresent(): void {
    if (!this.#disk) return;
    const now = this.#clock.now();
    if (now < this.#presentUntil) return;
    this.#disk.assertPresent();
    this.#presentUntil = now + PRESENCE_MS;
  }

  #commit<R>(work: (transaction: Transaction) => R, isRelief: boolean): R {
    const removed: string[] = [];
    const growth: Growth = new Map();
    let transaction: Transaction | undefined;
    const committed: (() => void)[] = [];
    const result = this.#database.transaction(() => {
      this.#budget.limitDocuments({ isRelief });
      const released = new Set<string>();
      this.counts.begin();
      transaction = {
        database: this.#database,
        released,
        growth,
        committed,
        cascade: MOST_CASCADED,
        isCut: false,
      };
      const value = work(transaction);
      for (const blob of released) if (this.#database.run(REMOVE, blob) > 0) removed.push(blob);
      return value;
    });
    this.counts.commit(growth);
    for (const call of committed) call();
    if (transaction?.isCut) this.#onCut();
    if (removed.length > 0) this.#onRemoved(removed);
    return result;
  }

  /** Returns freed space to the disk, a bounded part of it at a time, and restores the reserve if it fits. */
  #reclaim(): void {
    const disk = this.#disk;
    if (!disk) return;
    this.#shrinkLog();
    try {
      this.#budget.reclaim(disk.reserveBytes / RECLAIMED_SHARE);
    } catch {
      // The next attempt may have more room.
    }
    this.#shrinkLog();
    disk.restoreReserve();
  }

  #shrinkLog(): void {
    try {
      this.#database.checkpoint();
    } catch {
      // It does not fit into the database file yet.
    }
  }

  #noted(problem: StoreUnavailable): StoreUnavailable {
    this.#condition.failed(problem);
    return problem;
  }
}

/** Documents and logs that are deleted with their owners in one transaction: a few milliseconds of work. */
const MOST_CASCADED = 100;

/** Milliseconds between two looks at whether the database file is still in place. */
const PRESENCE_MS = 20;

/** Of the reserve, the part that is reclaimed at once: moving a page within the file takes up to two pages of the log. */
const RECLAIMED_SHARE = 4;

const REMOVE = `
  DELETE FROM blobs WHERE id = ? AND NOT EXISTS (SELECT 1 FROM blob_references WHERE blob = blobs.id)`;

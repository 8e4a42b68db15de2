import type { Clock, Timer } from '../../runtime/clock.ts';
import { createSystemClock } from '../../runtime/system-clock.ts';
import { createTurns, type Turns } from '../../runtime/turns.ts';
import { createBlobFolder } from '../blobs/folder.ts';
import { createBlobMemory } from '../blobs/memory.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Leases } from '../leases.ts';
import type { Collection, CollectionDefinition, Document, Results, Store, Write } from '../store.ts';
import { SqliteBlobs } from './blobs.ts';
import { Budget } from './budget.ts';
import { openCollection } from './collection.ts';
import { Condition, LEAST_ROOM } from './condition.ts';
import { SqliteCounters } from './counters.ts';
import { Database } from './database.ts';
import { Disk, hasRoom, releaseReserve } from './disk.ts';
import { GroupedWrites } from './grouped-writes.ts';
import { BEAT_MS, createHolder, type Holder } from './holder.ts';
import { createLeases } from './leases.ts';
import { type Location, toLocation } from './location.ts';
import { SqliteLogs } from './logs.ts';
import { removeLeftOvers } from './remove.ts';
import { prepareSchema } from './schema.ts';
import { SqliteWrite } from './transaction.ts';
import { Writer } from './writer.ts';

export interface SqliteStoreOptions {
  /**
   * Where data are kept. `:memory:`, the default, is discarded when the store is closed. A file is created
   * together with its folders; an existing folder, or a name that ends in a separator or has no extension,
   * denotes a folder that contains `fakeai.sqlite`. Blob bytes are files in the folder `blobs` next to
   * `fakeai.sqlite`; for a file with another name, in a folder with the same name plus `-blobs`.
   */
  readonly location?: string;
  /**
   * Maximum total size of documents (including their indexes) and blobs, in bytes; above it, writes reject
   * with `StoreFull`. Defaults to 1 GiB. A sixteenth of it, at most 1 MiB, is reserved for operations that
   * free space.
   */
  readonly maximumBytes?: number;
  /**
   * Maximum size of one blob in bytes, whatever its writer allows; above it, writes reject with
   * `BlobTooLarge`. Defaults to `maximumBytes`.
   */
  readonly maximumBlobBytes?: number;
  /**
   * Times the wait for locks of other processes, and the flushes of counters. Defaults to the real time, which is
   * what other processes go by; then counters do not keep the process alive.
   */
  readonly clock?: Clock;
  /** The time that documents expire by, in Unix milliseconds. Defaults to the real time. */
  readonly now?: () => number;
  /** Divides long work, and groups commits. Defaults to turns of the real time. */
  readonly turns?: Turns;
}

const DEFAULT_MAXIMUM_BYTES = 1024 ** 3;

/**
 * A {@link Store} in SQLite, with the same behaviour in memory and on disk. On disk, a write that resolved
 * survives the death of the process (including `kill -9`). It reaches the disk with the next checkpoint, so a
 * power failure may lose the last writes, but never damages the file or loses the bytes of a blob that a
 * document refers to.
 *
 * Several processes on one machine may open the same file.
 *
 * Throws `StoreUnavailable` if the location is not usable: not a database, owned by another program, written
 * by a newer version, or read-only.
 *
 * @example
 * const store = openSqliteStore({ location: './data' }); // ./data/fakeai.sqlite
 * const notes = store.collection<{ id: string }>({ name: 'notes', maximum: 1000, overflow: 'refuse' });
 * await notes.in('project').insert({ id: 'note-1' }, { createdAt: 1 });
 * await store.close();
 */
export function openSqliteStore(options: SqliteStoreOptions = {}): Store {
  const {
    location = ':memory:',
    maximumBytes = DEFAULT_MAXIMUM_BYTES,
    maximumBlobBytes = maximumBytes,
    clock = createSystemClock(),
    now = () => clock.epoch(),
  } = options;
  const flushClock = options.clock ?? createSystemClock({ keepsAlive: false });
  const paths = location === ':memory:' ? undefined : toLocation(location);
  const condition = new Condition();
  const database = openDatabase(paths, condition);
  try {
    const disk = paths && new Disk(paths);
    if (disk) {
      // The log never holds more than the reserve, so that releasing the reserve makes room to shrink the log.
      database.execute(`PRAGMA wal_autocheckpoint = ${disk.reservePages}`);
      disk.restoreReserve();
    }
    const budget = new Budget(database, maximumBytes);
    const onRemoved = (ids: readonly string[]) => blobs.remove(ids);
    const onCut = () => store.removeLeftOvers();
    const writer = new Writer({ database, budget, condition, disk, clock, onRemoved, onCut });
    const holder = createHolder(database);
    const place = paths ? createBlobFolder(paths.blobs) : createBlobMemory();
    const blobs = new SqliteBlobs({
      database,
      place,
      writer,
      budget,
      holder,
      maximumBytes: maximumBlobBytes,
    });
    const turns = options.turns ?? createTurns(flushClock);
    const counters = new SqliteCounters({ database, writer, clock: flushClock, turns, now });
    const isShared = paths !== undefined;
    const store = new SqliteStore({ database, writer, now, holder, blobs, counters, turns, isShared });
    return store;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** On a full disk, the reserve is released: even opening needs some room. */
function openDatabase(paths: Location | undefined, condition: Condition): Database {
  try {
    return openOnce(paths, condition);
  } catch (error) {
    if (!paths || !(error instanceof StoreUnavailable && error.reason === 'full')) throw error;
    releaseReserve(paths.reserve);
    return openOnce(paths, condition);
  }
}

function openOnce(paths: Location | undefined, condition: Condition): Database {
  const database = new Database(paths?.file ?? ':memory:', {
    onFailure: (problem) => condition.failed(problem),
    isDiskFull: () => paths !== undefined && !hasRoom(paths.file, LEAST_ROOM),
  });
  try {
    prepareSchema(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

class SqliteStore implements Store {
  readonly blobs: SqliteBlobs;
  readonly logs: SqliteLogs;
  readonly counters: SqliteCounters;
  readonly leases: Leases;
  readonly #database: Database;
  readonly #writer: Writer;
  readonly #now: () => number;
  readonly #holder: Holder;
  readonly #turns: Turns;
  readonly #grouped: GroupedWrites;
  readonly #collections = new Map<string, { definition: unknown; collection: unknown }>();
  readonly #swept: Promise<void>;
  #isCleaning = false;
  #cleaned = Promise.resolve();
  /** Real time, which other machines go by. Does not keep the process alive. */
  readonly #heart = createSystemClock({ keepsAlive: false });
  #beat: Timer | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: {
    database: Database;
    writer: Writer;
    now: () => number;
    holder: Holder;
    blobs: SqliteBlobs;
    /** Whether other processes may open the same location. */
    isShared: boolean;
    counters: SqliteCounters;
    turns: Turns;
  }) {
    this.#database = parts.database;
    this.#now = parts.now;
    this.#writer = parts.writer;
    this.#holder = parts.holder;
    this.#turns = parts.turns;
    this.#grouped = new GroupedWrites(parts.writer.transact, (flush) => parts.turns.next(flush));
    this.blobs = parts.blobs;
    this.counters = parts.counters;
    this.logs = new SqliteLogs(parts.database, parts.writer.transact, parts.now);
    this.leases = createLeases(parts.database, parts.writer.transact, parts.holder);
    // Not awaited: whatever it cannot remove is left to the next sweep.
    this.#swept = this.#sweep().catch(() => {});
    if (parts.isShared) this.#beatLater();
  }

  collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T> {
    const known = this.#collections.get(definition.name);
    if (known === undefined) {
      const collection = openCollection(this.#database, this.#writer, this.#now, this.#turns, definition);
      this.#collections.set(definition.name, { definition, collection });
      return collection;
    }
    if (known.definition !== definition) {
      throw new TypeError(`Cannot define the collection ${JSON.stringify(definition.name)} twice`);
    }
    return known.collection as Collection<T>;
  }

  async commit<const Writes extends readonly Write<unknown>[]>(writes: Writes): Promise<Results<Writes>> {
    const own = this.#own(writes);
    const isRelief = own.every((write) => write.isRelief);
    const results = this.#writer.transact((transaction) => own.map((write) => write.run(transaction)), {
      isRelief,
    });
    return results as Promise<Results<Writes>>;
  }

  async commitTogether<const Writes extends readonly Write<unknown>[]>(
    writes: Writes,
  ): Promise<Results<Writes>> {
    const own = this.#own(writes);
    const results = this.#grouped.add((transaction) => own.map((write) => write.run(transaction)));
    return results as Promise<Results<Writes>>;
  }

  #own(writes: readonly Write<unknown>[]): SqliteWrite<unknown>[] {
    return writes.map((write) => {
      if (write instanceof SqliteWrite && write.database === this.#database) return write;
      throw new TypeError('Cannot commit a write that was made by another store');
    });
  }

  async check(): Promise<void> {
    if (!this.#database.isOpen)
      throw new StoreUnavailable(this.#database.location, 'it is closed', { reason: 'closed' });
    this.#writer.check();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#beat?.cancel();
    this.logs.flush();
    this.#grouped.flush();
    // What cannot be written now is lost.
    this.counters.close().catch(() => {});
    // If it fails, other stores detect that this process has ended.
    const left = this.#writer.transact(() => this.#holder.leave(), RELIEF).catch(() => {});
    // Earlier writes that wait for the lock are still carried out.
    if (this.#writer.isWaiting) await left;
    this.#database.close();
    await this.#swept;
    await this.#cleaned;
    await this.blobs.close();
  }

  /** Deletes what belongs to deleted documents and logs, a part in each transaction. */
  removeLeftOvers(): void {
    if (this.#isCleaning) return;
    this.#isCleaning = true;
    this.#cleaned = this.#clean().catch(() => {
      // Whatever cannot be removed is left to the next deletion, or the next store on this location.
      this.#isCleaning = false;
    });
  }

  async #clean(): Promise<void> {
    // Yield first: this is called from within a write.
    await null;
    let isLeft = true;
    while (isLeft && this.#database.isOpen) {
      await this.#writer.transact((transaction) => {
        isLeft = removeLeftOvers(transaction);
        // Within the transaction, so that the next deletion starts anew if nothing was left before it.
        this.#isCleaning = isLeft;
      }, RELIEF);
      if (isLeft) await this.#turns.pause();
    }
  }

  #beatLater(): void {
    this.#beat = this.#heart.at(this.#heart.now() + BEAT_MS, () => {
      // A heartbeat that fails is one of several that may.
      this.#writer.transact(() => this.#holder.beat(), RELIEF).catch(() => {});
      this.#beatLater();
    });
  }

  async #sweep(): Promise<void> {
    // Yield first, so that opening returns before the sweep starts.
    await null;
    await this.#writer.transact(() => this.#holder.forgetGone(), RELIEF);
    await this.blobs.sweep();
    this.removeLeftOvers();
  }
}

const RELIEF = { isRelief: true };

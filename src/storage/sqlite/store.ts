import { createBlobFolder } from '../blobs/folder.ts';
import { createBlobMemory } from '../blobs/memory.ts';
import type { Leases } from '../leases.ts';
import type { Collection, CollectionDefinition, Document, Results, Store, Write } from '../store.ts';
import { SqliteBlobs } from './blobs.ts';
import { Budget } from './budget.ts';
import { openCollection } from './collection.ts';
import { Database } from './database.ts';
import { createHolder, type Holder } from './holder.ts';
import { createLeases } from './leases.ts';
import { toLocation } from './location.ts';
import { prepareSchema } from './schema.ts';
import { createTransact, SqliteWrite, type Transact } from './transaction.ts';

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
  } = options;
  const paths = location === ':memory:' ? undefined : toLocation(location);
  const database = new Database(paths?.file ?? location);
  try {
    prepareSchema(database);
    const budget = new Budget(database, maximumBytes);
    const transact = createTransact(database, budget, (ids) => blobs.remove(ids));
    const holder = createHolder(database);
    const place = paths ? createBlobFolder(paths.blobs) : createBlobMemory();
    const blobs = new SqliteBlobs({
      database,
      place,
      transact,
      budget,
      holder,
      maximumBytes: maximumBlobBytes,
    });
    return new SqliteStore({ database, transact, holder, blobs });
  } catch (error) {
    database.close();
    throw error;
  }
}

class SqliteStore implements Store {
  readonly blobs: SqliteBlobs;
  readonly leases: Leases;
  readonly #database: Database;
  readonly #transact: Transact;
  readonly #holder: Holder;
  readonly #collections = new Map<string, { definition: unknown; collection: unknown }>();
  readonly #swept: Promise<void>;

  constructor(parts: { database: Database; transact: Transact; holder: Holder; blobs: SqliteBlobs }) {
    this.#database = parts.database;
    this.#transact = parts.transact;
    this.#holder = parts.holder;
    this.blobs = parts.blobs;
    this.leases = createLeases(parts.database, parts.transact, parts.holder);
    // Not awaited: whatever it cannot remove is left to the next sweep.
    this.#swept = this.#sweep().catch(() => {});
  }

  collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T> {
    const known = this.#collections.get(definition.name);
    if (known === undefined) {
      const collection = openCollection(this.#database, this.#transact, definition);
      this.#collections.set(definition.name, { definition, collection });
      return collection;
    }
    if (known.definition !== definition) {
      throw new TypeError(`Cannot define the collection ${JSON.stringify(definition.name)} twice`);
    }
    return known.collection as Collection<T>;
  }

  async commit<const Writes extends readonly Write<unknown>[]>(writes: Writes): Promise<Results<Writes>> {
    const own = writes.map((write) => {
      if (write instanceof SqliteWrite && write.database === this.#database) return write;
      throw new TypeError('Cannot commit a write that was made by another store');
    });
    const isRelief = own.every((write) => write.isRelief);
    return this.#transact((transaction) => own.map((write) => write.run(transaction)), {
      isRelief,
    }) as Results<Writes>;
  }

  async close(): Promise<void> {
    if (!this.#database.isOpen) return;
    try {
      this.#transact(() => this.#holder.leave(), { isRelief: true });
    } catch {
      // Other stores detect that this process has ended.
    }
    this.#database.close();
    await this.#swept;
    await this.blobs.close();
  }

  async #sweep(): Promise<void> {
    // Yield first, so that opening returns before the sweep starts.
    await null;
    this.#transact(() => this.#holder.forgetGone(), { isRelief: true });
    await this.blobs.sweep();
  }
}

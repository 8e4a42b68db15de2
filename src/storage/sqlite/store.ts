import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { StoreUnavailable } from '../errors.ts';
import type { Collection, CollectionDefinition, Document, Store } from '../store.ts';
import { openCollection } from './collection.ts';
import { Database } from './database.ts';
import { prepareSchema } from './schema.ts';

export interface SqliteStoreOptions {
  /**
   * Where documents are kept. `:memory:`, the default, forgets them when the store is closed. A file is created with
   * its folders; an existing folder, or a name that ends in a separator or has no extension, is a folder that
   * holds `fakeai.sqlite`.
   */
  readonly location?: string;
  /** The most bytes all documents and their indexes may take; beyond it writes throw `StoreFull`. Defaults to 1 GiB. */
  readonly maximumBytes?: number;
}

const DEFAULT_MAXIMUM_BYTES = 1024 ** 3;
const FILE_NAME = 'fakeai.sqlite';

/**
 * A {@link Store} in SQLite, with the same behaviour in memory and in a file. In a file, a write that returned
 * survives the death of the process (`kill -9` included). It reaches the disk with the next checkpoint, so a power
 * failure may cost the last writes, but never the integrity of the file.
 *
 * Throws `StoreUnavailable` when the location is not usable: not a database, another program's, made by a newer
 * version, read-only.
 *
 * @example
 * const store = openSqliteStore({ location: './data' }); // ./data/fakeai.sqlite
 * const notes = store.collection<{ id: string }>({ name: 'notes', maximum: 1000, overflow: 'refuse' });
 * notes.in('project').insert({ id: 'note-1' }, { createdAt: 1 });
 * store.close();
 */
export function openSqliteStore(options: SqliteStoreOptions = {}): Store {
  const { location = ':memory:', maximumBytes = DEFAULT_MAXIMUM_BYTES } = options;
  const database = new Database(location === ':memory:' ? location : toFile(location));
  try {
    prepareSchema(database, maximumBytes);
  } catch (error) {
    database.close();
    throw error;
  }
  return new SqliteStore(database);
}

/** Resolved to an absolute path, so that no name is taken for one of SQLite's `file:` addresses. */
function toFile(location: string): string {
  const path = resolve(location);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const isFolder = stats?.isDirectory() ?? (/[/\\]$/.test(location) || extname(basename(path)) === '');
    const file = isFolder ? join(path, FILE_NAME) : path;
    mkdirSync(dirname(file), { recursive: true });
    return file;
  } catch (error) {
    throw new StoreUnavailable(path, `its folder cannot be made (${(error as Error).message})`, {
      cause: error,
    });
  }
}

class SqliteStore implements Store {
  readonly #database: Database;
  readonly #collections = new Map<string, { definition: unknown; collection: unknown }>();

  constructor(database: Database) {
    this.#database = database;
  }

  collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T> {
    const known = this.#collections.get(definition.name);
    if (known === undefined) {
      const collection = openCollection(this.#database, definition);
      this.#collections.set(definition.name, { definition, collection });
      return collection;
    }
    if (known.definition !== definition) {
      throw new TypeError(`Cannot define the collection ${JSON.stringify(definition.name)} twice`);
    }
    return known.collection as Collection<T>;
  }

  transaction<R>(work: () => R): R {
    return this.#database.transaction(work);
  }

  close(): void {
    this.#database.close();
  }
}

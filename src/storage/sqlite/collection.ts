import type { Turns } from '../../runtime/turns.ts';
import { DuplicateDocument, MissingDocument, StoreFull, UnknownBlob } from '../errors.ts';
import type {
  Collection,
  CollectionDefinition,
  Document,
  Documents,
  Page,
  PageRequest,
  Placing,
  UpdateOptions,
} from '../store.ts';
import { type Counts, grow, scopeKey } from './counts.ts';
import type { Database, SqliteError } from './database.ts';
import { type Indexed, insertFields, removeFields } from './field-rows.ts';
import { fromFieldsJson, toFieldRows, toFieldsJson, toIndexing } from './fields.ts';
import { findRow } from './find.ts';
import { assertOwner, ownerPosition } from './owners.ts';
import { ALIVE } from './page-sql.ts';
import { type Place, readPage } from './pages.ts';
import { EXPIRED, EXPIRED_HERE, EXPIRED_ONE, OLDEST, ONE, remove } from './remove.ts';
import { SqliteWrite, type Transact, type Transaction } from './transaction.ts';
import type { Writer } from './writer.ts';

const UNIQUE_VIOLATED = 2067;

/** Expired documents that an insert deletes on the way. */
const MOST_EXPIRED = 8;

/** Expired documents that are deleted in one transaction. */
const MOST_SWEPT = 100;

/**
 * Opens a collection of a SQLite store. Re-indexes existing documents if the declared fields have changed
 * since they were stored.
 */
export function openCollection<T extends Document>(
  database: Database,
  writer: Writer,
  now: () => number,
  turns: Turns,
  definition: CollectionDefinition<T>,
): Collection<T> {
  if (!Number.isSafeInteger(definition.maximum) || definition.maximum < 1) {
    throw new RangeError(`Cannot keep ${definition.maximum} documents: maximum must be a positive integer`);
  }
  const indexing = toIndexing(definition);
  const stored = database.get<{ fields: string }>(
    'SELECT fields FROM collections WHERE name = ?',
    definition.name,
  );
  if (stored !== undefined && stored.fields !== indexing) reindex(writer, now, definition, indexing);
  const isNoted = { value: stored !== undefined };
  const about = { database, writer, now, definition, indexing, isNoted };
  return {
    in: (scope) => new SqliteDocuments(about, scope),
    async find(id, { within }) {
      const row = findRow(database, definition.name, id, within, now());
      return row && { scope: row.scope, document: JSON.parse(row.body) as T };
    },
    async sweep() {
      const removeSome = (transaction: Transaction): number =>
        remove(transaction, EXPIRED, definition.name, now(), MOST_SWEPT);
      while ((await writer.transact(removeSome, RELIEF)) === MOST_SWEPT) await turns.pause();
    },
  };
}

interface Row extends Place {
  readonly body: string;
  readonly fields: string;
}

interface Opened<T extends Document> {
  readonly database: Database;
  readonly writer: Writer;
  readonly now: () => number;
  readonly definition: CollectionDefinition<T>;
  readonly indexing: string;
  /** Whether the store knows how the collection is indexed: from its first document on. */
  readonly isNoted: { value: boolean };
}

class SqliteDocuments<T extends Document> implements Documents<T> {
  readonly #database: Database;
  readonly #transact: Transact;
  readonly #counts: Counts;
  /** Unix milliseconds. */
  readonly #now: () => number;
  readonly #definition: CollectionDefinition<T>;
  readonly #indexing: string;
  readonly #isNoted: { value: boolean };
  readonly #scope: string;

  constructor({ database, writer, now, definition, indexing, isNoted }: Opened<T>, scope: string) {
    this.#database = database;
    this.#transact = writer.transact;
    this.#counts = writer.counts;
    this.#now = now;
    this.#definition = definition;
    this.#indexing = indexing;
    this.#isNoted = isNoted;
    this.#scope = scope;
  }

  insert(document: T, placing: Placing): Promise<void> {
    return this.#transact((transaction) => this.#insert(transaction, document, placing));
  }

  put(document: T, placing: Placing): Promise<void> {
    return this.#transact((transaction) => this.#put(transaction, document, placing));
  }

  async get(id: string): Promise<T | undefined> {
    const row = this.#row(id);
    return row && (JSON.parse(row.body) as T);
  }

  update(id: string, change: (current: T) => T, options?: UpdateOptions): Promise<T | undefined> {
    return this.#transact((transaction) => this.#update(transaction, id, change), options);
  }

  delete(id: string): Promise<boolean> {
    return this.#transact((transaction) => this.#delete(transaction, id), RELIEF);
  }

  async count(): Promise<number> {
    const { name } = this.#definition;
    return this.#database.get<{ count: number }>(COUNT, name, this.#scope, this.#now())?.count ?? 0;
  }

  async page(request: PageRequest): Promise<Page<T>> {
    const { bodies, hasMore } = readPage(this.#database, this.#definition, this.#scope, this.#now(), request);
    return { items: bodies.map((body) => JSON.parse(body) as T), hasMore };
  }

  inserting(document: T, placing: Placing): SqliteWrite<void> {
    return new SqliteWrite(this.#database, (transaction) => this.#insert(transaction, document, placing));
  }

  putting(document: T, placing: Placing): SqliteWrite<void> {
    return new SqliteWrite(this.#database, (transaction) => this.#put(transaction, document, placing));
  }

  updating(id: string, change: (current: T) => T, options?: UpdateOptions): SqliteWrite<T> {
    const run = (transaction: Transaction) => {
      const changed = this.#update(transaction, id, change);
      if (changed === undefined) throw new MissingDocument(this.#definition.name, id);
      return changed;
    };
    return new SqliteWrite(this.#database, run, options);
  }

  deleting(id: string): SqliteWrite<void> {
    const run = (transaction: Transaction) => {
      if (!this.#delete(transaction, id)) throw new MissingDocument(this.#definition.name, id);
    };
    return new SqliteWrite(this.#database, run, RELIEF);
  }

  checking(id: string): SqliteWrite<void> {
    const run = () => {
      if (this.#row(id) === undefined) throw new MissingDocument(this.#definition.name, id);
    };
    return new SqliteWrite(this.#database, run, RELIEF);
  }

  #insert(transaction: Transaction, document: T, { createdAt }: Placing): void {
    const { name, maximum, overflow } = this.#definition;
    if (!Number.isFinite(createdAt)) throw new RangeError(`Cannot place a document at ${createdAt}`);
    if (!this.#isNoted.value) {
      this.#database.run(INDEXED, name, this.#indexing);
      transaction.committed.push(() => {
        this.#isNoted.value = true;
      });
    }
    if (this.#definition.expires) remove(transaction, EXPIRED, name, this.#now(), MOST_EXPIRED);
    const fields = toFieldRows(this.#definition, document);
    const position = this.#insertRow(transaction, document, createdAt, toFieldsJson(fields));
    insertFields(this.#database, this.#indexed({ created_at: createdAt, position }), fields);
    for (const blob of blobsOf(this.#definition, document)) refer(this.#database, position, blob);
    grow(transaction.growth, scopeKey(name, this.#scope), 1);
    const excess = (): number => this.#counts.of(name, this.#scope, transaction.growth) - maximum;
    if (excess() > 0 && this.#definition.expires)
      remove(transaction, EXPIRED_HERE, name, this.#scope, this.#now(), excess());
    if (excess() <= 0) return;
    if (overflow === 'refuse') {
      throw new StoreFull(`Cannot insert into ${JSON.stringify(name)}: it holds its maximum of ${maximum}`);
    }
    dropOldest(transaction, name, this.#scope, excess());
  }

  #put(transaction: Transaction, document: T, placing: Placing): void {
    const replaced = this.#update(transaction, document.id, () => document);
    if (replaced === undefined) this.#insert(transaction, document, placing);
  }

  #update({ database, released }: Transaction, id: string, change: (current: T) => T): T | undefined {
    const row = this.#row(id);
    if (row === undefined) return undefined;
    const next = change(JSON.parse(row.body) as T);
    if (next.id !== id) {
      throw new TypeError(`Cannot change the id ${JSON.stringify(id)} to ${JSON.stringify(next.id)}`);
    }
    const body = JSON.stringify(next);
    if (body === row.body) return next;
    const expiresAt = this.#definition.expires?.(next) ?? null;
    const rows = toFieldRows(this.#definition, next);
    const fields = toFieldsJson(rows);
    database.run(UPDATE, body, expiresAt, this.#owner(next), fields, row.position);
    if (fields !== row.fields) {
      const indexed = this.#indexed(row);
      removeFields(database, indexed, fromFieldsJson(row.fields));
      insertFields(database, indexed, rows);
    }
    if (this.#definition.blobs) {
      const before = new Set(blobsOf(this.#definition, JSON.parse(row.body) as T));
      const after = blobsOf(this.#definition, next);
      for (const blob of after) if (!before.delete(blob)) refer(database, row.position, blob);
      for (const blob of before) {
        database.run('DELETE FROM blob_references WHERE position = ? AND blob = ?', row.position, blob);
        released.add(blob);
      }
    }
    return next;
  }

  #delete(transaction: Transaction, id: string): boolean {
    const row = this.#row(id);
    if (row === undefined) return false;
    remove(transaction, ONE, row.position);
    return true;
  }

  #indexed({ created_at, position }: Place): Indexed {
    return { collection: this.#definition.name, scope: this.#scope, created_at, position };
  }

  #insertRow(transaction: Transaction, document: T, createdAt: number, fields: string): number {
    const { name } = this.#definition;
    const { id } = document;
    const expiresAt = this.#definition.expires?.(document) ?? null;
    const owner = this.#owner(document);
    const body = JSON.stringify(document);
    try {
      const values = [name, this.#scope, id, createdAt, expiresAt, owner, body, fields] as const;
      return this.#database.insert(INSERT, ...values);
    } catch (error) {
      if ((error as SqliteError).errcode !== UNIQUE_VIOLATED) throw error;
      if (remove(transaction, EXPIRED_ONE, name, this.#scope, id, this.#now()) > 0)
        return this.#insertRow(transaction, document, createdAt, fields);
      throw new DuplicateDocument(name, id, { cause: error });
    }
  }

  /** @throws MissingDocument if it does not exist */
  #owner(document: T): number | null {
    const owner = this.#definition.owner?.(document, this.#scope);
    return owner ? assertOwner(this.#database, owner, this.#scope, this.#now()) : null;
  }

  #row(id: string): Row | undefined {
    return this.#database.get<Row>(SELECT, this.#definition.name, this.#scope, id, this.#now());
  }
}

const RELIEF = { isRelief: true };

function blobsOf<T extends Document>(definition: CollectionDefinition<T>, document: T): Set<string> {
  return new Set(definition.blobs?.(document));
}

function refer(database: Database, position: number, blob: string): void {
  if (database.run(REFER, position, blob) === 0) throw new UnknownBlob(blob);
  database.run(LET_GO, blob);
}

function reindex<T extends Document>(
  writer: Writer,
  now: () => number,
  definition: CollectionDefinition<T>,
  indexing: string,
): void {
  writer.transactNow(({ database, released }) => {
    for (const { blob } of database.all<{ blob: string }>(REFERRED, definition.name)) released.add(blob);
    database.run(`DELETE FROM blob_references WHERE position IN (${POSITIONS})`, definition.name);
    database.run('DELETE FROM document_fields WHERE collection = ?', definition.name);
    // One at a time: the whole collection might not fit into memory.
    let row = database.get<Row & { scope: string }>(NEXT, definition.name, 0);
    while (row !== undefined) {
      const document = JSON.parse(row.body) as T;
      const rows = toFieldRows(definition, document);
      insertFields(database, { collection: definition.name, ...row }, rows);
      // A blob that no longer exists cannot be referenced; the other references are still restored.
      for (const blob of blobsOf(definition, document)) {
        if (database.run(REFER, row.position, blob) > 0) database.run(LET_GO, blob);
      }
      const owner = definition.owner?.(document, row.scope);
      database.run(
        'UPDATE documents SET expires_at = ?, owner = ?, fields = ? WHERE position = ?',
        definition.expires?.(document) ?? null,
        (owner && ownerPosition(database, owner, row.scope, now())) ?? null,
        toFieldsJson(rows),
        row.position,
      );
      row = database.get<Row & { scope: string }>(NEXT, definition.name, row.position);
    }
    database.run('UPDATE collections SET fields = ? WHERE name = ?', indexing, definition.name);
  });
}

/**
 * Drops the oldest by insertion, not by `createdAt`: a document that took long to produce must not be dropped
 * as soon as it arrives.
 */
function dropOldest(transaction: Transaction, collection: string, scope: string, excess: number): void {
  remove(transaction, OLDEST, collection, scope, excess);
}

const INSERT = `
  INSERT INTO documents (collection, scope, id, created_at, expires_at, owner, body, fields)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

const UPDATE = 'UPDATE documents SET body = ?, expires_at = ?, owner = ?, fields = ? WHERE position = ?';

/** Notes how a collection is indexed when it has its first document. */
const INDEXED = 'INSERT OR IGNORE INTO collections (name, fields) VALUES (?, ?)';

const SELECT = `SELECT position, created_at, body, fields FROM documents WHERE collection = ? AND scope = ? AND id = ? AND ${ALIVE}`;

const COUNT = `SELECT count(*) AS count FROM documents WHERE collection = ? AND scope = ? AND ${ALIVE}`;

const NEXT = `
  SELECT position, created_at, scope, body, fields FROM documents
  WHERE collection = ? AND position > ? ORDER BY position LIMIT 1`;

const REFER = `
  INSERT INTO blob_references (position, blob) SELECT ?, id FROM blobs WHERE id = ? AND bytes IS NOT NULL`;

/** From here on, documents keep the blob alive instead of its writer. */
const LET_GO = 'UPDATE blobs SET holder = NULL WHERE id = ? AND holder IS NOT NULL';

const POSITIONS = 'SELECT position FROM documents WHERE collection = ?';

const REFERRED = `SELECT DISTINCT blob FROM blob_references WHERE position IN (${POSITIONS})`;

import { DuplicateDocument, StoreFull, UnknownCursor } from '../errors.ts';
import type { Collection, CollectionDefinition, Document, Documents, Page, PageRequest } from '../store.ts';
import type { Database, SqliteError } from './database.ts';
import { fieldNames, toFieldRows, toWanted } from './fields.ts';

/** How many deleted documents, of all collections together, still serve as cursors: about 4 MB at most. */
const REMEMBERED = 16_384;

const UNIQUE_VIOLATED = 2067;

/** A collection of a SQLite store. Indexes what is stored already when the declared fields are not those it was stored with. */
export function openCollection<T extends Document>(
  database: Database,
  definition: CollectionDefinition<T>,
): Collection<T> {
  if (!Number.isSafeInteger(definition.maximum) || definition.maximum < 1) {
    throw new RangeError(`Cannot keep ${definition.maximum} documents: maximum must be a positive integer`);
  }
  const fields = fieldNames(definition);
  const stored = database.get<{ fields: string }>(
    'SELECT fields FROM collections WHERE name = ?',
    definition.name,
  );
  if (stored !== undefined && stored.fields !== fields) reindex(database, definition, fields);
  return { in: (scope) => new SqliteDocuments(database, definition, fields, scope) };
}

interface Place {
  readonly created_at: number;
  readonly position: number;
}

interface Row extends Place {
  readonly body: string;
}

const FIRST: Place = { created_at: Number.NEGATIVE_INFINITY, position: 0 };
const LAST: Place = { created_at: Number.POSITIVE_INFINITY, position: 0 };

class SqliteDocuments<T extends Document> implements Documents<T> {
  readonly #database: Database;
  readonly #definition: CollectionDefinition<T>;
  readonly #fields: string;
  readonly #scope: string;

  constructor(database: Database, definition: CollectionDefinition<T>, fields: string, scope: string) {
    this.#database = database;
    this.#definition = definition;
    this.#fields = fields;
    this.#scope = scope;
  }

  insert(document: T, placing: { readonly createdAt: number }): void {
    const { name, maximum, overflow } = this.#definition;
    const { createdAt } = placing;
    if (!Number.isFinite(createdAt)) throw new RangeError(`Cannot place a document at ${createdAt}`);
    const body = JSON.stringify(document);
    this.#database.transaction(() => {
      const position = this.#insertRow(document.id, createdAt, body);
      insertFields(
        this.#database,
        this.#definition,
        this.#scope,
        { created_at: createdAt, position },
        document,
      );
      const count = this.#database.get<{ documents: number }>(GROW, name, this.#fields)?.documents ?? 0;
      if (count <= maximum) return;
      if (overflow === 'refuse') {
        throw new StoreFull(`Cannot insert into ${JSON.stringify(name)}: it holds its maximum of ${maximum}`);
      }
      dropOldest(this.#database, name, count - maximum);
    });
  }

  get(id: string): T | undefined {
    const row = this.#row(id);
    return row && (JSON.parse(row.body) as T);
  }

  update(id: string, change: (current: T) => T): T | undefined {
    return this.#database.transaction(() => {
      const row = this.#row(id);
      if (row === undefined) return undefined;
      const next = change(JSON.parse(row.body) as T);
      if (next.id !== id) {
        throw new TypeError(`Cannot change the id ${JSON.stringify(id)} to ${JSON.stringify(next.id)}`);
      }
      this.#database.run(
        'UPDATE documents SET body = ? WHERE position = ?',
        JSON.stringify(next),
        row.position,
      );
      this.#database.run('DELETE FROM document_fields WHERE position = ?', row.position);
      insertFields(this.#database, this.#definition, this.#scope, row, next);
      return next;
    });
  }

  delete(id: string): boolean {
    const { name } = this.#definition;
    return this.#database.transaction(() => {
      const row = this.#row(id);
      if (row === undefined) return false;
      remove(this.#database, name, 'position = ?', row.position);
      return true;
    });
  }

  count(): number {
    return this.#database.get<{ count: number }>(COUNT, this.#definition.name, this.#scope)?.count ?? 0;
  }

  page(request: PageRequest): Page<T> {
    const { order, limit, after, before, where } = request;
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new RangeError(`Cannot make a page of ${limit}: limit must be a positive integer`);
    }
    // With `before` alone the walk goes backwards from it, so that the page holds the nearest documents.
    const backwards = before !== undefined && after === undefined;
    const ascending = (order === 'asc') !== backwards;
    const start = after === undefined ? undefined : this.#place(after);
    const end = before === undefined ? undefined : this.#place(before);
    const [low, high] = order === 'asc' ? [start, end] : [end, start];
    const rows = this.#range(low ?? FIRST, high ?? LAST, ascending, limit + 1, where);
    const hasMore = rows.length > limit;
    const items = rows.slice(0, limit).map((row) => JSON.parse(row.body) as T);
    return { items: backwards ? items.reverse() : items, hasMore };
  }

  #insertRow(id: string, createdAt: number, body: string): number {
    const { name } = this.#definition;
    try {
      return this.#database.get<Place>(INSERT, name, this.#scope, id, createdAt, body)!.position;
    } catch (error) {
      if ((error as SqliteError).errcode !== UNIQUE_VIOLATED) throw error;
      throw new DuplicateDocument(name, id, { cause: error });
    }
  }

  #row(id: string): Row | undefined {
    return this.#database.get<Row>(SELECT, this.#definition.name, this.#scope, id);
  }

  #place(cursor: string): Place {
    const { name } = this.#definition;
    const place =
      this.#database.get<Place>(SELECT_PLACE, name, this.#scope, cursor) ??
      this.#database.get<Place>(SELECT_DEPARTED, name, this.#scope, cursor);
    if (place === undefined) throw new UnknownCursor(name, cursor);
    return place;
  }

  #range(
    low: Place,
    high: Place,
    ascending: boolean,
    limit: number,
    where: PageRequest['where'],
  ): { body: string }[] {
    const { name } = this.#definition;
    const range = [low.created_at, low.position, high.created_at, high.position, limit];
    const [first, ...others] = toWanted(this.#definition, where);
    if (first === undefined) {
      return this.#database.all(ascending ? RANGE.ascending : RANGE.descending, name, this.#scope, ...range);
    }
    const sql = ascending ? FILTERED.ascending : FILTERED.descending;
    return this.#database.all(sql, JSON.stringify(others), name, this.#scope, ...first, ...range);
  }
}

function insertFields<T extends Document>(
  database: Database,
  definition: CollectionDefinition<T>,
  scope: string,
  place: Place,
  document: T,
): void {
  for (const row of toFieldRows(definition, document)) {
    database.run(INSERT_FIELD, definition.name, scope, ...row, place.created_at, place.position);
  }
}

function reindex<T extends Document>(
  database: Database,
  definition: CollectionDefinition<T>,
  fields: string,
): void {
  database.transaction(() => {
    database.run('DELETE FROM document_fields WHERE collection = ?', definition.name);
    // One at a time: the whole collection at once might not fit.
    let row = database.get<Row & { scope: string }>(NEXT, definition.name, 0);
    while (row !== undefined) {
      insertFields(database, definition, row.scope, row, JSON.parse(row.body) as T);
      row = database.get<Row & { scope: string }>(NEXT, definition.name, row.position);
    }
    database.run('UPDATE collections SET fields = ? WHERE name = ?', fields, definition.name);
  });
}

/** Oldest by insertion: a document that took long to make and has just arrived must not be the first to go. */
function dropOldest(database: Database, collection: string, excess: number): void {
  const last = database.get<{ position: number }>(NTH_OLDEST, collection, excess - 1);
  if (last) remove(database, collection, 'collection = ? AND position <= ?', collection, last.position);
}

/** Deletes and remembers the places. `condition` is one of two constant texts; its values are parameters like all others. */
function remove(
  database: Database,
  collection: string,
  condition: 'position = ?' | 'collection = ? AND position <= ?',
  ...parameters: (string | number)[]
): void {
  database.run(
    `INSERT OR REPLACE INTO departed (collection, scope, id, created_at, position)
      SELECT collection, scope, id, created_at, position FROM documents WHERE ${condition} ORDER BY position`,
    ...parameters,
  );
  const removed = database.run(`DELETE FROM documents WHERE ${condition}`, ...parameters);
  database.run('DELETE FROM departed WHERE sequence <= (SELECT max(sequence) FROM departed) - ?', REMEMBERED);
  database.run('UPDATE collections SET documents = documents - ? WHERE name = ?', removed, collection);
}

const INSERT = `
  INSERT INTO documents (collection, scope, id, created_at, body) VALUES (?, ?, ?, ?, ?) RETURNING position`;

const GROW = `
  INSERT INTO collections (name, fields, documents) VALUES (?, ?, 1)
  ON CONFLICT (name) DO UPDATE SET documents = documents + 1 RETURNING documents`;

const INSERT_FIELD = `
  INSERT INTO document_fields (collection, scope, field, key, value, created_at, position)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;

const SELECT =
  'SELECT position, created_at, body FROM documents WHERE collection = ? AND scope = ? AND id = ?';

const SELECT_PLACE =
  'SELECT position, created_at FROM documents WHERE collection = ? AND scope = ? AND id = ?';

const SELECT_DEPARTED =
  'SELECT position, created_at FROM departed WHERE collection = ? AND scope = ? AND id = ?';

const COUNT = 'SELECT count(*) AS count FROM documents WHERE collection = ? AND scope = ?';

const NEXT = `
  SELECT position, created_at, scope, body FROM documents
  WHERE collection = ? AND position > ? ORDER BY position LIMIT 1`;

const NTH_OLDEST = 'SELECT position FROM documents WHERE collection = ? ORDER BY position LIMIT 1 OFFSET ?';

const RANGE = inBothOrders(
  (order) => `
  SELECT body FROM documents
  WHERE collection = ? AND scope = ?
    AND (created_at, position) > (?, ?) AND (created_at, position) < (?, ?)
  ORDER BY created_at ${order}, position ${order} LIMIT ?`,
);

/**
 * The first pair asked for is walked in order; the others, a JSON list, are looked up for each document on the way.
 * CROSS JOIN keeps that order of the tables. One text serves any number of pairs.
 */
const FILTERED = inBothOrders(
  (order) => `
  WITH others AS MATERIALIZED (
    SELECT value ->> 0 AS field, value ->> 1 AS key, value ->> 2 AS value FROM json_each(?)
  )
  SELECT documents.body FROM document_fields AS found CROSS JOIN documents ON documents.position = found.position
  WHERE found.collection = ? AND found.scope = ? AND found.field = ? AND found.key = ? AND found.value = ?
    AND (found.created_at, found.position) > (?, ?) AND (found.created_at, found.position) < (?, ?)
    AND NOT EXISTS (
      SELECT 1 FROM others WHERE NOT EXISTS (
        SELECT 1 FROM document_fields AS also
        WHERE also.collection = found.collection AND also.scope = found.scope
          AND also.field = others.field AND also.key = others.key AND also.value = others.value
          AND also.created_at = found.created_at AND also.position = found.position
      )
    )
  ORDER BY found.created_at ${order}, found.position ${order} LIMIT ?`,
);

function inBothOrders(toSql: (order: 'ASC' | 'DESC') => string): { ascending: string; descending: string } {
  return { ascending: toSql('ASC'), descending: toSql('DESC') };
}

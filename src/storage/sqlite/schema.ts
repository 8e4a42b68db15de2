import { StoreUnavailable } from '../errors.ts';
import type { Database } from './database.ts';

/** Identifies a file as ours: the bytes of `FkAI`. */
const APPLICATION = 0x466b4149;

/**
 * All kinds of documents share these tables.
 *
 * `position` is never reused (AUTOINCREMENT), not even after a restart, so a page that ended at a deleted
 * document cannot skip one inserted later. `document_fields` repeats the order columns of `documents` after
 * each value, so a filtered page is a single range scan of its key. `departed` remembers the positions of
 * deleted documents.
 */
const DOCUMENTS = `
  CREATE TABLE collections (
    name TEXT PRIMARY KEY,
    fields TEXT NOT NULL,
    documents INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE documents (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    scope TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at REAL NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX documents_by_id ON documents (collection, scope, id);
  CREATE INDEX documents_by_creation ON documents (collection, scope, created_at);
  CREATE INDEX documents_by_age ON documents (collection);

  CREATE TABLE document_fields (
    collection TEXT NOT NULL,
    scope TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at REAL NOT NULL,
    position INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (collection, scope, field, key, value, created_at, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX document_fields_by_position ON document_fields (position);

  CREATE TABLE departed (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    scope TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at REAL NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (collection, scope, id)
  ) STRICT;

  PRAGMA application_id = ${APPLICATION};
`;

/**
 * Added in version 2. `holders` lists the stores open on the file, each with its process; they own leases and
 * unreferenced blobs. A blob's `bytes` is null while it is written; its `holder` is null once a document
 * refers to it. `blob_bytes` is the sum over all blobs, maintained by triggers so that it cannot go stale.
 */
const BLOBS_AND_LEASES = `
  CREATE TABLE holders (
    id TEXT PRIMARY KEY,
    machine TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX leases_by_expiry ON leases (expires_at);

  CREATE TABLE blobs (
    id TEXT PRIMARY KEY,
    bytes INTEGER,
    holder TEXT,
    written_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blobs_by_holder ON blobs (holder) WHERE holder IS NOT NULL;

  CREATE TABLE blob_references (
    position INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    blob TEXT NOT NULL REFERENCES blobs,
    PRIMARY KEY (position, blob)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blob_references_by_blob ON blob_references (blob);

  CREATE TABLE usage (blob_bytes INTEGER NOT NULL) STRICT;
  INSERT INTO usage VALUES (0);
  CREATE TRIGGER blob_inserted AFTER INSERT ON blobs BEGIN
    UPDATE usage SET blob_bytes = blob_bytes + coalesce(new.bytes, 0);
  END;
  CREATE TRIGGER blob_changed AFTER UPDATE OF bytes ON blobs BEGIN
    UPDATE usage SET blob_bytes = blob_bytes + coalesce(new.bytes, 0) - coalesce(old.bytes, 0);
  END;
  CREATE TRIGGER blob_deleted AFTER DELETE ON blobs BEGIN
    UPDATE usage SET blob_bytes = blob_bytes - coalesce(old.bytes, 0);
  END;
`;

/**
 * Added in version 3. Numbers are indexed as numbers, so that ranges of them can be read. `expires_at` is when a
 * document expires, in Unix milliseconds; `fields` of a departed document are its indexed pairs, so that it can still
 * be a cursor in their order. `owner` names the document that another belongs to; `removed_owners` are those of which
 * documents are left to delete; `beat_at` is the last heartbeat of a holder, in Unix seconds. Bounds hold for each scope, and nothing counts all documents of a collection: that would
 * be one row that all inserts have to wait for.
 */
const RANGES_AND_EXPIRY = `
  DROP INDEX documents_by_age;
  CREATE INDEX documents_by_age ON documents (collection, scope);
  ALTER TABLE documents ADD COLUMN expires_at REAL;
  CREATE INDEX documents_by_expiry ON documents (collection, expires_at) WHERE expires_at IS NOT NULL;
  ALTER TABLE documents ADD COLUMN owner TEXT;
  CREATE INDEX documents_by_owner ON documents (owner) WHERE owner IS NOT NULL;
  ALTER TABLE holders ADD COLUMN beat_at INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE removed_owners (owner TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  ALTER TABLE departed ADD COLUMN fields TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE collections DROP COLUMN documents;

  CREATE TABLE typed_fields (
    collection TEXT NOT NULL,
    scope TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    value ANY NOT NULL,
    created_at REAL NOT NULL,
    position INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (collection, scope, field, key, value, created_at, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO typed_fields
    SELECT collection, scope, field, key,
      CASE WHEN json_type(value) IN ('integer', 'real') THEN CAST(value AS REAL) ELSE value END,
      created_at, position
    FROM document_fields;
  DROP TABLE document_fields;
  ALTER TABLE typed_fields RENAME TO document_fields;
  CREATE INDEX document_fields_by_position ON document_fields (position);
`;

/**
 * Also added in version 3. A log counts the entries it has had: `first` is the number of the oldest one left, `next`
 * that of the next one, `bytes` the size of those left. Only writers of the same log share its row.
 *
 * A counter is a series in a scope, a key a combination of its dimensions. Each sum is that of a minute, an hour or a
 * day (`width`), so that long ranges are read from few rows; times are minutes since 1970. `counter_series` says which
 * dimension and which amount is in which column.
 */
const LOGS_AND_COUNTERS = `
  CREATE TABLE logs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    object TEXT NOT NULL,
    first INTEGER NOT NULL,
    next INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    UNIQUE (kind, scope, object)
  ) STRICT;

  CREATE TABLE log_entries (
    log INTEGER NOT NULL REFERENCES logs ON DELETE CASCADE,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (log, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE counter_series (
    name TEXT PRIMARY KEY,
    dimensions TEXT NOT NULL,
    amounts TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE counters (
    id INTEGER PRIMARY KEY,
    series TEXT NOT NULL,
    scope TEXT NOT NULL,
    UNIQUE (series, scope)
  ) STRICT;

  CREATE TABLE counter_keys (
    id INTEGER PRIMARY KEY,
    counter INTEGER NOT NULL,
    d0 TEXT NOT NULL, d1 TEXT NOT NULL, d2 TEXT NOT NULL, d3 TEXT NOT NULL, d4 TEXT NOT NULL, d5 TEXT NOT NULL,
    UNIQUE (counter, d0, d1, d2, d3, d4, d5)
  ) STRICT;

  CREATE TABLE counter_sums (
    counter INTEGER NOT NULL,
    width INTEGER NOT NULL,
    start INTEGER NOT NULL,
    key INTEGER NOT NULL,
    a0 REAL NOT NULL, a1 REAL NOT NULL, a2 REAL NOT NULL, a3 REAL NOT NULL,
    a4 REAL NOT NULL, a5 REAL NOT NULL, a6 REAL NOT NULL, a7 REAL NOT NULL,
    a8 REAL NOT NULL, a9 REAL NOT NULL, a10 REAL NOT NULL, a11 REAL NOT NULL,
    a12 REAL NOT NULL, a13 REAL NOT NULL, a14 REAL NOT NULL, a15 REAL NOT NULL,
    PRIMARY KEY (counter, width, start, key)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Added in version 4. `owner` is the position of the document that another document or a log belongs to. A deleted log
 * loses its row at once, and its entries while it is in `removed_logs`; ids of logs are never reused, so they are not
 * those of another. Documents are found by their id in all scopes.
 */
const OWNERS = `
  DROP INDEX documents_by_id;
  CREATE UNIQUE INDEX documents_by_id ON documents (collection, id, scope);

  ALTER TABLE documents RENAME COLUMN owner TO owner_name;
  ALTER TABLE documents ADD COLUMN owner INTEGER;
  CREATE TEMP TABLE removed_names AS SELECT owner AS name, -row_number() OVER () AS position FROM removed_owners;
  UPDATE documents SET owner = coalesce(
    (SELECT position FROM removed_names WHERE name = owner_name),
    (SELECT owners.position FROM documents AS owners
      WHERE owners.collection = owner_name ->> 0 AND owners.scope = owner_name ->> 1 AND owners.id = owner_name ->> 2)
  ) WHERE owner_name IS NOT NULL;
  DROP TABLE removed_owners;
  CREATE TABLE removed_owners (owner INTEGER PRIMARY KEY) STRICT;
  INSERT INTO removed_owners SELECT position FROM removed_names;
  DROP TABLE removed_names;
  DROP INDEX documents_by_owner;
  ALTER TABLE documents DROP COLUMN owner_name;
  CREATE INDEX documents_by_owner ON documents (owner) WHERE owner IS NOT NULL;

  ALTER TABLE logs RENAME TO former_logs;
  ALTER TABLE log_entries RENAME TO former_log_entries;
  CREATE TABLE logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    object TEXT NOT NULL,
    first INTEGER NOT NULL,
    next INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    owner INTEGER,
    UNIQUE (kind, scope, object)
  ) STRICT;
  CREATE INDEX logs_by_owner ON logs (owner) WHERE owner IS NOT NULL;
  CREATE TABLE removed_logs (log INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE log_entries (
    log INTEGER NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (log, number)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO logs SELECT id, kind, scope, object, first, next, bytes, NULL FROM former_logs;
  INSERT INTO log_entries SELECT * FROM former_log_entries;
  DROP TABLE former_log_entries;
  DROP TABLE former_logs;
`;

/**
 * Also added in version 4. `fields` holds the indexed values of a document as JSON, so that they are known without an index
 * of the pairs by document, which cost as much as the pairs.
 */
const FIELDS = `
  ALTER TABLE documents ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
  UPDATE documents SET fields = coalesce((
    SELECT json_group_object(field, json(value)) FROM (
      SELECT field, json_quote(value) AS value FROM document_fields AS plain
      WHERE plain.position = documents.position AND key = ''
      UNION ALL
      SELECT field, json_group_object(key, value) FROM document_fields AS mapped
      WHERE mapped.position = documents.position AND key <> '' GROUP BY field
    )
  ), '{}');
  UPDATE departed SET fields = (
    SELECT json_group_object(pair.value ->> 0, json(pair.value -> 1)) FROM json_each(departed.fields) AS pair
  );

  CREATE TABLE indexed_fields (
    collection TEXT NOT NULL,
    scope TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    value ANY NOT NULL,
    created_at REAL NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (collection, scope, field, key, value, created_at, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO indexed_fields SELECT * FROM document_fields;
  DROP TABLE document_fields;
  ALTER TABLE indexed_fields RENAME TO document_fields;
`;

/**
 * Also added in version 4. Earlier versions stored models once for all projects. They move to the default project, and
 * fine-tuned ones to a collection of their own.
 */
const MODELS_OF_PROJECTS = `
  UPDATE documents
    SET scope = 'default', collection = iif(id GLOB 'ft:[^:]*:*', 'models.fine_tuned', 'models')
    WHERE collection = 'models' AND scope = '';
`;

/** What each version adds to the one before; the first to an empty file. */
export const MIGRATIONS = [
  DOCUMENTS,
  BLOBS_AND_LEASES,
  RANGES_AND_EXPIRY + LOGS_AND_COUNTERS,
  OWNERS + FIELDS + MODELS_OF_PROJECTS,
] as const;

/** Schema version, incremented with every change of the tables and stored in `user_version`. */
const VERSION = MIGRATIONS.length;

/**
 * Sets up the connection, and creates or migrates the tables. Throws `StoreUnavailable` for a file that
 * belongs to another program, was written by a newer version, or cannot be written. While another process
 * holds the lock, it waits for up to a second if the tables have to be created or migrated, and not otherwise.
 */
export function prepareSchema(database: Database): void {
  database.waiting(() => {
    // Check first, so that a foreign file is rejected before a byte of it changes.
    assertOwn(database);
    const isCurrent = read(database, 'user_version') === VERSION;
    // Only effective while the file is empty; allows free pages to be returned to the file system.
    if (!isCurrent) database.execute('PRAGMA auto_vacuum = INCREMENTAL');
    // With a write-ahead log, a commit is one append without fsync: once the operating system has it, the
    // death of the process cannot undo it. FULL would add an fsync per write to survive power failures too,
    // which a simulator's state does not need; NORMAL syncs at checkpoints, which keeps the file consistent
    // even then.
    database.execute(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864',
    );
    if (!isCurrent) database.transaction(() => migrate(database));
  });
  assertWritable(database);
}

function migrate(database: Database): void {
  // Read again: another process may have migrated it meanwhile.
  const version = read(database, 'user_version');
  for (const migration of MIGRATIONS.slice(version)) database.execute(migration);
  touch(database);
}

/** Writes something that changes nothing. */
export function touch(database: Database): void {
  database.execute(`PRAGMA user_version = ${VERSION}`);
}

/** A read-only file fails here and not at its first document; a file locked by another process is writable. */
function assertWritable(database: Database): void {
  try {
    database.transaction(() => touch(database));
  } catch (error) {
    if (!(error instanceof StoreUnavailable && error.reason === 'busy')) throw error;
  }
}

function assertOwn(database: Database): void {
  const tables = database.get<{ count: number }>('SELECT count(*) AS count FROM sqlite_schema')?.count;
  if (tables === 0) return;
  if (read(database, 'application_id') !== APPLICATION) {
    throw new StoreUnavailable(database.location, 'it is the database of another program');
  }
  const version = read(database, 'user_version');
  if (version > VERSION) {
    const problem = `it was written by a newer version (its format is ${version}, known is ${VERSION})`;
    throw new StoreUnavailable(database.location, problem);
  }
}

function read(database: Database, pragma: 'application_id' | 'user_version'): number {
  return database.get<Record<string, number>>(`PRAGMA ${pragma}`)?.[pragma] ?? 0;
}

import { grow, scopeKey } from './counts.ts';
import { removeFields } from './field-rows.ts';
import { fromFieldsJson, toFieldsJson } from './fields.ts';
import type { Transaction } from './transaction.ts';

/**
 * Number of deleted documents, across all collections, that can still serve as cursors; about 4 MB at most.
 */
const REMEMBERED = 16_384;

/** Entries of a deleted log that are deleted in one transaction: about a millisecond of work. */
const MOST_ENTRIES = 500;

/** The documents to remove. A constant; its values are bound as parameters. */
type Which = typeof ONE | typeof OLDEST | typeof EXPIRED | typeof EXPIRED_HERE | typeof EXPIRED_ONE;

export const ONE = 'SELECT position FROM documents WHERE position = ?';
export const OLDEST =
  'SELECT position FROM documents WHERE collection = ? AND scope = ? ORDER BY position LIMIT ?';
export const EXPIRED = 'SELECT position FROM documents WHERE collection = ? AND expires_at <= ? LIMIT ?';

export const EXPIRED_HERE =
  'SELECT position FROM documents WHERE collection = ? AND scope = ? AND expires_at <= ? LIMIT ?';
export const EXPIRED_ONE =
  'SELECT position FROM documents WHERE collection = ? AND scope = ? AND id = ? AND expires_at <= ?';

/** Deletes documents, with what belongs to them, and remembers their places. Returns their number. */
export function remove(transaction: Transaction, which: Which, ...parameters: (string | number)[]): number {
  const { database } = transaction;
  const removed = database.all<Removed>(
    `SELECT ${REMOVED} FROM documents WHERE position IN (${which})`,
    ...parameters,
  );
  for (const one of removed) removeOne(transaction, one);
  if (removed.length > 0)
    database.run(
      'DELETE FROM departed WHERE sequence <= (SELECT max(sequence) FROM departed) - ?',
      REMEMBERED,
    );
  return removed.length;
}

interface Removed {
  readonly position: number;
  readonly collection: string;
  readonly scope: string;
  readonly id: string;
  readonly created_at: number;
  readonly fields: string;
}

const REMOVED = 'position, collection, scope, id, created_at, fields';

function removeOne(transaction: Transaction, removed: Removed): void {
  const { database, released, growth } = transaction;
  const { position, collection, scope, id, created_at, fields } = removed;
  for (const { blob } of database.all<{ blob: string }>(REFERRED_BY, position)) released.add(blob);
  const rows = fromFieldsJson(fields);
  // Nothing is ordered by the values of maps.
  const plain = toFieldsJson(rows.filter(([, key]) => key === ''));
  database.run(DEPART, collection, scope, id, created_at, position, plain);
  removeFields(database, removed, rows);
  database.run('DELETE FROM documents WHERE position = ?', position);
  grow(growth, scopeKey(collection, scope), -1);
  removeOwned(transaction, position);
}

/** Deletes what belongs to a deleted document, as much as the transaction may; notes it if anything is left. */
function removeOwned(transaction: Transaction, owner: number): void {
  const { database } = transaction;
  const mayGoOn = (): boolean => {
    if (transaction.cascade > 0) {
      transaction.cascade--;
      return true;
    }
    database.run('INSERT OR IGNORE INTO removed_owners (owner) VALUES (?)', owner);
    transaction.isCut = true;
    return false;
  };
  for (const { id } of database.all<{ id: number }>(OWNED_LOGS, owner, transaction.cascade + 1)) {
    if (!mayGoOn()) return;
    removeLog(transaction, id);
  }
  for (const one of database.all<Removed>(OWNED, owner, transaction.cascade + 1)) {
    if (!mayGoOn()) return;
    removeOne(transaction, one);
  }
}

/** Deletes a log; its entries are left to {@link removeLeftOvers}. */
export function removeLog(transaction: Transaction, id: number): void {
  transaction.database.run('DELETE FROM logs WHERE id = ?', id);
  transaction.database.run('INSERT INTO removed_logs (log) VALUES (?)', id);
  transaction.isCut = true;
}

/** Deletes some of what belongs to documents and logs that were deleted before. Returns whether any may be left. */
export function removeLeftOvers(transaction: Transaction): boolean {
  const { database } = transaction;
  const owner = database.get<{ owner: number }>('SELECT owner FROM removed_owners LIMIT 1')?.owner;
  if (owner !== undefined) {
    database.run('DELETE FROM removed_owners WHERE owner = ?', owner);
    removeOwned(transaction, owner);
    return true;
  }
  const log = database.get<{ log: number }>('SELECT log FROM removed_logs LIMIT 1')?.log;
  if (log === undefined) return false;
  if (database.run(REMOVE_ENTRIES, log, log, MOST_ENTRIES) < MOST_ENTRIES)
    database.run('DELETE FROM removed_logs WHERE log = ?', log);
  return true;
}

const OWNED = `SELECT ${REMOVED} FROM documents WHERE owner = ? LIMIT ?`;

const OWNED_LOGS = 'SELECT id FROM logs WHERE owner = ? LIMIT ?';

const REMOVE_ENTRIES = `
  DELETE FROM log_entries
  WHERE log = ? AND number IN (SELECT number FROM log_entries WHERE log = ? ORDER BY number LIMIT ?)`;

const REFERRED_BY = 'SELECT blob FROM blob_references WHERE position = ?';

const DEPART = `
  INSERT OR REPLACE INTO departed (collection, scope, id, created_at, position, fields)
  VALUES (?, ?, ?, ?, ?, ?)`;

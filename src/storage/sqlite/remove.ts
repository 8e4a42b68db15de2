import { grow, scopeKey } from './counts.ts';
import { removeFields } from './field-rows.ts';
import { fromFieldsJson, toFieldsJson } from './fields.ts';
import type { Transaction } from './transaction.ts';

/**
 * Number of deleted documents, across all collections, that can still serve as cursors; about 4 MB at most.
 */
const REMEMBERED = 16_384;

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

/** Names a document that others belong to. */
export function ownerKey(collection: string, scope: string, id: string): string {
  return JSON.stringify([collection, scope, id]);
}

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
  removeOwned(transaction, ownerKey(collection, scope, id));
}

/** Deletes what belongs to a deleted document, as much as the transaction may. */
function removeOwned(transaction: Transaction, owner: string): void {
  const { database } = transaction;
  const owned = database.all<Removed>(OWNED, owner, transaction.cascade + 1);
  const isCut = owned.length > transaction.cascade;
  if (isCut) {
    database.run('INSERT OR IGNORE INTO removed_owners (owner) VALUES (?)', owner);
    transaction.isCut = true;
  }
  for (const one of isCut ? owned.slice(0, -1) : owned) {
    // What belongs to it may have used the rest of what the transaction may do.
    if (transaction.cascade === 0) {
      database.run('INSERT OR IGNORE INTO removed_owners (owner) VALUES (?)', owner);
      transaction.isCut = true;
      return;
    }
    transaction.cascade--;
    removeOne(transaction, one);
  }
}

/** Deletes some of what belongs to documents that were deleted before. Returns whether any is left. */
export function removeLeftOvers(transaction: Transaction): boolean {
  const { database } = transaction;
  const next = database.get<{ owner: string }>('SELECT owner FROM removed_owners LIMIT 1');
  if (!next) return false;
  database.run('DELETE FROM removed_owners WHERE owner = ?', next.owner);
  removeOwned(transaction, next.owner);
  return true;
}

const OWNED = `SELECT ${REMOVED} FROM documents WHERE owner = ? LIMIT ?`;

const REFERRED_BY = 'SELECT blob FROM blob_references WHERE position = ?';

const DEPART = `
  INSERT OR REPLACE INTO departed (collection, scope, id, created_at, position, fields)
  VALUES (?, ?, ?, ?, ?, ?)`;

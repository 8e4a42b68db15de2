import { MissingDocument } from '../errors.ts';
import type { Owner } from '../owner.ts';
import type { Database } from './database.ts';
import { ALIVE } from './page-sql.ts';

/** The position of the document that something in a scope belongs to; undefined if that does not exist. */
export function ownerPosition(
  database: Database,
  { collection, scope, id }: Owner,
  ownScope: string,
  now: number,
): number | undefined {
  return database.get<{ position: number }>(SELECT, collection, scope ?? ownScope, id, now)?.position;
}

/** The same. @throws MissingDocument if it does not exist */
export function assertOwner(database: Database, owner: Owner, ownScope: string, now: number): number {
  const position = ownerPosition(database, owner, ownScope, now);
  if (position === undefined) throw new MissingDocument(owner.collection, owner.id);
  return position;
}

const SELECT = `SELECT position FROM documents WHERE collection = ? AND scope = ? AND id = ? AND ${ALIVE}`;

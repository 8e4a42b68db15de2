import type { Database } from './database.ts';
import { ALIVE } from './page-sql.ts';

interface FoundRow {
  readonly scope: string;
  readonly body: string;
}

/** The first document with an id that was inserted into one of some scopes, or below one of them. */
export function findRow(
  database: Database,
  collection: string,
  id: string,
  within: readonly string[] | 'everywhere',
  now: number,
): FoundRow | undefined {
  const key = [collection, id, now] as const;
  if (within === 'everywhere') return database.get(EVERYWHERE, ...key);
  return database.get(WITHIN, JSON.stringify(within), ...key, ...key);
}

const EVERYWHERE = `
  SELECT scope, body FROM documents WHERE collection = ? AND id = ? AND ${ALIVE} ORDER BY position LIMIT 1`;

/** CROSS JOIN pins the order of the loops: each scope is looked up in the index. '0' is the character after '/'. */
const WITHIN = `
  WITH scopes AS MATERIALIZED (SELECT value AS name FROM json_each(?))
  SELECT scope, body FROM (
    SELECT documents.scope, body, position FROM scopes CROSS JOIN documents
    WHERE collection = ? AND id = ? AND documents.scope = name AND ${ALIVE}
    UNION ALL
    SELECT documents.scope, body, position FROM scopes CROSS JOIN documents
    WHERE collection = ? AND id = ? AND documents.scope >= name || '/' AND documents.scope < name || '0' AND ${ALIVE}
  ) ORDER BY position LIMIT 1`;

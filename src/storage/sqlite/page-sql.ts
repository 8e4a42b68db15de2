/** The statements that pages are read with. Those of lists come in both orders. */

export const SELECT_PLACE =
  'SELECT position, created_at FROM documents WHERE collection = ? AND scope = ? AND id = ?';

export const SELECT_DEPARTED =
  'SELECT position, created_at FROM departed WHERE collection = ? AND scope = ? AND id = ?';

export const SELECT_FIELDS = 'SELECT fields FROM documents WHERE position = ?';

export const SELECT_DEPARTED_FIELDS =
  'SELECT fields FROM departed WHERE collection = ? AND scope = ? AND position = ?';

/** The documents that were deleted before what belongs to them. */
export const OWNER_REMOVED = 'SELECT owner FROM removed_owners';

/** Whether a document has not expired by a moment, and its owner is there. */
export const ALIVE = `((documents.expires_at IS NULL OR documents.expires_at > ?)
  AND (documents.owner IS NULL OR documents.owner NOT IN (${OWNER_REMOVED})))`;

const BETWEEN_CREATIONS = (table: string): string =>
  `(${table}.created_at, ${table}.position) > (?, ?) AND (${table}.created_at, ${table}.position) < (?, ?)`;

/** Reads in order of creation. */
export const RANGE = inBothOrders(
  (order, checks) => `
  SELECT body, created_at, position FROM documents
  WHERE collection = ? AND scope = ? AND ${BETWEEN_CREATIONS('documents')} AND ${ALIVE} ${checks}
  ORDER BY created_at ${order}, position ${order} LIMIT ?`,
);

/** Scans one pair in index order. CROSS JOIN pins that table order. */
export const PAIR = inBothOrders(
  (order, checks) => `
  SELECT documents.body, found.created_at, found.position
  FROM document_fields AS found CROSS JOIN documents ON documents.position = found.position
  WHERE found.collection = ? AND found.scope = ? AND found.field = ? AND found.key = ? AND found.value = ?
    AND ${BETWEEN_CREATIONS('found')} AND ${ALIVE} ${checks}
  ORDER BY found.created_at ${order}, found.position ${order} LIMIT ?`,
);

const IN_RANGE = `
  found.collection = ? AND found.scope = ? AND found.field = ? AND found.key = ?
  AND (found.value, found.created_at, found.position) > (?, ?, ?)
  AND (found.value, found.created_at, found.position) < (?, ?, ?)`;

export const COUNT_BETWEEN = `
  SELECT count(*) AS count FROM (SELECT 1 FROM document_fields AS found WHERE ${IN_RANGE} LIMIT ?)`;

/**
 * Sorts the places of a range by creation, and reads documents in that order until the page is full: CROSS JOIN pins
 * the order of the loops.
 */
export const SORTED = inBothOrders(
  (order, checks) => `
  WITH found AS MATERIALIZED (
    SELECT created_at, position FROM document_fields AS found WHERE ${IN_RANGE}
      AND ${BETWEEN_CREATIONS('found')} ORDER BY created_at ${order}, position ${order}
  )
  SELECT documents.body, found.created_at, found.position
  FROM found CROSS JOIN documents ON documents.position = found.position
  WHERE ${ALIVE} ${checks} LIMIT ?`,
);

/** Scans a range in the order of its field. */
export const BY_FIELD = inBothOrders(
  (order, checks) => `
  SELECT documents.body, found.created_at, found.position
  FROM document_fields AS found CROSS JOIN documents ON documents.position = found.position
  WHERE ${IN_RANGE} AND ${BETWEEN_CREATIONS('found')} AND ${ALIVE} ${checks}
  ORDER BY found.value ${order}, found.created_at ${order}, found.position ${order} LIMIT ?`,
);

/** Makes the SQL of a page from its direction and the conditions to check, whose parameters follow all others but the limit. */
type PageSql = (direction: 'ascending' | 'descending', checks: string) => string;

function inBothOrders(toSql: (order: 'ASC' | 'DESC', checks: string) => string): PageSql {
  return (direction, checks) => toSql(direction === 'ascending' ? 'ASC' : 'DESC', checks);
}

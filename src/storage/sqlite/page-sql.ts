/** The statements that pages are read with. Those of lists come in both orders. */

export const SELECT_PLACE =
  'SELECT position, created_at FROM documents WHERE collection = ? AND scope = ? AND id = ?';

export const SELECT_DEPARTED =
  'SELECT position, created_at FROM departed WHERE collection = ? AND scope = ? AND id = ?';

export const SELECT_VALUE = "SELECT value FROM document_fields WHERE position = ? AND field = ? AND key = ''";

export const SELECT_DEPARTED_VALUE = `
  SELECT pair.value ->> 1 AS value FROM departed, json_each(departed.fields) AS pair
  WHERE pair.value ->> 0 = ? AND departed.collection = ? AND departed.scope = ? AND departed.position = ?`;

/** The documents that were deleted before what belongs to them. */
export const OWNER_REMOVED = 'SELECT owner FROM removed_owners';

/** Whether a document has not expired by a moment, and its owner is there. */
export const ALIVE = `((documents.expires_at IS NULL OR documents.expires_at > ?)
  AND (documents.owner IS NULL OR documents.owner NOT IN (${OWNER_REMOVED})))`;

const BETWEEN_CREATIONS = (table: string): string =>
  `(${table}.created_at, ${table}.position) > (?, ?) AND (${table}.created_at, ${table}.position) < (?, ?)`;

/** Whether a value lies between two bounds, each given as the bound, null for none, and whether it is included. */
const BETWEEN = (value: string, low: string, isLowIn: string, high: string, isHighIn: string): string => `
  (${low} IS NULL OR ${value} > ${low} OR (${isLowIn} AND ${value} = ${low}))
  AND (${high} IS NULL OR ${value} < ${high} OR (${isHighIn} AND ${value} = ${high}))`;

/** The conditions, a JSON list, that have to be checked for each document found. The same SQL serves any number. */
export const OTHERS = `
  WITH others AS MATERIALIZED (
    SELECT value ->> 'field' AS field, value ->> 'key' AS key, value -> 'values' AS wanted,
      value ->> 'low' AS low, value ->> 'isLowIn' AS low_in, value ->> 'high' AS high, value ->> 'isHighIn' AS high_in
    FROM json_each(?)
  )`;

/** Looks at the pairs of one document: there are few. */
const NONE_UNMET = (position: string): string => `
  NOT EXISTS (
    SELECT 1 FROM others WHERE NOT EXISTS (
      SELECT 1 FROM document_fields AS also
      WHERE also.position = ${position} AND also.field = others.field AND also.key = others.key
        AND CASE WHEN others.wanted IS NULL
          THEN ${BETWEEN('also.value', 'others.low', 'others.low_in', 'others.high', 'others.high_in')}
          ELSE also.value IN (SELECT value FROM json_each(others.wanted))
        END
    )
  )`;

export const RANGE = inBothOrders(
  (order) => `
  SELECT body, created_at, position FROM documents
  WHERE collection = ? AND scope = ? AND ${BETWEEN_CREATIONS('documents')} AND ${ALIVE}
  ORDER BY created_at ${order}, position ${order} LIMIT ?`,
);

/** Reads in order of creation and checks each document. */
export const CHECKED = inBothOrders(
  (order) => `${OTHERS}
  SELECT body, created_at, position FROM documents
  WHERE collection = ? AND scope = ? AND ${BETWEEN_CREATIONS('documents')} AND ${ALIVE}
    AND ${NONE_UNMET('documents.position')}
  ORDER BY created_at ${order}, position ${order} LIMIT ?`,
);

/** Scans one pair in index order and checks the other conditions. CROSS JOIN pins that table order. */
export const PAIR = inBothOrders(
  (order) => `${OTHERS}
  SELECT documents.body, found.created_at, found.position
  FROM document_fields AS found CROSS JOIN documents ON documents.position = found.position
  WHERE found.collection = ? AND found.scope = ? AND found.field = ? AND found.key = ? AND found.value = ?
    AND ${BETWEEN_CREATIONS('found')} AND ${ALIVE} AND ${NONE_UNMET('found.position')}
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
  (order) => `${OTHERS}, found AS MATERIALIZED (
    SELECT created_at, position FROM document_fields AS found WHERE ${IN_RANGE}
      AND ${BETWEEN_CREATIONS('found')} ORDER BY created_at ${order}, position ${order}
  )
  SELECT documents.body, found.created_at, found.position
  FROM found CROSS JOIN documents ON documents.position = found.position
  WHERE ${ALIVE} AND ${NONE_UNMET('found.position')} LIMIT ?`,
);

/** Scans a range in the order of its field. */
export const BY_FIELD = inBothOrders(
  (order) => `${OTHERS}
  SELECT documents.body, found.created_at, found.position
  FROM document_fields AS found CROSS JOIN documents ON documents.position = found.position
  WHERE ${IN_RANGE} AND ${BETWEEN_CREATIONS('found')} AND ${ALIVE} AND ${NONE_UNMET('found.position')}
  ORDER BY found.value ${order}, found.created_at ${order}, found.position ${order} LIMIT ?`,
);

function inBothOrders(toSql: (order: 'ASC' | 'DESC') => string): { ascending: string; descending: string } {
  return { ascending: toSql('ASC'), descending: toSql('DESC') };
}

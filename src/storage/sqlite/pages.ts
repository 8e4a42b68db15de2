import { UnknownCursor } from '../errors.ts';
import type { CollectionDefinition, Document, PageRequest } from '../store.ts';
import type { Database } from './database.ts';
import { toWanted } from './fields.ts';

/** The position of a document in the order of its collection and scope. */
export interface Place {
  readonly created_at: number;
  readonly position: number;
}

/** Reads the bodies of one page in the requested order, and whether more follow. */
export function readPage<T extends Document>(
  database: Database,
  definition: CollectionDefinition<T>,
  scope: string,
  request: PageRequest,
): { bodies: string[]; hasMore: boolean } {
  const { order, limit, after, before, where } = request;
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new RangeError(`Cannot make a page of ${limit}: limit must be a positive integer`);
  }
  // With `before` alone, scan backwards from it, so that the page contains the nearest documents.
  const backwards = before !== undefined && after === undefined;
  const ascending = (order === 'asc') !== backwards;
  const placeOf = (cursor: string | undefined) =>
    cursor === undefined ? undefined : toPlace(database, definition.name, scope, cursor);
  const start = placeOf(after);
  const end = placeOf(before);
  const [low = FIRST, high = LAST] = order === 'asc' ? [start, end] : [end, start];
  const range = [low.created_at, low.position, high.created_at, high.position, limit + 1];
  const [first, ...others] = toWanted(definition, where);
  const direction = ascending ? 'ascending' : 'descending';
  const rows =
    first === undefined
      ? database.all<{ body: string }>(RANGE[direction], definition.name, scope, ...range)
      : database.all<{ body: string }>(
          FILTERED[direction],
          JSON.stringify(others),
          definition.name,
          scope,
          ...first,
          ...range,
        );
  const bodies = rows.slice(0, limit).map(({ body }) => body);
  return { bodies: backwards ? bodies.reverse() : bodies, hasMore: rows.length > limit };
}

const FIRST: Place = { created_at: Number.NEGATIVE_INFINITY, position: 0 };
const LAST: Place = { created_at: Number.POSITIVE_INFINITY, position: 0 };

function toPlace(database: Database, collection: string, scope: string, cursor: string): Place {
  const place =
    database.get<Place>(SELECT_PLACE, collection, scope, cursor) ??
    database.get<Place>(SELECT_DEPARTED, collection, scope, cursor);
  if (place === undefined) throw new UnknownCursor(collection, cursor);
  return place;
}

const SELECT_PLACE =
  'SELECT position, created_at FROM documents WHERE collection = ? AND scope = ? AND id = ?';

const SELECT_DEPARTED =
  'SELECT position, created_at FROM departed WHERE collection = ? AND scope = ? AND id = ?';

const RANGE = inBothOrders(
  (order) => `
  SELECT body FROM documents
  WHERE collection = ? AND scope = ?
    AND (created_at, position) > (?, ?) AND (created_at, position) < (?, ?)
  ORDER BY created_at ${order}, position ${order} LIMIT ?`,
);

/**
 * Scans the first pair in index order and checks the others, a JSON list, for each document found. CROSS JOIN
 * pins that table order. The same SQL text serves any number of pairs.
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

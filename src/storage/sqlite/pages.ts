import { UnknownCursor } from '../errors.ts';
import type { CollectionDefinition, Document, PageRequest } from '../store.ts';
import { type Checks, toChecks } from './checks.ts';
import type { Database } from './database.ts';
import {
  assertDeclared,
  type Between,
  type Condition,
  fromFieldsJson,
  type StoredValue,
  toBetween,
  toConditions,
} from './fields.ts';
import {
  BY_FIELD,
  COUNT_BETWEEN,
  PAIR,
  RANGE,
  SELECT_DEPARTED,
  SELECT_DEPARTED_FIELDS,
  SELECT_FIELDS,
  SELECT_PLACE,
  SORTED,
} from './page-sql.ts';

/** The position of a document in the order of its collection and scope. */
export interface Place {
  readonly created_at: number;
  readonly position: number;
}

/** A place in the order of a field. */
interface FieldPlace extends Place {
  readonly value: StoredValue | Uint8Array;
}

/** What to read from. */
interface Source {
  readonly database: Database;
  readonly collection: string;
  readonly scope: string;
  /** Unix milliseconds; documents that have expired by then are not read. */
  readonly now: number;
}

/** One page, as it is scanned: `low` and `high` are exclusive. */
interface Scan<P> {
  readonly low: P;
  readonly high: P;
  readonly direction: 'ascending' | 'descending';
  readonly limit: number;
}

interface Found extends Place {
  readonly body: string;
}

/** Reads the bodies of one page in the requested order, and whether more follow. */
export function readPage<T extends Document>(
  database: Database,
  definition: CollectionDefinition<T>,
  scope: string,
  now: number,
  request: PageRequest,
): { bodies: string[]; hasMore: boolean } {
  const { order, limit, after, before, where, orderBy } = request;
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new RangeError(`Cannot make a page of ${limit}: limit must be a positive integer`);
  }
  const source = { database, collection: definition.name, scope, now };
  const conditions = toConditions(definition, where);
  // With `before` alone, scan backwards from it, so that the page contains the nearest documents.
  const backwards = before !== undefined && after === undefined;
  const direction = (order === 'asc') !== backwards ? 'ascending' : 'descending';
  const start = after === undefined ? undefined : toPlace(source, after);
  const end = before === undefined ? undefined : toPlace(source, before);
  const [low, high] = order === 'asc' ? [start, end] : [end, start];
  const scan = { direction, limit: limit + 1 } as const;
  let rows: readonly { body: string }[];
  if (orderBy === undefined) {
    rows = byCreation(source, conditions, { ...scan, ...created(low, high, request) });
  } else {
    assertDeclared(definition, orderBy);
    rows = byField(source, orderBy, conditions, created(undefined, undefined, request), {
      ...scan,
      low: low && toFieldPlace(source, orderBy, low),
      high: high && toFieldPlace(source, orderBy, high),
    });
  }
  const bodies = rows.slice(0, limit).map(({ body }) => body);
  return { bodies: backwards ? bodies.reverse() : bodies, hasMore: rows.length > limit };
}

const FIRST: Place = { created_at: Number.NEGATIVE_INFINITY, position: 0 };
const LAST: Place = { created_at: Number.POSITIVE_INFINITY, position: 0 };

/** Beyond every position. */
const BEYOND = Number.MAX_SAFE_INTEGER;

/** The places between two cursors that are also in the requested range of creation. */
function created(
  after: Place = FIRST,
  before: Place = LAST,
  { createdAt }: PageRequest,
): { readonly low: Place; readonly high: Place } {
  if (!createdAt) return { low: after, high: before };
  const { low, isLowIn, high, isHighIn } = toBetween(createdAt);
  const first = typeof low === 'number' ? { created_at: low, position: isLowIn ? 0 : BEYOND } : FIRST;
  const last = typeof high === 'number' ? { created_at: high, position: isHighIn ? BEYOND : 0 } : LAST;
  return { low: compare(after, first) > 0 ? after : first, high: compare(before, last) < 0 ? before : last };
}

function compare(one: Place, other: Place): number {
  return one.created_at - other.created_at || one.position - other.position || 0;
}

/** Documents that match a condition, at the most; beyond, reading in order and looking at each is faster. */
const FEW = 2000;

function byCreation(source: Source, conditions: readonly Condition[], scan: Scan<Place>): readonly Found[] {
  const { database, collection, scope, now } = source;
  const [lead, others] = leadOf(conditions);
  const rest = toChecks(others);
  if (lead?.values) {
    // The documents of each value are in order; together they are merged.
    const found = lead.values.flatMap((value) => scanPair(source, lead, value, rest, scan));
    if (lead.values.length < 2) return found;
    const sign = scan.direction === 'ascending' ? 1 : -1;
    return found.sort((one, other) => sign * compare(one, other)).slice(0, scan.limit);
  }
  const places = [...toParameters(scan.low), ...toParameters(scan.high)] as const;
  if (lead?.between) {
    const { low, high } = toFieldPlaces(lead.between);
    const between = [lead.field, lead.key, ...toFieldParameters(low), ...toFieldParameters(high)] as const;
    const found = database.get<{ count: number }>(COUNT_BETWEEN, collection, scope, ...between, FEW + 1);
    if ((found?.count ?? 0) <= FEW)
      return database.all(
        SORTED(scan.direction, rest.sql),
        collection,
        scope,
        ...between,
        ...places,
        now,
        ...rest.parameters,
        scan.limit,
      );
  }
  const { sql, parameters } = toChecks(conditions);
  return database.all(
    RANGE(scan.direction, sql),
    collection,
    scope,
    ...places,
    now,
    ...parameters,
    scan.limit,
  );
}

/** The condition to find documents by, and those to check. Equality is found in order; a set, by merging. */
function leadOf(conditions: readonly Condition[]): [Condition | undefined, readonly Condition[]] {
  const lead =
    conditions.find(({ values }) => values?.length === 1) ??
    conditions.find(({ values }) => values !== undefined) ??
    conditions[0];
  return [lead, conditions.filter((condition) => condition !== lead)];
}

function scanPair(
  { database, collection, scope, now }: Source,
  { field, key }: Condition,
  value: StoredValue,
  checks: Checks,
  { low, high, direction, limit }: Scan<Place>,
): Found[] {
  const places = [...toParameters(low), ...toParameters(high)] as const;
  return database.all(
    PAIR(direction, checks.sql),
    collection,
    scope,
    field,
    key,
    value,
    ...places,
    now,
    ...checks.parameters,
    limit,
  );
}

/** Documents in the order of a field. A range of the same field narrows the scan. */
function byField(
  { database, collection, scope, now }: Source,
  orderBy: string,
  conditions: readonly Condition[],
  creation: { readonly low: Place; readonly high: Place },
  { low, high, direction, limit }: Scan<FieldPlace | undefined>,
): readonly Found[] {
  const own = conditions.find(({ field, key, between }) => field === orderBy && key === '' && between);
  const range = toFieldPlaces(own?.between ?? { isLowIn: false, isHighIn: false });
  const from = low && compareByField(low, range.low) > 0 ? low : range.low;
  const to = high && compareByField(high, range.high) < 0 ? high : range.high;
  const { sql, parameters } = toChecks(conditions.filter((condition) => condition !== own));
  return database.all(
    BY_FIELD(direction, sql),
    collection,
    scope,
    orderBy,
    '',
    ...toFieldParameters(from),
    ...toFieldParameters(to),
    ...toParameters(creation.low),
    ...toParameters(creation.high),
    now,
    ...parameters,
    limit,
  );
}

const toParameters = ({ created_at, position }: Place) => [created_at, position] as const;

const toFieldParameters = ({ value, created_at, position }: FieldPlace) =>
  [value, created_at, position] as const;

/** SQLite orders numbers before texts, and both before blobs. */
const BEFORE_ALL = Number.NEGATIVE_INFINITY;
const AFTER_ALL = new Uint8Array(0);

/** The places just outside of a range. */
function toFieldPlaces({ low, isLowIn, high, isHighIn }: Between): {
  readonly low: FieldPlace;
  readonly high: FieldPlace;
} {
  return {
    low: { value: low ?? BEFORE_ALL, ...(isLowIn ? FIRST : LAST) },
    high: { value: high ?? AFTER_ALL, ...(isHighIn ? LAST : FIRST) },
  };
}

function compareByField(one: FieldPlace, other: FieldPlace): number {
  const difference = rankOf(one.value) - rankOf(other.value);
  if (difference !== 0) return difference;
  if (typeof one.value === 'object' || one.value === other.value) return compare(one, other);
  return one.value < other.value ? -1 : 1;
}

const rankOf = (value: FieldPlace['value']): number =>
  typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;

function toPlace({ database, collection, scope }: Source, cursor: string): Place {
  const place =
    database.get<Place>(SELECT_PLACE, collection, scope, cursor) ??
    database.get<Place>(SELECT_DEPARTED, collection, scope, cursor);
  if (place === undefined) throw new UnknownCursor(collection, cursor);
  return place;
}

/** @throws UnknownCursor if the document has no value of the field, or was deleted before it had to be remembered */
function toFieldPlace({ database, collection, scope }: Source, field: string, place: Place): FieldPlace {
  const found =
    database.get<{ fields: string }>(SELECT_FIELDS, place.position) ??
    database.get<{ fields: string }>(SELECT_DEPARTED_FIELDS, collection, scope, place.position);
  const row = found && fromFieldsJson(found.fields).find(([name, key]) => name === field && key === '');
  if (!row) throw new UnknownCursor(collection, String(place.position));
  return { ...place, value: row[2] };
}

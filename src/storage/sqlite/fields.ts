import type { CollectionDefinition, Document } from '../store.ts';
import { type FieldMap, type FieldValue, OneOf, Range, type Where } from '../where.ts';

/**
 * A value as it is stored: numbers as numbers, so that they can be compared; everything else as JSON text, which
 * keeps `'true'` and `true` apart and escapes strings that are not valid UTF-8.
 */
export type StoredValue = number | string;

/** One indexed pair of a document: the declared field, the key if the field is a map, and the value. */
export type FieldRow = readonly [field: string, key: string, value: StoredValue];

/** All indexed pairs of a document. */
export function toFieldRows<T extends Document>(
  definition: CollectionDefinition<T>,
  document: T,
): FieldRow[] {
  return Object.entries(definition.fields ?? {}).flatMap(([field, read]) => toRows(field, read(document)));
}

/** The indexed pairs of a document as JSON: fields with their values, or maps with the values of their keys. */
export function toFieldsJson(rows: readonly FieldRow[]): string {
  const fields: { [field: string]: StoredValue | { [key: string]: StoredValue } } = {};
  for (const [field, key, value] of rows) {
    if (key === '') {
      fields[field] = value;
    } else {
      // Keys are JSON texts, so none of them is `__proto__`.
      const map = (fields[field] ?? {}) as { [key: string]: StoredValue };
      map[key] = value;
      fields[field] = map;
    }
  }
  return JSON.stringify(fields);
}

/** The reverse of {@link toFieldsJson}. */
export function fromFieldsJson(json: string): FieldRow[] {
  const fields = JSON.parse(json) as { [field: string]: StoredValue | { [key: string]: StoredValue } };
  return Object.entries(fields).flatMap(([field, value]): FieldRow[] =>
    typeof value === 'object'
      ? Object.entries(value).map(([key, item]) => [field, key, item])
      : [[field, '', value]],
  );
}

/** A condition on one indexed pair: its value is one of some, or lies between two bounds. */
export interface Condition {
  readonly field: string;
  readonly key: string;
  readonly values?: readonly StoredValue[];
  readonly between?: Between;
}

/** Bounds that are not given are undefined. */
export interface Between {
  readonly low?: StoredValue | undefined;
  readonly isLowIn: boolean;
  readonly high?: StoredValue | undefined;
  readonly isHighIn: boolean;
}

/** All conditions of a `where` clause. Throws TypeError for a field that is not declared. */
export function toConditions<T extends Document>(
  definition: CollectionDefinition<T>,
  where: Where | undefined = {},
): Condition[] {
  return Object.entries(where).flatMap(([field, wanted]): Condition[] => {
    assertDeclared(definition, field);
    if (wanted instanceof OneOf) return [{ field, key: '', values: wanted.values.map(toStored) }];
    if (wanted instanceof Range) return [{ field, key: '', between: toBetween(wanted) }];
    return toRows(field, wanted).map(([, key, value]) => ({ field, key, values: [value] }));
  });
}

export function assertDeclared<T extends Document>(definition: CollectionDefinition<T>, field: string): void {
  if (definition.fields !== undefined && Object.hasOwn(definition.fields, field)) return;
  throw new TypeError(
    `Cannot ask ${JSON.stringify(definition.name)} for the undeclared field ${JSON.stringify(field)}`,
  );
}

/** The stored form of the bounds of a range. */
export function toBetween({ bounds: { gt, gte, lt, lte } }: Range): Between {
  const low = tighter([gt, gte], (one, other) => one > other);
  const high = tighter([lt, lte], (one, other) => one < other);
  const isText = typeof (low ?? high) === 'string';
  return {
    // Where only one bound is given, the other one keeps numbers and texts apart: numbers sort before texts.
    low: low === undefined ? (isText ? '' : undefined) : toStored(low),
    isLowIn: low !== undefined && low !== gt,
    high: high === undefined ? (isText ? undefined : '') : toStored(high),
    isHighIn: high !== undefined && high !== lt,
  };
}

function tighter<V extends number | string>(
  [open, closed]: readonly [V | undefined, V | undefined],
  isTighter: (one: V, other: V) => boolean,
): V | undefined {
  if (open === undefined || closed === undefined) return open ?? closed;
  return isTighter(closed, open) ? closed : open;
}

/** Serialises the parts of a definition that determine indexing, independent of declaration order. */
export function toIndexing<T extends Document>(definition: CollectionDefinition<T>): string {
  const fields = Object.keys(definition.fields ?? {}).sort();
  const { blobs, expires, owner } = definition;
  if (!blobs && !expires && !owner) return JSON.stringify(fields);
  return JSON.stringify({
    fields,
    ...(blobs && { blobs: true }),
    ...(expires && { expires: true }),
    ...(owner && { owner: true }),
  });
}

function toRows(field: string, value: FieldValue | FieldMap | null | undefined): FieldRow[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[field, '', toStored(value)]];
  return Object.entries(value).map(([key, item]) => [field, JSON.stringify(key), toStored(item)]);
}

function toStored(value: FieldValue): StoredValue {
  return typeof value === 'number' && Number.isFinite(value) ? value : JSON.stringify(value);
}

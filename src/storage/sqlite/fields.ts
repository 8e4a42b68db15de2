import type { CollectionDefinition, Document, FieldMap, FieldValue, Where } from '../store.ts';

/**
 * One pair a document can be found by: the declared field, the key where the field is a map, and the value as
 * JSON text, which keeps `1`, `'1'` and `true` apart and is plain ASCII where a string would not survive as
 * UTF-8.
 */
export type FieldRow = readonly [field: string, key: string, value: string];

/** Every pair a document can be found by. */
export function toFieldRows<T extends Document>(
  definition: CollectionDefinition<T>,
  document: T,
): FieldRow[] {
  return Object.entries(definition.fields ?? {}).flatMap(([field, read]) => toRows(field, read(document)));
}

/** Every pair a question asks for. Throws TypeError for a field that is not declared. */
export function toWanted<T extends Document>(
  definition: CollectionDefinition<T>,
  where: Where | undefined = {},
): FieldRow[] {
  return Object.entries(where).flatMap(([field, wanted]) => {
    if (definition.fields === undefined || !Object.hasOwn(definition.fields, field)) {
      throw new TypeError(
        `Cannot ask ${JSON.stringify(definition.name)} for the undeclared field ${JSON.stringify(field)}`,
      );
    }
    return toRows(field, wanted);
  });
}

/**
 * What of a definition decides how documents are indexed, as one text: the same whatever order it is declared
 * in.
 */
export function toIndexing<T extends Document>(definition: CollectionDefinition<T>): string {
  const fields = Object.keys(definition.fields ?? {}).sort();
  return JSON.stringify(definition.blobs ? { fields, blobs: true } : fields);
}

function toRows(field: string, value: FieldValue | FieldMap | null | undefined): FieldRow[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[field, '', JSON.stringify(value)]];
  return Object.entries(value).map(([key, item]) => [field, JSON.stringify(key), JSON.stringify(item)]);
}

import type { CollectionDefinition, Document, FieldMap, FieldValue, Where } from '../store.ts';

/**
 * One indexed pair of a document: the declared field, the key if the field is a map, and the value as JSON
 * text. JSON keeps `1`, `'1'` and `true` apart and escapes strings that are not valid UTF-8.
 */
export type FieldRow = readonly [field: string, key: string, value: string];

/** All indexed pairs of a document. */
export function toFieldRows<T extends Document>(
  definition: CollectionDefinition<T>,
  document: T,
): FieldRow[] {
  return Object.entries(definition.fields ?? {}).flatMap(([field, read]) => toRows(field, read(document)));
}

/** All pairs of a `where` clause. Throws TypeError for a field that is not declared. */
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

/** Serialises the parts of a definition that determine indexing, independent of declaration order. */
export function toIndexing<T extends Document>(definition: CollectionDefinition<T>): string {
  const fields = Object.keys(definition.fields ?? {}).sort();
  return JSON.stringify(definition.blobs ? { fields, blobs: true } : fields);
}

function toRows(field: string, value: FieldValue | FieldMap | null | undefined): FieldRow[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[field, '', JSON.stringify(value)]];
  return Object.entries(value).map(([key, item]) => [field, JSON.stringify(key), JSON.stringify(item)]);
}

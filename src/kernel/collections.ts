import type { Collection, CollectionDefinition, Document, Store } from '../storage/store.ts';

/** The bounds of an instance: maximum numbers of documents that a collection keeps in each scope. */
export interface StorageLimits {
  /** Of objects that clients create and delete. */
  readonly maxObjects: number;
  /** Of stored chat completions. */
  readonly maxStored: number;
  /** Of models outside the catalogue. Can be 0. */
  readonly maxModels: number;
}

/** A collection as nouns declare it: independent of any instance. */
export interface CollectionDeclaration<T extends Document> extends Omit<CollectionDefinition<T>, 'maximum'> {
  /** Maximum number of documents in each scope; at least 1. */
  readonly maximum: number | ((limits: StorageLimits) => number);
}

/** Opens declared collections. The same declaration always yields the same collection. */
export type OpenCollection = <T extends Document>(declaration: CollectionDeclaration<T>) => Collection<T>;

/**
 * Declares a collection, once for all nouns that use it: a declaration is known by its identity, and mounting a second one
 * with the same name is a TypeError. Names of the built-in nouns are taken (`files`, `batches`, …), so begin those of your own
 * APIs with a prefix. With `--data`, documents are found under the name after a restart.
 *
 * @example
 * export const noteCollection = defineCollection<Note>({
 *   name: 'notes', maximum: ({ maxObjects }) => maxObjects, overflow: 'refuse',
 * });
 */
export function defineCollection<T extends Document>(
  declaration: CollectionDeclaration<T>,
): CollectionDeclaration<T> {
  return declaration;
}

/**
 * Opens the collections of one store, each once.
 *
 * @throws TypeError, when a collection is opened, if another declaration has its name
 */
export function createOpenCollection(store: Store, limits: StorageLimits): OpenCollection {
  const opened = new Map<unknown, Collection<never>>();
  return <T extends Document>(declaration: CollectionDeclaration<T>): Collection<T> => {
    const known = opened.get(declaration) as Collection<T> | undefined;
    if (known) return known;
    const { maximum } = declaration;
    const collection = store.collection<T>({
      ...declaration,
      maximum: typeof maximum === 'number' ? maximum : maximum(limits),
    });
    opened.set(declaration, collection as Collection<never>);
    return collection;
  };
}

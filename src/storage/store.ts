import type { Blobs } from './blobs.ts';
import type { Leases } from './leases.ts';

/**
 * Everything the simulator remembers: collections of JSON documents, each kept apart by scope; blobs, which documents refer to;
 * and leases, by which several processes on one store divide their work.
 *
 * Any call may reject with {@link StoreUnavailable} when the place of storage fails; the store stays usable and later
 * calls may succeed. What a call has resolved survives the death of the process, where the place outlives it.
 *
 * @example
 * const store = openSqliteStore();
 * const notes = store.collection<{ id: string; text: string }>({ name: 'notes', maximum: 1000, overflow: 'drop-oldest' });
 * await notes.in('project-1').insert({ id: 'note-1', text: 'hello' }, { createdAt: 1 });
 * await notes.in('project-2').get('note-1'); // undefined: another scope
 * await store.close();
 */
export interface Store {
  /**
   * The collection of that name, made when the first document arrives. Asked again with the same definition it is
   * the same collection; a different definition under a known name is a TypeError.
   */
  collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T>;
  /**
   * Carries out all of the writes, in order, or none of them. Rejects with what the first impossible one throws
   * ({@link DuplicateDocument}, {@link StoreFull}, {@link MissingDocument}, or what a `change` throws).
   *
   * @example
   * await store.commit([files.inserting(file, { createdAt }), uploads.updating(upload.id, (one) => ({ ...one, status: 'completed' }))]);
   */
  commit<const Writes extends readonly Write<unknown>[]>(writes: Writes): Promise<Results<Writes>>;
  readonly blobs: Blobs;
  readonly leases: Leases;
  /** Releases the place of storage. Harmless when repeated; every other call rejects with {@link StoreUnavailable} afterwards. */
  close(): Promise<void>;
}

/** What a collection holds: a value that `JSON.stringify` keeps, with an identifier unique within its scope. */
export interface Document {
  readonly id: string;
}

/** The declaration of one kind of document. */
export interface CollectionDefinition<T extends Document> {
  /** Names the collection for good: what was stored under it is found under it after a restart. */
  readonly name: string;
  /**
   * What `where` can ask for, by name: a value of the document, or a map of which each pair can be asked for.
   * Nothing (undefined or null) matches no question. A name stands for one meaning; documents stored before a name
   * was declared are indexed when the collection is next opened.
   */
  readonly fields?: { readonly [name: string]: (document: T) => FieldValue | FieldMap | null | undefined };
  /**
   * The ids of the blobs that a document refers to. A blob lives as long as a document refers to it: the last document that goes, deleted
   * or dropped, takes it along.
   */
  readonly blobs?: (document: T) => readonly string[];
  /** The most documents, all scopes together; at least 1. */
  readonly maximum: number;
  /** What a document too many does: drop those that were inserted first, or reject with {@link StoreFull}. */
  readonly overflow: 'drop-oldest' | 'refuse';
}

export type FieldValue = string | number | boolean;
export type FieldMap = { readonly [key: string]: FieldValue };

/** A kind of document, in all scopes. */
export interface Collection<T extends Document> {
  /** The documents of one owner, a project for instance. No call on them sees or touches those of another. */
  in(scope: string): Documents<T>;
}

/** The documents of one collection and scope, ordered by `createdAt` and, where that is equal, by insertion. */
export interface Documents<T extends Document> {
  /**
   * Rejects with {@link DuplicateDocument} when the id is taken, {@link StoreFull} when there is no room, {@link UnknownBlob} when
   * it refers to a blob that is not there.
   *
   * @param placing `createdAt` is the document's place in the order, in a unit of the caller's choice.
   */
  insert(document: T, placing: Placing): Promise<void>;
  /** A fresh copy, free to be changed; undefined when there is none. */
  get(id: string): Promise<T | undefined>;
  /**
   * Puts what `change` makes of the document in its place and resolves to it; undefined when there is none. Nothing comes between reading
   * and writing. Its position stays, and a different id is a TypeError. `change` is synchronous and may throw to leave the document alone.
   */
  update(id: string, change: (current: T) => T): Promise<T | undefined>;
  /** Whether there was one. */
  delete(id: string): Promise<boolean>;
  count(): Promise<number>;
  /**
   * One page. Walking from page to page while others insert and delete shows nothing twice and misses nothing that
   * stays. Rejects with {@link UnknownCursor}, RangeError for a `limit` that is not a positive integer, and TypeError for a
   * field that is not declared.
   */
  page(request: PageRequest): Promise<Page<T>>;

  /** The same writes as parts of a {@link Store.commit}. There, what is to be changed or deleted has to exist ({@link MissingDocument}). */
  inserting(document: T, placing: Placing): Write<void>;
  updating(id: string, change: (current: T) => T): Write<T>;
  deleting(id: string): Write<void>;
}

export interface Placing {
  readonly createdAt: number;
}

/** One write of a {@link Store.commit}; `R` is what it results in. Made by {@link Documents} and good for the store that made it. */
export interface Write<out R> {
  readonly result?: R;
}

/** What each write of a list results in. */
export type Results<Writes extends readonly Write<unknown>[]> = {
  -readonly [Index in keyof Writes]: Writes[Index] extends Write<infer R> ? R : never;
};

export interface PageRequest {
  readonly order: 'asc' | 'desc';
  /** The most documents in the page; at least 1. */
  readonly limit: number;
  /** The id of the document behind which, in this order, the page begins. A recently deleted one still serves. */
  readonly after?: string | undefined;
  /** The id of the document before which the page ends. Without `after` it holds those nearest to that document. */
  readonly before?: string | undefined;
  /** Only documents whose declared fields equal all of these; of a map, every pair given. Undefined asks for nothing. */
  readonly where?: Where | undefined;
}

export type Where = { readonly [field: string]: FieldValue | FieldMap | undefined };

export interface Page<T> {
  readonly items: readonly T[];
  /** Whether documents follow in the direction of the walk: behind the page, or ahead of it with `before` alone. */
  readonly hasMore: boolean;
}

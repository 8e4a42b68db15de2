/**
 * Everything the simulator remembers: collections of JSON documents, each kept apart by scope.
 *
 * Calls are synchronous. A document is found or written in microseconds in the process's own memory or in a local
 * file, less than a turn of the event loop costs, and a transaction that cannot be interleaved needs no locks.
 *
 * Any call may throw {@link StoreUnavailable} when the place of storage fails; the store stays usable and later
 * calls may succeed.
 *
 * @example
 * const store = openSqliteStore();
 * const notes = store.collection<{ id: string; text: string }>({ name: 'notes', maximum: 1000, overflow: 'drop-oldest' });
 * notes.in('project-1').insert({ id: 'note-1', text: 'hello' }, { createdAt: 1 });
 * notes.in('project-2').get('note-1'); // undefined: another scope
 * store.close();
 */
export interface Store {
  /**
   * The collection of that name, made when the first document arrives. Asked again with the same definition it is
   * the same collection; a different definition under a known name is a TypeError.
   */
  collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T>;
  /**
   * Runs `work` so that all of its writes happen or, when it throws, none. May be nested: an inner failure that is
   * caught undoes the inner writes alone. `work` is synchronous; a promise as its result is a TypeError.
   */
  transaction<R>(work: () => R): R;
  /** Releases the place of storage. Harmless when repeated; every other call throws {@link StoreUnavailable} afterwards. */
  close(): void;
}

/** What a collection holds: a value that `JSON.stringify` keeps, with an identifier unique within its scope and never reused. */
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
  /** The most documents, all scopes together; at least 1. */
  readonly maximum: number;
  /** What a document too many does: drop those that were inserted first, or throw {@link StoreFull}. */
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
   * Throws {@link DuplicateDocument} when the id is taken, {@link StoreFull} when there is no room.
   *
   * @param placing `createdAt` is the document's place in the order, in a unit of the caller's choice.
   */
  insert(document: T, placing: { readonly createdAt: number }): void;
  /** A fresh copy, free to be changed; undefined when there is none. */
  get(id: string): T | undefined;
  /**
   * Puts what `change` makes of the document in its place and returns it; undefined when there is none. Its position
   * stays, and a different id is a TypeError.
   */
  update(id: string, change: (current: T) => T): T | undefined;
  /** Whether there was one. */
  delete(id: string): boolean;
  count(): number;
  /**
   * One page. Walking from page to page while others insert and delete shows nothing twice and misses nothing that
   * stays. Throws {@link UnknownCursor}, RangeError for a `limit` that is not a positive integer, and TypeError for a
   * field that is not declared.
   */
  page(request: PageRequest): Page<T>;
}

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

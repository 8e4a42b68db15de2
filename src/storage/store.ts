import type { Blobs } from './blobs.ts';
import type { Counters } from './counters.ts';
import type { Leases } from './leases.ts';
import type { Logs } from './logs.ts';
import type { Owner } from './owner.ts';
import type { FieldMap, FieldValue, Range, Where } from './where.ts';
import type { Write } from './write.ts';

export type { Write };

/**
 * All persistent state of the simulator: collections of JSON documents, separated by scope; blobs, which
 * documents refer to; append-only logs; counters; and leases, which divide work among the processes that share a store.
 *
 * Any call may reject with {@link StoreUnavailable} if the storage location fails; the store stays usable and
 * later calls may succeed. While another process holds the lock of the location, writes wait for it in their
 * order, for a limited time. On a full disk, deletions still work. A resolved write survives the death of the process if the location is persistent.
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
   * Returns the collection with that name, which is created with its first document. The same definition
   * returns the same collection; a different definition with a known name is a TypeError.
   */
  collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T>;
  /**
   * Applies all writes in order, or none of them. Rejects with the error of the first write that fails
   * ({@link DuplicateDocument}, {@link StoreFull}, {@link MissingDocument}, or whatever a `change` throws).
   *
   * @example
   * await store.commit([files.inserting(file, { createdAt }), uploads.updating(upload.id, (one) => ({ ...one, status: 'completed' }))]);
   */
  commit<const Writes extends readonly Write<unknown>[]>(writes: Writes): Promise<Results<Writes>>;
  /**
   * Like {@link commit}, but at the end of the turn of the event loop, and in one transaction with the other calls of
   * that turn, which costs each of them less. Each call still succeeds or fails by itself. For writes that a busy
   * server makes with every request.
   *
   * @example
   * await store.commitTogether([answers.inserting(answer, { createdAt })]);
   */
  commitTogether<const Writes extends readonly Write<unknown>[]>(writes: Writes): Promise<Results<Writes>>;
  readonly blobs: Blobs;
  readonly logs: Logs;
  readonly counters: Counters;
  readonly leases: Leases;
  /**
   * Rejects with {@link StoreUnavailable} if the store cannot be written to at present, judged by the last
   * writes and by whether its files are still in place. After a failure it tests whether writing works again.
   */
  check(): Promise<void>;
  /** Closes the store. Idempotent; every other call rejects with {@link StoreUnavailable} afterwards. */
  close(): Promise<void>;
}

/** A stored document: a value that survives a JSON round trip, with an id that is unique within its scope. */
export interface Document {
  readonly id: string;
}

/** Declares one kind of document. */
export interface CollectionDefinition<T extends Document> {
  /** Permanent name of the collection: its documents are found under it after a restart. */
  readonly name: string;
  /**
   * Fields that `where` can filter by: a value of the document, or a map whose pairs can be filtered
   * individually. Undefined and null never match. The meaning of a name must not change; documents stored
   * before a field was declared are indexed when the collection is next opened.
   */
  readonly fields?: { readonly [name: string]: (document: T) => FieldValue | FieldMap | null | undefined };
  /**
   * The ids of the blobs that a document refers to. A blob lives as long as any document refers to it; it is
   * deleted with the last such document, whether that is deleted or dropped.
   */
  readonly blobs?: (document: T) => readonly string[];
  /**
   * When a document expires, in Unix milliseconds; null and undefined for never. From then on it is as good as
   * deleted, and is deleted with {@link Collection.sweep} or one of the next inserts into the collection.
   */
  readonly expires?: (document: T) => number | null | undefined;
  /**
   * The document that another one belongs to. It has to exist when the other is stored, and the other is deleted with
   * it, as are the documents that belong to that: the first hundred in the same commit, any others right after it.
   * The others cannot be read from the commit on, but what belongs to them still can, until they are deleted.
   */
  readonly owner?: (document: T, scope: string) => Owner | undefined;
  /** Maximum number of documents in each scope; at least 1. */
  readonly maximum: number;
  /**
   * What happens when the maximum is exceeded: drop the documents of the scope that were inserted first, or reject
   * with {@link StoreFull}.
   */
  readonly overflow: 'drop-oldest' | 'refuse';
}

/** One kind of document, in all scopes. */
export interface Collection<T extends Document> {
  /** The documents of one owner, e.g. a project. Calls on them never see or affect those of another scope. */
  in(scope: string): Documents<T>;
  /**
   * Finds a document by its id alone, for a caller that does not know its scope; undefined if there is none. If several
   * scopes hold the id, it is the document that was inserted first, so a later one never takes its place.
   *
   * @param within the scopes to look in, with those below them, whose names continue theirs after a slash: `p/thread_1`
   * is below `p`. Documents elsewhere are never found; `everywhere` does not restrict it.
   * @example
   * const found = await messages.find('msg_1', { within: ['project-1'] }); // { scope: 'project-1/thread_1', document }
   */
  find(
    id: string,
    options: { readonly within: readonly string[] | 'everywhere' },
  ): Promise<Found<T> | undefined>;
  /** Deletes all documents that have expired, so that their blobs take no more space. */
  sweep(): Promise<void>;
}

/** A document, and where it is. */
export interface Found<T> {
  readonly scope: string;
  readonly document: T;
}

/** The documents of one collection and scope, ordered by `createdAt`, then by insertion. */
export interface Documents<T extends Document> {
  /**
   * Rejects with {@link DuplicateDocument} if the id is taken, {@link StoreFull} if there is no space,
   * {@link UnknownBlob} if it refers to a blob that does not exist, and {@link MissingDocument} if its owner does not
   * exist.
   *
   * @param placing `createdAt` determines the document's position in the order, in a unit of the caller's
   * choice.
   */
  insert(document: T, placing: Placing): Promise<void>;
  /**
   * Replaces the document with the same id, which keeps its position, or inserts it if there is none. Rejects as
   * {@link insert} does, except for a taken id.
   */
  put(document: T, placing: Placing): Promise<void>;
  /** Returns a fresh copy that may be modified; undefined if there is none. */
  get(id: string): Promise<T | undefined>;
  /**
   * Replaces the document with the result of `change` and resolves to it; undefined if there is none. Read
   * and write are atomic. The position is kept, and changing the id is a TypeError. `change` is synchronous
   * and may throw to leave the document unchanged.
   */
  update(id: string, change: (current: T) => T, options?: UpdateOptions): Promise<T | undefined>;
  /** Returns whether the document existed. */
  delete(id: string): Promise<boolean>;
  count(): Promise<number>;
  /**
   * Reads one page. Paging through a collection while others insert and delete shows nothing twice and misses
   * no document that remains. Rejects with {@link UnknownCursor}, with RangeError for a `limit` that is not a
   * positive integer, and with TypeError for a field that is not declared.
   */
  page(request: PageRequest): Promise<Page<T>>;

  /**
   * The same writes as parts of a {@link Store.commit}. There, a document to update or delete must exist
   * ({@link MissingDocument}).
   */
  inserting(document: T, placing: Placing): Write<void>;
  putting(document: T, placing: Placing): Write<void>;
  updating(id: string, change: (current: T) => T, options?: UpdateOptions): Write<T>;
  deleting(id: string): Write<void>;
  /** Changes nothing, but the commit fails if the document does not exist. */
  checking(id: string): Write<void>;
}

export interface UpdateOptions {
  /**
   * Whether the change frees space, e.g. gives up blobs, or only checks the document before it is deleted. Like
   * a deletion, it is then possible even in a full store. Default false.
   */
  readonly isRelief?: boolean;
}

export interface Placing {
  readonly createdAt: number;
}

/** The results of a list of writes. */
export type Results<Writes extends readonly Write<unknown>[]> = {
  -readonly [Index in keyof Writes]: Writes[Index] extends Write<infer R> ? R : never;
};

export interface PageRequest {
  readonly order: 'asc' | 'desc';
  /**
   * A declared field to order by, then by creation. Documents without a value of it are not in any page. Default:
   * by creation alone.
   */
  readonly orderBy?: string | undefined;
  /** Maximum number of documents in the page; at least 1. */
  readonly limit: number;
  /**
   * Id of the document after which the page begins, in this order. A recently deleted document still works.
   */
  readonly after?: string | undefined;
  /**
   * Id of the document before which the page ends. Without `after`, the page contains the documents nearest
   * to it.
   */
  readonly before?: string | undefined;
  /**
   * Only documents whose declared fields equal all of these, or lie in the range, or are in the set; for a map, every
   * given pair. Undefined does not filter.
   */
  readonly where?: Where | undefined;
  /** Only documents whose `createdAt` lies in the range, which is of numbers. */
  readonly createdAt?: Range | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /**
   * Whether more documents follow in paging direction: after the page, or before it if only `before` is
   * given.
   */
  readonly hasMore: boolean;
}

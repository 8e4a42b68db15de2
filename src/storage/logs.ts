import type { Owner } from './owner.ts';
import type { Write } from './write.ts';

/**
 * Append-only logs, one for each object: the events of a response or a job, a transcript. Their entries are
 * numbered 1, 2, 3 … without gaps, also if several processes append to the same log. A full log drops its oldest
 * entries, up to a sixteenth of them at once; the numbers of the others stay.
 *
 * @example
 * const events = store.logs.open<Event>({ name: 'response_events', maximumEntries: 10_000, maximumBytes: 1024 ** 2 });
 * const log = events.in('project-1').of('resp_1');
 * await log.append([{ type: 'created' }, { type: 'completed' }]); // 1
 * await log.read({ from: 2, limit: 100 }); // { entries: [{ number: 2, value: { type: 'completed' } }], first: 1, next: 3 }
 */
export interface Logs {
  /** @throws RangeError for a bound that is not a positive integer */
  open<T>(definition: LogDefinition): LogKind<T>;
}

/** Declares one kind of log. */
export interface LogDefinition {
  /** Permanent name of the kind: its logs are found under it after a restart. */
  readonly name: string;
  /**
   * The document that a log belongs to, given the log's object and scope. It has to exist when entries are appended, and
   * the log is deleted with it: it cannot be read from the commit on, and its entries are deleted right after it. A log
   * written before this was declared belongs to the document from its next append on.
   */
  readonly owner?: (object: string, scope: string) => Owner | undefined;
  /** Maximum number of entries in each log; at least 1. Above it, the oldest are dropped. */
  readonly maximumEntries: number;
  /** Maximum size of each log, as JSON in UTF-8; at least 1. Above it, the oldest entries are dropped. */
  readonly maximumBytes: number;
}

/** One kind of log, in all scopes. */
export interface LogKind<T> {
  /** The logs of one owner, e.g. a project. */
  in(scope: string): {
    /** The log of one object, which is created with its first entry. */
    of(object: string): Log<T>;
  };
}

/** One log. Entries are values that survive a JSON round trip. */
export interface Log<T> {
  /**
   * Appends entries with consecutive numbers and resolves to the first of them. Appends are carried out in the
   * order of the calls; those of the same turn of the event loop share a transaction. Rejects with
   * `StoreFull` if one of the entries is larger than the log may be, or the store has no space, with `MissingDocument`
   * if the owner does not exist, and with TypeError for a value that JSON cannot express.
   */
  append(entries: readonly T[]): Promise<number>;
  /**
   * Reads entries in the order of their numbers, starting at `from`, or at the oldest one left if that was
   * dropped. Rejects with RangeError for a `from` or `limit` that is not a positive integer.
   */
  read(range: { readonly from: number; readonly limit: number }): Promise<LogSlice<T>>;
  /** The number of entries left in the log. */
  size(): Promise<number>;
  /** Returns whether the log existed. Entries appended later are numbered from 1. */
  delete(): Promise<boolean>;

  /** The same writes as parts of a `Store.commit`. There may be no log to delete. */
  appending(entries: readonly T[]): Write<number>;
  deleting(): Write<boolean>;
}

export interface LogSlice<T> {
  readonly entries: readonly LogEntry<T>[];
  /** Number of the oldest entry left; `next` if there is none. Entries with lower numbers were dropped. */
  readonly first: number;
  /** The number that the next appended entry gets. */
  readonly next: number;
}

export interface LogEntry<T> {
  readonly number: number;
  readonly value: T;
}

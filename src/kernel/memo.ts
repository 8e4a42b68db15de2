/**
 * What handlers have derived from a request body. It exists only for bodies that are expected again, and lives as long as
 * the cached body: a request with the same bytes gets the same memo.
 */
export type Memo = Map<object, unknown>;

/**
 * The place of one kind of derived value in memos. Each instance's handlers make their own, so that nothing is shared
 * between instances.
 *
 * @example
 * const prepared = new MemoSlot<Prepared>();
 * const before = prepared.get(call.memo);
 * prepared.set(call.memo, prepare(call.body));
 */
export class MemoSlot<T> {
  /** The value in a memo; undefined if there is no memo or no value. */
  get(memo: Memo | undefined): T | undefined {
    return memo?.get(this) as T | undefined;
  }

  /**
   * Stores a value, if there is a memo.
   *
   * @param bytes about how much memory it takes; larger values than {@link MOST_BYTES} are not stored
   */
  set(memo: Memo | undefined, value: T, bytes = 0): void {
    if (bytes <= MOST_BYTES) memo?.set(this, value);
  }
}

/** About a thousand bodies are cached. */
export const MOST_BYTES = 128 * 1024;

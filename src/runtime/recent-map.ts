/**
 * A cache of recently used entries, bounded by their total cost.
 *
 * It has two generations. New and reused entries go into the young one; when that reaches half of the
 * capacity, it becomes the old one, and the entries of the previous old generation that were not used since
 * are evicted. A hit in the young generation is a single lookup without any reordering. The usual approach of
 * repeatedly deleting the first key of a `Map` gets slow, because each time the deleted entries at its
 * beginning have to be skipped.
 *
 * @example
 * const recent = new RecentMap<string>(100);
 * recent.set('a', 'value', 10);
 * recent.get('a'); // 'value'
 */
export class RecentMap<Value> {
  readonly #half: number;
  #young = new Map<string, Entry<Value>>();
  #old = new Map<string, Entry<Value>>();
  #used = 0;

  /** `capacity` is the maximum total cost of all entries. */
  constructor(capacity: number) {
    this.#half = capacity / 2;
  }

  /** The value stored under `key`, or undefined if it was evicted or never set. Counts as a use. */
  get(key: string): Value | undefined {
    const recent = this.#young.get(key);
    if (recent !== undefined) return recent.value;
    const entry = this.#old.get(key);
    if (entry === undefined) return undefined;
    this.#old.delete(key);
    this.#put(key, entry);
    return entry.value;
  }

  /**
   * Stores `value`, replacing any previous one. An entry that costs more than half of the capacity is not
   * stored.
   */
  set(key: string, value: Value, cost = 1): void {
    const previous = this.#young.get(key);
    if (previous !== undefined) this.#used -= previous.cost;
    this.#old.delete(key);
    this.#put(key, { value, cost });
  }

  /** Removes an entry, if it is there. */
  delete(key: string): void {
    const recent = this.#young.get(key);
    if (recent !== undefined) this.#used -= recent.cost;
    this.#young.delete(key);
    this.#old.delete(key);
  }

  #put(key: string, entry: Entry<Value>): void {
    if (this.#used + entry.cost > this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#used = 0;
    }
    if (entry.cost > this.#half) return;
    this.#young.set(key, entry);
    this.#used += entry.cost;
  }
}

interface Entry<Value> {
  readonly value: Value;
  readonly cost: number;
}

/**
 * A map that keeps what was used lately, within a bound on the summed cost of its entries.
 *
 * It holds two generations. New and re-used entries go to the young one; when that has used half of the budget it becomes the old one,
 * and what was old and not asked for since is forgotten. A hit among the young is one lookup that moves nothing. Deleting the first
 * key of one `Map` again and again, the usual way, gets slow: the holes at its beginning are walked over each time.
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

  /** `capacity` is the most that all entries together may cost. */
  constructor(capacity: number) {
    this.#half = capacity / 2;
  }

  /** What was set under `key` and is still kept; undefined otherwise. Counts as a use. */
  get(key: string): Value | undefined {
    const recent = this.#young.get(key);
    if (recent !== undefined) return recent.value;
    const entry = this.#old.get(key);
    if (entry === undefined) return undefined;
    this.#old.delete(key);
    this.#put(key, entry);
    return entry.value;
  }

  /** Keeps `value`, replacing what was there. An entry that costs more than half of the capacity is not kept. */
  set(key: string, value: Value, cost = 1): void {
    const previous = this.#young.get(key);
    if (previous !== undefined) this.#used -= previous.cost;
    this.#old.delete(key);
    this.#put(key, { value, cost });
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

/**
 * Numbered slots in the order of their last use: a doubly linked list in two typed arrays.
 *
 * @example
 * const list = new RecencyList(100);
 * list.push(3);
 * list.push(5);
 * list.oldest; // 3
 */
export class RecencyList {
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  /** The place behind the last slot: after it comes the oldest, before it the newest. */
  readonly #end: number;
  #size = 0;

  /** @param capacity number of slots */
  constructor(capacity: number) {
    this.#next = new Int32Array(capacity + 1);
    this.#previous = new Int32Array(capacity + 1);
    this.#end = capacity;
    this.clear();
  }

  /** How many slots are in the list. */
  get size(): number {
    return this.#size;
  }

  /** The slot that was pushed first, or -1. */
  get oldest(): number {
    return this.#size === 0 ? -1 : this.#next[this.#end]!;
  }

  /** Adds a slot that is not in the list, as the newest. */
  push(slot: number): void {
    const end = this.#end;
    const last = this.#previous[end]!;
    this.#next[last] = slot;
    this.#previous[slot] = last;
    this.#next[slot] = end;
    this.#previous[end] = slot;
    this.#size++;
  }

  /** Removes a slot that is in the list. */
  remove(slot: number): void {
    const next = this.#next[slot]!;
    const previous = this.#previous[slot]!;
    this.#next[previous] = next;
    this.#previous[next] = previous;
    this.#size--;
  }

  clear(): void {
    this.#next[this.#end] = this.#end;
    this.#previous[this.#end] = this.#end;
    this.#size = 0;
  }
}

/**
 * A priority queue: the least key first, and first in, first out among equal keys. A binary heap.
 *
 * @example
 * const queue = createKeyedQueue<string>();
 * queue.push(2, 'b');
 * queue.push(1, 'a');
 * queue.pop(); // 'a'
 */
export interface KeyedQueue<T> {
  readonly size: number;
  /** The first element and its key; undefined if the queue is empty. */
  readonly first: T | undefined;
  readonly firstKey: number | undefined;
  /** @param order Breaks ties, least first; default: the order of the calls. */
  push(key: number, item: T, order?: number): void;
  pop(): T | undefined;
  /** Removes an element. Linear in the size. Returns whether it was there. */
  remove(item: T): boolean;
}

export function createKeyedQueue<T>(): KeyedQueue<T> {
  return new Heap();
}

interface Place<T> {
  readonly key: number;
  readonly order: number;
  readonly item: T;
}

class Heap<T> implements KeyedQueue<T> {
  readonly #places: Place<T>[] = [];
  #pushed = 0;

  get size(): number {
    return this.#places.length;
  }

  get first(): T | undefined {
    return this.#places[0]?.item;
  }

  get firstKey(): number | undefined {
    return this.#places[0]?.key;
  }

  push(key: number, item: T, order = this.#pushed++): void {
    this.#places.push({ key, order, item });
    this.#rise(this.#places.length - 1);
  }

  pop(): T | undefined {
    const item = this.#places[0]?.item;
    if (this.#places.length > 0) this.#removeAt(0);
    return item;
  }

  remove(item: T): boolean {
    const index = this.#places.findIndex((place) => place.item === item);
    if (index >= 0) this.#removeAt(index);
    return index >= 0;
  }

  #removeAt(index: number): void {
    const last = this.#places.pop() as Place<T>;
    if (index === this.#places.length) return;
    this.#places[index] = last;
    this.#sink(index);
    this.#rise(index);
  }

  #rise(from: number): void {
    const places = this.#places;
    const place = places[from] as Place<T>;
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = places[above] as Place<T>;
      if (compare(parent, place) <= 0) break;
      places[index] = parent;
      index = above;
    }
    places[index] = place;
  }

  #sink(from: number): void {
    const places = this.#places;
    const place = places[from] as Place<T>;
    let index = from;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= places.length) break;
      if (below + 1 < places.length && compare(places[below + 1] as Place<T>, places[below] as Place<T>) < 0)
        below++;
      if (compare(place, places[below] as Place<T>) <= 0) break;
      places[index] = places[below] as Place<T>;
      index = below;
    }
    places[index] = place;
  }
}

function compare(one: Place<unknown>, other: Place<unknown>): number {
  return one.key - other.key || one.order - other.order;
}

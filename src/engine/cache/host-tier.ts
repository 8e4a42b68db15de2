import { FreeSlots } from './free-slots.ts';
import { HashSlots } from './hash-slots.ts';
import { RecencyList } from './recency-list.ts';

/**
 * Blocks that were evicted from the device and are kept in host memory. The one that came first leaves first if there
 * are too many. Blocks are never on the device and here at the same time.
 *
 * @example
 * const tier = new HostTier(1000);
 * tier.put(low, high);
 * tier.take(low, high); // true
 */
export class HostTier {
  readonly #hashes: HashSlots;
  readonly #order: RecencyList;
  readonly #free: FreeSlots;

  /** @param capacity in blocks; 0 keeps nothing */
  constructor(capacity: number) {
    this.#hashes = new HashSlots(capacity);
    this.#order = new RecencyList(capacity);
    this.#free = new FreeSlots(capacity);
  }

  /** Blocks that are kept. */
  get size(): number {
    return this.#order.size;
  }

  has(low: number, high: number): boolean {
    return this.#hashes.find(low, high) >= 0;
  }

  /** Keeps a block that is not here. */
  put(low: number, high: number): void {
    let slot = this.#free.take();
    if (slot < 0) {
      slot = this.#order.oldest;
      if (slot < 0) return;
      this.#order.remove(slot);
      this.#hashes.remove(slot);
    }
    this.#hashes.add(slot, low, high);
    this.#order.push(slot);
  }

  /** Removes a block; whether it was here. */
  take(low: number, high: number): boolean {
    const slot = this.#hashes.find(low, high);
    if (slot < 0) return false;
    this.#hashes.remove(slot);
    this.#order.remove(slot);
    this.#free.give(slot);
    return true;
  }

  clear(): void {
    this.#hashes.clear();
    this.#order.clear();
    this.#free.clear();
  }
}

import { FreeSlots } from '../cache/free-slots.ts';
import { enlarged, HashSlots } from '../cache/hash-slots.ts';

/**
 * The different blocks of the active requests of one worker. Blocks are given by the words of their sequence hashes, always
 * all leading blocks of a sequence: when a block is active, so are those before it.
 *
 * @example
 * const active = new ActiveBlocks();
 * active.add(hashes.sequence, hashes.count);
 * active.size; // hashes.count
 */
export class ActiveBlocks {
  readonly #hashes = new HashSlots(FIRST_CAPACITY);
  readonly #free = new FreeSlots(FIRST_CAPACITY);
  /** By slot: how many requests use the block. */
  #uses: Uint32Array = new Uint32Array(FIRST_CAPACITY);

  /** How many different blocks are active. */
  get size(): number {
    return this.#free.capacity - this.#free.size;
  }

  /** How many of the first `count` blocks of a sequence are active. Takes time by the logarithm of that number. */
  shared(words: Uint32Array, count: number): number {
    // Blocks below `low` are active, those from `high` on are not.
    let low = 0;
    let high = count;
    for (let step = 1; low < high; step *= 2) {
      const block = Math.min(low + step, high) - 1;
      if (this.#find(words, block) < 0) {
        high = block;
        break;
      }
      low = block + 1;
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#find(words, middle) < 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** A request with these first `count` blocks is active. */
  add(words: Uint32Array, count: number): void {
    let block = 0;
    for (; block < count; block++) {
      const slot = this.#find(words, block);
      if (slot < 0) break;
      this.#uses[slot]!++;
    }
    for (; block < count; block++) {
      const slot = this.#take();
      this.#hashes.add(slot, words[2 * block]!, words[2 * block + 1]!);
      this.#uses[slot] = 1;
    }
  }

  /** Takes back what was added. */
  remove(words: Uint32Array, count: number): void {
    for (let block = 0; block < count; block++) {
      const slot = this.#find(words, block);
      if (--this.#uses[slot]! > 0) continue;
      this.#hashes.remove(slot);
      this.#free.give(slot);
    }
  }

  #find(words: Uint32Array, block: number): number {
    return this.#hashes.find(words[2 * block]!, words[2 * block + 1]!);
  }

  #take(): number {
    const slot = this.#free.take();
    if (slot >= 0) return slot;
    const capacity = this.#free.capacity * 2;
    this.#free.enlarge(capacity);
    this.#hashes.enlarge(capacity);
    this.#uses = enlarged(this.#uses, capacity);
    return this.#free.take();
  }
}

const FIRST_CAPACITY = 64;

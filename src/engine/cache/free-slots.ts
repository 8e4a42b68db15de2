import { enlarged } from './hash-slots.ts';

/**
 * Numbered slots that nobody uses. Those that were never used come last, so that memory is taken only as needed.
 *
 * @example
 * const free = new FreeSlots(2);
 * free.take(); // 0
 */
export class FreeSlots {
  /** A stack of the slots that came back, as far as {@link #returned}. */
  #stack: Uint32Array;
  #returned = 0;
  /** The first slot that was never used. */
  #fresh = 0;
  #capacity: number;

  constructor(capacity: number) {
    this.#stack = new Uint32Array(capacity);
    this.#capacity = capacity;
  }

  /** How many are free. */
  get size(): number {
    return this.#capacity - this.#fresh + this.#returned;
  }

  /** How many slots there are, free or not. */
  get capacity(): number {
    return this.#capacity;
  }

  /** A free slot, or -1. */
  take(): number {
    if (this.#returned > 0) return this.#stack[--this.#returned]!;
    return this.#fresh < this.#capacity ? this.#fresh++ : -1;
  }

  /** Gives a taken slot back. */
  give(slot: number): void {
    this.#stack[this.#returned++] = slot;
  }

  /** Adds slots. */
  enlarge(capacity: number): void {
    this.#stack = enlarged(this.#stack, capacity);
    this.#capacity = capacity;
  }

  /** Gives all slots back. */
  clear(): void {
    this.#returned = 0;
    this.#fresh = 0;
  }
}

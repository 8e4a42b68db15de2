/**
 * Finds numbered slots by 64-bit hashes that are stored in them. Open addressing in typed arrays: 16 to 24 bytes a slot, where
 * a `Map` with a text or big integer as its key takes more than 100.
 *
 * @example
 * const slots = new HashSlots(1000);
 * slots.add(7, 0x12345678, 0x9abcdef0);
 * slots.find(0x12345678, 0x9abcdef0); // 7
 */
export class HashSlots {
  /** The lower words of the hashes, by slot. */
  low: Uint32Array;
  /** The upper words. */
  high: Uint32Array;
  /** Slots plus one by the place of their hash; 0 is empty. At most half are taken. */
  #table: Uint32Array;
  #mask: number;

  /** @param capacity number of slots; memory is taken as they are used */
  constructor(capacity: number) {
    this.low = new Uint32Array(capacity);
    this.high = new Uint32Array(capacity);
    this.#table = new Uint32Array(tableSize(capacity));
    this.#mask = this.#table.length - 1;
  }

  /** The slot with this hash, or -1. */
  find(low: number, high: number): number {
    const table = this.#table;
    const mask = this.#mask;
    // Hashes are random already: their own bits are a place.
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const slot = table[place]! - 1;
      if (slot < 0 || (this.low[slot] === low && this.high[slot] === high)) return slot;
    }
  }

  /** Stores a hash that is in no slot in a slot that has none. */
  add(slot: number, low: number, high: number): void {
    this.low[slot] = low;
    this.high[slot] = high;
    this.#place(slot);
  }

  /** Forgets the hash of a slot that has one. */
  remove(slot: number): void {
    const table = this.#table;
    const mask = this.#mask;
    let hole = this.low[slot]! & mask;
    while (table[hole] !== slot + 1) hole = (hole + 1) & mask;
    // What would not be found past an empty place moves into it.
    for (let place = (hole + 1) & mask; table[place] !== 0; place = (place + 1) & mask) {
      const home = this.low[table[place]! - 1]! & mask;
      if (((place - home) & mask) < ((place - hole) & mask)) continue;
      table[hole] = table[place]!;
      hole = place;
    }
    table[hole] = 0;
  }

  /** Forgets all hashes. */
  clear(): void {
    this.#table.fill(0);
  }

  /** Makes room for more slots. What is stored stays. */
  enlarge(capacity: number): void {
    const old = this.#table;
    this.low = enlarged(this.low, capacity);
    this.high = enlarged(this.high, capacity);
    const size = tableSize(capacity);
    if (size === old.length) return;
    this.#table = new Uint32Array(size);
    this.#mask = size - 1;
    for (const entry of old) if (entry > 0) this.#place(entry - 1);
  }

  #place(slot: number): void {
    const table = this.#table;
    const mask = this.#mask;
    let place = this.low[slot]! & mask;
    while (table[place] !== 0) place = (place + 1) & mask;
    table[place] = slot + 1;
  }
}

/**
 * A larger copy of an array.
 *
 * @example
 * enlarged(Uint32Array.of(1, 2), 4); // 1, 2, 0, 0
 */
export function enlarged(words: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(words);
  return larger;
}

function tableSize(capacity: number): number {
  let size = 16;
  while (size < capacity * 2) size *= 2;
  return size;
}

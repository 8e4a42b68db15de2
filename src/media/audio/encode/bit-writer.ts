/** Writes bits, most significant first, into a growing buffer. */
export interface BitWriter {
  /** Bits written so far. */
  readonly length: number;
  /** Writes the lowest `count` (0 to 32) bits of `value`. */
  write(value: number, count: number): void;
  /** Pads with zeros to the next byte boundary. */
  align(): void;
  /** The bytes so far, the last one padded with zeros. This is a view that the next `write` may change. */
  bytes(): Uint8Array<ArrayBuffer>;
  /** Resets the writer and keeps its buffer. */
  clear(): void;
}

/**
 * @example
 * const bits = createBitWriter();
 * bits.write(0b101, 3);
 * bits.bytes(); // Uint8Array [0b10100000]
 */
export function createBitWriter(): BitWriter {
  return new Bits();
}

class Bits implements BitWriter {
  #buffer = new Uint8Array(1024);
  #at = 0;
  #rest = 0;
  #restBits = 0;

  get length(): number {
    return this.#at * 8 + this.#restBits;
  }

  write(value: number, count: number): void {
    if (count > 16) {
      this.write(value >>> 16, count - 16);
      this.write(value & 0xffff, 16);
      return;
    }
    this.#rest = (this.#rest << count) | (value & ((1 << count) - 1));
    this.#restBits += count;
    while (this.#restBits >= 8) {
      this.#restBits -= 8;
      if (this.#at === this.#buffer.length) this.#grow();
      this.#buffer[this.#at++] = this.#rest >>> this.#restBits;
    }
    this.#rest &= 0xff;
  }

  align(): void {
    if (this.#restBits > 0) this.write(0, 8 - this.#restBits);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    if (this.#restBits === 0) return this.#buffer.subarray(0, this.#at);
    if (this.#at === this.#buffer.length) this.#grow();
    this.#buffer[this.#at] = this.#rest << (8 - this.#restBits);
    return this.#buffer.subarray(0, this.#at + 1);
  }

  clear(): void {
    this.#at = 0;
    this.#rest = 0;
    this.#restBits = 0;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#buffer.length * 2);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}

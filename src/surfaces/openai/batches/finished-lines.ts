/**
 * A bitmap of the finished lines of a batch, by the index of the line among the lines with a request.
 *
 * @example
 * const finished = FinishedLines.from('', 50_000);
 * finished.add(7);
 * finished.toString(); // 8,336 characters of base64
 */
export class FinishedLines {
  readonly #bits: Uint8Array;

  private constructor(bits: Uint8Array) {
    this.#bits = bits;
  }

  /** @param text result of {@link toString}; empty if no line is finished */
  static from(text: string, total: number): FinishedLines {
    const bits = new Uint8Array(Math.ceil(total / 8));
    bits.set(Buffer.from(text, 'base64').subarray(0, bits.length));
    return new FinishedLines(bits);
  }

  has(index: number): boolean {
    return ((this.#bits[index >> 3] as number) & (1 << (index & 7))) !== 0;
  }

  add(index: number): void {
    this.#bits[index >> 3] = (this.#bits[index >> 3] as number) | (1 << (index & 7));
  }

  toString(): string {
    return Buffer.from(this.#bits).toString('base64');
  }
}

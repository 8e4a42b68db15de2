/** When the tokens of an answer were written, and how late that was. All in milliseconds. */
export class TokenWrites {
  /** When the first token was written. */
  firstAt: number | undefined;
  /** Tokens written together with the one before, because they were overdue. */
  joined = 0;
  readonly #gaps = new Series();
  readonly #lateness = new Series();
  /** When the last token was written; undefined if what follows it was not generated without a break. */
  #lastAt: number | undefined;

  /**
   * Adds `tokens` tokens that are written together; none for a stage of hosted work, after which the next gap is not one
   * between tokens.
   *
   * @param due when the first of them was due
   */
  add(now: number, due: number, tokens: number): void {
    this.late(now - due);
    if (tokens === 0) {
      this.#lastAt = undefined;
      return;
    }
    this.firstAt ??= now;
    if (this.#lastAt !== undefined) this.#gaps.add(now - this.#lastAt);
    this.joined += tokens - 1;
    this.#lastAt = now;
  }

  /** Adds a write that was late by so much. */
  late(by: number): void {
    this.#lateness.add(by);
  }

  /** Gaps between tokens that were not written together. */
  get gaps(): Float32Array {
    return this.#gaps.values;
  }

  /** How much later than due each write was. */
  get lateness(): Float32Array {
    return this.#lateness.values;
  }
}

/** Values of a list that grows. */
class Series {
  #values = NONE;
  #length = 0;

  add(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Float32Array(Math.max(8, this.#length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  get values(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }
}

const NONE = new Float32Array(0);

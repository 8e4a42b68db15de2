/** When the tokens of an answer were written, and how late that was. All in milliseconds. */
export class TokenWrites {
  /** When the first token was written. */
  firstAt: number | undefined;
  /** Tokens written together with the one before, because they were overdue. */
  joined = 0;
  /** Gaps between tokens that were not written together. */
  readonly gaps: number[] = [];
  /** How much later than due each write was. */
  readonly lateness: number[] = [];
  /** When the last token was written; undefined if what follows it was not generated without a break. */
  #lastAt: number | undefined;

  /**
   * Adds `tokens` tokens that are written together; none for a stage of hosted work, after which the next gap is not one
   * between tokens.
   *
   * @param due when the first of them was due
   */
  add(now: number, due: number, tokens: number): void {
    this.lateness.push(now - due);
    if (tokens === 0) {
      this.#lastAt = undefined;
      return;
    }
    this.firstAt ??= now;
    if (this.#lastAt !== undefined) this.gaps.push(now - this.#lastAt);
    this.joined += tokens - 1;
    this.#lastAt = now;
  }
}

/** Steps per account: about 40 ms of CPU time, at about 0.05 µs a step. */
export const STEPS = 750_000;

/**
 * The account of work that the answers to one request may cost. Everything that a client's schema can make expensive
 * draws from it: reading schemas, searching, generating, matching and checking, for all tool calls and choices
 * together. It counts steps of about 0.05 µs instead of time, so that equal requests get equal answers.
 *
 * Work that went into a value of the answer is credited, within limits: the cost of a long answer is in proportion
 * to its length, while searching in vain is bounded by `limit`.
 *
 * Also caches what is worked out once for all choices, such as search results.
 *
 * @example
 * const effort = new Effort(1_000);
 * effort.spend(1_001); // false: not that much was left
 */
export class Effort {
  readonly limit: number;
  readonly #written = new Map<object, Set<string>>();
  readonly #kept = new Map<unknown, unknown>();
  #spent = 0;
  #credited = 0;
  /** True once something was abandoned before it was certain: what was not found may still exist. */
  isUnsettled = false;
  /** How many checks were abandoned, so that their outcome means nothing. */
  doubts = 0;

  constructor(limit = STEPS) {
    this.limit = limit;
  }

  /** Steps spent so far, credited ones included. */
  get spent(): number {
    return this.#spent;
  }

  /** Steps that count against the limit. */
  get used(): number {
    return this.#spent - this.#credited;
  }

  get credited(): number {
    return this.#credited;
  }

  get exhausted(): boolean {
    return this.used >= this.limit;
  }

  /** Steps that are left. */
  get left(): number {
    return Math.max(0, this.limit - this.used);
  }

  /** Charges work; false, and nothing more may be done, when the account does not cover it. */
  spend(steps: number): boolean {
    this.#spent += Math.min(steps, this.left);
    if (this.exhausted) this.doubt();
    return !this.exhausted;
  }

  /** Credits the steps used since `used` was `since`, at most `most`: their result is part of the answer. */
  credit(since: number, most: number): void {
    this.#credited += Math.max(0, Math.min(this.used - since, most));
  }

  /** Takes back credits for values that were discarded; `to` is what `credited` was before them. */
  withdraw(to: number): void {
    this.#credited = Math.min(this.#credited, to);
  }

  /** Records that a check was abandoned before it was decided. */
  doubt(): void {
    this.doubts++;
    this.isUnsettled = true;
  }

  has(key: unknown): boolean {
    return this.#kept.has(key);
  }

  /** Caches a result under a key: a text, or the part of the schema it was made of. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return this.#kept.get(key) as T;
  }

  /** Remembers that a text was generated from a pattern, for texts too long to be matched against it. */
  remember(pattern: object, text: string): void {
    const texts = this.#written.get(pattern) ?? new Set();
    this.#written.set(pattern, texts.add(text));
  }

  isWritten(pattern: object, text: string): boolean {
    return this.#written.get(pattern)?.has(text) ?? false;
  }
}

/**
 * A number of bytes that many takers share, first come, first served.
 *
 * @example
 * const budget = new ByteBudget(1024);
 * if (!budget.take(600)) budget.wait(600, () => console.log('there is room now'));
 * budget.give(600);
 */
export class ByteBudget {
  readonly #limit: number;
  #taken = 0;
  readonly #waiting = new Set<{ readonly bytes: number; readonly onTaken: () => void }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes bytes if there is room and nobody waits for it; returns whether it did. */
  take(bytes: number): boolean {
    if (this.#waiting.size > 0 || this.#taken + bytes > this.#limit) return false;
    this.#taken += bytes;
    return true;
  }

  /** Calls `onTaken` when the bytes are taken. Returns a function that stops waiting; it does nothing afterwards. */
  wait(bytes: number, onTaken: () => void): () => void {
    const waiter = { bytes, onTaken };
    this.#waiting.add(waiter);
    return () => {
      if (this.#waiting.delete(waiter)) this.#serve();
    };
  }

  /** Gives back bytes that were taken. */
  give(bytes: number): void {
    this.#taken -= bytes;
    this.#serve();
  }

  #serve(): void {
    for (const waiter of this.#waiting) {
      if (this.#taken + waiter.bytes > this.#limit) return;
      this.#waiting.delete(waiter);
      this.#taken += waiter.bytes;
      waiter.onTaken();
    }
  }
}

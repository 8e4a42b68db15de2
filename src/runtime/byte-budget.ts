/**
 * A semaphore that counts bytes, first come, first served.
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

  /** Takes bytes if they are available and nobody is waiting; returns whether it did. */
  take(bytes: number): boolean {
    if (this.#waiting.size > 0 || this.#taken + bytes > this.#limit) return false;
    this.#taken += bytes;
    return true;
  }

  /** Calls `onTaken` once the bytes are taken. Returns a function that cancels the wait; no-op afterwards. */
  wait(bytes: number, onTaken: () => void): () => void {
    const waiter = { bytes, onTaken };
    this.#waiting.add(waiter);
    return () => {
      if (this.#waiting.delete(waiter)) this.#serve();
    };
  }

  /** Releases bytes that were taken. */
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

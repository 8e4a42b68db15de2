/**
 * A semaphore that counts bytes, first come, first served. `MemoryLimit` bounds the waits for one; `BodyReservation`
 * lets a part of one grow with a request body.
 *
 * @example
 * const budget = new ByteBudget(1024);
 * if (!budget.take(600)) budget.wait(600, () => console.log('taken'));
 * budget.give(600);
 */
export class ByteBudget {
  readonly #limit: number;
  #taken = 0;
  readonly #waiting = new Set<{ readonly bytes: number; readonly onTaken: () => void }>();
  readonly #holders = new Set<() => void>();
  readonly #onGiven: ((bytes: number) => void) | undefined;

  /** `onGiven` is told about all bytes that are released. */
  constructor(limit: number, onGiven?: (bytes: number) => void) {
    this.#limit = limit;
    this.#onGiven = onGiven;
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
    if (bytes === 0) return;
    this.#taken -= bytes;
    this.#onGiven?.(bytes);
    this.#serve();
  }

  /**
   * Registers somebody who holds bytes; `listener` is called when others have waited long for bytes, and should
   * release its own if they are not in use. Returns a function that ends this.
   */
  onWanted(listener: () => void): () => void {
    this.#holders.add(listener);
    return () => this.#holders.delete(listener);
  }

  /** Asks all holders to release what they do not use. */
  askHolders(): void {
    for (const listener of [...this.#holders]) listener();
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

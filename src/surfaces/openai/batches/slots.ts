import type { Abort } from '../../../runtime/abort.ts';

/**
 * Limits the concurrent lines of all batches, in first-come, first-served order.
 *
 * @example
 * await slots.take(abort);
 * try { await answer(line); } finally { slots.release(); }
 */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Undefined if a slot was free. Otherwise resolves when one becomes free, and rejects when `abort` fires.
   */
  take(abort: Abort): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const take = (): void => {
        forget();
        resolve();
      };
      this.#waiting.add(take);
      const forget = abort.onAbort((reason) => {
        this.#waiting.delete(take);
        reject(reason);
      });
    });
  }

  release(): void {
    const [first] = this.#waiting;
    if (!first) {
      this.#free++;
      return;
    }
    this.#waiting.delete(first);
    first();
  }
}

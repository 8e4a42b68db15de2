import { StoreUnavailable } from '../errors.ts';
import type { Transact, Transaction } from './transaction.ts';

/** Writes that are carried out at once when so many are waiting: about two milliseconds of work. */
const MOST_WAITING = 32;

interface Waiting {
  readonly write: (transaction: Transaction) => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Carries out the writes of one turn of the event loop in one transaction: a transaction costs as much as several
 * writes. Each of them still succeeds or fails by itself.
 */
export class GroupedWrites {
  readonly #transact: Transact;
  readonly #later: (flush: () => void) => void;
  #waiting: Waiting[] = [];

  /** @param later calls the function it is given when the turn is over */
  constructor(transact: Transact, later: (flush: () => void) => void) {
    this.#transact = transact;
    this.#later = later;
  }

  /** Resolves once the write is committed. `write` is called again if another one of its transaction fails. */
  add<R>(write: (transaction: Transaction) => R): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (this.#waiting.length === 1) this.#later(() => this.flush());
      else if (this.#waiting.length === MOST_WAITING) this.flush();
    });
  }

  /** Starts the writes that were added and have not begun. */
  flush(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#write(waiting);
  }

  #write(waiting: readonly Waiting[]): void {
    this.#transact((transaction) => waiting.map(({ write }) => write(transaction))).then(
      (results) => {
        for (const [index, { resolve }] of waiting.entries()) resolve(results[index] as never);
      },
      (error) => {
        // One write must not fail because of another, and what is too much together may still fit one by one.
        if (!(error instanceof StoreUnavailable) && waiting.length > 1)
          for (const one of waiting) this.#write([one]);
        else for (const { reject } of waiting) reject(error);
      },
    );
  }
}

import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailable } from '../errors.ts';

/** How long a write waits for the lock of another process, in milliseconds. */
export const LOCK_DEADLINE_MS = 5000;

/** Milliseconds between two attempts: the first, and the longest. */
const FIRST_RETRY_MS = 2;
const LONGEST_RETRY_MS = 50;

/** Waiting writes; above it, writes fail at once. */
const MAXIMUM_WAITING = 1000;

/** Writes in one turn of the event loop, once the lock is free. */
const WRITES_PER_TURN = 20;

interface Waiting {
  readonly deadline: number;
  readonly write: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs writes at once, or, while another process holds the lock, from a timer and in their order. A write that
 * finds the lock taken must throw `StoreUnavailable` with the reason `busy` before it has any effect; after
 * {@link LOCK_DEADLINE_MS} that error is its result.
 */
export class LockQueue {
  readonly #clock: Clock;
  readonly #location: string;
  readonly #onLate: (error: StoreUnavailable) => void;
  readonly #waiting: Waiting[] = [];
  #retryMs = FIRST_RETRY_MS;

  /** @param onLate called when a write fails at its deadline */
  constructor(clock: Clock, location: string, onLate: (error: StoreUnavailable) => void) {
    this.#clock = clock;
    this.#location = location;
    this.#onLate = onLate;
  }

  /** Whether a write is waiting. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  async run<R>(write: () => R): Promise<R> {
    if (!this.isWaiting) {
      try {
        return write();
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
      this.#retryMs = FIRST_RETRY_MS;
      this.#retryLater();
    } else if (this.#waiting.length >= MAXIMUM_WAITING) {
      const problem = 'another process is writing to it, and too many writes wait for it';
      throw new StoreUnavailable(this.#location, problem, { reason: 'busy' });
    }
    return new Promise<R>((resolve, reject) => {
      const deadline = this.#clock.now() + LOCK_DEADLINE_MS;
      this.#waiting.push({ deadline, write: () => resolve(write()), reject });
    });
  }

  #retryLater(): void {
    this.#clock.at(this.#clock.now() + this.#retryMs, this.#retry);
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
  }

  readonly #retry = (): void => {
    for (let writes = 0; writes < WRITES_PER_TURN; writes++) {
      const [first] = this.#waiting;
      if (first === undefined) break;
      try {
        first.write();
        this.#retryMs = FIRST_RETRY_MS;
      } catch (error) {
        if (isBusy(error)) {
          this.#expire(error);
          break;
        }
        first.reject(error);
      }
      this.#waiting.shift();
    }
    if (this.isWaiting) this.#retryLater();
  };

  #expire(error: StoreUnavailable): void {
    const now = this.#clock.now();
    const waiting = this.#waiting.findIndex(({ deadline }) => deadline > now);
    const late = this.#waiting.splice(0, waiting === -1 ? this.#waiting.length : waiting);
    if (late.length > 0) this.#onLate(error);
    for (const { reject } of late) reject(error);
  }
}

function isBusy(error: unknown): error is StoreUnavailable {
  return error instanceof StoreUnavailable && error.reason === 'busy';
}

import type { BatchSequence } from './batch-sequence.ts';
import type { Entry } from './entry.ts';
import { createKeyedQueue, type KeyedQueue } from './keyed-queue.ts';

/** Those that are not in the batch: first in the overhead of their request, then in line by priority and time. */
export class WaitingQueue<S extends BatchSequence> {
  /** By the time at which the overhead is over. */
  readonly #arriving: KeyedQueue<Entry<S>> = createKeyedQueue();
  readonly #waiting: KeyedQueue<Entry<S>> = createKeyedQueue();
  /** Tokens that those in line would compute without a cache. */
  tokens = 0;

  get arriving(): number {
    return this.#arriving.size;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** When the next overhead is over. */
  get nextAt(): number {
    return this.#arriving.firstKey ?? Number.POSITIVE_INFINITY;
  }

  /** The head of the line. */
  get first(): Entry<S> | undefined {
    return this.#waiting.first;
  }

  arrive(entry: Entry<S>, queuedAt: number): void {
    entry.phase = 'arriving';
    this.#arriving.push(queuedAt, entry, entry.order);
  }

  /** Moves the next one into the line if its overhead is over, and returns it. */
  queueArrived(at: number): Entry<S> | undefined {
    if (this.nextAt > at) return undefined;
    const entry = this.#arriving.pop() as Entry<S>;
    this.wait(entry);
    return entry;
  }

  /** Puts one in line; those that were in the batch before come before later ones by their key. */
  wait(entry: Entry<S>): void {
    entry.phase = 'waiting';
    this.#waiting.push(entry.key, entry, entry.order);
    this.tokens += entry.known;
  }

  /** Removes the head of the line. */
  shift(): void {
    this.tokens -= this.#waiting.pop()?.known ?? 0;
  }

  remove(entry: Entry<S>): void {
    if (this.#waiting.remove(entry)) this.tokens -= entry.known;
    else this.#arriving.remove(entry);
  }
}

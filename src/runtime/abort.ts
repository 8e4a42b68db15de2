/**
 * A lightweight one-shot cancellation signal: like `AbortSignal` without the event machinery, because every
 * request creates one and few ever fire.
 */
export class Abort {
  #reason: unknown;
  #aborted = false;
  #listeners: Set<(reason: unknown) => void> | undefined;

  get aborted(): boolean {
    return this.#aborted;
  }

  /** The argument of `abort`; undefined before it is called. */
  get reason(): unknown {
    return this.#reason;
  }

  /** Fires once; later calls do nothing. Listeners run synchronously, in the order they were added. */
  abort(reason: unknown = new Aborted()): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    if (listeners) for (const listener of listeners) listener(reason);
  }

  /**
   * Calls `listener` when aborted, or immediately if already aborted. Returns a function that unregisters it.
   */
  onAbort(listener: (reason: unknown) => void): () => void {
    if (this.#aborted) {
      listener(this.#reason);
      return () => {};
    }
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
    return () => this.#listeners?.delete(listener);
  }
}

/** The default reason of an {@link Abort}: the client disconnected. */
export class Aborted extends Error {
  override readonly name = 'Aborted';

  constructor(message = 'The client disconnected') {
    super(message);
  }
}

/**
 * Settles as `promise` does, unless `abort` fires first: then it rejects with its reason.
 *
 * @example
 * const answer = await unlessAborted(fetch(url), call.abort);
 */
export function unlessAborted<T>(promise: Promise<T>, abort: Abort | undefined): Promise<T> {
  if (abort === undefined) return promise;
  return new Promise((resolve, reject) => {
    const forget = abort.onAbort(reject);
    promise.then(resolve, reject).finally(forget);
  });
}

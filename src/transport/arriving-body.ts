import type { IncomingMessage } from 'node:http';
import { Aborted } from '../runtime/abort.ts';
import type { Clock, Timer } from '../runtime/clock.ts';

export interface ArrivingBodyOptions {
  readonly clock: Clock;
  /** Milliseconds to wait for the next chunk. A slow sender that keeps sending is not cut off. */
  readonly idleTimeout: number;
  /** Tells a sender that holds back its body (`Expect: 100-continue`) to continue; absent for other senders. */
  readonly askFor?: (() => void) | undefined;
  /** Called when the next chunk did not arrive in time. */
  readonly onStall: () => void;
}

/**
 * A request's body as a stream with backpressure: chunks are read only on demand. Throws {@link Aborted} when
 * the sender disconnects. Unlike with the request itself, iteration can stop early without closing the
 * connection.
 */
export class ArrivingBody implements AsyncIterableIterator<Uint8Array> {
  readonly #request: IncomingMessage;
  readonly #options: ArrivingBodyOptions;
  #state: 'waiting' | 'started' | 'complete' | 'broken' = 'waiting';
  #isGivenUp = false;
  #patience: Timer | undefined;
  #reader: PromiseWithResolvers<IteratorResult<Uint8Array>> | undefined;
  #onOver: (() => void) | undefined;

  constructor(request: IncomingMessage, options: ArrivingBodyOptions) {
    this.#request = request;
    this.#options = options;
    request.on('error', () => this.#finish('broken'));
    request.on('close', () => this.#finish('broken'));
    request.on('end', () => this.#finish('complete'));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Whether the whole body has arrived. */
  get isComplete(): boolean {
    return this.#state === 'complete';
  }

  /** Whether the sender still waits for permission to send the body. */
  get isHeldBack(): boolean {
    return this.#state === 'waiting' && this.#options.askFor !== undefined;
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#isGivenUp || this.#state === 'complete') return Promise.resolve(DONE);
    if (this.#state === 'broken') return Promise.reject(new Aborted());
    if (this.#state === 'waiting') {
      this.#state = 'started';
      this.#options.askFor?.();
      this.#request.on('readable', this.#onReadable);
    }
    const piece = this.#request.read() as Uint8Array | null;
    if (piece !== null) return Promise.resolve({ done: false, value: piece });
    const { clock, idleTimeout, onStall } = this.#options;
    this.#reader = Promise.withResolvers();
    this.#patience = clock.at(clock.now() + idleTimeout, onStall);
    return this.#reader.promise;
  }

  /** Stops the iteration. The rest stays unread until {@link discard}. */
  return(): Promise<IteratorResult<Uint8Array>> {
    this.#isGivenUp = true;
    // Even removing a listener that was never added would stop a request that is already flowing.
    if (this.#state !== 'waiting') this.#request.off('readable', this.#onReadable);
    this.#settle()?.resolve(DONE);
    return Promise.resolve(DONE);
  }

  /**
   * Reads and drops the rest, so that the sender can read the answer; calls `onOver` at the end of the body.
   */
  discard(onOver: () => void): void {
    this.return();
    if (this.#state === 'complete' || this.#state === 'broken') {
      onOver();
      return;
    }
    this.#onOver = onOver;
    this.#request.resume();
  }

  /** Cancels the timer. */
  release(): void {
    this.#patience?.cancel();
  }

  readonly #onReadable = (): void => {
    if (!this.#reader) return;
    const piece = this.#request.read() as Uint8Array | null;
    if (piece !== null) this.#settle()?.resolve({ done: false, value: piece });
  };

  #finish(state: 'complete' | 'broken'): void {
    if (this.#state === 'complete' || this.#state === 'broken') return;
    this.#state = state;
    const reader = this.#settle();
    if (state === 'complete') reader?.resolve(DONE);
    else reader?.reject(new Aborted());
    this.#onOver?.();
  }

  /** Clears and returns the pending read, which the caller must settle. */
  #settle(): PromiseWithResolvers<IteratorResult<Uint8Array>> | undefined {
    const reader = this.#reader;
    this.#reader = undefined;
    this.#patience?.cancel();
    return reader;
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

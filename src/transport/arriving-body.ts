import type { IncomingMessage } from 'node:http';
import { Aborted } from '../runtime/abort.ts';
import type { Clock, Timer } from '../runtime/clock.ts';

export interface ArrivingBodyOptions {
  readonly clock: Clock;
  /** Milliseconds to wait for the next piece. A slow sender that goes on sending is not cut off. */
  readonly idleTimeout: number;
  /** Tells a sender that holds its body back (`Expect: 100-continue`) to go on; absent for any other. */
  readonly askFor?: (() => void) | undefined;
  /** Called when the next piece did not come in time. */
  readonly onStall: () => void;
}

/**
 * A request's body, read as it arrives and no faster than it is asked for: what is not asked for stays with the sender. Throws
 * {@link Aborted} when the sender leaves. Unlike the request itself, it may be given up without closing the connection.
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

  /** Whether all of it has come. */
  get isComplete(): boolean {
    return this.#state === 'complete';
  }

  /** Whether the sender still waits to be asked for it. */
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

  /** Nobody wants the rest. It is not taken from the sender either, until it is {@link discard}ed. */
  return(): Promise<IteratorResult<Uint8Array>> {
    this.#isGivenUp = true;
    this.#request.off('readable', this.#onReadable);
    this.#settle()?.resolve(DONE);
    return Promise.resolve(DONE);
  }

  /** Takes the rest and throws it away, so that the sender gets to read an answer; calls `onOver` when it is over. */
  discard(onOver: () => void): void {
    this.return();
    if (this.#state === 'complete' || this.#state === 'broken') {
      onOver();
      return;
    }
    this.#onOver = onOver;
    this.#request.resume();
  }

  /** Ends all waiting. */
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

  /** Whoever waits for a piece, who is to be told now. */
  #settle(): PromiseWithResolvers<IteratorResult<Uint8Array>> | undefined {
    const reader = this.#reader;
    this.#reader = undefined;
    this.#patience?.cancel();
    return reader;
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

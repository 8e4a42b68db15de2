import type { IncomingMessage } from 'node:http';
import type { ByteBudget } from '../runtime/byte-budget.ts';
import type { Clock } from '../runtime/clock.ts';

const EMPTY = new Uint8Array(0);

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Body size in bytes according to `Content-Length`. */
export function announcedSize({ headers }: IncomingMessage): number | undefined {
  const announced = headers['content-length'];
  return announced === undefined ? undefined : Number(announced);
}

export interface ReadOptions {
  /** Maximum size of this body in bytes. */
  readonly limit: number;
  /** Memory shared by all bodies held at the same time. */
  readonly budget: ByteBudget;
  readonly clock: Clock;
}

/** Why there is no body. */
export type NoBody = 'too_large' | 'overloaded';

/** How long a body waits for its share of the budget, in milliseconds. Its socket is paused meanwhile. */
const WAIT_MS = 10_000;

/**
 * Reads a request's body and calls `done` once, or never if the connection breaks first. A body that exceeds
 * the limit, or gets no share of the budget in time, is dropped as it arrives, so that the sender can read the
 * refusal. Returns a function that releases the body's share of the budget; call it when the body is no longer
 * needed.
 */
export function readBody(
  request: IncomingMessage,
  { limit, budget, clock }: ReadOptions,
  done: (body: Uint8Array | NoBody) => void,
): () => void {
  const announced = announcedSize(request);
  if (announced !== undefined && announced > limit) {
    request.resume();
    done('too_large');
    return () => {};
  }
  let only: Buffer | undefined;
  let chunks: Buffer[] | undefined;
  let size = 0;
  let held = 0;
  let stopWaiting: (() => void) | undefined;

  const release = (): void => {
    stopWaiting?.();
    stopWaiting = undefined;
    budget.give(held);
    held = 0;
  };
  const forget = (): void => {
    // The listeners outlive the body; do not keep it in memory through them.
    only = undefined;
    chunks = undefined;
  };
  const giveUp = (reason: NoBody): void => {
    request.off('data', onData);
    request.off('end', onEnd);
    forget();
    release();
    request.resume();
    done(reason);
  };
  const waitForRoom = (bytes: number): void => {
    request.pause();
    const timer = clock.at(clock.now() + WAIT_MS, () => giveUp('overloaded'));
    const leave = budget.wait(bytes, () => {
      timer.cancel();
      stopWaiting = undefined;
      held += bytes;
      request.resume();
    });
    stopWaiting = () => {
      timer.cancel();
      leave();
    };
  };
  const onData = (chunk: Buffer): void => {
    // An announced body is reserved whole with its first chunk, so that partial bodies cannot deadlock.
    const share = announced === undefined ? chunk.length : size === 0 ? announced : 0;
    size += chunk.length;
    if (size > limit) {
      giveUp('too_large');
      return;
    }
    if (only === undefined) {
      only = chunk;
    } else {
      chunks ??= [only];
      chunks.push(chunk);
    }
    if (share === 0) return;
    if (budget.take(share)) held += share;
    else waitForRoom(share);
  };
  const onEnd = (): void => {
    const body = chunks ? Buffer.concat(chunks, size) : (only ?? EMPTY);
    forget();
    done(body);
  };
  request.on('data', onData);
  request.on('end', onEnd);
  return release;
}

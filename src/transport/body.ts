import type { IncomingMessage } from 'node:http';
import type { Clock } from '../runtime/clock.ts';
import type { ByteBudget } from './byte-budget.ts';

const EMPTY = new Uint8Array(0);

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Bytes of the body by its `Content-Length`. */
export function announcedSize({ headers }: IncomingMessage): number | undefined {
  const announced = headers['content-length'];
  return announced === undefined ? undefined : Number(announced);
}

export interface ReadOptions {
  /** Bytes of one body. */
  readonly limit: number;
  /** Bytes of all bodies that are held at once. */
  readonly budget: ByteBudget;
  readonly clock: Clock;
}

/** Why there is no body. */
export type NoBody = 'too_large' | 'overloaded';

/** How long a body waits for room among all the others, in milliseconds; meanwhile its socket is not read. */
const WAIT_MS = 10_000;

/**
 * Reads a request's body and calls `done` once; never, if the connection breaks first. A body that is announced or found
 * to be larger than the limit, or for which there is no room in time, is thrown away as it arrives, so that the sender
 * can read the refusal. Returns a function that gives back the body's share of the budget; call it when the body is no
 * longer needed, or nobody waits for it.
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
    // The listeners live as long as the answer; the body need not.
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
    // All of an announced body is reserved at its first byte, so that no two halves wait for each other.
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

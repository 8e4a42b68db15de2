import type { IncomingMessage } from 'node:http';
import { BodyReservation, STALL_MS } from '../runtime/body-reservation.ts';
import type { ByteBudget } from '../runtime/byte-budget.ts';
import type { Clock } from '../runtime/clock.ts';
import { JoinedBytes } from '../runtime/joined-bytes.ts';

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

/**
 * Reads a request's body and calls `done` once, or never if the connection breaks first. A body that exceeds
 * the limit, or cannot reserve its bytes of the budget in time, is dropped as it arrives. So is one whose sender stalls while
 * others wait for bytes. Returns the body's reservation:
 * release it when the body is no longer needed.
 */
export function readBody(
  request: IncomingMessage,
  { limit, budget, clock }: ReadOptions,
  done: (body: Uint8Array | NoBody) => void,
): BodyReservation {
  const reservation = new BodyReservation(budget, clock);
  const announced = announcedSize(request);
  if (announced !== undefined && announced > limit) {
    request.resume();
    done('too_large');
    return reservation;
  }
  // The listeners outlive the body; do not keep it in memory through them.
  let bytes: JoinedBytes | undefined = new JoinedBytes(announced, limit);
  let arrivedAt = 0;

  const giveUp = (reason: NoBody): void => {
    request.off('data', onData);
    request.off('end', onEnd);
    bytes = undefined;
    reservation.release();
    request.resume();
    done(reason);
  };
  const onWanted = (): void => {
    if (!reservation.isWaiting && clock.now() - arrivedAt >= STALL_MS) giveUp('overloaded');
  };
  const onData = (chunk: Buffer): void => {
    const joined = bytes as JoinedBytes;
    if (joined.size + chunk.length > limit) {
      giveUp('too_large');
      return;
    }
    const isFirst = joined.size === 0;
    joined.add(chunk);
    if (joined.size !== announced) {
      arrivedAt = clock.now();
      if (isFirst) reservation.onWanted(onWanted);
    }
    const missing = reservation.missing(joined.size, { announced, limit });
    if (missing === 0 || reservation.take(missing)) return;
    request.pause();
    reservation.wait(missing, (hasTaken) => {
      arrivedAt = clock.now();
      if (hasTaken) request.resume();
      else giveUp('overloaded');
    });
  };
  const onEnd = (): void => {
    const body = (bytes as JoinedBytes).whole;
    bytes = undefined;
    reservation.keep(body.byteLength);
    done(body);
  };
  request.on('data', onData);
  request.on('end', onEnd);
  return reservation;
}

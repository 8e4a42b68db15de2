import type { IncomingMessage } from 'node:http';
import type { ByteBudget } from '../runtime/byte-budget.ts';
import { ByteShare, PATIENCE } from '../runtime/byte-share.ts';
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
 * the limit, or gets no share of the budget in time, is dropped as it arrives. So is one whose sender stalls while
 * others wait for room. Returns the body's share of the budget:
 * release it when the body is no longer needed.
 */
export function readBody(
  request: IncomingMessage,
  { limit, budget, clock }: ReadOptions,
  done: (body: Uint8Array | NoBody) => void,
): ByteShare {
  const share = new ByteShare(budget, clock);
  const announced = announcedSize(request);
  if (announced !== undefined && announced > limit) {
    request.resume();
    done('too_large');
    return share;
  }
  // The listeners outlive the body; do not keep it in memory through them.
  let bytes: JoinedBytes | undefined = new JoinedBytes(announced, limit);
  let arrivedAt = 0;

  const giveUp = (reason: NoBody): void => {
    request.off('data', onData);
    request.off('end', onEnd);
    bytes = undefined;
    share.release();
    request.resume();
    done(reason);
  };
  const onWanted = (): void => {
    if (!share.isWaiting && clock.now() - arrivedAt >= PATIENCE) giveUp('overloaded');
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
      if (isFirst) share.onWanted(onWanted);
    }
    const missing = share.missing(joined.size, { announced, limit });
    if (missing === 0 || share.take(missing)) return;
    request.pause();
    share.wait(missing, (hasTaken) => {
      arrivedAt = clock.now();
      if (hasTaken) request.resume();
      else giveUp('overloaded');
    });
  };
  const onEnd = (): void => {
    const body = (bytes as JoinedBytes).whole;
    bytes = undefined;
    share.keep(body.byteLength);
    done(body);
  };
  request.on('data', onData);
  request.on('end', onEnd);
  return share;
}

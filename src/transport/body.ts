import type { IncomingMessage } from 'node:http';

const EMPTY = new Uint8Array(0);

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Bytes of the body by its `Content-Length`. */
export function announcedSize({ headers }: IncomingMessage): number | undefined {
  const announced = headers['content-length'];
  return announced === undefined ? undefined : Number(announced);
}

/**
 * Reads a request's body, at most `limit` bytes of it, and calls `done` once (with undefined when it is larger); never, when
 * the connection breaks first. A body announced or found larger is thrown away as it arrives, so that the sender gets to read the refusal.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  done: (body: Uint8Array | undefined) => void,
): void {
  if ((announcedSize(request) ?? 0) > limit) {
    request.resume();
    done(undefined);
    return;
  }
  let only: Buffer | undefined;
  let chunks: Buffer[] | undefined;
  let size = 0;
  const onData = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > limit) {
      request.off('data', onData);
      request.off('end', onEnd);
      request.resume();
      done(undefined);
    } else if (only === undefined) {
      only = chunk;
    } else {
      chunks ??= [only];
      chunks.push(chunk);
    }
  };
  const onEnd = (): void => {
    const body = chunks ? Buffer.concat(chunks, size) : (only ?? EMPTY);
    // The listeners live as long as the answer; the body need not.
    only = undefined;
    chunks = undefined;
    done(body);
  };
  request.on('data', onData);
  request.on('end', onEnd);
}

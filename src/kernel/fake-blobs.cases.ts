import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Blobs } from '../storage/blobs.ts';
import { BlobTooLarge } from '../storage/errors.ts';

/** In-memory blob store for tests of code that writes and discards blobs. */
export interface FakeBlobs extends Pick<Blobs, 'write' | 'discard'> {
  /** Stored blobs by id. */
  readonly kept: Map<string, Buffer>;
  /** Number of writes in progress. */
  readonly writing: number;
  /** Bytes received by all writes, including failed and discarded ones. */
  readonly taken: number;
}

/** With `isForgetful`, bytes are counted but not kept, so a large blob uses no memory. */
export function createFakeBlobs({ isForgetful = false } = {}): FakeBlobs {
  const kept = new Map<string, Buffer>();
  let writing = 0;
  let taken = 0;
  let count = 0;
  return {
    kept,
    get writing() {
      return writing;
    },
    get taken() {
      return taken;
    },
    async write(source, { limit = Number.POSITIVE_INFINITY } = {}) {
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      writing++;
      try {
        for await (const piece of source) {
          bytes += piece.byteLength;
          taken += piece.byteLength;
          if (bytes > limit) throw new BlobTooLarge(limit);
          if (!isForgetful) pieces.push(piece);
          await nextTurn();
        }
      } finally {
        writing--;
      }
      const id = `blob-${++count}`;
      kept.set(id, Buffer.concat(pieces));
      return { id, bytes };
    },
    async discard(id) {
      kept.delete(id);
    },
  };
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Blobs } from '../storage/blobs.ts';
import { BlobTooLarge } from '../storage/errors.ts';

/** Blobs in memory, for tests of what writes and discards them. */
export interface FakeBlobs extends Pick<Blobs, 'write' | 'discard'> {
  /** What is kept, by id. */
  readonly kept: Map<string, Buffer>;
  /** Writes not over yet. */
  readonly writing: number;
  /** Bytes taken by all writes, whatever became of them. */
  readonly taken: number;
}

/** `isForgetful`: bytes are counted and not kept, so that a large blob costs no memory. */
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

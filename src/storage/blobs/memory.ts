import { UnknownBlob } from '../errors.ts';
import type { BlobPlace } from './blob-place.ts';
import { gather } from './gather.ts';

/** Small enough that a small blob's last, partly filled block wastes little memory while it is written. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Blobs as blocks in process memory.
 *
 * @example
 * const place = createBlobMemory();
 * await place.write('a', [new TextEncoder().encode('hello')]); // 5
 */
export function createBlobMemory(): BlobPlace {
  const blobs = new Map<string, readonly Uint8Array[]>();
  return {
    async write(id, source) {
      const blocks: Uint8Array[] = [];
      let bytes = 0;
      for await (const block of gather(source, BLOCK_BYTES, { isKept: true })) {
        blocks.push(block);
        bytes += block.byteLength;
      }
      blobs.set(id, blocks);
      return bytes;
    },
    async *read(id, start, end) {
      const blocks = blobs.get(id);
      if (blocks === undefined) throw new UnknownBlob(id);
      for (let offset = start; offset < end; ) {
        const from = offset % BLOCK_BYTES;
        const block = blocks[Math.floor(offset / BLOCK_BYTES)];
        if (block === undefined) return;
        // A copy, so that the reader cannot modify the stored block.
        const piece = block.slice(from, Math.min(block.byteLength, from + end - offset));
        offset += piece.byteLength;
        yield piece;
      }
    },
    async size(id) {
      const blocks = blobs.get(id);
      if (blocks === undefined) throw new UnknownBlob(id);
      return blocks.reduce((bytes, block) => bytes + block.byteLength, 0);
    },
    async delete(id) {
      blobs.delete(id);
    },
    async *list() {
      yield* [...blobs.keys()];
    },
    async close() {
      blobs.clear();
    },
  };
}

/**
 * Regroups the bytes into blocks of `size`, the last one shorter, so that many small pieces become few
 * writes. Blocks are copies, independent of the source's buffers. A block is only valid until the next one is
 * requested, unless `isKept` is true.
 *
 * @example
 * for await (const block of gather(source, 64 * 1024, { isKept: true })) blocks.push(block);
 */
export async function* gather(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
  { isKept }: { isKept: boolean },
): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(0);
  let filled = 0;
  for await (const piece of source) {
    for (let offset = 0; offset < piece.byteLength; ) {
      if (block.byteLength === 0) block = new Uint8Array(size);
      const part = piece.subarray(offset, offset + size - filled);
      block.set(part, filled);
      offset += part.byteLength;
      filled += part.byteLength;
      if (filled < size) continue;
      yield block;
      filled = 0;
      if (isKept) block = new Uint8Array(0);
    }
  }
  if (filled > 0) yield isKept ? block.slice(0, filled) : block.subarray(0, filled);
}

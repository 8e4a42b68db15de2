/** Bytes under an identifier, which never change. */
export interface BlobInfo {
  /** Made by the store; a name that nobody outside gave. */
  readonly id: string;
  readonly bytes: number;
}

/**
 * The bytes that documents refer to (`CollectionDefinition.blobs`): files, pictures, results. They are written and read as streams, so
 * that their size costs no memory of the program's own.
 *
 * A blob is written first and referred to afterwards, in the commit that makes it visible. What nothing has come to refer to when
 * the store is next opened is removed.
 *
 * @example
 * const blob = await store.blobs.write(stream, { limit: 512 * 2 ** 20 });
 * await files.insert({ id, blob }, { createdAt });
 * for await (const piece of store.blobs.read(blob.id)) response.write(piece);
 */
export interface Blobs {
  /**
   * Keeps what `source` yields. Rejects with {@link BlobTooLarge} beyond `limit` bytes, {@link StoreFull} when there is no room, and with
   * what the source throws; nothing is left behind then.
   */
  write(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    options?: { limit?: number },
  ): Promise<BlobInfo>;
  /**
   * The bytes from `start` (0) up to but without `end` (all), in pieces of at most 256 KiB. Throws {@link UnknownBlob} while it is read when there is none, and
   * RangeError when the range does not lie within it.
   */
  read(id: string, range?: { start?: number; end?: number }): AsyncIterable<Uint8Array>;
  /** Forgets a blob that nothing refers to: what was written for a request that failed. Harmless when there is none, or when something does. */
  discard(id: string): Promise<void>;
}

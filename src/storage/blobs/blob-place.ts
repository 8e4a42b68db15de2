/**
 * Where a driver of the store keeps the bytes of its blobs: it knows nothing of documents, limits or owners.
 * Identifiers are made by the store and of lower-case letters, digits and hyphens only.
 */
export interface BlobPlace {
  /**
   * Keeps what `source` yields under a new identifier and resolves to the number of bytes, once they are
   * where they outlive what the place outlives. Asks for the next piece when the one before has been taken
   * care of. Rejects with {@link StoreFull} when there is no room, {@link StoreUnavailable} when the place
   * fails, and with what the source throws; nothing is left behind then.
   */
  write(id: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>;
  /**
   * The bytes from `start` up to but without `end`, which lie within the blob, in pieces of at most
   * {@link PIECE_BYTES}. Reading goes on to its end when the blob is deleted meanwhile. Throws {@link UnknownBlob}
   * when there is none.
   */
  read(id: string, start: number, end: number): AsyncIterable<Uint8Array>;
  /** Harmless when there is none. */
  delete(id: string): Promise<void>;
  /** What is there, one after the other, in no particular order, including what is being written. */
  list(): AsyncIterable<string>;
  /** Releases what reading and writing hold that nobody finished. */
  close(): Promise<void>;
}

/** The largest piece that reading yields. */
export const PIECE_BYTES = 256 * 1024;

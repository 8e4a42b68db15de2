import type { Call } from '../../../kernel/operation.ts';
import { UnknownBlob } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { type FileRecord, readFile } from '../files/record.ts';
import { idOfUrl } from './file-url.ts';
import type { ServedPictures } from './served-pictures.ts';

/** The stored images that a request can reference; undefined for unknown ones. */
export interface StoredImages {
  /** An image that this server returned as a URL. */
  byUrl(url: string): Promise<StoredImage | undefined>;
  /** The content of a stored file. Larger files are cut off above the size of any valid image. */
  byFile(id: string): Promise<StoredImage | undefined>;
}

/** An image that has been found but not yet read. */
export interface StoredImage {
  /** In bytes. */
  readonly size: number;
  /** Undefined if it has been removed meanwhile. */
  readonly read: () => Promise<Uint8Array | undefined>;
}

/** One byte more than the largest image that any model accepts. */
const MOST_BYTES = 50 * 2 ** 20 + 1;

export function createStoredImages({
  store,
  served,
  files,
}: {
  store: Pick<Store, 'blobs'>;
  served: ServedPictures;
  files: Collection<FileRecord>;
}): (call: Pick<Call, 'origin' | 'principal'>) => StoredImages {
  return ({ origin, principal: { project } }) => ({
    async byUrl(url) {
      const id = idOfUrl(url, origin);
      const found = id === undefined ? undefined : await served.find(id);
      const size = found?.blob.bytes ?? 0;
      return found && { size, read: () => collect(served.read(found), size) };
    },
    async byFile(id) {
      const record = await files.in(project).get(id);
      if (!record) return undefined;
      const size = Math.min(record.bytes, MOST_BYTES);
      return { size, read: () => collect(readFile(store, record, { start: 0, end: size }), size) };
    },
  });
}

/**
 * Collects the bytes in memory that the worker threads share, so that they are not copied for every image made
 * of them. Undefined if they were removed while they were read.
 */
async function collect(source: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  let size = 0;
  try {
    for await (const piece of source) {
      bytes.set(piece, size);
      size += piece.length;
    }
  } catch (error) {
    if (error instanceof UnknownBlob) return undefined;
    throw error;
  }
  return bytes;
}

import { defineCollection } from '../../../kernel/collections.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Store } from '../../../storage/store.ts';
import type { FilePurpose, OpenAIFile } from './schema.ts';

/** A file as it is stored. Its content is the concatenation of its pieces. */
export interface FileRecord {
  readonly id: string;
  /** The client's name for the file; never used as a path. */
  readonly filename: string;
  readonly purpose: FilePurpose;
  readonly contentType: string;
  readonly bytes: number;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Unix seconds; null if it does not expire. */
  readonly expiresAt: number | null;
  readonly pieces: readonly BlobInfo[];
}

/** The files of all nouns. */
export const fileCollection = defineCollection<FileRecord>({
  name: 'files',
  fields: { purpose: ({ purpose }) => purpose },
  blobs: ({ pieces }) => pieces.map(({ id }) => id),
  expires: ({ expiresAt }) => expiresAt && expiresAt * 1000,
  maximum: ({ maxObjects }) => maxObjects,
  overflow: 'refuse',
});

/** Characters of an id after its prefix. */
const ID_LENGTH = 22;

export function newFileId(ids: Ids): string {
  return ids.next('file-', ID_LENGTH);
}

/** Maps a record to the API's file object. */
export function toFileObject(record: FileRecord): OpenAIFile {
  return {
    id: record.id,
    object: 'file',
    bytes: record.bytes,
    created_at: record.createdAt,
    filename: record.filename,
    purpose: record.purpose,
    status: 'processed',
    ...(record.expiresAt !== null && { expires_at: record.expiresAt }),
  };
}

/**
 * Reads a file from `start` (inclusive) to `end` (exclusive), or all of it without a range.
 *
 * @throws UnknownBlob, while reading, if the file has been deleted; StoreUnavailable before the first byte, if bytes
 * of any piece in the range are missing
 */
export async function* readFile(
  store: Pick<Store, 'blobs'>,
  { pieces, bytes }: Pick<FileRecord, 'pieces' | 'bytes'>,
  range: { start: number; end: number } = { start: 0, end: bytes },
): AsyncGenerator<Uint8Array> {
  const parts = partsOf(pieces, range);
  // A blob is checked when its own reading begins; by then bytes of an earlier one have left.
  for (const { id } of parts.slice(1)) await store.blobs.check(id);
  for (const { id, start, end } of parts) yield* store.blobs.read(id, { start, end });
}

/** The pieces that a range touches, each with the range within it. */
function partsOf(
  pieces: readonly BlobInfo[],
  range: { start: number; end: number },
): { id: string; start: number; end: number }[] {
  const parts = [];
  let offset = 0;
  for (const { id, bytes } of pieces) {
    const start = Math.max(range.start - offset, 0);
    const end = Math.min(range.end - offset, bytes);
    if (start < end) parts.push({ id, start, end });
    offset += bytes;
  }
  return parts;
}

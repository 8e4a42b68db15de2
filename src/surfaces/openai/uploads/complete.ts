import { createHash } from 'node:crypto';
import { Fault } from '../../../kernel/fault.ts';
import type { Abort } from '../../../runtime/abort.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Documents, Store } from '../../../storage/store.ts';
import { checkPicture } from '../files/purposes.ts';
import { type FileRecord, readFile } from '../files/record.ts';
import type { PartRecord, UploadRecord } from './record.ts';
import type { UploadCompletion } from './schema.ts';

interface Sources {
  readonly parts: Documents<PartRecord>;
  readonly store: Pick<Store, 'blobs'>;
  readonly turns: Turns;
  readonly abort: Abort;
}

/**
 * Collects the blobs of an upload in the order of its parts, without copying.
 *
 * @throws Fault for parts of another upload, duplicate parts, a total size or checksum that differs from the
 * announced one, or content that must be an image and is not; UnknownBlob if the parts have been removed
 */
export async function gather(
  upload: UploadRecord,
  { part_ids: partIds, md5 }: UploadCompletion,
  { parts, ...sources }: Sources,
): Promise<BlobInfo[]> {
  if (new Set(partIds).size !== partIds.length) {
    throw refused('part_ids', "Invalid 'part_ids': each part may be listed only once.");
  }
  const pieces: BlobInfo[] = [];
  for (const [index, id] of partIds.entries()) {
    const part = await parts.get(id);
    if (part?.uploadId !== upload.id) {
      throw refused(`part_ids[${index}]`, `No part found with id '${id}' in upload '${upload.id}'.`);
    }
    pieces.push(part.blob);
  }
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  if (bytes !== upload.bytes) {
    throw refused(
      'part_ids',
      `The parts have ${bytes} bytes in total, but the upload was created for ${upload.bytes} bytes.`,
    );
  }
  const { purpose } = upload;
  await checkPicture({ purpose, pieces, bytes }, sources.store);
  if (md5 !== undefined) await checkMd5(md5, { pieces, bytes }, sources);
  return pieces;
}

/** Reads all bytes, yielding to other work. */
async function checkMd5(
  expected: string,
  file: Pick<FileRecord, 'pieces' | 'bytes'>,
  { store, turns, abort }: Omit<Sources, 'parts'>,
): Promise<void> {
  const hash = createHash('md5');
  for await (const piece of readFile(store, file)) {
    hash.update(piece);
    const pause = turns.pause(abort);
    if (pause) await pause;
  }
  const actual = hash.digest('hex');
  if (actual === expected.trim().toLowerCase()) return;
  throw refused('md5', `The md5 checksum of the parts is '${actual}', but '${expected}' was expected.`);
}

const refused = (param: string, message: string): Fault =>
  new Fault({ kind: 'invalid_value', param, message });

import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { readFileBytes } from '../../../media/part-measure.ts';
import { runSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { type FileRecord, readFile } from '../files/record.ts';
import type { MediaPart, Reading } from './readings.ts';

export interface FileServices {
  readonly turns: Turns;
  readonly store: Pick<Store, 'blobs'>;
  readonly files: Collection<FileRecord>;
  /** Maximum total bytes of the files that one request references, because they are read into memory. */
  readonly limit: number;
}

/** The ids of the files that the parts reference, in order, without duplicates. */
export function fileIds(parts: readonly MediaPart[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const part of parts)
    if (part.type === 'file' && part.file.file_id !== undefined) ids.add(part.file.file_id);
  return ids;
}

/**
 * Reads stored files, up to the first that is missing: the check rejects that one with its path in the request.
 *
 * @param param the member of the request that names the files
 * @throws Fault `invalid_value` if the files are too large in total
 */
export async function readFiles(
  ids: ReadonlySet<string>,
  param: string,
  { principal, abort }: Pick<Call, 'principal' | 'abort'>,
  { turns, store, files, limit }: FileServices,
): Promise<ReadonlyMap<string, Reading>> {
  const readings = new Map<string, Reading>();
  let total = 0;
  for (const id of ids) {
    const record = await files.in(principal.project).get(id);
    if (!record) break;
    total += record.bytes;
    if (total > limit) throw tooLarge(param, limit);
    const bytes = new Uint8Array(record.bytes);
    let size = 0;
    for await (const piece of readFile(store, record)) {
      bytes.set(piece, size);
      size += piece.length;
      const pause = turns.pause(abort);
      if (pause) await pause;
    }
    readings.set(id, {
      kind: 'file',
      name: record.filename,
      ...(await runSteps(readFileBytes(bytes, record.contentType), turns, abort)),
    });
    const pause = turns.pause(abort);
    if (pause) await pause;
  }
  return readings;
}

function tooLarge(param: string, limit: number): Fault {
  return new Fault({
    kind: 'invalid_value',
    param,
    message: `The files in this request are too large. Expected at most ${limit} bytes in total.`,
  });
}

import Type from 'typebox';
import type { Jobs } from '../../../jobs/jobs.ts';
import { Fault } from '../../../kernel/fault.ts';
import { header } from '../../../kernel/incoming.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { bytesReply } from '../../../kernel/reply.ts';
import { resource } from '../../../kernel/resource.ts';
import { parseByteRange, toContentRange } from '../../../kernel/wire/byte-range.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { UnknownBlob } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { toContentType, toDisposition } from './content.ts';
import { addingExpiry, fileExpiry } from './expiry.ts';
import { checkInside, checkOutside, toExpiry } from './purposes.ts';
import { type FileRecord, fileCollection, newFileId, readFile, toFileObject } from './record.ts';
import { FileDeleted, FileForm, fileQuery, OpenAIFile, PAGE_LIMIT } from './schema.ts';

export interface FileServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly options: {
    /** Maximum bytes of a file. */
    readonly fileLimit: number;
  };
}

interface FileCollections {
  readonly files: Collection<FileRecord>;
}

/** Files, and the job that removes expired ones. */
export const files = defineNoun({
  tag: 'Files',
  servedBy: { azure: 'resource' },
  collections: { files: fileCollection },
  jobs: (_: FileServices, { files }) => [fileExpiry(files)],
  rows: fileRows,
});

function fileRows(
  { clock, turns, ids, store, jobs, options }: FileServices,
  { files }: FileCollections,
): Row[] {
  const rows = resource({
    path: '/files',
    noun: 'file',
    param: 'file_id',
    store,
    turns,
    collection: files,
    item: OpenAIFile,
    toItem: toFileObject,
    list: {
      id: 'listFiles',
      query: fileQuery,
      filter: ({ purpose }) => ({ where: { purpose } }),
      defaultOrder: 'desc',
      defaultLimit: PAGE_LIMIT,
    },
    create: {
      id: 'createFile',
      form: FileForm(options.fileLimit),
      make: async ({ body, principal: { project }, abort }) => {
        const { file, purpose, expires_after: expiresAfter } = body;
        const filename = file.filename === '' ? 'file' : file.filename;
        const { bytes } = file.blob;
        const pieces = [file.blob];
        checkOutside({ filename, bytes, purpose }, 'file');
        await checkInside({ purpose, bytes, pieces }, { store, turns, abort });
        const createdAt = clock.epoch();
        const seconds = Math.floor(createdAt / 1000);
        const stored: FileRecord = {
          id: newFileId(ids),
          filename,
          purpose,
          contentType: toContentType(file.contentType, filename),
          bytes,
          createdAt: seconds,
          expiresAt: toExpiry(purpose, seconds, expiresAfter?.seconds),
          pieces,
        };
        return { stored, createdAt, also: addingExpiry(stored, { jobs, project }) };
      },
      // Also removes files that expired earlier.
      done: () => jobs.wake(),
    },
    retrieve: { id: 'retrieveFile' },
    delete: { id: 'deleteFile', object: 'file', reply: FileDeleted },
  });

  const content = operation({
    id: 'downloadFile',
    method: 'GET',
    path: '/files/{file_id}/content',
    access: 'project',
    summary: "Retrieve a file's content",
    params: Type.Object({ file_id: Type.String() }),
    // The type with which the file was uploaded.
    media: ['*/*'],
    statuses: [200, 206],
    faults: ['not_found', 'unsatisfiable_range'],
    handle: async ({ params: { file_id: id }, principal: { project }, headers: asked }) => {
      const missing = (): Fault => new Fault({ kind: 'not_found', noun: 'file', id });
      const record = await files.in(project).get(id);
      if (!record) throw missing();
      const { bytes, contentType, filename } = record;
      const range = parseByteRange(header({ headers: asked }, 'range'), bytes);
      const { start, end } = range ?? { start: 0, end: bytes };
      const reply = bytesReply({
        status: range ? 206 : 200,
        contentType,
        length: end - start,
        source: readFile(store, record, { start, end }),
        headers: {
          'accept-ranges': 'bytes',
          'content-disposition': toDisposition(filename),
          'x-content-type-options': 'nosniff',
          ...(range && { 'content-range': toContentRange(range, bytes) }),
        },
      });
      return reply.catch((error) => {
        throw error instanceof UnknownBlob ? missing() : error;
      });
    },
  });

  return [...rows, content];
}

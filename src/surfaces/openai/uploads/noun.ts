import Type from 'typebox';
import type { Jobs } from '../../../jobs/jobs.ts';
import { Fault } from '../../../kernel/fault.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { json } from '../../../kernel/reply.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { MissingDocument } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { toContentType } from '../files/content.ts';
import { addingFile } from '../files/expiry.ts';
import { checkOutside, toExpiry } from '../files/purposes.ts';
import { type FileRecord, fileCollection, newFileId } from '../files/record.ts';
import { gather } from './complete.ts';
import { addingExpiry, removeParts, uploadExpiry } from './expiry.ts';
import {
  checkPending,
  type PartRecord,
  partCollection,
  toUpload,
  type UploadRecord,
  uploadCollection,
  withPart,
} from './record.ts';
import { PartForm, Upload, UploadCompletion, UploadPart, UploadRequest } from './schema.ts';

export interface UploadServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly store: Store;
  readonly jobs: Jobs;
}

/** Seconds until a pending upload expires. */
const LIFETIME = 3600;

interface UploadCollections {
  readonly uploads: Collection<UploadRecord>;
  readonly parts: Collection<PartRecord>;
  readonly files: Collection<FileRecord>;
}

/** Files uploaded in parts, and the job that removes those that expire. */
export const uploads = defineNoun({
  tag: 'Uploads',
  servedBy: { azure: 'resource' },
  collections: { uploads: uploadCollection, parts: partCollection, files: fileCollection },
  jobs: ({ clock }: UploadServices, { uploads, parts }) => [uploadExpiry(uploads, parts, clock)],
  rows: uploadRows,
});

function uploadRows(
  { clock, turns, ids, store, jobs }: UploadServices,
  { uploads, parts, files }: UploadCollections,
): Row[] {
  const shared = { method: 'POST', access: 'project' } as const;
  const params = Type.Object({ upload_id: Type.String() });

  const missing = (id: string): Fault => new Fault({ kind: 'not_found', noun: 'upload', id });

  /** An upload may be gone by the time of the write, whatever was read before. */
  const orMissing = async <T>(id: string, written: Promise<T>): Promise<T> => {
    try {
      return await written;
    } catch (error) {
      throw error instanceof MissingDocument ? missing(id) : error;
    }
  };

  const find = async (id: string, project: string): Promise<UploadRecord> => {
    const upload = await uploads.in(project).get(id);
    if (!upload) throw missing(id);
    checkPending(upload, clock);
    return upload;
  };

  const create = operation({
    ...shared,
    id: 'createUpload',
    path: '/uploads',
    summary: 'Create an upload',
    body: UploadRequest,
    example: { filename: 'lines.jsonl', purpose: 'batch', bytes: 1024, mime_type: 'application/jsonl' },
    reply: Upload,
    handle: async ({ body, principal: { project } }) => {
      checkOutside(body, 'filename');
      const createdAt = unixSeconds(clock);
      const record: UploadRecord = {
        id: ids.next('upload_'),
        filename: body.filename,
        purpose: body.purpose,
        contentType: toContentType(body.mime_type, body.filename),
        bytes: body.bytes,
        createdAt,
        expiresAt: createdAt + LIFETIME,
        fileLifetime: body.expires_after?.seconds ?? null,
        status: 'pending',
        parts: 0,
        received: 0,
      };
      await store.commit([
        uploads.in(project).inserting(record, { createdAt: clock.epoch() }),
        addingExpiry(jobs, project, record),
      ]);
      jobs.wake();
      return json(toUpload(record, clock));
    },
  });

  const addPart = operation({
    ...shared,
    id: 'addUploadPart',
    path: '/uploads/{upload_id}/parts',
    summary: 'Add a part to an upload',
    params,
    faults: ['not_found'],
    form: PartForm,
    reply: UploadPart,
    handle: async ({ params: { upload_id: uploadId }, body, principal: { project } }) => {
      const { blob } = body.data;
      const part: PartRecord = { id: ids.next('part_'), uploadId, blob };
      const writes = [
        uploads.in(project).updating(uploadId, (upload) => withPart(upload, blob.bytes, clock)),
        parts.in(project).inserting(part, { createdAt: clock.epoch() }),
      ] as const;
      await orMissing(uploadId, store.commit(writes));
      return json({
        id: part.id,
        object: 'upload.part',
        created_at: unixSeconds(clock),
        upload_id: uploadId,
      } satisfies UploadPart);
    },
  });

  const complete = operation({
    ...shared,
    id: 'completeUpload',
    path: '/uploads/{upload_id}/complete',
    summary: 'Complete an upload',
    params,
    faults: ['not_found'],
    body: UploadCompletion,
    example: { part_ids: ['part_abc', 'part_def'] },
    reply: Upload,
    handle: async ({ params: { upload_id: id }, body, principal: { project }, abort }) => {
      const upload = await find(id, project);
      const { bytes, filename, purpose, contentType, fileLifetime } = upload;
      const services = { store, turns, abort };
      const pieces = await gather(upload, body, { parts: parts.in(project), ...services }).catch(
        async (error) => {
          // If the upload has ended in the meantime, report that instead.
          await find(id, project);
          throw error;
        },
      );
      const createdAt = clock.epoch();
      const seconds = Math.floor(createdAt / 1000);
      const expiresAt = toExpiry(purpose, seconds, fileLifetime ?? undefined);
      const file: FileRecord = {
        id: newFileId(ids),
        filename,
        purpose,
        contentType,
        bytes,
        createdAt: seconds,
        expiresAt,
        pieces,
      };
      const completing = uploads.in(project).updating(id, (current) => {
        checkPending(current, clock);
        return { ...current, status: 'completed' };
      });
      const adding = addingFile(file, { files, jobs, project, createdAt });
      const [completed] = await orMissing(id, store.commit([completing, ...adding]));
      jobs.wake();
      await removeParts(parts.in(project), id);
      return json(toUpload(completed, clock, file));
    },
  });

  const cancel = operation({
    ...shared,
    id: 'cancelUpload',
    path: '/uploads/{upload_id}/cancel',
    summary: 'Cancel an upload',
    params,
    faults: ['not_found'],
    reply: Upload,
    handle: async ({ params: { upload_id: id }, principal: { project } }) => {
      const toCancelled = (upload: UploadRecord): UploadRecord => {
        checkPending(upload, clock);
        return { ...upload, status: 'cancelled' };
      };
      const cancelled = await uploads.in(project).update(id, toCancelled, { isRelief: true });
      if (!cancelled) throw missing(id);
      await removeParts(parts.in(project), id);
      return json(toUpload(cancelled, clock));
    },
  });

  return [create, addPart, complete, cancel];
}

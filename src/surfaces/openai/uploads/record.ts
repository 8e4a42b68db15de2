import { defineCollection } from '../../../kernel/collections.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import { type FileRecord, toFileObject } from '../files/record.ts';
import type { UploadPurpose } from '../files/schema.ts';
import { MOST_BYTES, MOST_PARTS, type Upload, type UploadStatus } from './schema.ts';

/**
 * An upload as it is stored. Its parts are separate documents, so adding one costs the same however many
 * there are.
 */
export interface UploadRecord {
  readonly id: string;
  readonly filename: string;
  readonly purpose: UploadPurpose;
  readonly contentType: string;
  /** The announced size of the file. */
  readonly bytes: number;
  /** Unix seconds, as is `expiresAt`. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Seconds from the file's creation; null for the default of its purpose. */
  readonly fileLifetime: number | null;
  readonly status: UploadStatus;
  /** Number of parts so far, and their total bytes. */
  readonly parts: number;
  readonly received: number;
}

export interface PartRecord {
  readonly id: string;
  readonly uploadId: string;
  readonly blob: BlobInfo;
}

export const uploadCollection = defineCollection<UploadRecord>({
  name: 'uploads',
  maximum: ({ maxObjects }) => maxObjects,
  overflow: 'refuse',
});

export const partCollection = defineCollection<PartRecord>({
  name: 'upload.parts',
  fields: { upload: ({ uploadId }) => uploadId },
  blobs: ({ blob }) => [blob.id],
  maximum: ({ maxObjects }) => maxObjects,
  overflow: 'refuse',
});

/** Maps a record to the API's upload object. */
export function toUpload(record: UploadRecord, clock: Clock, file: FileRecord | null = null): Upload {
  return {
    id: record.id,
    object: 'upload',
    bytes: record.bytes,
    created_at: record.createdAt,
    filename: record.filename,
    purpose: record.purpose,
    status: statusOf(record, clock),
    expires_at: record.expiresAt,
    file: file && toFileObject(file),
  };
}

/** Derived from the time, because the stored status changes only later. */
function statusOf({ status, expiresAt }: UploadRecord, clock: Clock): UploadStatus {
  return status === 'pending' && clock.epoch() >= expiresAt * 1000 ? 'expired' : status;
}

/** @throws Fault for an upload that is no longer pending */
export function checkPending(record: UploadRecord, clock: Clock): void {
  const status = statusOf(record, clock);
  if (status === 'pending') return;
  throw new Fault({
    kind: 'invalid_value',
    param: 'upload_id',
    message: `Upload '${record.id}' is ${status}. Only a pending upload accepts parts, and can be completed or cancelled.`,
    code: `upload_${status}`,
  });
}

/**
 * Returns the upload with one more part.
 *
 * @throws Fault for an upload that is no longer pending, an empty part, or one that exceeds a limit
 */
export function withPart(record: UploadRecord, bytes: number, clock: Clock): UploadRecord {
  checkPending(record, clock);
  const parts = record.parts + 1;
  const received = record.received + bytes;
  const refuse = (message: string): Fault => new Fault({ kind: 'invalid_value', param: 'data', message });
  if (bytes === 0) throw refuse('The part is empty.');
  if (parts > MOST_PARTS) throw refuse(`An upload may have at most ${MOST_PARTS} parts.`);
  if (received > MOST_BYTES)
    throw refuse(`The parts of an upload may have at most ${MOST_BYTES} bytes in total.`);
  return { ...record, parts, received };
}

import Type, { type Static } from 'typebox';
import { StoredUploadField } from '../../../kernel/upload.ts';
import { ExpiresAfter, FilePurpose, OpenAIFile, UploadPurpose } from '../files/schema.ts';
import { Closed, Literals, Nullable } from '../shapes.ts';

const MEBIBYTE = 2 ** 20;

/** Bytes of a whole upload: 8 GB. */
export const MOST_BYTES = 8192 * MEBIBYTE;

/** Bytes of one part: 64 MB. */
const MOST_PART_BYTES = 64 * MEBIBYTE;

/** Parts of one upload: enough for the largest in parts of 8 MB. */
export const MOST_PARTS = 1024;

/** Specification: CreateUploadRequest; the purposes are those of files, as the official clients have them. */
export const UploadRequest = Closed({
  filename: Type.String({ minLength: 1 }),
  purpose: UploadPurpose,
  bytes: Type.Integer({ minimum: 1, maximum: MOST_BYTES }),
  mime_type: Type.String({ minLength: 1 }),
  expires_after: Type.Optional(ExpiresAfter),
});
export type UploadRequest = Static<typeof UploadRequest>;

export const UploadStatus = Literals('pending', 'completed', 'cancelled', 'expired');
export type UploadStatus = Static<typeof UploadStatus>;

/** An upload as the API shows it. */
export const Upload = Type.Object({
  id: Type.String(),
  object: Type.Literal('upload'),
  bytes: Type.Integer(),
  created_at: Type.Integer(),
  filename: Type.String(),
  purpose: FilePurpose,
  status: UploadStatus,
  expires_at: Type.Integer(),
  file: Type.Optional(Nullable(OpenAIFile)),
});
export type Upload = Static<typeof Upload>;

export const PartForm = Closed({ data: StoredUploadField({ maxBytes: MOST_PART_BYTES }) });

export const UploadPart = Type.Object({
  id: Type.String(),
  object: Type.Literal('upload.part'),
  created_at: Type.Integer(),
  upload_id: Type.String(),
});
export type UploadPart = Static<typeof UploadPart>;

/** Specification: CompleteUploadRequest. */
export const UploadCompletion = Closed({
  part_ids: Type.Array(Type.String(), { minItems: 1, maxItems: MOST_PARTS }),
  md5: Type.Optional(Type.String()),
});
export type UploadCompletion = Static<typeof UploadCompletion>;

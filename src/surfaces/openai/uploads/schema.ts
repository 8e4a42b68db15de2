import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { StoredUploadField } from '../../../kernel/upload.ts';
import { ExpiresAfter, FILE_RULES, FilePurpose, OpenAIFile, UploadPurpose } from '../files/schema.ts';
import { Closed, Literals, Nullable } from '../shapes.ts';

const MEBIBYTE = 2 ** 20;

/** Maximum bytes of an upload: 8 GB. */
export const MOST_BYTES = 8192 * MEBIBYTE;

/** Maximum bytes of a part: 64 MB. */
const MOST_PART_BYTES = 64 * MEBIBYTE;

/** Maximum parts of an upload: enough for the largest one in parts of 8 MB. */
export const MOST_PARTS = 1024;

/** Specification: CreateUploadRequest. The purposes are those of files, as in the official clients. */
export const UploadRequest = Closed({
  filename: described(Type.String({ minLength: 1, maxLength: 512 }), FILE_RULES),
  purpose: UploadPurpose,
  bytes: described(
    Type.Integer({ minimum: 1, maximum: MOST_BYTES }),
    'At most 200 MiB for the purpose `batch`.',
  ),
  mime_type: Type.String({ minLength: 1 }),
  expires_after: Type.Optional(ExpiresAfter),
});
export type UploadRequest = Static<typeof UploadRequest>;

export const UploadStatus = Literals('pending', 'completed', 'cancelled', 'expired');
export type UploadStatus = Static<typeof UploadStatus>;

/** The API's upload object. */
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

export const PartForm = Closed({
  data: described(
    StoredUploadField({ maxBytes: MOST_PART_BYTES }),
    'At most 64 MiB, and not more than the upload still lacks.',
  ),
});

export const UploadPart = Type.Object({
  id: Type.String(),
  object: Type.Literal('upload.part'),
  created_at: Type.Integer(),
  upload_id: Type.String(),
});
export type UploadPart = Static<typeof UploadPart>;

/** Specification: CompleteUploadRequest. */
export const UploadCompletion = Closed({
  part_ids: described(
    Type.Array(Type.String(), { minItems: 1, maxItems: MOST_PARTS }),
    `All parts of the upload, in order; together, they have as many bytes as announced. ${FILE_RULES}`,
  ),
  md5: described(Type.Optional(Type.String()), 'The checksum of the parts in hexadecimal digits.'),
});
export type UploadCompletion = Static<typeof UploadCompletion>;

import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { StoredUploadField } from '../../../kernel/upload.ts';
import { Closed, Literals, NonEmpty, pageQuery } from '../shapes.ts';

/** The purposes a client can upload a file for. */
export const UploadPurpose = Literals('assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals');
export type UploadPurpose = Static<typeof UploadPurpose>;

/** All purposes of files. Only the platform creates files with the last three. */
export const FilePurpose = Literals(
  'assistants',
  'batch',
  'fine-tune',
  'vision',
  'user_data',
  'evals',
  'assistants_output',
  'batch_output',
  'fine-tune-results',
);
export type FilePurpose = Static<typeof FilePurpose>;

/** The API's file object. */
export const OpenAIFile = Type.Object({
  id: Type.String(),
  object: Type.Literal('file'),
  bytes: Type.Integer(),
  created_at: Type.Integer(),
  filename: Type.String(),
  purpose: FilePurpose,
  status: Literals('uploaded', 'processed', 'error'),
  expires_at: Type.Optional(Type.Integer()),
});
export type OpenAIFile = Static<typeof OpenAIFile>;

/** One hour to 30 days, in seconds. */
export const ExpiresAfter = Closed({
  anchor: Literals('created_at'),
  seconds: Type.Integer({ minimum: 3600, maximum: 2_592_000 }),
});
export type ExpiresAfter = Static<typeof ExpiresAfter>;

/** Requirements of purposes; `purposes.ts` checks them. */
export const FILE_RULES =
  'For the purposes `batch`, `fine-tune` and `evals`, a file of JSON objects, one per line, whose name ends with `.jsonl`; at most 200 MiB for `batch`. For the purpose `vision`, a valid image. Names have at most 512 characters.';

/** The form that uploads a file of at most `maxBytes`. */
export const FileForm = (maxBytes: number) =>
  Closed({
    file: described(
      StoredUploadField({ maxBytes }),
      `Not empty, and at most ${maxBytes} bytes. ${FILE_RULES}`,
    ),
    purpose: UploadPurpose,
    expires_after: Type.Optional(ExpiresAfter),
  });

/** The maximum and default number of files per page. */
export const PAGE_LIMIT = 10_000;

export const fileQuery = {
  purpose: Type.Optional(NonEmpty),
  after: pageQuery.after,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_LIMIT })),
  order: pageQuery.order,
};

export const FileDeleted = Type.Object({
  id: Type.String(),
  object: Type.Literal('file'),
  deleted: Type.Boolean(),
});

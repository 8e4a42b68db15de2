import Type, { type Static } from 'typebox';
import { StoredUploadField } from '../../../kernel/upload.ts';
import { Closed, Literals, NonEmpty, Page, pageQuery } from '../shapes.ts';

/** What a caller may upload a file for. */
export const UploadPurpose = Literals('assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals');
export type UploadPurpose = Static<typeof UploadPurpose>;

/** What a file may be for: the last three are made by the platform. */
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

/** A file as the API shows it. */
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

/** Seconds: an hour to thirty days. */
export const ExpiresAfter = Closed({
  anchor: Literals('created_at'),
  seconds: Type.Integer({ minimum: 3600, maximum: 2_592_000 }),
});
export type ExpiresAfter = Static<typeof ExpiresAfter>;

/** The form that uploads a file of at most `maxBytes`. */
export const FileForm = (maxBytes: number) =>
  Closed({
    file: StoredUploadField({ maxBytes }),
    purpose: UploadPurpose,
    expires_after: Type.Optional(ExpiresAfter),
  });

export const FilePage = Page(OpenAIFile);

/** The most files of a page, and what it holds when nothing is said. */
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

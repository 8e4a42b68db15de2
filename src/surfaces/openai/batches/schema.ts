import Type, { type Static } from 'typebox';
import { ExpiresAfter } from '../files/schema.ts';
import { isNotServedYet } from '../not-served.ts';
import { Closed, Literals, Metadata, Nullable, pageQuery } from '../shapes.ts';

/** Endpoints that the specification allows for batches. */
export const BATCH_ENDPOINTS = [
  '/v1/responses',
  '/v1/chat/completions',
  '/v1/embeddings',
  '/v1/completions',
  '/v1/moderations',
  '/v1/images/generations',
  '/v1/images/edits',
  '/v1/videos',
] as const;

export const BatchStatus = Literals(
  'validating',
  'failed',
  'in_progress',
  'finalizing',
  'completed',
  'expired',
  'cancelling',
  'cancelled',
);
export type BatchStatus = Static<typeof BatchStatus>;

export const BatchRequest = Closed({
  input_file_id: Type.String(),
  endpoint: Literals(...BATCH_ENDPOINTS.filter((path) => !isNotServedYet(path))),
  completion_window: Literals('24h'),
  metadata: Type.Optional(Metadata),
  output_expires_after: Type.Optional(ExpiresAfter),
});

/** An error in an input file. */
export const BatchError = Type.Object({
  code: Type.String(),
  /** Counted from 1. */
  line: Nullable(Type.Integer()),
  message: Type.String(),
  param: Nullable(Type.String()),
});
export type BatchError = Static<typeof BatchError>;

const Stamp = Nullable(Type.Integer());

/** The API's batch object. Members that do not apply (yet) are null. */
export const Batch = Type.Object({
  id: Type.String(),
  object: Type.Literal('batch'),
  endpoint: Type.String(),
  model: Nullable(Type.String()),
  errors: Nullable(Type.Object({ object: Type.Literal('list'), data: Type.Array(BatchError) })),
  input_file_id: Type.String(),
  completion_window: Type.String(),
  status: BatchStatus,
  output_file_id: Nullable(Type.String()),
  error_file_id: Nullable(Type.String()),
  created_at: Type.Integer(),
  in_progress_at: Stamp,
  expires_at: Stamp,
  finalizing_at: Stamp,
  completed_at: Stamp,
  failed_at: Stamp,
  expired_at: Stamp,
  cancelling_at: Stamp,
  cancelled_at: Stamp,
  request_counts: Type.Object({
    total: Type.Integer(),
    completed: Type.Integer(),
    failed: Type.Integer(),
  }),
  usage: Type.Object({
    input_tokens: Type.Integer(),
    input_tokens_details: Type.Object({ cached_tokens: Type.Integer() }),
    output_tokens: Type.Integer(),
    output_tokens_details: Type.Object({ reasoning_tokens: Type.Integer() }),
    total_tokens: Type.Integer(),
  }),
  metadata: Nullable(Metadata),
});
export type Batch = Static<typeof Batch>;

export const batchQuery = { after: pageQuery.after, limit: pageQuery.limit };

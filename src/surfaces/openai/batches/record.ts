import type { Usage } from '../../../engine/event.ts';
import { defineCollection } from '../../../kernel/collections.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Batch, BatchError, BatchStatus } from './schema.ts';

/** A batch as it is stored: all that any process needs to resume it. */
export interface BatchRecord {
  readonly id: string;
  readonly endpoint: string;
  /**
   * Scheme, host and port by which the client that created the batch reaches this server; URLs in responses
   * use it.
   */
  readonly origin: string;
  readonly inputFileId: string;
  /**
   * The content of the input file, kept until the batch ends; null if the file does not exist or has another
   * purpose.
   */
  readonly input: BatchInput | null;
  /** Why there is no input. */
  readonly refusal: BatchError | null;
  readonly metadata: Readonly<Record<string, string>> | null;
  /** Lifetime of the output files in seconds; null if they do not expire. */
  readonly outputLifetime: number | null;
  readonly status: BatchStatus;
  /** Unix milliseconds at which the status was reached. */
  readonly statusSince: number;
  /** Unix milliseconds. */
  readonly deadline: number;
  /** The deadline has passed. Unfinished lines will not be run. */
  readonly isLate: boolean;
  readonly stamps: Stamps;
  readonly model: string | null;
  readonly errors: readonly BatchError[];
  readonly counts: Counts;
  readonly usage: TokenCounts;
  /** Bitmap of finished lines in base64; empty before validation and after the end. */
  readonly finished: string;
  /** Segments of the output and the error file; empty after the end, when the files own them. */
  readonly output: readonly BlobInfo[];
  readonly error: readonly BlobInfo[];
  readonly outputFileId: string | null;
  readonly errorFileId: string | null;
  /** Number of runs that have taken over the batch. Only the latest may write. */
  readonly run: number;
}

export interface BatchInput {
  readonly pieces: readonly BlobInfo[];
  readonly bytes: number;
}

export interface Counts {
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
}

export interface TokenCounts {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

/** Unix seconds at which the batch entered each state. */
export interface Stamps {
  readonly created: number;
  readonly expires: number;
  readonly in_progress?: number;
  readonly finalizing?: number;
  readonly completed?: number;
  readonly failed?: number;
  readonly expired?: number;
  readonly cancelling?: number;
  readonly cancelled?: number;
}

export const NO_TOKENS: TokenCounts = { input: 0, cached: 0, output: 0, reasoning: 0 };

export function addTokens(tokens: TokenCounts, usage: Usage): TokenCounts {
  return {
    input: tokens.input + usage.promptTokens,
    cached: tokens.cached + usage.cachedTokens,
    output: tokens.output + usage.completionTokens,
    reasoning: tokens.reasoning + usage.reasoningTokens,
  };
}

export const batchCollection = defineCollection<BatchRecord>({
  name: 'batches',
  blobs: ({ input, output, error }) => [...(input?.pieces ?? []), ...output, ...error].map(({ id }) => id),
  maximum: ({ maxObjects }) => maxObjects,
  overflow: 'refuse',
});

/** Returns the batch in another state. `now` is in Unix milliseconds. */
export function inState(
  batch: BatchRecord,
  status: Exclude<BatchStatus, 'validating'>,
  now: number,
): BatchRecord {
  return {
    ...batch,
    status,
    statusSince: now,
    stamps: { ...batch.stamps, [status]: Math.floor(now / 1000) },
  };
}

/** Drops what a batch no longer needs once it has ended, so that its blobs can be deleted. */
export function ended(batch: BatchRecord): BatchRecord {
  return { ...batch, input: null, finished: '', output: [], error: [] };
}

const FINAL: ReadonlySet<BatchStatus> = new Set(['completed', 'failed', 'expired', 'cancelled']);

export function hasEnded({ status }: BatchRecord): boolean {
  return FINAL.has(status);
}

/** Maps a record to the API's batch object. */
export function toBatch(record: BatchRecord): Batch {
  const { stamps, errors, usage } = record;
  return {
    id: record.id,
    object: 'batch',
    endpoint: record.endpoint,
    model: record.model,
    errors: errors.length === 0 ? null : { object: 'list', data: [...errors] },
    input_file_id: record.inputFileId,
    completion_window: '24h',
    status: record.status,
    output_file_id: record.outputFileId,
    error_file_id: record.errorFileId,
    created_at: stamps.created,
    in_progress_at: stamps.in_progress ?? null,
    expires_at: stamps.expires,
    finalizing_at: stamps.finalizing ?? null,
    completed_at: stamps.completed ?? null,
    failed_at: stamps.failed ?? null,
    expired_at: stamps.expired ?? null,
    cancelling_at: stamps.cancelling ?? null,
    cancelled_at: stamps.cancelled ?? null,
    request_counts: record.counts,
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.input + usage.output,
    },
    metadata: record.metadata,
  };
}

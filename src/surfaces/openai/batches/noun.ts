import type { JobDefinition, Jobs } from '../../../jobs/jobs.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Inside } from '../../../kernel/inside.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import type { Row } from '../../../kernel/operation.ts';
import { action, resource } from '../../../kernel/resource.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Log } from '../../../runtime/log.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import type { Webhooks } from '../../../webhooks/webhooks.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { noSuchFile, wrongPurpose } from './check.ts';
import {
  type BatchInput,
  type BatchRecord,
  batchCollection,
  hasEnded,
  inState,
  NO_TOKENS,
  toBatch,
} from './record.ts';
import { KIND, type RunPayload, runBatch } from './run.ts';
import { Batch, type BatchError, BatchRequest, batchQuery } from './schema.ts';
import { Slots } from './slots.ts';

export interface BatchServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  readonly log: Log;
  readonly inside: Inside;
  readonly options: {
    /** Maximum concurrent lines of all batches. */
    readonly batchConcurrency: number;
    /** Duration of the 24-hour completion window in milliseconds. */
    readonly batchWindow: number;
    /** Minimum time in milliseconds that a batch spends in each of validating, finalizing and cancelling. */
    readonly batchStage: number;
    /** No simulated latency and no minimum time per stage. */
    readonly fast: boolean;
    readonly organization: string;
    /** Nesting that a request may have. */
    readonly maxDepth: number;
    /** Bytes that a request may have. */
    readonly bodyLimit: number;
  };
}

/** Maximum concurrent batches. Others wait in the state `validating`. */
const CONCURRENCY = 32;

interface BatchCollections {
  readonly batches: Collection<BatchRecord>;
  readonly files: Collection<FileRecord>;
}

/** Batches. Each request of an input file is answered as if it had been sent by itself. */
export const batches = defineNoun({
  tag: 'Batch',
  servedBy: { azure: 'resource' },
  collections: { batches: batchCollection, files: fileCollection },
  jobs: (services: BatchServices, collections) => [batchRun(services, collections)],
  rows: batchRows,
});

function batchRun(services: BatchServices, collections: BatchCollections): JobDefinition<RunPayload> {
  const { fast, batchStage, batchConcurrency } = services.options;
  const slots = new Slots(batchConcurrency);
  const running = { ...services, ...collections, slots, stage: fast ? 0 : batchStage };
  return { kind: KIND, concurrency: CONCURRENCY, run: (job) => runBatch(job, running) };
}

function batchRows(
  { clock, turns, ids, store, jobs, options }: BatchServices,
  { batches, files }: BatchCollections,
): Row[] {
  const findInput = async (
    id: string,
    project: string,
  ): Promise<{ input: BatchInput; refusal: null } | { input: null; refusal: BatchError }> => {
    const file = await files.in(project).get(id);
    if (!file) return { input: null, refusal: noSuchFile(id, options.organization) };
    if (file.purpose !== 'batch') return { input: null, refusal: wrongPurpose(file.purpose) };
    return { input: { pieces: file.pieces, bytes: file.bytes }, refusal: null };
  };

  return resource({
    noun: 'batch',
    nouns: 'batches',
    path: '/batches',
    param: 'batch_id',
    store,
    turns,
    collection: batches,
    item: Batch,
    toItem: toBatch,
    list: { id: 'listBatches', query: batchQuery, defaultOrder: 'desc' },
    create: {
      id: 'createBatch',
      body: BatchRequest,
      example: { input_file_id: 'file-abc123', endpoint: '/v1/chat/completions', completion_window: '24h' },
      make: async ({ body, principal, origin }) => {
        const createdAt = clock.epoch();
        const deadline = createdAt + options.batchWindow;
        const stored: BatchRecord = {
          id: ids.next('batch_'),
          endpoint: body.endpoint,
          origin,
          inputFileId: body.input_file_id,
          ...(await findInput(body.input_file_id, principal.project)),
          metadata: body.metadata ?? null,
          outputLifetime: body.output_expires_after?.seconds ?? null,
          status: 'validating',
          statusSince: createdAt,
          deadline,
          isLate: false,
          stamps: { created: Math.floor(createdAt / 1000), expires: Math.floor(deadline / 1000) },
          model: null,
          errors: [],
          counts: { total: 0, completed: 0, failed: 0 },
          usage: NO_TOKENS,
          finished: '',
          output: [],
          error: [],
          outputFileId: null,
          errorFileId: null,
          run: 0,
        };
        const payload: RunPayload = { principal };
        return { stored, createdAt, also: [jobs.adding({ kind: KIND, id: stored.id, payload })] };
      },
      done: () => jobs.wake(),
    },
    retrieve: { id: 'retrieveBatch' },
    actions: [
      action<BatchRecord>({
        id: 'cancelBatch',
        name: 'cancel',
        summary: 'Cancel a batch',
        faults: ['conflict'],
        change: (batch) => {
          if (batch.status === 'cancelling' || batch.status === 'cancelled') return batch;
          if (hasEnded(batch)) {
            throw new Fault({
              kind: 'conflict',
              message: `Cannot cancel a batch with status '${batch.status}'.`,
            });
          }
          return inState(batch, 'cancelling', clock.epoch());
        },
        done: ({ id }) => jobs.notify(KIND, id),
      }),
    ],
  });
}

import type { Again, Jobs, RunningJob } from '../../../jobs/jobs.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { Abort } from '../../../runtime/abort.ts';
import { until } from '../../../runtime/clock.ts';
import type { Log } from '../../../runtime/log.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Collection, Documents, Write } from '../../../storage/store.ts';
import type { Webhooks } from '../../../webhooks/webhooks.ts';
import { addingFile } from '../files/expiry.ts';
import { type FileRecord, newFileId } from '../files/record.ts';
import { BatchRun, StateChanged, Superseded } from './batch-run.ts';
import { type Checked, checkInput, targetOf } from './check.ts';
import { type ExecuteServices, executeLines, expireLines } from './execute.ts';
import { type BatchRecord, ended, hasEnded, inState } from './record.ts';
import type { BatchError } from './schema.ts';

/** The kind of job that runs a batch. */
export const KIND = 'batch.run';

export interface RunPayload {
  /** Who created the batch; its requests are made on that caller's behalf. */
  readonly principal: Principal;
}

export interface RunServices extends ExecuteServices {
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  readonly log: Log;
  readonly batches: Collection<BatchRecord>;
  readonly files: Collection<FileRecord>;
  /** Minimum time in milliseconds that a batch spends in each of validating, finalizing and cancelling. */
  readonly stage: number;
}

/** Milliseconds between checks for a cancellation by another process. */
const LOOK = 1000;

/** Runs a batch from its current state to its end. It may be interrupted at any point and run again. */
export async function runBatch(
  job: RunningJob<RunPayload>,
  services: RunServices,
): Promise<Again<RunPayload> | undefined> {
  const documents = services.batches.in(job.payload.principal.project);
  const watch = watchFor(job, documents, services);
  try {
    const run = await BatchRun.start(job.id, { store: services.store, documents });
    if (!run) return undefined;
    const runner = new BatchRunner(run, job, watch.halt, services);
    while (!hasEnded(run.batch)) await runner.step();
    return undefined;
  } catch (error) {
    // The run that took over ends the job. If that one dies, this job is still there to retry.
    if (error instanceof Superseded) return { again: services.clock.epoch() + LOOK };
    throw error;
  } finally {
    watch.end();
  }
}

/** The batch was cancelled. */
class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Watches for what must interrupt a run: a cancelled batch or a closing instance. */
function watchFor(
  job: RunningJob<RunPayload>,
  documents: Documents<BatchRecord>,
  { clock }: RunServices,
): { halt: Abort; end: () => void } {
  const halt = new Abort();
  const forget = job.abort.onAbort((reason) => halt.abort(reason));
  const look = async (): Promise<void> => {
    const batch = await documents.get(job.id);
    if (batch?.status === 'cancelling') halt.abort(new Cancelled());
  };
  // If the store cannot be read, the run itself fails.
  job.onNotify(() => void look().catch(() => {}));
  const lookLater = () =>
    clock.at(clock.now() + LOOK, () => {
      timer = lookLater();
      void look().catch(() => {});
    });
  let timer = lookLater();
  return {
    halt,
    end() {
      timer.cancel();
      forget();
    },
  };
}

class BatchRunner {
  readonly #run: BatchRun;
  readonly #job: RunningJob<RunPayload>;
  readonly #halt: Abort;
  readonly #services: RunServices;

  constructor(run: BatchRun, job: RunningJob<RunPayload>, halt: Abort, services: RunServices) {
    this.#run = run;
    this.#job = job;
    this.#halt = halt;
    this.#services = services;
  }

  /** Advances the batch to its next state. */
  async step(): Promise<void> {
    try {
      switch (this.#run.batch.status) {
        case 'validating':
          return await this.#validate();
        case 'in_progress':
          return await this.#execute();
        case 'finalizing':
          return await this.#finalize();
        default:
          return await this.#cancel();
      }
    } catch (error) {
      if (!(error instanceof Cancelled || error instanceof StateChanged)) throw error;
      await this.#run.refresh();
    }
  }

  async #validate(): Promise<void> {
    const { store, clock, turns, webhooks, jobs, inside, options } = this.#services;
    const { input, endpoint, refusal, id } = this.#run.batch;
    const checked: Checked | { errors: readonly BatchError[] } = input
      ? await checkInput(input, targetOf(endpoint, inside.find('POST', endpoint)), {
          store,
          turns,
          maxDepth: options.maxDepth,
          abort: this.#halt,
        })
      : { errors: refusal ? [refusal] : [] };
    await this.#stay(this.#halt);
    const now = clock.epoch();
    if ('errors' in checked) {
      const { errors } = checked;
      const also = webhooks.announcing({ type: 'batch.failed', data: { id }, project: this.#project });
      await this.#run.change((batch) => ({ ...ended(inState(batch, 'failed', now)), errors }), {
        from: 'validating',
        also,
      });
      jobs.wake();
      this.#tell();
      return;
    }
    const { lines, model } = checked;
    await this.#run.change(
      (batch) => ({
        ...inState(batch, 'in_progress', now),
        model,
        counts: { total: lines, completed: 0, failed: 0 },
      }),
      { from: 'validating' },
    );
  }

  async #execute(): Promise<void> {
    const { clock } = this.#services;
    const execution = await executeLines(this.#run, this.#job.payload.principal, this.#halt, this.#services);
    const { total, completed, failed } = this.#run.batch.counts;
    // The last line may finish at the very moment the window ends.
    const isLate = execution === 'late' && completed + failed < total;
    await this.#run.change((batch) => ({ ...inState(batch, 'finalizing', clock.epoch()), isLate }), {
      from: 'in_progress',
    });
  }

  async #finalize(): Promise<void> {
    const { isLate } = this.#run.batch;
    if (isLate) await expireLines(this.#run, this.#halt, this.#services);
    await this.#stay(this.#halt);
    await this.#end(isLate ? 'expired' : 'completed');
  }

  async #cancel(): Promise<void> {
    await this.#stay(this.#job.abort);
    await this.#end('cancelled');
  }

  get #project(): string {
    return this.#job.payload.principal.project;
  }

  /** Waits until the batch has been in its state for the minimum time. */
  async #stay(abort: Abort): Promise<void> {
    const { clock, stage } = this.#services;
    const since = clock.epoch() - this.#run.batch.statusSince;
    // Negative if the wall clock was set back.
    await until(clock, clock.now() + stage - Math.max(since, 0), abort);
  }

  /** Creates the files, ends the batch and adds the webhook event in one commit. */
  async #end(status: 'completed' | 'expired' | 'cancelled'): Promise<void> {
    const { clock, webhooks, jobs } = this.#services;
    const { id, status: from, output, error } = this.#run.batch;
    const now = clock.epoch();
    const outputFile = this.#toFile('output', output, now);
    const errorFile = this.#toFile('error', error, now);
    await this.#run.change(
      (batch) => ({
        ...ended(inState(batch, status, now)),
        outputFileId: outputFile.id,
        errorFileId: errorFile.id,
      }),
      {
        from,
        also: [
          ...outputFile.writes,
          ...errorFile.writes,
          ...webhooks.announcing({ type: `batch.${status}`, data: { id }, project: this.#project }),
        ],
      },
    );
    jobs.wake();
    this.#tell();
  }

  #tell(): void {
    const { id, status, counts } = this.#run.batch;
    this.#services.log.info('batch ended', { id, status, ...counts });
  }

  /** Creates a file of the segments; no file if there are none. */
  #toFile(
    name: 'output' | 'error',
    pieces: readonly BlobInfo[],
    createdAt: number,
  ): { id: string | null; writes: Write<void>[] } {
    if (pieces.length === 0) return { id: null, writes: [] };
    const { ids, files, jobs } = this.#services;
    const { id, outputLifetime } = this.#run.batch;
    const seconds = Math.floor(createdAt / 1000);
    const file: FileRecord = {
      id: newFileId(ids),
      filename: `${id}_${name}.jsonl`,
      purpose: 'batch_output',
      contentType: 'application/jsonl',
      bytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
      createdAt: seconds,
      expiresAt: outputLifetime === null ? null : seconds + outputLifetime,
      pieces,
    };
    return { id: file.id, writes: addingFile(file, { files, jobs, project: this.#project, createdAt }) };
  }
}

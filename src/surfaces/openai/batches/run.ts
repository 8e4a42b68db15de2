import type { Again, Jobs, RunningJob } from '../../../jobs/jobs.ts';
import { Abort } from '../../../runtime/abort.ts';
import { until } from '../../../runtime/clock.ts';
import type { Log } from '../../../runtime/log.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Collection, Documents, Write } from '../../../storage/store.ts';
import type { Webhooks } from '../../../webhooks/webhooks.ts';
import { addingFile } from '../files/expiry.ts';
import { type FileRecord, newFileId } from '../files/record.ts';
import { type Checked, checkInput } from './check.ts';
import { Claim, StateChanged, Superseded } from './claim.ts';
import { type ExecuteServices, executeLines, expireLines } from './execute.ts';
import { type BatchRecord, ended, hasEnded, inState } from './record.ts';
import type { BatchError } from './schema.ts';

/** The kind of job that runs a batch. */
export const KIND = 'batch.run';

export interface RunPayload {
  readonly project: string;
}

export interface RunServices extends ExecuteServices {
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  readonly log: Log;
  readonly batches: Collection<BatchRecord>;
  readonly files: Collection<FileRecord>;
  /** The least time in milliseconds that a batch spends validating, finalizing and cancelling. */
  readonly stage: number;
}

/** Milliseconds between two looks at whether a batch was cancelled through another process. */
const LOOK = 1000;

/** Takes a batch from where it is to its end. It may be ended at any point, and begun anew. */
export async function runBatch(
  job: RunningJob<RunPayload>,
  services: RunServices,
): Promise<Again<RunPayload> | undefined> {
  const documents = services.batches.in(job.payload.project);
  const watch = watchFor(job, documents, services);
  try {
    const claim = await Claim.take(job.id, { store: services.store, documents });
    if (!claim) return undefined;
    const run = new Run(claim, job, watch.halt, services);
    while (!hasEnded(claim.batch)) await run.step();
    return undefined;
  } catch (error) {
    // Whoever has it ends the job. Should that one vanish, the job is still there.
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

/** What has to interrupt a run: its batch was cancelled, or the instance closes. */
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
  // A store that cannot be read is found out by the run itself.
  job.onPoke(() => void look().catch(() => {}));
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

class Run {
  readonly #claim: Claim;
  readonly #job: RunningJob<RunPayload>;
  readonly #halt: Abort;
  readonly #services: RunServices;

  constructor(claim: Claim, job: RunningJob<RunPayload>, halt: Abort, services: RunServices) {
    this.#claim = claim;
    this.#job = job;
    this.#halt = halt;
    this.#services = services;
  }

  /** One state further. */
  async step(): Promise<void> {
    try {
      switch (this.#claim.batch.status) {
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
      await this.#claim.refresh();
    }
  }

  async #validate(): Promise<void> {
    const { store, clock, webhooks, jobs } = this.#services;
    const { input, endpoint, refusal, id } = this.#claim.batch;
    const checked: Checked | { errors: readonly BatchError[] } = input
      ? await checkInput(input, endpoint, { store, clock, abort: this.#halt })
      : { errors: refusal ? [refusal] : [] };
    await this.#stay(this.#halt);
    const now = clock.epoch();
    if ('errors' in checked) {
      const { errors } = checked;
      const also = webhooks.announcing({ type: 'batch.failed', data: { id }, project: this.#project });
      await this.#claim.change((batch) => ({ ...ended(inState(batch, 'failed', now)), errors }), {
        from: 'validating',
        also,
      });
      jobs.wake();
      this.#tell();
      return;
    }
    const { lines, model } = checked;
    await this.#claim.change(
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
    const execution = await executeLines(this.#claim, this.#project, this.#halt, this.#services);
    const { total, completed, failed } = this.#claim.batch.counts;
    // The last line may be finished in the moment in which the window ends.
    const isLate = execution === 'late' && completed + failed < total;
    await this.#claim.change((batch) => ({ ...inState(batch, 'finalizing', clock.epoch()), isLate }), {
      from: 'in_progress',
    });
  }

  async #finalize(): Promise<void> {
    const { isLate } = this.#claim.batch;
    if (isLate) await expireLines(this.#claim, this.#halt, this.#services);
    await this.#stay(this.#halt);
    await this.#end(isLate ? 'expired' : 'completed');
  }

  async #cancel(): Promise<void> {
    await this.#stay(this.#job.abort);
    await this.#end('cancelled');
  }

  get #project(): string {
    return this.#job.payload.project;
  }

  /** Until the batch has been in its state for as long as it should be seen in it. */
  async #stay(abort: Abort): Promise<void> {
    const { clock, stage } = this.#services;
    const since = clock.epoch() - this.#claim.batch.statusSince;
    // Negative if the wall clock was set back.
    await until(clock, clock.now() + stage - Math.max(since, 0), abort);
  }

  /** Makes the files and tells everyone, in one commit. */
  async #end(status: 'completed' | 'expired' | 'cancelled'): Promise<void> {
    const { clock, webhooks, jobs } = this.#services;
    const { id, status: from, output, error } = this.#claim.batch;
    const now = clock.epoch();
    const outputFile = this.#toFile('output', output, now);
    const errorFile = this.#toFile('error', error, now);
    await this.#claim.change(
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
    const { id, status, counts } = this.#claim.batch;
    this.#services.log.info('batch ended', { id, status, ...counts });
  }

  /** A file of what was written: no file where there is nothing. */
  #toFile(
    name: 'output' | 'error',
    pieces: readonly BlobInfo[],
    createdAt: number,
  ): { id: string | null; writes: Write<void>[] } {
    if (pieces.length === 0) return { id: null, writes: [] };
    const { ids, files, jobs } = this.#services;
    const { id, outputLifetime } = this.#claim.batch;
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

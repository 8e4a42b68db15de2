import { resolve } from 'node:path';
import type { Options } from '../config/options.ts';
import { Abort } from '../runtime/abort.ts';
import { until } from '../runtime/clock.ts';
import { createSystemClock } from '../runtime/system-clock.ts';
import { createTurns } from '../runtime/turns.ts';
import type { Arguments } from './arguments.ts';
import { type BatchObject, createBatchApi } from './batch-api.ts';
import { type BatchFile, openBatchFile, type Part, partsOf, unknownAmong } from './batch-input.ts';
import {
  type AnswerFile,
  append,
  checkOutputs,
  type Outputs,
  readAnswers,
  removeOutputs,
} from './batch-output.ts';
import { type Instance, type LoadInstance, loadForReading } from './instance.ts';
import { CommandError, EXIT, type Io, type StopSignal } from './io.ts';
import { createDisplay } from './progress.ts';

/** Polling interval of a batch, in milliseconds. */
const LOOK = 100;

/** Bytes. Larger than any part, so that a `fileLimit` configured for a server does not matter here. */
const FILE_LIMIT = 64 * 2 ** 20;

/**
 * Runs a batch file on an in-memory instance and shows progress on `io.err`. Results go to `args.output` or
 * `io.out`, failed requests to `args.errors` or a file next to the output. Large files run as several
 * batches; the results of each are written when it ends. A signal cancels the run and writes the results so
 * far; a second one stops immediately. `args.resume` continues after either. Resolves to 0 if every request
 * succeeded, 1 if some did not, 130 or 143 after a signal.
 *
 * @throws CommandError if a file cannot be read or written, or with one line per invalid line of the input
 */
export async function runBatchFile(
  options: Options,
  args: Pick<Arguments, 'input' | 'output' | 'errors' | 'resume' | 'force'>,
  io: Io,
  load: LoadInstance = loadForReading,
): Promise<number> {
  const clock = createSystemClock();
  const abort = new Abort();
  let stop: StopSignal | undefined;
  const secondSignal = Promise.withResolvers<number>();
  const dispose = io.onSignal((signal) => {
    if (stop !== undefined) secondSignal.resolve(EXIT[signal]);
    stop ??= signal;
    abort.abort();
  });
  let instance: Instance | undefined;
  try {
    return await Promise.race([run(), secondSignal.promise]);
  } catch (error) {
    if (stop !== undefined && error === abort.reason) return EXIT[stop];
    throw error;
  } finally {
    dispose();
    await instance?.close({ graceMs: 0 });
  }

  async function run(): Promise<number> {
    const { input = '', resume, force } = args;
    const outputs = checkOutputs(args, io.cwd, resume || force);
    const fileLimit = Math.max(options.fileLimit, FILE_LIMIT);
    instance = await load({ ...options, requireApiKey: false, fileLimit });
    const file = await openBatchFile(input, resolve(io.cwd, input), {
      turns: createTurns(clock),
      operations: instance.operations,
      maxDepth: options.maxDepth,
      abort,
    });
    const tally = resume ? await earlier(file, outputs) : { succeeded: 0, failed: 0, answered: NONE };
    if (force) removeOutputs(outputs);
    const api = createBatchApi(instance);
    const show = createDisplay(io, { total: file.requests, before: tally.answered.size, clock });
    let status = 'completed';
    for await (const part of partsOf(file, tally.answered)) {
      const batch = await runPart(part);
      status = batch.status;
      tally.succeeded += batch.request_counts?.completed ?? 0;
      tally.failed += batch.request_counts?.failed ?? 0;
      if (status !== 'completed') break;
    }
    show.end();
    io.err(summary(status, tally, file, outputs));
    if (stop !== undefined) return EXIT[stop];
    return status === 'completed' && tally.failed === 0 ? EXIT.ok : EXIT.failure;

    async function runPart({ content }: Part): Promise<BatchObject> {
      let batch = await api.start(content, file.endpoint);
      let isCancelled = false;
      for (;;) {
        const { completed = 0, failed = 0 } = batch.request_counts ?? {};
        show.progress(batch.status, tally.succeeded + tally.failed + completed + failed);
        if (FINAL.has(batch.status)) break;
        if (stop !== undefined && !isCancelled) {
          isCancelled = true;
          await api.cancel(batch.id);
        }
        await until(clock, clock.now() + LOOK);
        batch = await api.retrieve(batch.id);
      }
      for (const { message } of batch.errors?.data ?? []) io.err(`fakeai: ${input}: ${message}\n`);
      await save(await api.content(batch.output_file_id), outputs.output);
      await save(await api.content(batch.error_file_id), outputs.errors);
      await api.clean(batch);
      return batch;
    }
  }

  async function save(
    body: ReadableStream<Uint8Array> | undefined,
    file: AnswerFile | undefined,
  ): Promise<void> {
    if (body === undefined) return;
    if (file !== undefined) return await append(file, body);
    const decoder = new TextDecoder();
    for await (const bytes of body) io.out(decoder.decode(bytes, { stream: true }));
  }
}

/** Request counts by outcome. */
interface Tally {
  succeeded: number;
  failed: number;
  /** `custom_id`s of requests answered by an earlier run. */
  readonly answered: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

const FINAL: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** Final states in which some requests are unanswered. */
const CONTINUABLE: ReadonlySet<string> = new Set(['expired', 'cancelled']);

/** Reads the results of an earlier run from its files. */
async function earlier(file: BatchFile, { output, errors }: Outputs): Promise<Tally> {
  const succeeded = await readAnswers(output);
  const failed = await readAnswers(errors);
  const answered = succeeded.union(failed);
  const unknown = answered.size === 0 ? undefined : await unknownAmong(answered, file);
  if (unknown !== undefined) {
    const { name } = (succeeded.has(unknown) ? output : errors) as AnswerFile;
    throw new CommandError(
      `Cannot resume: ${name} answers ${JSON.stringify(unknown)}, which is not in ${file.name}. Use --force to replace it.`,
    );
  }
  return { succeeded: succeeded.size, failed: failed.size, answered };
}

function summary(
  status: string,
  { succeeded, failed }: Tally,
  { requests }: BatchFile,
  { output, errors }: Outputs,
): string {
  const failures = failed === 0 ? '' : `, ${failed} failed${errors ? ` (${errors.name})` : ''}`;
  const to = output && succeeded > 0 ? `, results in ${output.name}` : '';
  const rest = output && CONTINUABLE.has(status) ? '. Use --resume to continue' : '';
  return `${status}: ${succeeded} of ${requests} succeeded${failures}${to}${rest}\n`;
}

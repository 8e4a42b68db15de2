import { createReadStream, createWriteStream, openAsBlob, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Options } from '../config/options.ts';
import { until } from '../runtime/clock.ts';
import { createSystemClock } from '../runtime/system-clock.ts';
import type { Arguments } from './arguments.ts';
import { type LoadInstance, loadForReading } from './instance.ts';
import { type Io, type StopSignal, UsageError } from './io.ts';
import { toProgressLine } from './progress.ts';

/** Milliseconds between two looks at the batch. */
const LOOK = 100;

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs a batch file on an instance of its own that keeps nothing, showing how far it is on `io.err`. Results go to `args.output` or
 * `io.out`, lines that failed to `args.errors` or beside the results. A signal cancels the batch, and what is finished is still written; a second one ends at once.
 * Resolves to 0 when every line succeeded, 1 when some did not, 130 or 143 after a signal.
 *
 * @throws UsageError when the file cannot be read, or is not accepted as a batch
 */
export async function runBatchFile(
  options: Options,
  args: Pick<Arguments, 'input' | 'output' | 'errors'>,
  io: Io,
  load: LoadInstance = loadForReading,
): Promise<number> {
  const input = resolve(io.cwd, args.input ?? '');
  const endpoint = await endpointOf(input, args.input ?? '');
  const clock = createSystemClock();
  // The key and the limits of a server mean nothing to a file of one's own.
  const instance = await load({
    ...options,
    requireApiKey: false,
    fileLimit: Math.max(options.fileLimit, statSync(input).size),
  });
  let stop: StopSignal | undefined;
  const impatient = Promise.withResolvers<number>();
  const dispose = io.onSignal((signal) => {
    if (stop !== undefined) impatient.resolve(EXIT_CODES[signal]);
    stop ??= signal;
  });
  try {
    return await Promise.race([run(), impatient.promise]);
  } finally {
    dispose();
    await instance.close({ graceMs: 0 });
  }

  async function run(): Promise<number> {
    const form = new FormData();
    form.append('purpose', 'batch');
    form.append('file', await openAsBlob(input), basename(input));
    const { id: fileId } = await call('POST', '/files', form);
    let batch = await call('POST', '/batches', {
      input_file_id: fileId as string,
      endpoint,
      completion_window: '24h',
    });
    const show = createDisplay(io);
    const startedAt = clock.now();
    let isCancelled = false;
    for (;;) {
      const { status, request_counts: counts } = batch;
      show.progress({
        state: status,
        done: (counts?.completed ?? 0) + (counts?.failed ?? 0),
        total: counts?.total ?? 0,
        elapsed: clock.now() - startedAt,
      });
      if (FINAL.has(status)) break;
      if (stop !== undefined && !isCancelled) {
        isCancelled = true;
        await call('POST', `/batches/${batch.id}/cancel`);
      }
      await until(clock, clock.now() + LOOK);
      batch = await call('GET', `/batches/${batch.id}`);
    }
    show.end();
    return await deliver(batch);
  }

  async function deliver(batch: BatchObject): Promise<number> {
    for (const { message, line } of batch.errors?.data ?? []) {
      io.err(line === null ? `fakeai: ${message}\n` : `fakeai: line ${line}: ${message}\n`);
    }
    const { output, errors = output === undefined ? undefined : besides(output) } = args;
    await save(batch.output_file_id, output);
    await save(batch.error_file_id, errors);
    const { completed = 0, failed = 0, total = 0 } = batch.request_counts ?? {};
    const to = output === undefined ? '' : `, results in ${output}`;
    const failures = failed === 0 ? '' : `, ${failed} failed${errors === undefined ? '' : ` (${errors})`}`;
    io.err(`${batch.status}: ${completed} of ${total} succeeded${failures}${completed === 0 ? '' : to}\n`);
    if (stop !== undefined) return EXIT_CODES[stop];
    return batch.status === 'completed' && failed === 0 ? 0 : 1;
  }

  async function save(fileId: string | null | undefined, path: string | undefined): Promise<void> {
    if (!fileId) return;
    const { body } = await instance.fetch(`${ROOT}/files/${fileId}/content`);
    if (body === null) return;
    if (path !== undefined) {
      await pipeline(Readable.fromWeb(body as never), createWriteStream(resolve(io.cwd, path)));
      return;
    }
    for await (const text of body.pipeThrough(new TextDecoderStream())) io.out(text);
  }

  async function call(method: string, path: string, body?: FormData | object): Promise<BatchObject> {
    const response = await instance.fetch(`${ROOT}${path}`, {
      method,
      ...(body instanceof FormData
        ? { body }
        : body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as BatchObject & { error?: { message: string } };
    if (answer.error) throw new UsageError(answer.error.message);
    return answer;
  }
}

const ROOT = 'http://fakeai/v1';

const FINAL: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** What is looked at of a batch. */
interface BatchObject {
  readonly id: string;
  readonly status: string;
  readonly output_file_id?: string | null;
  readonly error_file_id?: string | null;
  readonly request_counts?: { readonly total: number; readonly completed: number; readonly failed: number };
  readonly errors?: {
    readonly data: readonly { readonly message: string; readonly line: number | null }[];
  } | null;
}

/** `out.jsonl` → `out.errors.jsonl`. */
function besides(output: string): string {
  return /\.\w+$/.test(output) ? output.replace(/(\.\w+)$/, '.errors$1') : `${output}.errors`;
}

/** The endpoint of the first line: that of all of them, in a file that is right. */
async function endpointOf(path: string, name: string): Promise<string> {
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      number++;
      if (line.trim() === '') continue;
      const { url } = JSON.parse(line) as { url?: unknown };
      if (typeof url === 'string') return url;
      throw new UsageError(`Line ${number} of ${name} has no url, such as "/v1/chat/completions".`);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof SyntaxError) throw new UsageError(`Line ${number} of ${name} is not JSON.`);
    throw new UsageError(`Cannot read ${name}: ${(error as Error).message}`);
  }
  throw new UsageError(`${name} has no lines.`);
}

interface Display {
  progress(progress: Parameters<typeof toProgressLine>[0]): void;
  end(): void;
}

/** A line that is written over again in a terminal; elsewhere one line for each state. */
function createDisplay(io: Io): Display {
  const { errColumns } = io;
  let last = '';
  return {
    progress(progress) {
      if (errColumns !== undefined) {
        io.err(`\r\u001b[K${toProgressLine(progress, errColumns - 1)}`);
      } else if (progress.state !== last) {
        io.err(`${progress.state.replaceAll('_', ' ')}\n`);
      }
      last = progress.state;
    },
    end() {
      if (errColumns !== undefined) io.err('\r\u001b[K');
    },
  };
}

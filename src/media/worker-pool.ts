import { availableParallelism } from 'node:os';
import { type Transferable, Worker } from 'node:worker_threads';
import type { Abort } from '../runtime/abort.ts';
import type { Clock, Timer } from '../runtime/clock.ts';
import { locatePackageFile } from '../runtime/package-file.ts';
import { createSystemClock } from '../runtime/system-clock.ts';
import { fromWire } from './worker-errors.ts';
import type { Answer, Order } from './worker-messages.ts';

/** Threads for work that would block the event loop: painting, encoding, speech synthesis. */
export interface WorkerPool {
  /**
   * Runs a task registered in `worker-tasks.ts` as soon as a thread is free, in order of submission.
   *
   * Rejects with the error the task threw (expected errors keep their class); with `PackageFileMissing` if the
   * worker's entry file is missing; with {@link WorkerPoolBusy} if the queue is full; with {@link WorkerLost} if
   * the thread died or exceeded the time limit (it is replaced); and with the reason of `abort` if that fires
   * first: a queued job is dropped, a running one has another second to complete before its thread is replaced.
   */
  run<T>(task: string, input: unknown, options?: RunOptions): Promise<T>;
  /** Stops all threads; queued and running jobs reject with {@link WorkerLost}. */
  close(): Promise<void>;
}

export interface RunOptions {
  /** Buffers of the input that are transferred to the worker instead of being copied. */
  readonly transfer?: readonly Transferable[];
  readonly abort?: Abort;
  /** Memory that the job takes while it runs. Defaults to 0. */
  readonly bytes?: number;
}

export interface WorkerPoolOptions {
  /** Maximum number of threads. Defaults to one fewer than the cores, at least 1 and at most 4. */
  readonly size?: number;
  /** Maximum number of queued jobs. Defaults to 1,024. */
  readonly queueLimit?: number;
  /**
   * Maximum memory of the jobs that run at the same time, as they state it; a job that takes more runs alone.
   * Defaults to 512 MiB.
   */
  readonly memoryLimit?: number;
  /** Time limit per job in milliseconds. Defaults to 60,000. */
  readonly timeLimit?: number;
  /**
   * Clock for the time limit. Defaults to the system clock, even if the instance uses virtual time: CPU work
   * takes real time, during which a virtual clock may advance past any limit.
   */
  readonly clock?: Clock;
  /** Entry module of each thread. Defaults to the package's own worker file. */
  readonly program?: URL;
}

/** The queue of the pool is full. */
export class WorkerPoolBusy extends Error {
  override readonly name = 'WorkerPoolBusy';
}

/** The thread running the job is gone: it crashed, exceeded the time limit, or the pool was closed. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
}

/**
 * A pool whose threads start on demand. Idle threads do not keep the process alive.
 *
 * @example
 * const pool = createWorkerPool();
 * const png = await pool.run<Uint8Array>('image.generate', job);
 * await pool.close();
 */
export function createWorkerPool(options: WorkerPoolOptions = {}): WorkerPool {
  return new Pool(options);
}

interface Job {
  readonly order: Order;
  readonly transfer: readonly Transferable[];
  readonly running: Running;
}

/** What the pool keeps of a job while it runs: the input is in the worker's memory by then. */
interface Running {
  readonly bytes: number;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Thread {
  readonly worker: Worker;
  job: Running | undefined;
  limit: Timer | undefined;
}

/** How long a running job goes on after its caller has left, in milliseconds. */
const ABANDONED_MS = 1000;

class Pool implements WorkerPool {
  readonly #size: number;
  readonly #queueLimit: number;
  readonly #memoryLimit: number;
  readonly #timeLimit: number;
  readonly #clock: Clock;
  #program: URL | undefined;
  readonly #threads = new Set<Thread>();
  readonly #queue = new Set<Job>();
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#size = options.size ?? Math.min(4, Math.max(1, availableParallelism() - 1));
    this.#queueLimit = options.queueLimit ?? 1024;
    this.#memoryLimit = options.memoryLimit ?? 512 * 2 ** 20;
    this.#timeLimit = options.timeLimit ?? 60_000;
    this.#clock = options.clock ?? createSystemClock();
    this.#program = options.program;
  }

  run<T>(task: string, input: unknown, options: RunOptions = {}): Promise<T> {
    const { abort, transfer = [], bytes = 0 } = options;
    if (this.#closed) return Promise.reject(new WorkerLost('The worker pool is closed'));
    if (abort?.aborted) return Promise.reject(abort.reason);
    if (this.#queue.size >= this.#queueLimit) {
      return Promise.reject(
        new WorkerPoolBusy(`The worker queue is full: ${this.#queueLimit} jobs are waiting`),
      );
    }
    try {
      this.#program ??= locatePackageFile(PROGRAM);
    } catch (error) {
      return Promise.reject(error);
    }
    return new Promise<T>((resolve, reject) => {
      const job: Job = {
        order: { task, input },
        transfer,
        running: {
          bytes,
          resolve: (value) => {
            forget?.();
            resolve(value as T);
          },
          reject: (error) => {
            forget?.();
            reject(error);
          },
        },
      };
      const forget = abort?.onAbort((reason) => {
        if (!this.#queue.delete(job)) this.#abandon(job.running);
        reject(reason);
        this.#dispatch();
      });
      this.#queue.add(job);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closed = new WorkerLost('The worker pool is closed');
    for (const job of this.#queue) job.running.reject(closed);
    this.#queue.clear();
    await Promise.all([...this.#threads].map((thread) => this.#lose(thread, closed)));
  }

  #dispatch(): void {
    for (const job of this.#queue) {
      if (!this.#hasMemoryFor(job.running)) return;
      const thread = this.#freeThread();
      if (!thread) return;
      this.#queue.delete(job);
      this.#begin(thread, job);
    }
  }

  #hasMemoryFor({ bytes }: Running): boolean {
    let total = bytes;
    for (const { job } of this.#threads) total += job?.bytes ?? 0;
    return total === bytes || total <= this.#memoryLimit;
  }

  #freeThread(): Thread | undefined {
    for (const thread of this.#threads) if (!thread.job) return thread;
    return this.#threads.size < this.#size ? this.#start() : undefined;
  }

  #start(): Thread {
    const worker = new Worker(this.#program as URL, {
      name: 'media',
      // Some flags of the parent process are not allowed in threads, or would run its preloads again.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const thread: Thread = { worker, job: undefined, limit: undefined };
    worker.on('message', (answer: Answer) => this.#answered(thread, answer));
    worker.on('messageerror', (error) => this.#lose(thread, error));
    worker.on('error', (error) => this.#lose(thread, new WorkerLost('A worker crashed', { cause: error })));
    worker.on('exit', () => this.#lose(thread, new WorkerLost('A worker exited unexpectedly')));
    this.#threads.add(thread);
    return thread;
  }

  #begin(thread: Thread, job: Job): void {
    try {
      thread.worker.postMessage(job.order, job.transfer);
    } catch (error) {
      job.running.reject(error); // cannot be cloned
      thread.worker.unref();
      return;
    }
    thread.job = job.running;
    thread.worker.ref();
    this.#limit(thread, this.#timeLimit);
  }

  #limit(thread: Thread, milliseconds: number): void {
    thread.limit?.cancel();
    thread.limit = this.#clock.at(this.#clock.now() + milliseconds, () => {
      this.#lose(thread, new WorkerLost(`A job took longer than ${milliseconds} ms`));
    });
  }

  #abandon(job: Running): void {
    for (const thread of this.#threads) if (thread.job === job) this.#limit(thread, ABANDONED_MS);
  }

  #answered(thread: Thread, answer: Answer): void {
    const job = this.#release(thread);
    if (answer.ok) job?.resolve(answer.value);
    else job?.reject(fromWire(answer.error));
    this.#dispatch();
  }

  #lose(thread: Thread, error: unknown): Promise<unknown> | undefined {
    if (!this.#threads.delete(thread)) return;
    this.#release(thread)?.reject(error);
    const ended = thread.worker.terminate();
    this.#dispatch();
    return ended;
  }

  #release(thread: Thread): Running | undefined {
    const { job } = thread;
    thread.limit?.cancel();
    thread.limit = undefined;
    thread.job = undefined;
    thread.worker.unref();
    return job;
  }
}

const PROGRAM = { built: 'fakeai-worker.js', source: './media/worker.ts' };

import type { Abort } from '../runtime/abort.ts';
import type { Write } from '../storage/store.ts';

/**
 * Work that takes time and outlives its request and its process. A job is stored with its payload as part of
 * a commit, and run when it is due by any process that shares the store. Jobs of a dead process are taken
 * over, so every kind must be safe to restart at any point.
 *
 * @example
 * jobs.define({ kind: 'greeting', run: async ({ payload }) => console.log(payload.name) });
 * await store.commit([notes.inserting(note, { createdAt }), jobs.adding({ kind: 'greeting', id: note.id, payload: { name: 'Ada' } })]);
 * jobs.wake();
 */
export interface Jobs {
  /**
   * Registers how jobs of a kind are run. Must be called before `start`; defining a kind twice is a
   * TypeError.
   */
  define<Payload>(definition: JobDefinition<Payload>): void;
  /**
   * Returns the write that adds a job, for use in a commit. `id` is unique within its kind. Call {@link wake}
   * after the commit.
   */
  adding<Payload>(job: NewJob<Payload>): Write<void>;
  /** Looks for due jobs. Jobs added by another process are found without it, within seconds. */
  wake(): void;
  /**
   * Notifies a job running in this process that something it depends on has changed. Jobs running in other
   * processes are not reached, so a job that needs to react must also check periodically.
   */
  notify(kind: string, id: string): void;
  /**
   * Starts existing jobs, and from then on new ones as they come due. Returns at once; idempotent. A
   * TypeError after `stop`.
   */
  start(): void;
  /**
   * Stops running jobs: fires each job's `abort` and resolves when all have returned and no timer is left.
   * Unfinished jobs continue with the next `Jobs` started on the store. Idempotent.
   */
  stop(): Promise<void>;
}

export interface JobDefinition<Payload> {
  readonly kind: string;
  /** Maximum number of jobs of this kind that run concurrently in this process. Default 4. */
  readonly concurrency?: number;
  /**
   * If true, no timer is set for these jobs; they run the next time the scheduler wakes up for another
   * reason. Meant for cleanup far in the future, which should neither keep the program alive nor make
   * simulated time jump to it. Default false.
   */
  readonly patient?: boolean;
  /**
   * Runs the job, or what is left of it. Resolving completes it; resolving to {@link Again} reschedules it. A
   * rejection is logged and the job retried: after one second, then with exponential backoff up to five
   * minutes. If it rejects after its `abort` has fired, it is left for the next start; if it resolves then,
   * it still counts as done.
   */
  readonly run: (job: RunningJob<Payload>) => Promise<void> | Promise<Again<Payload> | undefined>;
}

/** The job is not finished and has to run again. */
export interface Again<Payload> {
  /** When to run again, in Unix milliseconds; at the earliest one millisecond from now. */
  readonly again: number;
  /** The payload from then on. Defaults to the current one. */
  readonly payload?: Payload;
}

export interface NewJob<Payload> {
  readonly kind: string;
  readonly id: string;
  /** Any value that survives a JSON round trip. */
  readonly payload: Payload;
  /** Unix milliseconds. Defaults to now. */
  readonly dueAt?: number;
}

export interface RunningJob<Payload> {
  readonly id: string;
  readonly payload: Payload;
  /** Fires when the instance closes, or when the lease was lost to another process. */
  readonly abort: Abort;
  /**
   * Calls `listener` whenever the job is notified. Register first and then check the state, so that no change is
   * missed.
   */
  onNotify(listener: () => void): void;
}

import type { Abort } from '../runtime/abort.ts';
import type { Write } from '../storage/store.ts';

/**
 * Work that takes time and outlives its request, and its process: it is written down with what it is about, in one commit, and done when
 * it is due, by whichever process on the store takes it up. Work that a dead process left is taken up again, so every kind is written to
 * be begun anew at any point.
 *
 * @example
 * jobs.define({ kind: 'greeting', run: async ({ payload }) => console.log(payload.name) });
 * await store.commit([notes.inserting(note, { createdAt }), jobs.adding({ kind: 'greeting', id: note.id, payload: { name: 'Ada' } })]);
 * jobs.wake();
 */
export interface Jobs {
  /** Says how jobs of a kind are done. Before `start`; a kind twice is a TypeError. */
  define<Payload>(definition: JobDefinition<Payload>): void;
  /** A job to be added, as part of a commit. `id` is unique within its kind. Call {@link wake} after the commit. */
  adding<Payload>(job: NewJob<Payload>): Write<void>;
  /** Looks for jobs that are due. Jobs added through another process are found without it, within seconds. */
  wake(): void;
  /**
   * Tells the job, if it is running in this process, that something about it has changed. Work of another process is not reached: a job
   * that minds also looks at what it is about from time to time.
   */
  poke(kind: string, id: string): void;
  /** Takes up what is there, and from then on what comes. Returns at once; harmless when repeated. A TypeError after `stop`. */
  start(): void;
  /**
   * Ends what is running: each job's `abort` fires, and it resolves when all have returned and no timer is left. What was not over goes on
   * with the next `Jobs` that start on the store. Harmless when repeated.
   */
  stop(): Promise<void>;
}

export interface JobDefinition<Payload> {
  readonly kind: string;
  /** How many run at once in this process. Default 4. */
  readonly concurrency?: number;
  /**
   * The jobs can wait until something happens anyway: they are looked for when jobs are woken, and no timer is set for them. That is for
   * tidying up far in the future, which should neither keep a program alive nor draw simulated time towards it. Default false.
   */
  readonly patient?: boolean;
  /**
   * Does the job, or what is left of it. Resolving ends it, and {@link Again} has it run once more. A rejection is logged and the job
   * tried again: after a second, then later each time, up to five minutes. One that rejects after its `abort` has fired is left as it is for
   * the next start; one that resolves then has ended all the same.
   */
  readonly run: (job: RunningJob<Payload>) => Promise<void> | Promise<Again<Payload> | undefined>;
}

/** The job is not over. */
export interface Again<Payload> {
  /** When it is to run, in Unix milliseconds; a millisecond from now at the earliest. */
  readonly again: number;
  /** What it is about from then on. Default: what it was about. */
  readonly payload?: Payload;
}

export interface NewJob<Payload> {
  readonly kind: string;
  readonly id: string;
  /** What `JSON.stringify` keeps. */
  readonly payload: Payload;
  /** Unix milliseconds. Default: at once. */
  readonly dueAt?: number;
}

export interface RunningJob<Payload> {
  readonly id: string;
  readonly payload: Payload;
  /** Fires when the instance closes, or when the lease was lost to another process. */
  readonly abort: Abort;
  /** Calls `listener` whenever the job is poked. Listen first, then look at how things are: no change is missed so. */
  onPoke(listener: () => void): void;
}

import { Aborted } from '../runtime/abort.ts';
import { type Clock, type Timer, until } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { MissingDocument } from '../storage/errors.ts';
import type { Documents, Store } from '../storage/store.ts';
import { type JobLease, type JobLeases, LostJob } from './job-leases.ts';
import type { JobDefinition } from './jobs.ts';
import { type JobRecord, toRecordId, toRetryDelay } from './record.ts';

export interface JobQueueServices {
  readonly clock: Clock;
  readonly store: Store;
  readonly records: Documents<JobRecord>;
  readonly leases: JobLeases;
  readonly log: Log;
}

const DEFAULT_CONCURRENCY = 4;

/** Consecutive store failures after which polling stops until something triggers a poll again. */
const MAXIMUM_STORE_FAILURES = 10;

/** Tolerance in milliseconds for rounding errors in fractional times: a job due within it counts as due. */
const TOLERANCE_MS = 0.01;

interface Running {
  readonly lease: JobLease;
  readonly listeners: Set<() => void>;
  /** Resolves when the job has returned and its outcome is stored. */
  ended: Promise<void>;
}

/**
 * Runs the jobs of one kind in this process: finds due jobs, runs them up to the concurrency limit, and
 * stores their outcome. Has a single timer, for the earliest job not yet due, and none if nothing is waiting.
 */
export class JobQueue {
  readonly #definition: JobDefinition<unknown>;
  readonly #services: JobQueueServices;
  readonly #running = new Map<string, Running>();
  #isOpen = false;
  #timer: Timer | undefined;
  #polling: Promise<void> | undefined;
  /** Something has changed since the current poll began. */
  #pollAgain = false;
  #failures = 0;

  constructor(definition: JobDefinition<unknown>, services: JobQueueServices) {
    const { concurrency = DEFAULT_CONCURRENCY } = definition;
    if (!(Number.isInteger(concurrency) && concurrency > 0)) {
      throw new RangeError(
        `Invalid concurrency ${concurrency} for job kind ${JSON.stringify(definition.kind)}: must be a positive integer`,
      );
    }
    this.#definition = { ...definition, concurrency };
    this.#services = services;
  }

  start(): void {
    this.#isOpen = true;
    this.poll();
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    this.#sleep();
    for (const { lease } of this.#running.values()) lease.abort.abort(new Aborted('The instance is closing'));
    await this.#polling;
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  notify(id: string): void {
    const running = this.#running.get(toRecordId(this.#definition.kind, id));
    if (running) for (const listener of [...running.listeners]) listener();
  }

  poll(): void {
    if (!this.#isOpen) return;
    this.#pollAgain = true;
    this.#polling ??= this.#pollWhileAsked();
  }

  async #pollWhileAsked(): Promise<void> {
    try {
      while (this.#isOpen && this.#pollAgain) {
        this.#pollAgain = false;
        this.#sleep();
        await this.#takeUp();
      }
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      const { kind } = this.#definition;
      this.#services.log.error('could not query due jobs', { kind, error: String(error) });
      if (this.#failures < MAXIMUM_STORE_FAILURES) {
        const { clock } = this.#services;
        this.#wakeBy((task) => clock.at(clock.now() + toRetryDelay(this.#failures), task));
      }
    } finally {
      this.#polling = undefined;
    }
  }

  /**
   * Goes through the jobs from the earliest on, skipping those that run here or elsewhere, until all slots
   * are taken or nothing more is due.
   */
  async #takeUp(): Promise<void> {
    const { kind, concurrency = DEFAULT_CONCURRENCY } = this.#definition;
    const { clock, records } = this.#services;
    let after: string | undefined;
    do {
      // When a running job ends, the queue polls again.
      if (this.#running.size >= concurrency) return;
      const page = await records.page({ order: 'asc', limit: concurrency + 1, after, where: { kind } });
      for (const record of page.items) {
        if (!this.#isOpen || this.#running.size >= concurrency) return;
        if (this.#running.has(record.id)) continue;
        if (record.dueAt > clock.epoch() + TOLERANCE_MS) return this.#waitFor(record);
        await this.#takeUpOne(record.id);
      }
      after = page.hasMore ? page.items.at(-1)?.id : undefined;
    } while (after !== undefined);
  }

  async #takeUpOne(id: string): Promise<void> {
    const { clock, records, leases } = this.#services;
    const lease = await leases.take(`job/${id}`);
    if (!lease) return;
    // The job may have ended or been rescheduled before its lease was taken.
    const record = await records.get(id).catch(async (error) => {
      await lease.release().catch(() => {});
      throw error;
    });
    if (!this.#isOpen || !record || record.dueAt > clock.epoch() + TOLERANCE_MS) {
      this.#pollAgain ||= record !== undefined;
      return lease.release();
    }
    const running: Running = { lease, listeners: new Set(), ended: Promise.resolve() };
    this.#running.set(id, running);
    running.ended = this.#run(record, running);
  }

  async #run(record: JobRecord, { lease, listeners }: Running): Promise<void> {
    const outcome = await this.#outcome(record, lease, listeners);
    if (outcome !== 'leave') await this.#settle(record, outcome, lease);
    await lease.release().catch((error) => {
      this.#services.log.warn('could not release a job lease', { ...named(record), error: String(error) });
    });
    this.#running.delete(record.id);
    this.poll();
  }

  /** The new record: undefined if the job is done, `'leave'` to keep the stored one. */
  async #outcome(
    record: JobRecord,
    { abort }: JobLease,
    listeners: Set<() => void>,
  ): Promise<JobRecord | undefined | 'leave'> {
    const { clock, log } = this.#services;
    const onNotify = (listener: () => void): void => {
      listeners.add(listener);
    };
    try {
      const result = await this.#definition.run({ id: record.key, payload: record.payload, abort, onNotify });
      if (abort.reason instanceof LostJob) return 'leave';
      if (!result) return undefined;
      const { again, payload = record.payload } = result;
      // A job that requests the current moment would keep simulated time from advancing.
      const dueAt = Math.max(Math.ceil(again), Math.floor(clock.epoch()) + 1);
      return { ...record, payload, dueAt, failures: 0 };
    } catch (error) {
      if (abort.aborted) return 'leave';
      const failures = record.failures + 1;
      const retryMs = toRetryDelay(failures);
      log.error('job failed', { ...named(record), failures, retry_ms: retryMs, error: String(error) });
      return { ...record, dueAt: Math.ceil(clock.epoch() + retryMs), failures };
    }
  }

  /**
   * Stores the outcome, with retries while the store fails: until then the job keeps its slot and is not run
   * again.
   */
  async #settle(record: JobRecord, outcome: JobRecord | undefined, { abort }: JobLease): Promise<void> {
    const { clock, store, records, log } = this.#services;
    for (let failures = 1; ; failures++) {
      try {
        if (!outcome) await records.delete(record.id);
        else {
          const place = { createdAt: outcome.dueAt };
          await store.commit([records.deleting(record.id), records.inserting(outcome, place)]);
        }
        return;
      } catch (error) {
        // Another process already settled the job.
        if (error instanceof MissingDocument) return;
        log.error('could not store the outcome of a job', { ...named(record), error: String(error) });
        if (failures === MAXIMUM_STORE_FAILURES) return;
      }
      try {
        await until(clock, clock.now() + toRetryDelay(failures), abort);
      } catch {
        return;
      }
    }
  }

  #waitFor({ dueAt }: JobRecord): void {
    if (!this.#definition.patient) this.#wakeBy((task) => this.#services.clock.atEpoch(dueAt, task));
  }

  #wakeBy(schedule: (task: () => void) => Timer): void {
    if (!this.#isOpen) return;
    this.#timer?.cancel();
    this.#timer = schedule(() => {
      this.#timer = undefined;
      this.poll();
    });
  }

  #sleep(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}

function named({ kind, key }: JobRecord): { kind: string; id: string } {
  return { kind, id: key };
}

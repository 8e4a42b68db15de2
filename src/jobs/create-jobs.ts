import type { Clock, Timer } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Store } from '../storage/store.ts';
import { createSharedJobLeases, createSoleJobLeases } from './job-leases.ts';
import type { Jobs } from './jobs.ts';
import { JobQueue, type JobQueueServices } from './queue.ts';
import { openJobRecords, toRecord } from './record.ts';

export interface JobsOptions {
  /** Clock for due times; may be simulated. */
  readonly clock: Clock;
  readonly store: Store;
  readonly log: Log;
  /**
   * Set if other processes may work on the same store. If absent, jobs run only in this process, and an idle
   * instance has no timer.
   */
  readonly sharing?: Sharing;
}

/** How processes that share a store divide the jobs. */
export interface Sharing {
  /**
   * A real-time clock, even if the jobs use simulated time: whether a process is alive is not simulated.
   * Between `start` and `stop` it always has a timer, which should not keep the program alive.
   */
  readonly clock: Clock;
  /** How long the jobs of a vanished process are left alone, in milliseconds. Default 15,000. */
  readonly leaseMs?: number;
  /**
   * Interval for polling jobs of other processes and renewing leases, in milliseconds. Default 2,000; at most
   * a quarter of `leaseMs`.
   */
  readonly pollMs?: number;
}

const DEFAULT_LEASE_MS = 15_000;
const DEFAULT_POLL_MS = 2000;

/**
 * The jobs of one store, run by this process. Nothing runs before `start`.
 *
 * @throws RangeError if `pollMs` is not positive, or leaves no time to renew a lease
 * @example
 * const jobs = createJobs({ clock, store, log });
 * jobs.define({ kind: 'greeting', run: async ({ payload }) => console.log(payload) });
 * jobs.start();
 * await store.commit([jobs.adding({ kind: 'greeting', id: 'one', payload: 'Hello' })]);
 * jobs.wake();
 * await jobs.stop();
 */
export function createJobs({ clock, store, log, sharing }: JobsOptions): Jobs {
  const records = openJobRecords(store);
  const { leaseMs = DEFAULT_LEASE_MS, pollMs = DEFAULT_POLL_MS } = sharing ?? {};
  if (!(pollMs > 0 && pollMs <= leaseMs / 4)) {
    throw new RangeError(
      `leaseMs must be at least 4 × pollMs, and pollMs positive: got ${leaseMs} and ${pollMs}`,
    );
  }
  const leases = sharing
    ? createSharedJobLeases({ leases: store.leases, clock: sharing.clock, termMs: leaseMs, log })
    : createSoleJobLeases();
  const services: JobQueueServices = { clock, store, records, leases, log };
  const queues = new Map<string, JobQueue>();
  let isStarted = false;
  let poll: Timer | undefined;
  let stopped: Promise<void> | undefined;

  const wake = (): void => {
    for (const queue of queues.values()) queue.poll();
  };
  const pollLater = ({ clock }: Sharing): void => {
    poll = clock.at(clock.now() + pollMs, () => {
      pollLater({ clock });
      wake();
      void leases.renew();
    });
  };

  return {
    define(definition) {
      const { kind } = definition;
      if (isStarted) throw new TypeError(`Cannot define job kind ${JSON.stringify(kind)} after start()`);
      if (queues.has(kind)) throw new TypeError(`Job kind ${JSON.stringify(kind)} is already defined`);
      queues.set(kind, new JobQueue(definition as never, services));
    },
    adding(job) {
      return records.inserting(toRecord(job), { createdAt: job.dueAt ?? clock.epoch() });
    },
    wake,
    notify(kind, id) {
      queues.get(kind)?.notify(id);
    },
    start() {
      if (stopped) throw new TypeError('Cannot start jobs again after stop()');
      if (isStarted) return;
      isStarted = true;
      if (sharing) pollLater(sharing);
      for (const queue of queues.values()) queue.start();
    },
    stop() {
      stopped ??= (async () => {
        await Promise.all([...queues.values()].map((queue) => queue.stop()));
        // Not earlier: a job that is slow to return keeps its lease until then.
        poll?.cancel();
      })();
      return stopped;
    },
  };
}

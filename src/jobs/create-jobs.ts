import type { Clock, Timer } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Store } from '../storage/store.ts';
import { createLeasedHolds, createSoleHolds } from './holds.ts';
import type { Jobs } from './jobs.ts';
import { Lane, type LaneServices } from './lane.ts';
import { openJobRecords, toRecord } from './record.ts';

export interface JobsOptions {
  /** The time by which jobs are due: it may be simulated. */
  readonly clock: Clock;
  readonly store: Store;
  readonly log: Log;
  /** Given when other processes may work on the same store. Absent: the jobs are done here or nowhere, and an idle instance has no timer. */
  readonly sharing?: Sharing;
}

/** How processes on one store divide the jobs. */
export interface Sharing {
  /**
   * Real time, also where the time of the jobs is simulated: whether a process lives is not a matter of the simulation. It always has
   * a timer between `start` and `stop`, which should not keep the program alive.
   */
  readonly clock: Clock;
  /** How long the jobs of a process that vanished are left alone, in milliseconds. Default 15,000. */
  readonly leaseMs?: number;
  /** How often jobs of other processes are looked for and leases are renewed, in milliseconds. Default 2,000; at most a quarter of `leaseMs`. */
  readonly pollMs?: number;
}

const DEFAULT_LEASE_MS = 15_000;
const DEFAULT_POLL_MS = 2000;

/**
 * The jobs of one store, done by this process. Nothing runs before `start`.
 *
 * @throws RangeError when `pollMs` is not positive, or leaves no time to renew a lease
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
    throw new RangeError(`Cannot renew leases of ${leaseMs} ms every ${pollMs} ms`);
  }
  const holds = sharing
    ? createLeasedHolds({ leases: store.leases, clock: sharing.clock, termMs: leaseMs, log })
    : createSoleHolds();
  const services: LaneServices = { clock, store, records, holds, log };
  const lanes = new Map<string, Lane>();
  let isStarted = false;
  let poll: Timer | undefined;
  let stopped: Promise<void> | undefined;

  const wake = (): void => {
    for (const lane of lanes.values()) lane.look();
  };
  const pollLater = ({ clock }: Sharing): void => {
    poll = clock.at(clock.now() + pollMs, () => {
      pollLater({ clock });
      wake();
      void holds.renew();
    });
  };

  return {
    define(definition) {
      const { kind } = definition;
      if (isStarted)
        throw new TypeError(`Cannot define jobs of kind ${JSON.stringify(kind)} after the start`);
      if (lanes.has(kind)) throw new TypeError(`Cannot define jobs of kind ${JSON.stringify(kind)} twice`);
      lanes.set(kind, new Lane(definition as never, services));
    },
    adding(job) {
      const record = toRecord(job, clock.epoch());
      return records.inserting(record, { createdAt: record.dueAt });
    },
    wake,
    poke(kind, id) {
      lanes.get(kind)?.poke(id);
    },
    start() {
      if (stopped) throw new TypeError('Cannot start jobs that were stopped');
      if (isStarted) return;
      isStarted = true;
      if (sharing) pollLater(sharing);
      for (const lane of lanes.values()) lane.start();
    },
    stop() {
      stopped ??= (async () => {
        await Promise.all([...lanes.values()].map((lane) => lane.stop()));
        // Not before: a job that takes long to return keeps its lease until it has.
        poll?.cancel();
      })();
      return stopped;
    },
  };
}

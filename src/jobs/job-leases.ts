import { Abort, Aborted } from '../runtime/abort.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Leases } from '../storage/leases.ts';

/** Exclusive ownership of running jobs, where other processes may want to run them too. */
export interface JobLeases {
  /** Undefined while another process runs the job. */
  take(name: string): Promise<JobLease | undefined>;
  /**
   * Renews leases that are about to expire. Called periodically; does nothing while a previous call is in
   * progress.
   */
  renew(): Promise<void>;
}

export interface JobLease {
  /** Fires with {@link LostJob} when another process has taken over the job, or when the holder aborts it. */
  readonly abort: Abort;
  /** Gives up the lease. */
  release(): Promise<void>;
}

/** The lease of a running job could not be renewed: another process may take over the job. */
export class LostJob extends Aborted {
  constructor() {
    super('The job was taken over by another process');
  }
}

/** For a store that no other process uses: every lease is granted. */
export function createSoleJobLeases(): JobLeases {
  return {
    take: async () => ({ abort: new Abort(), release: async () => {} }),
    renew: async () => {},
  };
}

/**
 * Leases of the store. They track which processes are alive, so `clock` is the real one even if job time is
 * simulated.
 *
 * @param termMs how long the work of a process that died is left alone, in milliseconds
 */
export function createSharedJobLeases(options: {
  leases: Leases;
  clock: Clock;
  termMs: number;
  log: Log;
}): JobLeases {
  const { leases, clock, termMs, log } = options;
  const held = new Map<string, { readonly abort: Abort; until: number }>();
  let renewing = false;

  const prolong = async (name: string): Promise<number | undefined> => {
    const now = clock.epoch();
    const until = now + termMs;
    return (await leases.take(name, { now, until })) ? until : undefined;
  };
  const lose = (name: string): void => {
    const lease = held.get(name);
    held.delete(name);
    lease?.abort.abort(new LostJob());
  };
  const renewOne = async (name: string, lease: { until: number }): Promise<void> => {
    const left = lease.until - clock.epoch();
    // Early enough for a second and third attempt. More than a whole term is left only if the wall clock was
    // set back: the lease would outlive its holder for as long.
    if (left > (termMs * 2) / 3 && left <= termMs) return;
    try {
      const until = await prolong(name);
      // Released meanwhile: the lease just renewed would block other processes.
      if (held.get(name) !== lease) await leases.release(name);
      else if (until === undefined) lose(name);
      else lease.until = until;
    } catch (error) {
      log.warn('could not renew a job lease', { name, error: String(error) });
      if (held.get(name) === lease && clock.epoch() >= lease.until) lose(name);
    }
  };

  return {
    async take(name) {
      const until = await prolong(name);
      if (until === undefined) return undefined;
      const lease = { abort: new Abort(), until };
      held.set(name, lease);
      return {
        abort: lease.abort,
        async release() {
          if (held.get(name) !== lease) return;
          held.delete(name);
          await leases.release(name);
        },
      };
    },
    async renew() {
      if (renewing) return;
      renewing = true;
      try {
        for (const [name, lease] of [...held]) if (held.get(name) === lease) await renewOne(name, lease);
      } finally {
        renewing = false;
      }
    },
  };
}

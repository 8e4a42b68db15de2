/**
 * Leases divide work among the processes that share a store. A lease expires by itself, so the work of a dead
 * process is taken over. Times are Unix milliseconds by the caller's clock.
 *
 * A lease keeps two processes from starting the same work, but cannot stop one that was suspended past the
 * expiry of its lease from continuing. Work that must not be done twice therefore verifies its ownership in
 * its commits.
 *
 * @example
 * if (await store.leases.take('job-1', { now, until: now + 10_000 })) await work();
 */
export interface Leases {
  /**
   * Takes the lease, or renews it if this store already holds it. Returns false while another store holds it,
   * even one in the same process. The lease of a process known to be dead can be taken at once.
   */
  take(name: string, term: { readonly now: number; readonly until: number }): Promise<boolean>;
  /** Releases the lease. Does nothing if it is not held. */
  release(name: string): Promise<void>;
}

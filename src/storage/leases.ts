/**
 * Who works on what, where several processes share one store. A lease ends by itself, so that the work of a process that died is
 * taken over. Times are Unix milliseconds by the caller's clock.
 *
 * A lease keeps two from starting the same work; it cannot keep one that slept through its end from going on. Work that must not be done twice
 * therefore checks in its commits that it is still its own.
 *
 * @example
 * if (await store.leases.take('job-1', { now, until: now + 10_000 })) await work();
 */
export interface Leases {
  /**
   * Takes the lease, or prolongs it where this store holds it already. False while another holds it: another store, be it of the same process.
   * The lease of a process that is known to be dead can be taken at once.
   */
  take(name: string, term: { readonly now: number; readonly until: number }): Promise<boolean>;
  /** Gives it up. Harmless when it is not held. */
  release(name: string): Promise<void>;
}

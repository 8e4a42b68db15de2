/** Releases of fewer bytes leave nothing behind that matters. */
const LARGE = 2 ** 20;

/** Bytes released after which a collection is worth its time. */
const ENOUGH = 2 ** 23;

/** Milliseconds by which the collection follows, so that a series of releases needs one. */
const DELAY = 1000;

/** V8 begins to mark when 64 MiB of memory outside its heap were added. */
const PRESSURE = 2 ** 27;

/**
 * Makes the garbage collector look for large bodies that were released. V8 collects when memory is allocated, so
 * after a storm of large requests an idle server would hold hundreds of megabytes of dead buffers and strings
 * for good.
 *
 * It is prompted by a buffer that is dropped at once. The operating system provides none of its pages, so it costs
 * less than a millisecond; unlike a forced collection, the one it prompts is incremental and concurrent. Timed in
 * real time whatever the instance's clock says, because memory is not part of the simulation.
 *
 * @example
 * const budget = new ByteBudget(limit, createCollector());
 */
export function createCollector(): (releasedBytes: number) => void {
  let released = 0;
  let isDue = false;
  const collect = (): void => {
    isDue = false;
    released = 0;
    try {
      new ArrayBuffer(PRESSURE);
    } catch {} // where address space is limited, the next allocations have to do
  };
  return (bytes) => {
    if (bytes < LARGE) return;
    released += bytes;
    if (released < ENOUGH || isDue) return;
    isDue = true;
    setTimeout(collect, DELAY).unref();
  };
}

import type { Clock } from './clock.ts';

/** A part that is loaded when it is first needed: a promise until then, afterwards the part itself. */
export type Lazy<T> = () => T | Promise<T>;

/**
 * Loads a part at the first call. Calls meanwhile wait for the same load; after a failed one, the next call tries
 * again. Virtual time stands still while it loads.
 *
 * @example
 * const ranker = lazy(clock, async () => (await import('./ranker.ts')).createRanker(services));
 * await (await ranker()).rank(request, abort);
 */
export function lazy<T extends object>(clock: Pick<Clock, 'hold'>, load: () => Promise<T>): Lazy<T> {
  let loaded: T | undefined;
  let loading: Promise<T> | undefined;
  const begin = async (): Promise<T> => {
    const held = clock.hold();
    try {
      loaded = await load();
      return loaded;
    } finally {
      loading = undefined;
      held.cancel();
    }
  };
  return () => {
    if (loaded !== undefined) return loaded;
    loading ??= begin();
    return loading;
  };
}

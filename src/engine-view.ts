import { usualProfile } from './engine/batching/engine-profiles.ts';
import type { Cluster } from './engine/cluster/cluster.ts';
import type { GroupFigures } from './engine/cluster/engine-figures.ts';
import type { EngineView } from './telemetry/engine-worker.ts';

/** vLLM's default for a server. */
const MAX_BATCHED_TOKENS = 8192;

/** Workers that route prompts and cache them, while a latency model decides how long answers take. All models share them. */
export function viewOfCluster(cluster: Cluster): EngineView {
  const profile = usualProfile();
  return {
    workers: () =>
      cluster.pools.map(({ used, capacity }, worker) => ({
        group: '',
        worker,
        profile,
        role: 'aggregated',
        state: 'awake',
        running: cluster.router.load.activeRequests(worker),
        waiting: 0,
        maxSequences: profile.maxSequences,
        maxBatchedTokens: MAX_BATCHED_TOKENS,
        usedBlocks: used,
        capacity,
        blockSize: cluster.blockSize,
        preempted: 0,
        passes: undefined,
      })),
    groupOf: () => '',
  };
}

/** Options that replace what profiles say. */
export interface BatchLimits {
  readonly maxNumSeqs?: number;
  readonly maxNumBatchedTokens?: number;
}

/**
 * Workers that batch.
 *
 * @param groupOf the name of the group whose workers serve a model
 * @example
 * viewOfGroups(() => scheduler.figures.groups, (model) => profileOf(model).name);
 */
export function viewOfGroups(
  groups: () => readonly GroupFigures[],
  groupOf: (model: string) => string,
  { maxNumSeqs, maxNumBatchedTokens = MAX_BATCHED_TOKENS }: BatchLimits = {},
): EngineView {
  return {
    workers: () =>
      groups().flatMap(({ name, profile, blockSize, workers }) =>
        workers.map(({ role, state, batch }, worker) => ({
          group: name,
          worker,
          profile,
          role,
          state,
          running: batch.running,
          waiting: batch.waiting + batch.arriving,
          maxSequences: maxNumSeqs ?? profile.maxSequences,
          maxBatchedTokens: maxNumBatchedTokens,
          usedBlocks: batch.usedBlocks,
          capacity: batch.capacity,
          blockSize,
          preempted: batch.counters.preempted,
          passes: { ...batch.counters, passSizes: [...batch.counters.passSizes] },
        })),
      ),
    groupOf,
  };
}

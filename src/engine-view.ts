import { type EngineProfile, engineProfileOf } from './engine/batching/engine-profiles.ts';
import type { BatchFigures } from './engine/batching/figures.ts';
import type { Cluster } from './engine/cluster/cluster.ts';
import { DEFAULT_PROFILE } from './engine/latency/profiles.ts';
import type { EngineView, EngineWorker } from './telemetry/engine-worker.ts';

/** vLLM's default for a server. */
const MAX_BATCHED_TOKENS = 8192;

/** Workers that route prompts and cache them, while a latency model decides how long answers take. All models share them. */
export function viewOfCluster(cluster: Cluster): EngineView {
  const profile = engineProfileOf({ latency: DEFAULT_PROFILE });
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

/** The workers of one profile, as an engine that batches tells of them. */
export interface GroupFigures {
  readonly name: string;
  readonly profile: EngineProfile;
  /** Tokens of a KV block. */
  readonly blockSize: number;
  readonly workers: readonly (Pick<EngineWorker, 'role' | 'state'> & { readonly batch: BatchFigures })[];
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
          maxSequences: profile.maxSequences,
          maxBatchedTokens: MAX_BATCHED_TOKENS,
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

import { poolBlocks, usualProfile } from '../engine/batching/engine-profiles.ts';
import type { EngineView, EngineWorker } from './engine-worker.ts';

/** As many as an instance has by default. */
const WORKERS = 4;
const BLOCK_SIZE = 16;

/**
 * Where there are no workers, or not yet, four that hold nothing and let nobody wait: the first one runs all requests.
 *
 * @param running requests in progress
 */
export function orStandIns(engine: EngineView | undefined, running: () => number): EngineView {
  const profile = usualProfile();
  const one: EngineWorker = {
    group: '',
    worker: 0,
    profile,
    role: 'aggregated',
    state: 'awake',
    running: 0,
    waiting: 0,
    maxSequences: profile.maxSequences,
    maxBatchedTokens: 8192,
    usedBlocks: 0,
    capacity: poolBlocks(profile, BLOCK_SIZE),
    blockSize: BLOCK_SIZE,
    preempted: 0,
    passes: undefined,
  };
  const standIns = (): EngineWorker[] =>
    Array.from({ length: WORKERS }, (_, worker) => ({
      ...one,
      worker,
      running: worker === 0 ? running() : 0,
    }));
  return {
    workers() {
      const workers = engine?.workers() ?? [];
      return workers.length > 0 ? workers : standIns();
    },
    groupOf: (model) => engine?.groupOf(model) ?? '',
  };
}

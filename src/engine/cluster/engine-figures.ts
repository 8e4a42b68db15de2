import type { WorkerState } from '../batching/availability.ts';
import type { BatchOptions } from '../batching/batch-options.ts';
import type { EngineProfile } from '../batching/engine-profiles.ts';
import type { BatchFigures } from '../batching/figures.ts';

/** All workers at a glance, for metrics: sums since they were made, and what is now. */
export interface EngineFigures {
  /** One for each profile that was used, in the order of first use. */
  readonly groups: readonly GroupFigures[];
}

/** The workers of one profile. */
export interface GroupFigures {
  readonly name: string;
  readonly profile: EngineProfile;
  /** Tokens of a KV block. */
  readonly blockSize: number;
  readonly workers: readonly WorkerFigures[];
}

export interface WorkerFigures {
  readonly role: BatchOptions['role'];
  readonly state: WorkerState;
  /** Requests that the router has given it. */
  readonly requests: number;
  /** Those of them that have not ended. */
  readonly load: number;
  /** Among its counters are prompt tokens looked up in the prefix cache and found there, and tokens generated. */
  readonly batch: BatchFigures;
}

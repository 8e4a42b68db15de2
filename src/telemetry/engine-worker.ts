import type { WorkerState } from '../engine/batching/availability.ts';
import type { BatchOptions } from '../engine/batching/batch-options.ts';
import type { EngineProfile } from '../engine/batching/engine-profiles.ts';
import type { BatchCounters } from '../engine/batching/figures.ts';

/** The engine workers of an instance, as metrics read them. */
export interface EngineView {
  /** All of them, as they are now. */
  workers(): readonly EngineWorker[];
  /** The group whose workers serve a model. */
  groupOf(model: string): string;
}

/** One engine worker. Counters only grow. */
export interface EngineWorker {
  /** Workers of a group serve the same models. */
  readonly group: string;
  /** Its number in the group. */
  readonly worker: number;
  /** How fast it is, and its GPUs. */
  readonly profile: EngineProfile;
  readonly role: BatchOptions['role'];
  readonly state: WorkerState;
  /** Requests in its batch, or that it was given if it does not batch; and requests that wait for a place. */
  readonly running: number;
  readonly waiting: number;
  readonly maxSequences: number;
  /** Tokens that one pass may compute. */
  readonly maxBatchedTokens: number;
  /** KV blocks that requests hold, and all of them; and the tokens of one. */
  readonly usedBlocks: number;
  readonly capacity: number;
  readonly blockSize: number;
  /** How often a request lost its blocks. */
  readonly preempted: number;
  /** Its forward passes; undefined if it makes none, because a latency model decides how long answers take. */
  readonly passes: PassSums | undefined;
}

/** Sums over the forward passes of a worker. */
export type PassSums = Readonly<
  Pick<BatchCounters, 'passes' | 'busyMs' | 'prefillMs' | 'passSizes' | 'promptTokens' | 'generatedTokens'>
>;

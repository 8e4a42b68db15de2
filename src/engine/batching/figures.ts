import type { ForwardPass } from './step-time.ts';

/** A worker at a glance. */
export interface BatchFigures {
  /** Places of the batch that are taken: sequences, each choice counted. */
  readonly running: number;
  /** Requests that wait for a place, and the tokens that they would compute without a cache. */
  readonly waiting: number;
  readonly waitingTokens: number;
  /** Requests whose overhead is not over. */
  readonly arriving: number;
  /** Requests whose keys and values are on their way to a decode worker. */
  readonly handingOver: number;
  /** Blocks that sequences hold, and all blocks. */
  readonly usedBlocks: number;
  readonly capacity: number;
  /** The pass that runs, or the last one. */
  readonly lastPass: PassFigures;
  readonly counters: Readonly<BatchCounters>;
}

/** What a forward pass computes, and its time in milliseconds. */
export interface PassFigures extends Readonly<ForwardPass> {
  readonly ms: number;
}

/** Sums since the worker was made; they only grow. */
export interface BatchCounters {
  /** Requests. `admitted` equals the others together and the requests that are here. */
  admitted: number;
  finished: number;
  handedOver: number;
  cancelled: number;
  failed: number;
  /** How often a request lost its blocks. */
  preempted: number;
  passes: number;
  /** Milliseconds in which a pass ran. */
  busyMs: number;
  /** The part of them that prompts took. */
  prefillMs: number;
  /** Passes by size: number i had more than 2^(i − 1) and up to 2^i tokens; the last one more than 2^14. */
  readonly passSizes: number[];
  /** Prompt tokens that were computed, those again after a preemption included. */
  promptTokens: number;
  /** Tokens of all choices. */
  generatedTokens: number;
  /** Prompt tokens looked up in the cache, and found there; only when a request joins for the first time. */
  queriedTokens: number;
  cachedTokens: number;
}

export function zeroCounters(): BatchCounters {
  return {
    admitted: 0,
    finished: 0,
    handedOver: 0,
    cancelled: 0,
    failed: 0,
    preempted: 0,
    passes: 0,
    busyMs: 0,
    prefillMs: 0,
    passSizes: new Array(16).fill(0),
    promptTokens: 0,
    generatedTokens: 0,
    queriedTokens: 0,
    cachedTokens: 0,
  };
}

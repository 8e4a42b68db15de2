import type { RouterOptions } from './router-options.ts';

/** A request at one worker. Tokens and blocks are those before the request is added, unless it says otherwise. */
export interface CostFactors {
  /** Tokens of the prompt. */
  readonly isl: number;
  /** Tokens of the answer, estimated. */
  readonly expectedTokens: number;
  /** Prompt tokens that the worker still has to compute. */
  readonly prefillTokens: number;
  /** The least of that among the workers that can be chosen. */
  readonly leastPrefillTokens: number;
  /** Leading blocks of the prompt on the worker's device. */
  readonly deviceOverlap: number;
  /** Blocks after those that its host memory holds. */
  readonly hostOverlap: number;
  /** Blocks after those on its disk. */
  readonly diskOverlap: number;
  /** Leading blocks of the prompt in a cache shared by all workers. */
  readonly sharedOverlap: number;
  /** Blocks in use once the request is added. */
  readonly decodeBlocks: number;
  readonly activeRequests: number;
}

/**
 * What a request would cost at a worker, in blocks. The lowest cost is the best.
 *
 * Source: the cost functions of NVIDIA Dynamo's router and of FakeAI in Python.
 *
 * @example
 * // 10 blocks of prompts, 5 of them cached, and 5 in use:
 * costOf(toRouterOptions({ blockSize: 1 }), { ...factors, isl: 10, deviceOverlap: 5, decodeBlocks: 5 }); // 10
 */
export function costOf(options: RouterOptions, factors: CostFactors): number {
  switch (options.cost) {
    case 'dynamo':
      return dynamoCost(options, factors);
    case 'lmetric':
      return prefillBlocks(options, factors) * (factors.decodeBlocks + 1);
    case 'original':
      return originalCost(options, factors);
  }
}

function dynamoCost(options: RouterOptions, factors: CostFactors): number {
  const requests = options.activeRequestWeight * factors.activeRequests;
  // Of a worker that only decodes, cached blocks save blocks to transfer instead of prompt tokens to compute.
  if (!options.trackPrefillTokens)
    return Math.max(factors.decodeBlocks - creditOf(options, factors), 0) + requests;
  return options.prefillLoadScale * prefillBlocks(options, factors) + factors.decodeBlocks + requests;
}

/** Blocks of prompts that the worker has to compute with this request, less the credit for cached ones. */
function prefillBlocks(options: RouterOptions, factors: CostFactors): number {
  const blocks = (factors.prefillTokens + factors.isl) / options.blockSize;
  return Math.max(blocks - creditOf(options, factors), 0);
}

function creditOf(options: RouterOptions, factors: CostFactors): number {
  const { deviceOverlap } = factors;
  return (
    options.overlapCredit * decayOf(options, factors) * deviceOverlap +
    options.hostHitWeight * factors.hostOverlap +
    options.diskHitWeight * factors.diskOverlap +
    options.sharedHitWeight * Math.max(factors.sharedOverlap - deviceOverlap, 0)
  );
}

/** A worker with many prompts to compute gets less credit, the more so the shorter the request is. */
function decayOf({ overlapCreditDecay, blockSize }: RouterOptions, factors: CostFactors): number {
  if (overlapCreditDecay === 0) return 1;
  const requestBlocks = Math.max(1, Math.ceil(factors.isl / blockSize));
  const excess = (factors.prefillTokens - factors.leastPrefillTokens) / blockSize / requestBlocks;
  return 1 / (1 + overlapCreditDecay * excess);
}

function originalCost(options: RouterOptions, factors: CostFactors): number {
  const { blockSize } = options;
  return (
    (options.prefillLoadScale * (factors.isl - factors.deviceOverlap * blockSize)) / blockSize +
    factors.expectedTokens / blockSize +
    options.activeRequestWeight * factors.activeRequests
  );
}

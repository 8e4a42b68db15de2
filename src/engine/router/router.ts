import type { Random } from '../../runtime/random.ts';
import type { BlockHashes } from '../cache/block-hashes.ts';
import { MOST_WORKERS } from '../cache/prefix-index.ts';
import { type CostFactors, costOf } from './cost.ts';
import { createLoadTracker, type LoadTracker, type RequestLoad } from './load.ts';
import { checkWeight, type RouterOptions, withOverlapWeight } from './router-options.ts';
import { lowest, softmax } from './select.ts';

/**
 * Gives requests to workers. Each data-parallel rank of a worker has a cache of its own, so what is chosen is a *target*: its
 * number is that of the worker times the option `ranks`, plus the rank. With one rank, it is the number of the worker.
 */
export interface Router {
  readonly options: RouterOptions;
  /** The load of each target, as far as the router knows. */
  readonly load: Omit<LoadTracker, 'add'>;
  /**
   * Chooses a target and counts the request to its load, until that is ended. Undefined if none of the eligible targets is
   * one that the request allows.
   *
   * @param eligible the numbers of targets that take requests now
   * @param now milliseconds
   * @throws RangeError naming the field: an override that is impossible, or a target that is out of range
   */
  route(request: RoutedRequest, eligible: ArrayLike<number>, now: number): Route | undefined;
}

export interface RoutedRequest {
  /** Tokens of the prompt. */
  readonly isl: number;
  /** Its complete blocks, with the router's block size. Without them, it shares blocks with no other request. */
  readonly hashes?: BlockHashes | undefined;
  /** By target: leading blocks of the prompt that its device holds, as a prefix index counts them. */
  readonly overlaps: Uint32Array;
  /** By target: blocks after those that its host memory holds. */
  readonly hostOverlaps?: Uint32Array | undefined;
  /** By target: blocks after those on its disk. */
  readonly diskOverlaps?: Uint32Array | undefined;
  /** Leading blocks of the prompt in a cache that all workers share. */
  readonly sharedOverlap?: number | undefined;
  /** By target: a sum of weights. The more it is above 0, the lower the cost is; below 0, it is higher. */
  readonly preferences?: Float64Array | undefined;
  /** Tokens of the answer, if that is known. */
  readonly expectedTokens?: number | undefined;
  readonly override?: RouteOverride | undefined;
  /** Whether the costs are to be told. */
  readonly withCosts?: boolean | undefined;
}

/** What one request asks for in place of the options. */
export interface RouteOverride {
  /** In place of `prefillLoadScale`; 0: load alone decides. */
  readonly overlapWeight?: number | undefined;
  readonly temperature?: number | undefined;
  /** This worker only. */
  readonly worker?: number | undefined;
  /** This data-parallel rank only. */
  readonly rank?: number | undefined;
}

export interface Route {
  readonly target: number;
  readonly worker: number;
  readonly rank: number;
  /** Leading blocks of the prompt that the target's device holds. */
  readonly overlapBlocks: number;
  /** By target, if they were asked for and decided; NaN for those that could not be chosen. */
  readonly costs: Float64Array | undefined;
  /** Tell it when the first token is generated, and when the request ends. */
  readonly load: RequestLoad;
}

export interface RouterParts {
  /** From {@link toRouterOptions}. */
  readonly options: RouterOptions;
  readonly random: Random;
  /** How many blocks a target holds, as a prefix index counts them. For `tieBreak: 'smallest-tree'`. */
  readonly blocksOf?: ((target: number) => number) | undefined;
}

/**
 * @throws RangeError if the options need `blocksOf` and it is missing
 * @example
 * const router = createRouter({ options: toRouterOptions(), random });
 * index.overlaps(hashes, overlaps);
 * const route = router.route({ isl: 100, hashes, overlaps }, [0, 1, 2, 3], now);
 * route?.load.prefilled();
 * route?.load.end();
 */
export function createRouter({ options, random, blocksOf }: RouterParts): Router {
  if (options.tieBreak === 'smallest-tree' && !blocksOf)
    throw new RangeError('blocksOf is missing. Give it, or another tieBreak than smallest-tree.');
  return new CostRouter(options, random, blocksOf ?? (() => 0));
}

class CostRouter implements Router {
  readonly options: RouterOptions;
  readonly load: LoadTracker;
  readonly #random: Random;
  readonly #blocksOf: (target: number) => number;
  /** The target of the last request, for the one after it. */
  #last = -1;
  // Memory for one decision, kept for all.
  /** The targets that can be chosen; as many as was returned last. */
  readonly #targets = new Int32Array(MOST_WORKERS);
  /** Their costs, in the same order. */
  readonly #costs = new Float64Array(MOST_WORKERS);
  readonly #factors = new Factors();

  constructor(options: RouterOptions, random: Random, blocksOf: (target: number) => number) {
    this.options = options;
    this.load = createLoadTracker(options);
    this.#random = random;
    this.#blocksOf = blocksOf;
  }

  route(request: RoutedRequest, eligible: ArrayLike<number>, now: number): Route | undefined {
    this.load.expire(now);
    const { override } = request;
    const options = override ? this.#optionsFor(override) : this.options;
    const count = this.#narrow(eligible, override);
    if (count === 0) return undefined;
    const position = this.#choose(request, options, count);
    const target = this.#targets[position]!;
    this.#last = target;
    const { ranks, blockSize } = options;
    const overlapBlocks = request.overlaps[target] ?? 0;
    const cached = Math.max(
      overlapBlocks + (request.hostOverlaps?.[target] ?? 0) + (request.diskOverlaps?.[target] ?? 0),
      request.sharedOverlap ?? 0,
    );
    return {
      target,
      worker: ranks === 1 ? target : Math.floor(target / ranks),
      rank: target % ranks,
      overlapBlocks,
      costs: request.withCosts === true && isByCost(options) ? this.#told(count) : undefined,
      load: this.load.add(
        target,
        {
          isl: request.isl,
          hashes: request.hashes,
          cachedTokens: cached * blockSize,
          expectedTokens: request.expectedTokens,
        },
        now,
      ),
    };
  }

  #optionsFor(override: RouteOverride): RouterOptions {
    let { options } = this;
    if (options.mode === 'direct' && override.worker === undefined) throw noWorker();
    const { overlapWeight, temperature } = override;
    if (overlapWeight !== undefined) options = withOverlapWeight(options, overlapWeight);
    if (temperature === undefined) return options;
    checkWeight('temperature', temperature);
    return { ...options, temperature };
  }

  /** Copies the targets that the request allows, and counts them. */
  #narrow(eligible: ArrayLike<number>, override: RouteOverride | undefined): number {
    const { ranks, mode } = this.options;
    if (mode === 'direct' && !override) throw noWorker();
    let count = 0;
    for (let index = 0; index < eligible.length; index++) {
      const target = eligible[index]!;
      if (target >>> 0 !== target || target >= MOST_WORKERS)
        throw new RangeError(`target must be an integer from 0 to ${MOST_WORKERS - 1}, not ${target}.`);
      if (override?.worker !== undefined && Math.floor(target / ranks) !== override.worker) continue;
      if (override?.rank !== undefined && target % ranks !== override.rank) continue;
      this.#targets[count++] = target;
    }
    return count;
  }

  /** The position of the target chosen. */
  #choose(request: RoutedRequest, options: RouterOptions, count: number): number {
    if (count === 1 && request.withCosts !== true) return 0;
    switch (options.mode) {
      case 'kv':
      case 'direct':
        this.#price(request, options, count);
        return this.#select(options, count);
      case 'round-robin':
        return this.#following(count);
      case 'random':
        return this.#random.int(count);
      case 'least-loaded':
        for (let position = 0; position < count; position++)
          this.#costs[position] = this.load.activeRequests(this.#targets[position]!);
        return lowest(this.#costs, count, this.#random);
    }
  }

  #price(request: RoutedRequest, options: RouterOptions, count: number): void {
    const factors = this.#factors;
    const { load } = this;
    const { preferences } = request;
    factors.isl = request.isl;
    factors.expectedTokens = request.expectedTokens ?? ORIGINAL_EXPECTED_TOKENS;
    factors.sharedOverlap = request.sharedOverlap ?? 0;
    let least = Number.POSITIVE_INFINITY;
    for (let position = 0; position < count; position++)
      least = Math.min(least, load.prefillTokens(this.#targets[position]!));
    factors.leastPrefillTokens = least;
    for (let position = 0; position < count; position++) {
      const target = this.#targets[position]!;
      factors.prefillTokens = load.prefillTokens(target);
      factors.deviceOverlap = request.overlaps[target] ?? 0;
      factors.hostOverlap = request.hostOverlaps?.[target] ?? 0;
      factors.diskOverlap = request.diskOverlaps?.[target] ?? 0;
      factors.decodeBlocks = load.blocksWith(target, request);
      factors.activeRequests = load.activeRequests(target);
      const cost = costOf(options, factors);
      this.#costs[position] = preferences ? cost * Math.exp(-Math.tanh(preferences[target] ?? 0)) : cost;
    }
  }

  #select({ temperature, tieBreak }: RouterOptions, count: number): number {
    if (count === 1) return 0;
    const costs = this.#costs;
    if (temperature > 0) return softmax(costs, count, temperature, this.#random);
    if (tieBreak !== 'smallest-tree')
      return lowest(costs, count, tieBreak === 'random' ? this.#random : undefined);
    const least = costs[lowest(costs, count)];
    const sizes = Array.from({ length: count }, (_, position) =>
      costs[position] === least ? this.#blocksOf(this.#targets[position]!) : Number.POSITIVE_INFINITY,
    );
    return lowest(sizes, count, this.#random);
  }

  /** The position of the next higher target after the last one, or else of the lowest. */
  #following(count: number): number {
    let first = 0;
    let next = -1;
    for (let position = 0; position < count; position++) {
      const target = this.#targets[position]!;
      if (target < this.#targets[first]!) first = position;
      if (target > this.#last && (next < 0 || target < this.#targets[next]!)) next = position;
    }
    return next < 0 ? first : next;
  }

  #told(count: number): Float64Array {
    let most = 0;
    for (let position = 0; position < count; position++) most = Math.max(most, this.#targets[position]!);
    const told = new Float64Array(most + 1).fill(Number.NaN);
    for (let position = 0; position < count; position++)
      told[this.#targets[position]!] = this.#costs[position]!;
    return told;
  }
}

/** What a cost is made of, as a class so that it always has the same shape. */
class Factors implements CostFactors {
  isl = 0;
  expectedTokens = 0;
  prefillTokens = 0;
  leastPrefillTokens = 0;
  deviceOverlap = 0;
  hostOverlap = 0;
  diskOverlap = 0;
  sharedOverlap = 0;
  decodeBlocks = 0;
  activeRequests = 0;
}

const isByCost = ({ mode }: RouterOptions): boolean => mode === 'kv' || mode === 'direct';

const noWorker = (): RangeError =>
  new RangeError('worker is missing. In mode direct, each request names one in its override.');

/** FakeAI in Python takes this for answers without a limit. */
const ORIGINAL_EXPECTED_TOKENS = 100;

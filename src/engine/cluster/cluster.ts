import type { Random } from '../../runtime/random.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import { type BlockHashes, type BlockHashOptions, createBlockSeed } from '../cache/block-hashes.ts';
import { type BlockEvent, type BlockPool, createBlockPool } from '../cache/block-pool.ts';
import { createPrefixIndex, type PrefixIndex } from '../cache/prefix-index.ts';
import type { PromptBlocks } from '../cache/prompt-blocks.ts';
import type { RequestLoad } from '../router/load.ts';
import { createRouter, type Router } from '../router/router.ts';
import type { RouterOptions } from '../router/router-options.ts';
import { CacheCounters } from './cache-counters.ts';

export interface ClusterOptions {
  /** Workers, each with KV-cache blocks of its own. */
  readonly workers: number;
  /** Blocks of each worker on the device. */
  readonly blocks: number;
  /** Blocks of each worker in host memory. */
  readonly hostBlocks: number;
  readonly router: RouterOptions;
}

/** A prompt, and where it goes. */
export interface RoutedPrompt {
  readonly worker: number;
  readonly hashes: BlockHashes;
  /** Leading blocks that the worker held when the prompt was routed. */
  readonly overlapBlocks: number;
  readonly load: RequestLoad;
}

/**
 * Engine workers with their KV caches, and the router before them: the router follows the events of the caches in a prefix
 * index, and sends each prompt where it costs least.
 *
 * @example
 * const cluster = new Cluster({ workers: 4, blocks: 16_384, hostBlocks: 0, router: toRouterOptions() }, random);
 * const { worker, hashes, load } = cluster.route(blocks, 'project-1', 0, clock.now());
 */
export class Cluster {
  readonly pools: readonly BlockPool[];
  readonly index: PrefixIndex;
  readonly router: Router;
  readonly counters: CacheCounters;
  readonly blockSize: number;
  /** Requests that each worker was given. */
  readonly requests: number[];
  readonly #eligible: readonly number[];
  readonly #overlaps: Uint32Array;
  readonly #scopes = new RecentMap<BlockHashOptions>(MOST_SCOPES);
  /** Each sequence is hashed in one go. */
  readonly #scratch: DataView;

  constructor({ workers, blocks, hostBlocks, router }: ClusterOptions, random: Random) {
    const index = createPrefixIndex();
    this.index = index;
    this.pools = Array.from({ length: workers }, (_, worker) =>
      createBlockPool({
        capacity: blocks,
        hostCapacity: hostBlocks,
        listener: (event) => follow(index, worker, event),
      }),
    );
    this.blockSize = router.blockSize;
    this.#scratch = new DataView(new ArrayBuffer(router.blockSize * 4));
    this.router = createRouter({ options: router, random, blocksOf: (worker) => index.blocksOf(worker) });
    this.counters = new CacheCounters(workers);
    this.requests = new Array(workers).fill(0);
    this.#eligible = Array.from({ length: workers }, (_, worker) => worker);
    this.#overlaps = new Uint32Array(workers);
  }

  /**
   * Chooses the worker of a prompt and counts the request to its load.
   *
   * @param scope prompts in different scopes share no blocks
   * @param expectedTokens of the answer
   * @param eligible the workers that take requests; default all
   */
  route(
    prompt: PromptBlocks,
    scope: string,
    expectedTokens: number,
    now: number,
    eligible: readonly number[] = this.#eligible,
  ): RoutedPrompt | undefined {
    return this.routeHashed(this.hashesOf(prompt, scope), prompt.tokens, expectedTokens, now, eligible);
  }

  /** {@link route} for a context of `tokens` tokens whose complete blocks are known. */
  routeHashed(
    hashes: BlockHashes,
    tokens: number,
    expectedTokens: number,
    now: number,
    eligible: readonly number[] = this.#eligible,
  ): RoutedPrompt | undefined {
    this.index.overlaps(hashes, this.#overlaps);
    const request = { isl: tokens, hashes, overlaps: this.#overlaps, expectedTokens };
    const route = this.router.route(request, eligible, now);
    if (route === undefined) return undefined;
    const { worker, overlapBlocks, load } = route;
    this.requests[worker] = (this.requests[worker] as number) + 1;
    return { worker, hashes, overlapBlocks, load };
  }

  /** Forgets all prompts but those that are in use. */
  clear(): void {
    for (const pool of this.pools) pool.clear();
  }

  /** The hashes of a prompt in a scope. */
  hashesOf(prompt: PromptBlocks, scope: string): BlockHashes {
    return prompt.hashes(this.#optionsOf(scope));
  }

  /** The hashes of a prompt with the answer that continues it. */
  hashesWith(answer: ArrayLike<number>, prompt: PromptBlocks, scope: string): BlockHashes {
    return prompt.answered(answer, this.#optionsOf(scope));
  }

  /** Leading blocks that the worker holds which holds the most of them. */
  mostOverlap(hashes: BlockHashes): number {
    return this.index.overlaps(hashes, this.#overlaps);
  }

  #optionsOf(scope: string): BlockHashOptions {
    const known = this.#scopes.get(scope);
    if (known) return known;
    const { blockSize } = this;
    const options = { blockSize, seed: createBlockSeed({ salt: scope }), scratch: this.#scratch };
    this.#scopes.set(scope, options);
    return options;
  }
}

/** Scopes whose seeds are kept. */
const MOST_SCOPES = 10_000;

function follow(index: PrefixIndex, worker: number, event: BlockEvent): void {
  switch (event.type) {
    case 'stored':
      index.stored(worker, event.hashes, event.from, event.to);
      break;
    case 'removed':
      index.removed(worker, event.words, event.count);
      break;
    case 'cleared':
      index.cleared(worker);
      break;
  }
}

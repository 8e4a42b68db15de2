import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import type { Turns } from '../../runtime/turns.ts';
import { type BatchOptions, toBatchOptions } from '../batching/batch-options.ts';
import { createBatchWorker } from '../batching/batch-worker.ts';
import { type EngineProfile, poolBlocks } from '../batching/engine-profiles.ts';
import { QueueFull } from '../batching/refusals.ts';
import { mostTokens } from '../batching/speculation.ts';
import type { RouterOptions } from '../router/router-options.ts';
import { Cluster, type RoutedPrompt } from './cluster.ts';
import type { GroupFigures } from './engine-figures.ts';
import type { Member } from './member.ts';
import { TimedWorker } from './timed-worker.ts';

/** A profile and what it is called. */
export interface NamedProfile {
  readonly name: string;
  readonly profile: EngineProfile;
}

export interface GroupOptions {
  /** Workers of each profile. */
  readonly workers: number;
  /** How many of them compute prompts only, for the others to decode: 0, or fewer than `workers`. */
  readonly prefillWorkers: number;
  /** KV blocks of each worker; default: what the profile's GPUs have room for. */
  readonly blocks: number | undefined;
  /** KV blocks of each worker in host memory. */
  readonly hostBlocks: number;
  readonly router: RouterOptions;
  readonly batch: Partial<Omit<BatchOptions, 'role' | 'blockSize'>>;
}

/**
 * Blocks of a worker, unless they are given: each takes memory of this process too. Only rows whose hardware is an assumption
 * have more.
 */
const MOST_BLOCKS = 2 ** 17;

/**
 * The workers of one profile, whatever models they serve, and the router before them. Some of them may compute prompts only:
 * the others then decode.
 */
export class WorkerGroup {
  readonly cluster: Cluster;
  readonly batch: BatchOptions;
  readonly profile: EngineProfile;
  readonly #name: string;
  readonly #workers: readonly TimedWorker[];
  /** Numbers of the workers that take new sequences, and of those that take prefilled ones. */
  readonly #entrances: readonly number[];
  readonly #decoders: readonly number[];

  constructor(
    { name, profile }: NamedProfile,
    { workers, prefillWorkers, blocks, hostBlocks, router, batch }: GroupOptions,
    { random, ...runtime }: { readonly clock: Clock; readonly turns: Turns; readonly random: Random },
  ) {
    const { blockSize } = router;
    const capacity = blocks ?? Math.min(MOST_BLOCKS, poolBlocks(profile, blockSize));
    this.cluster = new Cluster({ workers, blocks: capacity, hostBlocks, router }, random.fork('router'));
    this.batch = batchOptionsOf(profile, { ...batch, blockSize });
    this.profile = profile;
    this.#name = name;
    this.#workers = this.cluster.pools.map((pool, index) => {
      const role = prefillWorkers === 0 ? 'aggregated' : index < prefillWorkers ? 'prefill' : 'decode';
      const parts = { profile, pool, random: random.fork('worker', index) };
      const worker = createBatchWorker<Member>(parts, { ...this.batch, role });
      return new TimedWorker(
        runtime,
        { worker, role },
        {
          begun: (member, cachedTokens) => this.#begin(index, member, cachedTokens),
          read: (member, at) => this.#countSpeedup(member, at),
          handedOver: (member, at) => this.#decode(member, at),
        },
      );
    });
    const numbers = this.#workers.map((_, index) => index);
    this.#entrances = prefillWorkers === 0 ? numbers : numbers.slice(0, prefillWorkers);
    this.#decoders = numbers.slice(prefillWorkers);
  }

  /**
   * Routes a member to a worker, or to another one if its queue is full.
   *
   * @throws QueueFull if the queues of all workers are, NeverFits, Unavailable
   */
  admit(member: Member, at: number): void {
    this.#admitTo(this.#entrances, member, at);
  }

  #admitTo(workers: readonly number[], member: Member, at: number): void {
    let eligible = this.#awake(workers);
    let full: QueueFull | undefined;
    for (;;) {
      const routed = this.#route(member, at, eligible);
      if (routed === undefined) throw full ?? new RangeError('The router has chosen no worker');
      const { worker, load } = routed;
      try {
        (this.#workers[worker] as TimedWorker).admit(member, at);
        member.load = load;
        return;
      } catch (error) {
        load.end();
        if (!(error instanceof QueueFull)) throw error;
        if (full === undefined || error.retryAfter < full.retryAfter) full = error;
        eligible = eligible.filter((other) => other !== worker);
      }
    }
  }

  #route({ promptTokens, outputTokens, context }: Member, at: number, eligible: readonly number[]) {
    const blocks = Math.floor(promptTokens / this.cluster.blockSize);
    const expected = outputTokens.reduce((most, tokens) => Math.max(most, tokens), 0);
    return this.cluster.routeHashed(context.hashes(blocks), promptTokens, expected, at, eligible) as
      | RoutedPrompt
      | undefined;
  }

  /** Those that are awake; if none is, all, so that one of them says why it takes nothing. */
  #awake(workers: readonly number[]): readonly number[] {
    const awake = workers.filter((index) => this.#workers[index]?.state === 'awake');
    return awake.length > 0 ? awake : workers;
  }

  #begin(worker: number, member: Member, cachedTokens: number): void {
    member.cachedTokens = cachedTokens;
    const answer = member.outputTokens.reduce((sum, tokens) => sum + tokens, 0);
    this.cluster.counters.add(worker, member.promptTokens, cachedTokens, answer);
  }

  /** What the time to first token would have been without a cache: the same, and the prefill that was saved. */
  #countSpeedup({ arrivedAt, promptTokens, cachedTokens = 0 }: Member, at: number): void {
    const { prefillUsPerToken, prefillNsPerTokenSquared } = this.profile;
    const saved =
      (prefillUsPerToken * cachedTokens) / 1e3 + (prefillNsPerTokenSquared * cachedTokens ** 2) / 1e6;
    const actual = at - arrivedAt;
    const baseline = actual + saved / this.batch.speedup;
    this.cluster.counters.addSpeedup({
      actual,
      baseline,
      hitRatio: cachedTokens / Math.max(1, promptTokens),
    });
  }

  /** Gives one whose prompt is computed to a worker that decodes. */
  #decode(member: Member, at: number): void {
    member.load?.end();
    member.prefilled = true;
    member.isContinued = true;
    try {
      this.#admitTo(this.#decoders, member, at);
    } catch (error) {
      member.fail(error as Error);
    }
  }

  sleep(level: 1 | 2): void {
    for (const worker of this.#workers) worker.sleep(level);
  }

  wake(): void {
    for (const worker of this.#workers) worker.wake();
  }

  fail(): void {
    for (const worker of this.#workers) worker.fail();
  }

  restart(): void {
    for (const worker of this.#workers) worker.restart();
  }

  get figures(): GroupFigures {
    const { cluster, profile } = this;
    return {
      name: this.#name,
      profile,
      blockSize: cluster.blockSize,
      workers: this.#workers.map(({ role, state, figures }, index) => ({
        role,
        state,
        requests: cluster.requests[index] as number,
        load: cluster.router.load.activeRequests(index),
        batch: figures,
      })),
    };
  }
}

/**
 * The options of a profile's workers. Where not both are given, the token budget of a pass and the size of the batch give way
 * to each other.
 *
 * @throws RangeError naming the field that has an impossible value
 * @example
 * batchOptionsOf(profile, { blockSize: 16, maxBatchedTokens: 100 }).maxSequences; // 100, of a profile with 256
 */
export function batchOptionsOf(
  { maxSequences: usual }: EngineProfile,
  { maxSequences, maxBatchedTokens, ...rest }: GroupOptions['batch'] & { readonly blockSize: number },
): BatchOptions {
  const stride = mostTokens(rest.speculation);
  const room = maxBatchedTokens === undefined ? usual : Math.max(1, Math.floor(maxBatchedTokens / stride));
  const places = maxSequences ?? Math.min(usual, room);
  const budget = maxBatchedTokens ?? Math.max(USUAL_BUDGET, places * stride);
  return toBatchOptions({ ...rest, maxSequences: places, maxBatchedTokens: budget });
}

/** vLLM's default on GPUs with much memory. */
const USUAL_BUDGET = 8192;

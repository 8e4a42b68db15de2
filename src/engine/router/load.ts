import type { BlockHashes } from '../cache/block-hashes.ts';
import { ActiveBlocks } from './active-blocks.ts';
import type { RouterOptions } from './router-options.ts';

/** What a router knows of the work of its workers, from what it gave them. Workers are small integers. */
export interface LoadTracker {
  /** Requests that have not ended. */
  activeRequests(worker: number): number;
  /** Prompt tokens of requests that have no first token yet, without cached ones. */
  prefillTokens(worker: number): number;
  /** Blocks of requests that have not ended. */
  blocks(worker: number): number;
  /** What {@link blocks} would be with one more request. */
  blocksWith(worker: number, prompt: Prompt): number;
  /**
   * A request was given to a worker.
   *
   * @param now milliseconds
   */
  add(worker: number, request: TrackedRequest, now: number): RequestLoad;
  /** Forgets requests that are older than the option `staleAfter`, in milliseconds. */
  expire(now: number): void;
}

/** The blocks of a prompt. */
export interface Prompt {
  /** Tokens. */
  readonly isl: number;
  /** Its complete blocks. Without them, its blocks are those of no other request. */
  readonly hashes?: BlockHashes | undefined;
}

export interface TrackedRequest extends Prompt {
  /** Tokens that the worker does not have to compute. */
  readonly cachedTokens: number;
  /** Tokens of the answer, if that is known. Blocks of the answer weigh less, the nearer it is to its end. */
  readonly expectedTokens?: number | undefined;
}

/** The load of one request. Once it has ended or expired, calls have no effect. */
export interface RequestLoad {
  /** The first token was generated. */
  prefilled(): void;
  /** As many tokens of the answer were generated so far. Has an effect with the option `trackOutputBlocks` only. */
  generated(tokens: number): void;
  /** The request has ended, in whatever way. */
  end(): void;
}

/**
 * @example
 * const loads = createLoadTracker(toRouterOptions());
 * const load = loads.add(2, { isl: 100, cachedTokens: 32 }, 0);
 * loads.prefillTokens(2); // 68
 * load.end();
 * loads.prefillTokens(2); // 0
 */
export function createLoadTracker(options: RouterOptions): LoadTracker {
  return new Loads(options);
}

/** The sums of one worker. */
class WorkerLoad {
  requests = 0;
  prefillTokens = 0;
  /** Blocks that cannot be shared: of answers, and of prompts without hashes. */
  ownBlocks = 0;
  readonly sharedBlocks = new ActiveBlocks();
}

class Loads implements LoadTracker {
  readonly options: RouterOptions;
  readonly #workers: WorkerLoad[] = [];
  /** The oldest active request: they are linked in the order of their arrival. */
  oldest: TrackedLoad | undefined;
  newest: TrackedLoad | undefined;

  constructor(options: RouterOptions) {
    this.options = options;
  }

  activeRequests(worker: number): number {
    return this.#workers[worker]?.requests ?? 0;
  }

  prefillTokens(worker: number): number {
    return this.#workers[worker]?.prefillTokens ?? 0;
  }

  blocks(worker: number): number {
    const load = this.#workers[worker];
    return load ? load.ownBlocks + load.sharedBlocks.size : 0;
  }

  blocksWith(worker: number, prompt: Prompt): number {
    if (!this.options.trackActiveBlocks) return 0;
    const added = this.promptBlocks(prompt);
    const load = this.#workers[worker];
    if (!load) return added;
    const { hashes } = prompt;
    const shared =
      hashes && this.options.assumeKvReuse && load.requests > 0
        ? load.sharedBlocks.shared(hashes.sequence, hashes.count)
        : 0;
    return load.ownBlocks + load.sharedBlocks.size + added - shared;
  }

  promptBlocks({ isl, hashes }: Prompt): number {
    return hashes ? hashes.count : Math.floor(isl / this.options.blockSize);
  }

  add(worker: number, request: TrackedRequest, now: number): RequestLoad {
    // Filled from the start on: an array with holes is slower.
    while (this.#workers.length <= worker) this.#workers.push(new WorkerLoad());
    return new TrackedLoad(this, this.#workers[worker]!, request, now);
  }

  expire(now: number): void {
    while (this.oldest && now - this.oldest.since >= this.options.staleAfter) this.oldest.end();
  }
}

class TrackedLoad implements RequestLoad {
  readonly since: number;
  readonly #loads: Loads;
  readonly #worker: WorkerLoad;
  readonly #expectedTokens: number | undefined;
  #prefillTokens = 0;
  #ownBlocks = 0;
  #outputBlocks = 0;
  /** The array as it is now: when a sequence grows, it gets another one. */
  #words: Uint32Array | undefined;
  #sharedBlocks = 0;
  #hasEnded = false;
  previous: TrackedLoad | undefined;
  next: TrackedLoad | undefined;

  constructor(loads: Loads, worker: WorkerLoad, request: TrackedRequest, now: number) {
    this.#loads = loads;
    this.#worker = worker;
    this.#expectedTokens = request.expectedTokens;
    this.since = now;
    this.previous = loads.newest;
    if (loads.newest) loads.newest.next = this;
    else loads.oldest = this;
    loads.newest = this;
    worker.requests++;
    const { trackPrefillTokens, trackActiveBlocks, assumeKvReuse } = loads.options;
    if (trackPrefillTokens) {
      this.#prefillTokens = Math.max(0, request.isl - request.cachedTokens);
      worker.prefillTokens += this.#prefillTokens;
    }
    if (!trackActiveBlocks) return;
    const { hashes } = request;
    if (hashes && assumeKvReuse) {
      this.#words = hashes.sequence;
      this.#sharedBlocks = hashes.count;
      worker.sharedBlocks.add(hashes.sequence, hashes.count);
    } else {
      this.#ownBlocks = loads.promptBlocks(request);
      worker.ownBlocks += this.#ownBlocks;
    }
  }

  prefilled(): void {
    this.#worker.prefillTokens -= this.#prefillTokens;
    this.#prefillTokens = 0;
  }

  generated(tokens: number): void {
    const { trackActiveBlocks, trackOutputBlocks, blockSize } = this.#loads.options;
    if (!trackActiveBlocks || !trackOutputBlocks || this.#hasEnded) return;
    const expected = this.#expectedTokens;
    const left = expected === undefined ? 1 : tokens < expected ? 1 - tokens / expected : 0;
    // Whole numbers, so that sums return to zero exactly.
    const blocks = Math.ceil(Math.floor(tokens / blockSize) * left);
    this.#worker.ownBlocks += blocks - this.#outputBlocks;
    this.#outputBlocks = blocks;
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.prefilled();
    this.#worker.requests--;
    this.#worker.ownBlocks -= this.#ownBlocks + this.#outputBlocks;
    if (this.#words) this.#worker.sharedBlocks.remove(this.#words, this.#sharedBlocks);
    this.#words = undefined;
    if (this.previous) this.previous.next = this.next;
    else this.#loads.oldest = this.next;
    if (this.next) this.next.previous = this.previous;
    else this.#loads.newest = this.previous;
    this.previous = undefined;
    this.next = undefined;
  }
}

/** What prefix caches have saved, since an instance was started. */
export class CacheCounters {
  /** Prompts of which something was cached, and others. */
  hits = 0;
  misses = 0;
  /** Tokens of prompts, and those of them that were cached. */
  tokens = 0;
  cachedTokens = 0;
  /** Sums over prompts whose time to first token depends on the cache, in milliseconds; ratios are sums, too. */
  readonly speedup = { records: 0, actual: 0, baseline: 0, ratios: 0, hitRatios: 0 };
  /** Tokens that each worker was given: of prompts, and of their answers. */
  readonly workerTokens: number[];

  constructor(workers: number) {
    this.workerTokens = new Array(workers).fill(0);
  }

  /** Counts a prompt when its worker begins with it. */
  add(worker: number, tokens: number, cachedTokens: number, answerTokens: number): void {
    if (cachedTokens > 0) this.hits++;
    else this.misses++;
    this.tokens += tokens;
    this.cachedTokens += cachedTokens;
    this.workerTokens[worker] = (this.workerTokens[worker] ?? 0) + tokens + answerTokens;
  }

  /** Counts a prompt that has been read, and how long that would have taken without a cache. */
  addSpeedup({ actual, baseline, hitRatio }: { actual: number; baseline: number; hitRatio: number }): void {
    const { speedup } = this;
    speedup.records++;
    speedup.actual += actual;
    speedup.baseline += baseline;
    speedup.ratios += actual > 0 ? baseline / actual : 1;
    speedup.hitRatios += hitRatio;
  }
}

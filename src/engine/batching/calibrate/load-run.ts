/** One request of a load test. Times in milliseconds. */
export interface LoadSample {
  /** On any clock that all requests of the run share; absent if it is not known. */
  readonly startMs?: number;
  readonly ttftMs: number;
  /** Mean time between its tokens; 0 for an answer of one token. */
  readonly itlMs: number;
  readonly promptTokens: number;
  /** Prompt tokens that the server had cached. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** One run of a load tool: its means, and its requests if the tool saved them. */
export interface LoadRun extends Omit<LoadSample, 'startMs'> {
  readonly name: string;
  /** Successful requests. */
  readonly requests: number;
  /** Requests under way on average. */
  readonly concurrency: number;
  readonly samples: readonly LoadSample[];
}

/**
 * The run that these requests make up. `ttftMs` is the median; all else are means. Without `concurrency`, it follows from
 * the times of the requests.
 *
 * @returns undefined without requests
 * @example
 * runOfSamples('c1.json', samples, 1)?.itlMs; // 7.3
 */
export function runOfSamples(
  name: string,
  samples: readonly LoadSample[],
  concurrency?: number,
): LoadRun | undefined {
  if (samples.length === 0) return undefined;
  const mean = (of: (sample: LoadSample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const decoding = samples.filter(({ itlMs }) => itlMs > 0);
  return {
    name,
    requests: samples.length,
    concurrency: concurrency ?? underWay(samples),
    ttftMs: median(samples.map(({ ttftMs }) => ttftMs)),
    itlMs: decoding.reduce((sum, { itlMs }) => sum + itlMs, 0) / Math.max(1, decoding.length),
    promptTokens: mean(({ promptTokens }) => promptTokens),
    cachedTokens: mean(({ cachedTokens }) => cachedTokens),
    outputTokens: mean(({ outputTokens }) => outputTokens),
    samples,
  };
}

/** Milliseconds from the start of a request to its last token. */
export function latencyOf({ ttftMs, itlMs, outputTokens }: Omit<LoadSample, 'startMs'>): number {
  return ttftMs + itlMs * Math.max(0, outputTokens - 1);
}

/** The middle value; 0 without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Time of all requests together, divided by the time that the run took (Little's law). */
function underWay(samples: readonly LoadSample[]): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let busy = 0;
  for (const sample of samples) {
    if (sample.startMs === undefined) return 1;
    const latency = latencyOf(sample);
    busy += latency;
    first = Math.min(first, sample.startMs);
    last = Math.max(last, sample.startMs + latency);
  }
  return Math.max(1, busy / (last - first));
}

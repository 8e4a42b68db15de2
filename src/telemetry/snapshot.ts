import type { EndpointSeries, Series } from './series.ts';
import type { WindowSummary } from './sliding-window.ts';

/** Metrics for people and programs. Times are in seconds; rates are per second over the last 60 seconds. */
export interface MetricsSnapshot {
  readonly epochSeconds: number;
  readonly uptimeSeconds: number;
  /** Requests in progress. */
  readonly inProgress: number;
  /** By endpoint, e.g. `/v1/chat/completions`. Endpoints without requests are absent. */
  readonly endpoints: Readonly<Record<string, EndpointSnapshot>>;
  readonly streams: {
    readonly active: number;
    readonly completed: number;
    readonly failed: number;
    /** The client disconnected before the end. */
    readonly aborted: number;
    /** TTFT in seconds. */
    readonly firstToken: WindowSummary;
    /** Tokens per second of individual streams, measured from the first token. */
    readonly tokensPerSecond: WindowSummary;
  };
}

export interface EndpointSnapshot {
  /** Finished requests since the start. */
  readonly total: number;
  /** Requests started per second. */
  readonly arrivalRate: number;
  /** Response duration in seconds. */
  readonly answers: WindowSummary;
  /** Duration in seconds of requests that failed with a status of 500 or above, or with a broken stream. */
  readonly failures: WindowSummary;
  /** Duration of streamed responses in seconds. */
  readonly streams: WindowSummary;
  /** Prompt plus completion tokens per request. */
  readonly tokens: WindowSummary;
  /** Answers of which some of the prompt was cached, and other answers; absent if there were none. */
  readonly cache?: { readonly hits: number; readonly misses: number };
}

/** The time at which metrics are rendered. */
export interface Moment {
  /** On the clock's `now()` scale. */
  readonly now: number;
  readonly uptimeSeconds: number;
  readonly epochSeconds: number;
}

export function toSnapshot(series: Series, { now, uptimeSeconds, epochSeconds }: Moment): MetricsSnapshot {
  return {
    epochSeconds,
    uptimeSeconds,
    inProgress: series.open.size,
    endpoints: Object.fromEntries([...series.endpoints].map(([name, one]) => [name, toEndpoint(one, now)])),
    streams: {
      active: countActiveStreams(series),
      completed: sumStreams(series, 'completed'),
      failed: sumStreams(series, 'failed'),
      aborted: sumStreams(series, 'aborted'),
      firstToken: series.firstToken.summary(now),
      tokensPerSecond: series.streamSpeed.summary(now),
    },
  };
}

/** A request becomes a stream when its headers are sent, which only its observation records. */
export function countActiveStreams(series: Series): number {
  let active = 0;
  for (const { streamed } of series.open) if (streamed) active++;
  return active;
}

export function sumStreams(series: Series, outcome: keyof EndpointSeries['streams']): number {
  let sum = 0;
  for (const { streams } of series.endpoints.values()) sum += streams[outcome];
  return sum;
}

function toEndpoint(series: EndpointSeries, now: number): EndpointSnapshot {
  return {
    total: totalOf(series),
    arrivalRate: series.arrivals.rate(now),
    answers: series.answers.summary(now),
    failures: series.failures.summary(now),
    streams: series.streamed.summary(now),
    tokens: series.tokens.summary(now),
    ...cacheOf(series),
  };
}

function cacheOf({ models }: EndpointSeries): Pick<EndpointSnapshot, 'cache'> {
  const sum = { hits: 0, misses: 0 };
  for (const { generation } of models.values()) {
    sum.hits += generation?.cache.hits ?? 0;
    sum.misses += generation?.cache.misses ?? 0;
  }
  return sum.hits + sum.misses === 0 ? {} : { cache: sum };
}

function totalOf({ models }: EndpointSeries): number {
  let total = 0;
  for (const { duration } of models.values()) total += duration.count;
  return total;
}

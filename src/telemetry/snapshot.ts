import type { EndpointSeries, Series } from './series.ts';
import type { WindowSummary } from './sliding-window.ts';

/** Numbers for people and programs; times are seconds, rates are per second over the last 60 seconds. */
export interface MetricsSnapshot {
  readonly epochSeconds: number;
  readonly uptimeSeconds: number;
  /** Requests that have not ended. */
  readonly inProgress: number;
  /** By endpoint: `/v1/chat/completions`. Endpoints that nobody called are absent. */
  readonly endpoints: Readonly<Record<string, EndpointSnapshot>>;
  readonly streams: {
    readonly active: number;
    readonly completed: number;
    readonly failed: number;
    /** The reader left before the end. */
    readonly aborted: number;
    /** Seconds to the first token. */
    readonly firstToken: WindowSummary;
    /** Tokens per second of single streams, from the first token on. */
    readonly tokensPerSecond: WindowSummary;
  };
}

export interface EndpointSnapshot {
  /** Since the start: requests that have ended. */
  readonly total: number;
  /** Requests taken up per second. */
  readonly arrivalRate: number;
  /** Seconds that answers took. */
  readonly answers: WindowSummary;
  /** Seconds until the server failed: a status of 500 and above, or a stream that broke. */
  readonly failures: WindowSummary;
  /** Seconds that streamed answers took. */
  readonly streams: WindowSummary;
  /** Tokens of prompt and answer together, by request. */
  readonly tokens: WindowSummary;
}

/** When something is rendered. */
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

/** A request becomes a stream when its headers are sent, which only its observation tells. */
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
  };
}

function totalOf({ models }: EndpointSeries): number {
  let total = 0;
  for (const { duration } of models.values()) total += duration.count;
  return total;
}

import type { Static } from 'typebox';
import type { WindowSummary } from '../../telemetry/sliding-window.ts';
import type { EndpointSnapshot, MetricsSnapshot } from '../../telemetry/snapshot.ts';
import type { DetailedHealth, Metrics } from './schema.ts';

const DEGRADED_PERCENT = 5;
const UNHEALTHY_PERCENT = 10;

/**
 * Health over the last 60 seconds. Calls to the endpoints in `own` are excluded: probes that always succeed
 * would dilute the error rate.
 */
export function encodeHealth(
  snapshot: MetricsSnapshot,
  own: ReadonlySet<string>,
): Static<typeof DetailedHealth> {
  const endpoints = Object.entries(snapshot.endpoints).filter(([name]) => !own.has(name));
  const sum = (read: (one: EndpointSnapshot) => number): number =>
    endpoints.reduce((total, [, one]) => total + read(one), 0);
  const answers = sum((one) => one.answers.count);
  const errorRate = answers === 0 ? 0 : (100 * sum((one) => one.failures.count)) / answers;
  return {
    status:
      errorRate > UNHEALTHY_PERCENT ? 'unhealthy' : errorRate > DEGRADED_PERCENT ? 'degraded' : 'healthy',
    timestamp: snapshot.epochSeconds,
    uptime_seconds: snapshot.uptimeSeconds,
    metrics_summary: {
      total_requests_per_second: sum((one) => one.arrivalRate),
      total_errors_per_second: sum((one) => one.failures.rate),
      error_rate_percentage: errorRate,
      average_latency_seconds: answers === 0 ? 0 : sum((one) => one.answers.sum) / answers,
      active_streams: snapshot.streams.active,
    },
    endpoints: Object.fromEntries(
      endpoints.map(
        ([
          name,
          {
            arrivalRate,
            answers: { p50, p99 },
          },
        ]) => [
          name,
          { requests_per_second: arrivalRate, latency_p50_ms: p50 * 1000, latency_p99_ms: p99 * 1000 },
        ],
      ),
    ),
  };
}

/**
 * Metrics by endpoint. Under `tokens` the statistics count prompt and completion tokens; under all other
 * headings they are latencies in seconds. Endpoints are listed after their first call; under `tokens`,
 * `errors` and `streaming` after the first token, error or stream.
 */
export function encodeMetrics({ endpoints, streams }: MetricsSnapshot): Static<typeof Metrics> {
  const byEndpoint = (encode: (one: EndpointSnapshot) => Rated | undefined): Record<string, Rated> => {
    const encoded = Object.entries(endpoints).map(([name, one]) => [name, encode(one)] as const);
    return Object.fromEntries(encoded.filter((entry): entry is [string, Rated] => entry[1] !== undefined));
  };
  return {
    requests: byEndpoint((one) => ({ ...toRated(one.answers), rate: one.arrivalRate })),
    responses: byEndpoint((one) => toRated(one.answers)),
    tokens: byEndpoint(({ tokens }) => ifAny(tokens, { ...toRated(tokens), rate: tokens.sumRate })),
    errors: byEndpoint(({ failures }) => ifAny(failures, toRated(failures))),
    latency: byEndpoint((one) => toRated(one.answers)),
    streaming: byEndpoint((one) => ifAny(one.streams, toRated(one.streams))),
    streaming_stats: {
      active_streams: streams.active,
      completed_streams: streams.completed,
      failed_streams: streams.failed,
      aborted_streams: streams.aborted,
      ttft: ifAny(streams.firstToken, toStatistics(streams.firstToken)) ?? {},
      tokens_per_second: ifAny(streams.tokensPerSecond, toStatistics(streams.tokensPerSecond)) ?? {},
    },
  };
}

type Statistics = ReturnType<typeof toStatistics>;
type Rated = Statistics & { readonly rate: number };

function toStatistics({ avg, min, max, p50, p90, p99 }: WindowSummary) {
  return { avg, min, max, p50, p90, p99 };
}

function toRated(summary: WindowSummary): Rated {
  return { rate: summary.rate, ...toStatistics(summary) };
}

function ifAny<T>({ total }: WindowSummary, value: T): T | undefined {
  return total > 0 ? value : undefined;
}

import { describe, expect, it } from 'vitest';
import type { WindowSummary } from '../../telemetry/sliding-window.ts';
import type { EndpointSnapshot, MetricsSnapshot } from '../../telemetry/snapshot.ts';
import { encodeHealth, encodeMetrics } from './encode.ts';

const CHAT = '/v1/chat/completions';

function summary(count: number, value = 0): WindowSummary {
  const statistics = { avg: value, min: value, max: value, p50: value, p90: value, p99: value };
  return {
    total: count,
    count,
    sum: count * value,
    rate: count / 60,
    sumRate: (count * value) / 60,
    ...statistics,
  };
}

function endpoint(answers: number, failures: number, seconds = 0.2): EndpointSnapshot {
  return {
    total: answers,
    arrivalRate: answers / 60,
    answers: summary(answers, seconds),
    failures: summary(failures, seconds),
    streams: summary(0),
    tokens: summary(0),
  };
}

function snapshot(endpoints: Record<string, EndpointSnapshot>): MetricsSnapshot {
  const streams = {
    active: 2,
    completed: 3,
    failed: 1,
    aborted: 4,
    firstToken: summary(0),
    tokensPerSecond: summary(0),
  };
  return { epochSeconds: 1_759_650_000.1, uptimeSeconds: 90, inProgress: 2, endpoints, streams };
}

describe('encodeHealth', () => {
  it.each([
    [0, 'healthy'],
    [5, 'healthy'],
    [6, 'degraded'],
    [10, 'degraded'],
    [11, 'unhealthy'],
  ])('with %i failures per hundred responses is %s', (failures, status) => {
    expect(encodeHealth(snapshot({ [CHAT]: endpoint(100, failures) }), new Set())).toMatchObject({
      status,
      metrics_summary: { error_rate_percentage: failures },
    });
  });

  it('has the original members, and excludes probes', () => {
    const endpoints = {
      [CHAT]: endpoint(30, 3, 0.5),
      '/v1/models': endpoint(10, 0, 0.1),
      '/health': endpoint(960, 0),
    };
    expect(encodeHealth(snapshot(endpoints), new Set(['/health']))).toEqual({
      status: 'degraded',
      timestamp: 1_759_650_000.1,
      uptime_seconds: 90,
      metrics_summary: {
        total_requests_per_second: 0.5 + 1 / 6,
        total_errors_per_second: 0.05,
        error_rate_percentage: 7.5,
        average_latency_seconds: 0.4,
        active_streams: 2,
      },
      endpoints: {
        [CHAT]: { requests_per_second: 0.5, latency_p50_ms: 500, latency_p99_ms: 500 },
        '/v1/models': { requests_per_second: 1 / 6, latency_p50_ms: 100, latency_p99_ms: 100 },
      },
    });
  });

  it('is healthy before the first call', () => {
    expect(encodeHealth(snapshot({}), new Set())).toMatchObject({
      status: 'healthy',
      metrics_summary: { error_rate_percentage: 0, average_latency_seconds: 0 },
    });
  });
});

describe('encodeMetrics', () => {
  it('has the original members', () => {
    const { streams, ...rest } = snapshot({
      [CHAT]: { ...endpoint(60, 0), arrivalRate: 2, tokens: summary(60, 40), streams: summary(30, 0.3) },
      '/v1/models': endpoint(6, 6, 0.1),
    });
    const busy = { ...streams, firstToken: summary(30, 0.05), tokensPerSecond: summary(30, 50) };
    const flat = (value: number) => ({
      avg: value,
      min: value,
      max: value,
      p50: value,
      p90: value,
      p99: value,
    });
    expect(encodeMetrics({ ...rest, streams: busy })).toEqual({
      requests: { [CHAT]: { rate: 2, ...flat(0.2) }, '/v1/models': { rate: 0.1, ...flat(0.1) } },
      responses: { [CHAT]: { rate: 1, ...flat(0.2) }, '/v1/models': { rate: 0.1, ...flat(0.1) } },
      tokens: { [CHAT]: { rate: 40, ...flat(40) } },
      errors: { '/v1/models': { rate: 0.1, ...flat(0.1) } },
      latency: { [CHAT]: { rate: 1, ...flat(0.2) }, '/v1/models': { rate: 0.1, ...flat(0.1) } },
      streaming: { [CHAT]: { rate: 0.5, ...flat(0.3) } },
      streaming_stats: {
        active_streams: 2,
        completed_streams: 3,
        failed_streams: 1,
        aborted_streams: 4,
        ttft: flat(0.05),
        tokens_per_second: flat(50),
      },
    });
  });

  it('has empty stream statistics before the first stream', () => {
    expect(encodeMetrics(snapshot({})).streaming_stats).toMatchObject({ ttft: {}, tokens_per_second: {} });
  });
});

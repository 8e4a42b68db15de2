import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createMetricsTracker, type MetricsTracker, type MetricsTrackerOptions } from './metrics-tracker.ts';
import type { Observation } from './observation.ts';

const CHAT = '/v1/chat/completions';

function setUp(options: MetricsTrackerOptions = {}) {
  const clock = createVirtualClock({ automatic: false });
  const metrics = createMetricsTracker({ clock, ...options });
  const start = (fields: Partial<Observation> = {}): Observation => {
    const observation: Observation = {
      requestId: 'req_1',
      operation: 'createChatCompletion',
      method: 'POST',
      endpoint: CHAT,
      path: CHAT,
      startedAt: clock.now(),
      endedAt: clock.now(),
      status: 0,
      outcome: 'ok',
      streamed: false,
      ...fields,
    };
    metrics.onStart(observation);
    return observation;
  };
  const end = (observation: Observation, fields: Partial<Observation> = {}): void => {
    Object.assign(observation, { status: 200, endedAt: clock.now(), ...fields });
    metrics.onEnd(observation);
  };
  return { clock, metrics, start, end };
}

function usage(promptTokens: number, completionTokens: number) {
  return {
    promptTokens,
    completionTokens,
    cachedTokens: 128,
    reasoningTokens: 5,
    promptAudioTokens: 0,
    completionAudioTokens: 0,
    acceptedPredictionTokens: 0,
    rejectedPredictionTokens: 0,
  };
}

/** Parses the samples of the exposition by name and labels. */
function read(metrics: MetricsTracker): Map<string, number> {
  const lines = finish(metrics.prometheus()).trimEnd().split('\n');
  const samples = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(/ (?=[^ ]+$)/));
  return new Map(samples.map(([name = '', value]) => [name, Number(value)]));
}

describe('createMetricsTracker', () => {
  it('counts a socket, but not how long it was open', () => {
    const { clock, metrics, start, end } = setUp();
    const observation = start();
    clock.advance(3_600_000);
    end(observation, { status: 101 });
    expect(
      read(metrics).get(`fakeai_requests_total{endpoint="${CHAT}",model="",method="POST",status="101"}`),
    ).toBe(1);
    expect(metrics.snapshot().endpoints[CHAT]?.answers).toMatchObject({ count: 0 });
  });

  it('reports one stream', () => {
    const { clock, metrics, start, end } = setUp();
    const observation = start({ streamed: true, model: 'm' });
    expect(metrics.snapshot()).toMatchObject({ inProgress: 1, streams: { active: 1, completed: 0 } });
    clock.advance(240);
    end(observation, { usage: usage(1000, 5), firstTokenAt: 200, gaps: new Float32Array([10, 10, 10, 10]) });

    const samples = read(metrics);
    const labels = `endpoint="${CHAT}",model="m"`;
    expect(samples.get(`fakeai_requests_total{${labels},method="POST",status="200"}`)).toBe(1);
    expect(samples.get(`fakeai_requests_in_progress{endpoint="${CHAT}"}`)).toBe(0);
    expect(samples.get(`fakeai_request_duration_seconds_sum{${labels}}`)).toBe(0.24);
    expect(samples.get(`fakeai_request_duration_seconds_bucket{${labels},le="0.2"}`)).toBe(0);
    expect(samples.get(`fakeai_request_duration_seconds_bucket{${labels},le="0.3"}`)).toBe(1);
    expect(samples.get(`fakeai_time_to_first_token_seconds_sum{${labels}}`)).toBe(0.2);
    expect(samples.get(`fakeai_inter_token_latency_seconds_bucket{${labels},le="0.005"}`)).toBe(0);
    expect(samples.get(`fakeai_inter_token_latency_seconds_bucket{${labels},le="0.01"}`)).toBe(4);
    expect(samples.get(`fakeai_inter_token_latency_seconds_sum{${labels}}`)).toBe(0.04);
    expect(samples.get(`fakeai_prompt_tokens_total{${labels}}`)).toBe(1000);
    expect(samples.get(`fakeai_completion_tokens_total{${labels}}`)).toBe(5);
    expect(samples.get(`fakeai_cached_tokens_total{${labels}}`)).toBe(128);
    expect(samples.get(`fakeai_reasoning_tokens_total{${labels}}`)).toBe(5);
    expect(samples.get(`fakeai_request_prompt_tokens_bucket{${labels},le="1000.0"}`)).toBe(1);
    expect(samples.get('fakeai_active_streams')).toBe(0);
    expect(samples.get('fakeai_completed_streams')).toBe(1);
    expect(samples.get('fakeai_ttft_seconds{quantile="0.5"}')).toBe(0.2);
    expect(samples.get('fakeai_stream_tokens_per_second{quantile="0.99"}')).toBe(100);
    expect(samples.get(`fakeai_latency_seconds{endpoint="${CHAT}",quantile="0.9"}`)).toBe(0.24);
    expect(samples.get(`fakeai_tokens_per_second{endpoint="${CHAT}"}`)).toBe(1005);
    expect(metrics.snapshot()).toMatchObject({
      inProgress: 0,
      uptimeSeconds: 0.24,
      endpoints: { [CHAT]: { total: 1, arrivalRate: 1, answers: { avg: 0.24 }, tokens: { avg: 1005 } } },
      streams: { active: 0, completed: 1, firstToken: { p50: 0.2 }, tokensPerSecond: { p50: 100 } },
    });
  });

  it('drops rates to zero a minute after the last request and keeps counters', () => {
    const { clock, metrics, start, end } = setUp();
    for (let index = 0; index < 30; index++) {
      end(start());
      clock.advance(1000);
    }
    expect(read(metrics).get(`fakeai_requests_per_second{endpoint="${CHAT}"}`)).toBe(1);
    clock.advance(61_000);
    const samples = read(metrics);
    expect(samples.get(`fakeai_requests_per_second{endpoint="${CHAT}"}`)).toBe(0);
    expect(samples.get(`fakeai_latency_seconds{endpoint="${CHAT}",quantile="0.5"}`)).toBeNaN();
    expect(samples.get(`fakeai_latency_seconds_count{endpoint="${CHAT}"}`)).toBe(30);
  });

  it('counts all faults by kind, but only server faults as failures', () => {
    const { metrics, start, end } = setUp();
    end(start(), { status: 400, outcome: 'error', fault: 'invalid_value' });
    end(start(), { status: 500, outcome: 'error', fault: 'internal' });
    end(start({ streamed: true }), { outcome: 'error' });
    end(start({ streamed: true }), { outcome: 'aborted' });
    end(start(), { status: 499, outcome: 'aborted' });

    const samples = read(metrics);
    expect(samples.get(`fakeai_errors_total{endpoint="${CHAT}",kind="invalid_value"}`)).toBe(1);
    expect(samples.get(`fakeai_errors_total{endpoint="${CHAT}",kind="internal"}`)).toBe(1);
    expect(samples.get(`fakeai_errors_total{endpoint="${CHAT}",kind="broken_stream"}`)).toBe(1);
    expect(samples.get(`fakeai_streams_total{endpoint="${CHAT}",outcome="aborted"}`)).toBe(1);
    expect(metrics.snapshot()).toMatchObject({
      endpoints: { [CHAT]: { total: 5, answers: { count: 3 }, failures: { count: 2 } } },
      streams: { active: 0, completed: 0, failed: 1, aborted: 1 },
    });
  });

  it('counts each request once, and none whose start it did not see', () => {
    const { metrics, start, end } = setUp();
    const observation = start();
    end(observation);
    end(observation);
    metrics.onEnd({ ...observation });
    expect(metrics.snapshot().endpoints[CHAT]?.total).toBe(1);
  });

  it('bounds label cardinality, whatever clients send', () => {
    const { metrics, start, end } = setUp({ maxModels: 2 });
    for (const model of ['a', 'b', 'c', 'd', 'a', 'x'.repeat(300)])
      end(start({ model, method: `ODD-${model}` }));
    const requests = [...read(metrics)].filter(([name]) => name.startsWith('fakeai_requests_total'));
    expect(requests).toEqual([
      [`fakeai_requests_total{endpoint="${CHAT}",model="a",method="other",status="200"}`, 2],
      [`fakeai_requests_total{endpoint="${CHAT}",model="b",method="other",status="200"}`, 1],
      [`fakeai_requests_total{endpoint="${CHAT}",model="other",method="other",status="200"}`, 3],
    ]);
  });

  it('escapes label values sent by clients', () => {
    const { metrics, start, end } = setUp();
    end(start({ model: 'a"b\\c\nd' }));
    expect(finish(metrics.prometheus())).toContain('model="a\\"b\\\\c\\nd"');
  });

  it('writes well-formed text: one TYPE per family before its samples, and cumulative buckets', () => {
    const { metrics, start, end } = setUp();
    end(start({ model: 'm', streamed: true }), {
      usage: usage(10, 3),
      firstTokenAt: 0,
      gaps: new Float32Array([2, 90_000]),
    });
    const types = new Map<string, string>();
    let family = '';
    const counts = new Map<string, number>();
    for (const line of finish(metrics.prometheus()).trimEnd().split('\n')) {
      const type = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line);
      if (type) {
        family = type[1] as string;
        expect(types.has(family)).toBe(false);
        types.set(family, type[2] as string);
      } else if (!line.startsWith('# HELP ')) {
        expect(line).toMatch(/^[a-z_]+(\{([a-z_]+="([^"\\]|\\.)*",?)+\})? (-?[\d.e+-]+|NaN)$/);
        expect(line.replace(/_(bucket|sum|count)(?=[{ ])/, '').startsWith(family)).toBe(true);
        const bucket = /^(.*_bucket\{.*),le="[^"]+"\} (\d+)$/.exec(line);
        if (bucket) {
          expect(Number(bucket[2])).toBeGreaterThanOrEqual(counts.get(bucket[1] as string) ?? 0);
          counts.set(bucket[1] as string, Number(bucket[2]));
        }
      }
    }
    expect(counts.get(`fakeai_inter_token_latency_seconds_bucket{endpoint="${CHAT}",model="m"`)).toBe(2);
    expect([...types].filter(([name, type]) => type === 'counter' && !name.endsWith('_total'))).toEqual([]);
  });

  it('shares nothing with another tracker', () => {
    const one = setUp();
    const other = setUp();
    one.end(one.start());
    expect(other.metrics.snapshot().endpoints).toEqual({});
  });
});

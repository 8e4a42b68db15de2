import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { createMetricsTracker, type MetricsTrackerOptions } from '../metrics-tracker.ts';
import type { Observation } from '../observation.ts';
import { ASKED, NOT_OURS } from './boards.cases.ts';
import { dialects, type MetricsDialect } from './dialects.ts';
import { type ParsedFamily, parseExposition } from './exposition.cases.ts';

const METRICS_DIALECTS = ['fakeai', ...Object.keys(dialects)] as MetricsDialect[];
const PROMTOOL = process.env.PROMTOOL ?? 'promtool';
const hasPromtool = spawnSync(PROMTOOL, ['--version']).status === 0;

const CHAT = '/v1/chat/completions';

function setUp(options: MetricsTrackerOptions = {}) {
  const clock = createVirtualClock({ automatic: false });
  const metrics = createMetricsTracker({ clock, ...options });
  const begin = (fields: Partial<Observation> = {}): Observation => {
    const observation: Observation = {
      requestId: 'req_1',
      operation: 'createChatCompletion',
      method: 'POST',
      endpoint: CHAT,
      path: CHAT,
      startedAt: clock.now(),
      endedAt: clock.now(),
      status: 200,
      outcome: 'ok',
      streamed: false,
      model: 'Qwen/Qwen3-8B',
      ...fields,
    };
    metrics.onStart(observation);
    return observation;
  };
  /** An answer of `completion` tokens, the first one after `ttft` milliseconds and one each 20 ms. */
  const answer = (prompt: number, cached: number, completion: number, fields: Partial<Observation> = {}) => {
    const ttft = 200;
    const observation = begin();
    clock.advance(ttft + 20 * (completion - 1));
    Object.assign(observation, {
      endedAt: clock.now(),
      usage: usage(prompt, cached, completion),
      answer: { reason: 'stop', choices: 1, longest: completion, limit: 4096 },
      firstTokenAt: observation.startedAt + ttft,
      gaps: { each: 20, length: completion - 1 },
      lateBy: 1,
      ...fields,
    });
    metrics.onEnd(observation);
  };
  const families = (...names: Parameters<typeof metrics.prometheus>[0] & object) =>
    parseExposition(finish(metrics.prometheus(names)));
  return { clock, metrics, begin, answer, families };
}

function usage(promptTokens: number, cachedTokens: number, completionTokens: number) {
  return {
    promptTokens,
    cachedTokens,
    completionTokens,
    promptAudioTokens: 0,
    reasoningTokens: 0,
    completionAudioTokens: 0,
    acceptedPredictionTokens: 0,
    rejectedPredictionTokens: 0,
  };
}

/** Sums the samples of a family whose labels have the given values. */
function sumOf(
  families: Map<string, ParsedFamily>,
  name: string,
  labels: Record<string, string> = {},
): number {
  const family = [...families].find(([base]) => name === base || name.startsWith(`${base}_`))?.[1];
  const found = family?.samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  if (!found || found.length === 0) throw new Error(`No sample ${name} ${JSON.stringify(labels)}`);
  return found.reduce((sum, { value }) => sum + value, 0);
}

describe('the dialects', () => {
  it.each(Object.entries(ASKED))('have the series that %s ask for, or it is said why not', (_, names) => {
    const { answer, families } = setUp();
    answer(100, 32, 10);
    const present = families(...METRICS_DIALECTS);
    const missing = names.filter((name) => !present.has(name));
    const excused = missing.filter((name) => NOT_OURS.some(([beginning]) => name.startsWith(beginning)));
    expect(missing).toEqual(excused);
    for (const name of names)
      if (present.has(name)) expect(present.get(name)?.samples.length, name).toBeGreaterThan(0);
  });

  it('have no reasons for series that they have, nor reasons for nothing', () => {
    const present = setUp().families(...METRICS_DIALECTS);
    const asked = Object.values(ASKED).flat();
    for (const [beginning] of NOT_OURS) {
      const meant = asked.filter((name) => name.startsWith(beginning) && !present.has(name));
      expect(meant, beginning).not.toEqual([]);
    }
  });

  it('share no names, so that one exposition can have them all', () => {
    const names = Object.values(dialects).flatMap(({ rows }) => rows.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    expect(setUp().families(...METRICS_DIALECTS).size).toBeGreaterThan(names.length);
  });

  it('have consistent histograms', () => {
    const { answer, families } = setUp();
    for (const [prompt, cached, completion] of [
      [1, 0, 1],
      [100, 96, 2],
      [5000, 0, 300],
      [3_000_000, 16, 40],
    ] as const) {
      answer(prompt, cached, completion);
    }
    let checked = 0;
    for (const [name, { type, samples }] of families(...METRICS_DIALECTS)) {
      if (type !== 'histogram') continue;
      const series = Map.groupBy(samples, ({ labels: { le: _, ...others } }) => JSON.stringify(others));
      for (const all of series.values()) {
        const buckets = all.filter((sample) => sample.name === `${name}_bucket`);
        const bounds = buckets.map(({ labels }) => (labels.le === '+Inf' ? Infinity : Number(labels.le)));
        expect(bounds, name).toEqual([...new Set(bounds)].sort((one, other) => one - other));
        const counts = buckets.map(({ value }) => value);
        expect(counts, name).toEqual([...counts].sort((one, other) => one - other));
        expect(counts.at(-1), name).toBe(all.find((sample) => sample.name === `${name}_count`)?.value);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(50);
  });

  it('count the same tokens and times under each name', () => {
    const { answer, families } = setUp();
    answer(1000, 512, 11);
    answer(24, 0, 1);
    answer(10, 0, 5, { answer: { reason: 'length', choices: 2, longest: 3, limit: 3 } });
    const all = families(...METRICS_DIALECTS);
    for (const name of [
      'vllm:generation_tokens_total',
      'sglang:generation_tokens_total',
      'trtllm_generation_tokens_total',
      'dynamo_frontend_output_tokens_total',
      'generation_tokens_total',
      'fakeai_completion_tokens_total',
    ]) {
      expect(sumOf(all, name), name).toBe(17);
    }
    expect(sumOf(all, 'vllm:prefix_cache_queries_total')).toBe(1034);
    expect(sumOf(all, 'vllm:prefix_cache_hits_total')).toBe(512);
    expect(sumOf(all, 'vllm:prompt_tokens_by_source_total', { source: 'local_compute' })).toBe(522);
    expect(sumOf(all, 'sglang:cached_tokens_total', { cache_source: 'device' })).toBe(512);
    expect(sumOf(all, 'trtllm_kv_cache_reused_blocks_total')).toBe(32);
    expect(sumOf(all, 'vllm:request_success_total', { finished_reason: 'stop' })).toBe(2);
    expect(sumOf(all, 'vllm:request_success_total', { finished_reason: 'length' })).toBe(1);
    expect(sumOf(all, 'vllm:request_params_n_sum')).toBe(4);
    expect(sumOf(all, 'vllm:request_params_max_tokens_sum')).toBe(4096 * 2 + 3);
    // A step with each prompt, and one for each token.
    expect(sumOf(all, 'vllm:iteration_tokens_total_sum')).toBe(522 + 17);
    expect(sumOf(all, 'vllm:iteration_tokens_total_count')).toBe(20);
    expect(sumOf(all, 'vllm:iteration_tokens_total_bucket', { le: '1.0' })).toBe(17);
    expect(sumOf(all, 'vllm:inter_token_latency_seconds_count')).toBe(14);
    expect(sumOf(all, 'sglang:inter_token_latency_seconds_bucket', { le: '0.02' })).toBe(14);
    expect(sumOf(all, 'sglang:inter_token_latency_seconds_bucket', { le: '0.015' })).toBe(0);
    expect(sumOf(all, 'dynamo_frontend_time_to_first_token_seconds_bucket', { le: '0.22' })).toBe(3);
    expect(sumOf(all, 'dynamo_frontend_time_to_first_token_seconds_bucket', { le: '0.1' })).toBe(0);
    // One token has no time between tokens.
    expect(sumOf(all, 'vllm:request_time_per_output_token_seconds_count')).toBe(2);
    expect(sumOf(all, 'vllm:request_decode_time_seconds_sum')).toBeCloseTo(0.28);
    expect(sumOf(all, 'vllm:request_inference_time_seconds_sum')).toBeCloseTo(0.88);
    expect(sumOf(all, 'vllm:e2e_request_latency_seconds_sum')).toBeCloseTo(0.88);
  });

  it('tell waiting from prefill', () => {
    const { answer, families } = setUp();
    answer(100, 0, 2, { queuedFor: 150 });
    const all = families('vllm', 'sglang');
    expect(sumOf(all, 'vllm:request_queue_time_seconds_sum')).toBeCloseTo(0.15);
    expect(sumOf(all, 'vllm:request_prefill_time_seconds_sum')).toBeCloseTo(0.05);
    expect(sumOf(all, 'vllm:request_inference_time_seconds_sum')).toBeCloseTo(0.07);
    expect(sumOf(all, 'sglang:queue_time_seconds_bucket', { le: '0.1' })).toBe(0);
  });

  it('count what went wrong', () => {
    const { answer, begin, metrics, families } = setUp();
    answer(10, 0, 5, { outcome: 'aborted', status: 499, streamed: true });
    answer(10, 0, 5, { outcome: 'error', status: 200, streamed: true });
    metrics.onEnd(Object.assign(begin(), { outcome: 'error', status: 400 }));
    metrics.onEnd(Object.assign(begin(), { outcome: 'error', status: 429 }));
    const all = families('vllm', 'dynamo', 'sglang', 'trtllm', 'nim');
    expect(sumOf(all, 'vllm:request_success_total', { finished_reason: 'abort' })).toBe(1);
    expect(sumOf(all, 'vllm:request_success_total', { finished_reason: 'error' })).toBe(1);
    expect(sumOf(all, 'sglang:num_aborted_requests_total')).toBe(1);
    expect(sumOf(all, 'trtllm_request_error_total')).toBe(1);
    expect(sumOf(all, 'request_failure_total')).toBe(1);
    expect(sumOf(all, 'http_requests_total', { status: '4xx', handler: CHAT, method: 'POST' })).toBe(3);
    const dynamo = (error_type: string, request_type: string) =>
      sumOf(all, 'dynamo_frontend_requests_total', { model: 'qwen/qwen3-8b', error_type, request_type });
    expect(dynamo('cancelled', 'stream')).toBe(1);
    expect(dynamo('validation', 'unary')).toBe(1);
    expect(dynamo('overload', 'unary')).toBe(1);
  });

  it('tell what is in progress, without workers and with them', () => {
    const one = setUp({ models: ['idle'] });
    one.begin({ usage: usage(10, 0, 5) });
    one.begin({ usage: usage(10, 0, 5), firstTokenAt: 0 });
    const alone = one.families('vllm', 'dynamo');
    expect(sumOf(alone, 'vllm:num_requests_running', { model_name: 'Qwen/Qwen3-8B' })).toBe(2);
    expect(sumOf(alone, 'vllm:num_requests_running', { model_name: 'idle' })).toBe(0);
    expect(sumOf(alone, 'dynamo_frontend_queued_requests', { model: 'qwen/qwen3-8b' })).toBe(1);
    expect(sumOf(alone, 'vllm:request_success_total', { model_name: 'idle' })).toBe(0);
  });

  // Not everybody has it; the parser of these tests is then the only one.
  it.skipIf(!hasPromtool)('pass promtool, which finds nothing in our own names', () => {
    const { answer, metrics } = setUp();
    answer(100, 32, 10);
    const check = (names: Parameters<typeof metrics.prometheus>[0]) =>
      spawnSync(PROMTOOL, ['check', 'metrics'], {
        input: finish(metrics.prometheus(names)),
        encoding: 'utf8',
      });
    const own = check(['fakeai']);
    expect(own.stderr).toBe('');
    for (const name of METRICS_DIALECTS) {
      const { stderr, status } = check([name]);
      const complaints = stderr.split('\n').filter((line) => line !== '');
      expect(status === 0 || status === 3, `${name}: ${stderr}`).toBe(true);
      expect(complaints.filter((line) => !ALLOWED.some((reason) => reason.test(line)))).toEqual([]);
    }
  });
});

/** What promtool says about names that are not ours. */
const ALLOWED: readonly RegExp[] = [
  /^(vllm|sglang):\w+ metric names should not contain ':'$/,
  /^vllm:iteration_tokens_total non-counter metrics should not have "_total" suffix$/,
  /^DCGM_FI_\w+ label names should be written in 'snake_case' not 'camelCase'$/,
  /^DCGM_FI_\w+ counter metrics should have "_total" suffix$/,
  /^DCGM_FI_DEV_PCIE_REPLAY_COUNTER metric name should not include type 'counter'$/,
];

import { describe, expect, it } from 'vitest';
import { engineProfiles } from './engine/batching/engine-profiles.ts';
import { zeroCounters } from './engine/batching/figures.ts';
import { viewOfGroups } from './engine-view.ts';
import { createFakeAI } from './fakeai.ts';
import { finish } from './runtime/steps.ts';
import { createVirtualClock } from './runtime/virtual-clock.ts';
import { type ParsedFamily, parseExposition } from './telemetry/dialects/exposition.cases.ts';
import { createMetricsTracker } from './telemetry/metrics-tracker.ts';

const sumOf = (families: Map<string, ParsedFamily>, name: string): number =>
  (families.get(name)?.samples ?? []).reduce((sum, { value }) => sum + value, 0);

describe('viewOfGroups', () => {
  const profile = engineProfiles.get('llama-8b-h100');
  if (!profile) throw new Error('No such profile');
  const batch = (running: number, waiting: number) => ({
    running,
    waiting,
    waitingTokens: 0,
    arriving: 1,
    handingOver: 0,
    usedBlocks: 30 * running,
    capacity: 300,
    lastPass: {
      ms: 0,
      prefillSequences: 0,
      prefillTokens: 0,
      prefillSquares: 0,
      decodeSequences: 0,
      contextTokens: 0,
    },
    counters: {
      ...zeroCounters(),
      passes: 3,
      passSizes: [0, 0, 0, 2, ...new Array(6).fill(0), 1, 0, 0, 0, 0, 0],
      promptTokens: 1000,
      generatedTokens: 20,
      preempted: 2,
    },
  });
  const groups = [
    {
      name: 'llama-8b-h100',
      profile,
      blockSize: 16,
      workers: [
        { role: 'aggregated', state: 'awake', requests: 9, load: 7, batch: batch(4, 2) },
        { role: 'aggregated', state: 'asleep', requests: 0, load: 1, batch: batch(0, 0) },
      ],
    },
  ] as const;

  it('tells of each worker under the names of engines', () => {
    const metrics = createMetricsTracker({
      clock: createVirtualClock({ automatic: false }),
      engine: viewOfGroups(
        () => groups,
        () => 'llama-8b-h100',
      ),
      models: ['llama'],
    });
    metrics.onStart({
      requestId: 'req_1',
      operation: 'createChatCompletion',
      method: 'POST',
      endpoint: '/v1/chat/completions',
      path: '/v1/chat/completions',
      startedAt: 0,
      endedAt: 0,
      status: 0,
      outcome: 'ok',
      streamed: true,
      model: 'llama',
      usage: { promptTokens: 1, completionTokens: 1 } as never,
    });
    const families = parseExposition(finish(metrics.prometheus(['vllm', 'dynamo'])));
    const of = (name: string) =>
      families.get(name)?.samples.map(({ labels, value }) => [labels.engine, value]);
    expect(of('vllm:num_requests_running')).toEqual([
      ['0', 4],
      ['1', 0],
    ]);
    expect(of('vllm:num_requests_waiting')).toEqual([
      ['0', 3],
      ['1', 1],
    ]);
    expect(of('vllm:kv_cache_usage_perc')).toEqual([
      ['0', 0.4],
      ['1', 0],
    ]);
    expect(sumOf(families, 'vllm:num_preemptions_total')).toBe(4);
    const asleep = families
      .get('vllm:engine_sleep_state')
      ?.samples.filter(({ labels }) => labels.engine === '1');
    expect(asleep?.map(({ value }) => value)).toEqual([0, 1, 0]);
    const steps = families.get('vllm:iteration_tokens_total')?.samples ?? [];
    const upTo = (le: string) => steps.find(({ labels }) => labels.le === le)?.value;
    expect([upTo('1.0'), upTo('8.0'), upTo('512.0'), upTo('1024.0'), upTo('+Inf')]).toEqual([0, 4, 4, 6, 6]);
    expect(steps.find(({ name }) => name.endsWith('_sum'))?.value).toBe(2040);
    expect(sumOf(families, 'dynamo_component_total_blocks')).toBe(600);
  });
});

describe('the metrics of an instance', () => {
  it('count the tokens that its answers report, and what its cache holds', async () => {
    const fake = createFakeAI({ fast: true, clock: createVirtualClock(), requireApiKey: false });
    const chat = async (extra: object) => {
      const response = await fake.fetch('http://fakeai.test/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'Qwen/Qwen3-8B',
          messages: [{ role: 'user', content: 'Tell me about tides and the moon. '.repeat(30) }],
          ...extra,
        }),
      });
      const text = await response.text();
      const last = text.startsWith('data:') ? text.trimEnd().split('\n\n').at(-2)?.slice(6) : text;
      return (JSON.parse(last ?? '') as { usage: ReportedUsage }).usage;
    };
    interface ReportedUsage {
      prompt_tokens: number;
      completion_tokens: number;
      prompt_tokens_details: { cached_tokens: number };
    }
    const usages = [
      await chat({}),
      await chat({ max_tokens: 7 }),
      await chat({ n: 3, max_tokens: 20, ignore_eos: true }),
      await chat({ stream: true, stream_options: { include_usage: true } }),
    ];
    const families = parseExposition(finish(fake.metrics.prometheus(['vllm'])));
    const total = (read: (usage: ReportedUsage) => number) =>
      usages.reduce((sum, usage) => sum + read(usage), 0);
    expect(sumOf(families, 'vllm:generation_tokens_total')).toBe(total((usage) => usage.completion_tokens));
    expect(sumOf(families, 'vllm:prompt_tokens_total')).toBe(total((usage) => usage.prompt_tokens));
    expect(sumOf(families, 'vllm:prefix_cache_hits_total')).toBe(
      total((usage) => usage.prompt_tokens_details.cached_tokens),
    );
    expect(sumOf(families, 'vllm:prefix_cache_hits_total')).toBeGreaterThan(0);
    const finished = families.get('vllm:request_success_total')?.samples ?? [];
    const by = Object.fromEntries(finished.map(({ labels, value }) => [labels.finished_reason, value]));
    expect(by).toMatchObject({ length: 2, abort: 0, error: 0 });
    expect(by.stop).toBe(2);
    const limits = families.get('vllm:request_params_max_tokens')?.samples ?? [];
    expect(limits.find(({ labels }) => labels.le === '10.0')?.value).toBe(1);
    expect(families.get('vllm:num_requests_running')?.samples.map(({ labels }) => labels.engine)).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
    await fake.close();
  });
});

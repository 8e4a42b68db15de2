import { type Distribution, distributionOf } from '../distribution.ts';
import { fromRequestKey } from '../series.ts';
import { VLLM } from './bounds.ts';
import {
  cachedTokens,
  generatedTokens,
  kvUsage,
  type MetricsInput,
  type ModelInput,
  promptTokens,
  spread,
  sum,
  type WorkerInput,
} from './metrics-input.ts';
import { type MetricRow, rowsOf } from './row.ts';

const LABELS = ['model_name', 'engine'];

const model = rowsOf<ModelInput>('vllm:', {
  labels: LABELS,
  all: ({ models }) => models,
  // Requests are counted before they reach a worker.
  valuesOf: (one) => [one.model, '0'],
});

const worker = rowsOf<WorkerInput>('vllm:', {
  labels: LABELS,
  all: ({ workers }) => workers,
  valuesOf: (one) => [one.model, String(one.worker.worker)],
});

/** What vLLM's V1 engine and its HTTP server report, except what only its optional parts do. */
export const vllmRows: readonly MetricRow[] = [
  worker.gauge('num_requests_running', 'Requests in the batch.', ({ running }) => running),
  worker.gauge(
    'num_requests_waiting',
    'Requests that wait for a place in the batch.',
    ({ waiting }) => waiting,
  ),
  worker.gauges(
    'num_requests_waiting_by_reason',
    'reason',
    'Waiting requests by what they wait for.',
    (one) => ({
      capacity: one.waiting,
      deferred: 0,
    }),
  ),
  worker.gauges(
    'engine_sleep_state',
    'sleep_state',
    '1 for the state of the engine, 0 for the others.',
    (one) => {
      const isAsleep = one.worker.state === 'asleep';
      return { awake: isAsleep ? 0 : 1, weights_offloaded: isAsleep ? 1 : 0, discard_all: 0 };
    },
  ),
  worker.gauge('kv_cache_usage_perc', 'Share of the KV blocks in use, from 0 to 1.', kvUsage),
  worker.info(
    'lora_requests_info',
    'Adapters in use; the value is the time of the report.',
    ['max_lora', 'waiting_lora_adapters', 'running_lora_adapters'],
    () => ['0', '', ''],
    (_, { moment }) => moment.epochSeconds,
  ),
  worker.info(
    'cache_config_info',
    'Configuration of the KV cache, in labels.',
    ['block_size', 'num_gpu_blocks', 'gpu_memory_utilization', 'cache_dtype', 'enable_prefix_caching'],
    ({ worker }) => [String(worker.blockSize), String(worker.capacity), '0.9', 'auto', 'True'],
  ),
  worker.counter(
    'num_preemptions_total',
    'How often a request lost its blocks.',
    ({ worker }) => worker.preempted,
  ),
  model.counter('prefix_cache_queries_total', 'Prompt tokens looked up in the prefix cache.', promptTokens),
  model.counter('prefix_cache_hits_total', 'Prompt tokens found in the prefix cache.', cachedTokens),
  model.counter(
    'external_prefix_cache_queries_total',
    'Prompt tokens looked up in other servers: none.',
    () => 0,
  ),
  model.counter('external_prefix_cache_hits_total', 'Prompt tokens found in other servers: none.', () => 0),
  model.counter('mm_cache_queries_total', 'Pictures and sounds looked up in a cache: none.', () => 0),
  model.counter('mm_cache_hits_total', 'Pictures and sounds found in a cache: none.', () => 0),
  model.counter('prompt_tokens_total', 'Prompt tokens, cached ones included.', promptTokens),
  model.counter('generation_tokens_total', 'Generated tokens.', generatedTokens),
  model.counters(
    'prompt_tokens_by_source_total',
    'source',
    'Prompt tokens by where they came from.',
    (one) => ({
      local_compute: promptTokens(one) - cachedTokens(one),
      local_cache_hit: cachedTokens(one),
      external_kv_transfer: 0,
    }),
  ),
  model.counter('prompt_tokens_cached_total', 'Prompt tokens that were not computed.', cachedTokens),
  model.counter(
    'prompt_tokens_recomputed_total',
    'Cached prompt tokens that were computed again: none.',
    () => 0,
  ),
  model.counters('request_success_total', 'finished_reason', 'Answers by why they ended.', (one) => ({
    stop: sum(one, ({ finished }) => finished.stop),
    length: sum(one, ({ finished }) => finished.length),
    abort: sum(one, ({ finished }) => finished.abort),
    error: sum(one, ({ finished }) => finished.error),
    repetition: 0,
  })),
  model.histogram(
    'request_prompt_tokens',
    'Prompt tokens of a request.',
    VLLM.tokens,
    spread('promptTokens'),
  ),
  model.histogram(
    'request_generation_tokens',
    'Generated tokens of a request, all choices together.',
    VLLM.tokens,
    spread('completionTokens'),
  ),
  model.histogram(
    'request_max_num_generation_tokens',
    'Tokens of the longest choice of a request.',
    VLLM.tokens,
    spread('longest'),
  ),
  model.histogram(
    'request_params_max_tokens',
    'Tokens that a choice may have.',
    VLLM.tokens,
    spread('limits'),
  ),
  model.histogram('request_params_n', 'Choices of a request.', VLLM.choices, spread('choices')),
  model.histogram(
    'request_prefill_kv_computed_tokens',
    'Prompt tokens of a request that were computed.',
    VLLM.tokens,
    spread('computedTokens'),
  ),
  model.histogram('iteration_tokens_total', 'Tokens of an engine step.', VLLM.iteration, iterations),
  model.histogram(
    'time_to_first_token_seconds',
    'From the arrival of a request to its first token.',
    VLLM.firstToken,
    spread('firstToken'),
  ),
  model.histogram('inter_token_latency_seconds', 'Between two tokens.', VLLM.gap, spread('gaps', 1000)),
  model.histogram(
    'request_time_per_output_token_seconds',
    'Between two tokens, on average over a request.',
    VLLM.gap,
    spread('perToken'),
  ),
  model.histogram(
    'e2e_request_latency_seconds',
    'From the arrival of a request to its end.',
    VLLM.latency,
    spread('latency'),
  ),
  model.histogram(
    'request_queue_time_seconds',
    'Waiting for a place in the batch.',
    VLLM.latency,
    spread('queue'),
  ),
  model.histogram(
    'request_prefill_time_seconds',
    'From the place in the batch to the first token.',
    VLLM.latency,
    spread('prefill'),
  ),
  model.histogram(
    'request_decode_time_seconds',
    'From the first token to the last one.',
    VLLM.latency,
    spread('decode'),
  ),
  model.histogram(
    'request_inference_time_seconds',
    'From the place in the batch to the last token.',
    VLLM.latency,
    spread('inference'),
  ),
  {
    name: 'http_requests_total',
    type: 'counter',
    help: 'Requests by path, method and class of status.',
    labels: ['handler', 'method', 'status'],
    read: httpRequests,
  },
];

/** Names that vLLM has given up, for dashboards that still ask for them. */
export const vllmLegacyRows: readonly MetricRow[] = [
  worker.gauge('gpu_cache_usage_perc', 'As kv_cache_usage_perc.', kvUsage),
  worker.gauge(
    'cpu_cache_usage_perc',
    'Share of the KV blocks in host memory in use: none are told apart.',
    () => 0,
  ),
  worker.gauge('num_requests_swapped', 'Requests swapped to host memory: none.', () => 0),
  model.counter('gpu_prefix_cache_queries_total', 'As prefix_cache_queries_total.', promptTokens),
  model.counter('gpu_prefix_cache_hits_total', 'As prefix_cache_hits_total.', cachedTokens),
  model.histogram(
    'time_per_output_token_seconds',
    'As inter_token_latency_seconds.',
    VLLM.gap,
    spread('gaps', 1000),
  ),
];

/**
 * Tokens by engine step: of the passes of the model's workers, or, if they make none, as if each sequence were alone in its
 * batch: a step with its prompt, then one for each token.
 */
function iterations(one: ModelInput): Distribution {
  const passes = one.workers.flatMap(({ worker }) => (worker.passes ? [worker.passes] : []));
  if (passes.length === 0) {
    const prompts = distributionOf(one.parts.map((part) => part.computedTokens));
    const tokens = generatedTokens(one);
    return {
      count: prompts.count + tokens,
      sum: prompts.sum + tokens,
      upTo: (bounds) => prompts.upTo(bounds).map((count) => count + tokens),
    };
  }
  const upTo = (bound: number): number =>
    passes.reduce(
      (total, { passSizes }) =>
        total + passSizes.reduce((count, size, power) => (2 ** power <= bound ? count + size : count), 0),
      0,
    );
  const count = passes.reduce((total, pass) => total + pass.passes, 0);
  return {
    count,
    sum: passes.reduce((total, pass) => total + pass.promptTokens + pass.generatedTokens, 0),
    upTo: (bounds) => Float64Array.from([...bounds.map(upTo), count]),
  };
}

function* httpRequests({ endpoints }: MetricsInput): Iterable<{ labels: string[]; value: number }> {
  const counts = new Map<string, { labels: string[]; value: number }>();
  for (const { endpoint: handler, series } of endpoints) {
    for (const [key, value] of series.requests) {
      const { method, status } = fromRequestKey(key);
      const labels = [handler, method, `${status[0]}xx`];
      const known = counts.get(labels.join(' '));
      if (known) known.value += value;
      else counts.set(labels.join(' '), { labels, value });
    }
  }
  yield* counts.values();
}

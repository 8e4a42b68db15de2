import { SGLANG } from './bounds.ts';
import {
  answers,
  cachedTokens,
  generatedTokens,
  hitRate,
  kvUsage,
  type ModelInput,
  promptTokens,
  spread,
  sum,
  type WorkerInput,
} from './metrics-input.ts';
import { type MetricRow, rowsOf } from './row.ts';

const LABELS = ['model_name', 'engine_type', 'tp_rank', 'pp_rank', 'dp_rank', 'moe_ep_rank'];
const ENGINE_TYPES = { aggregated: 'unified', prefill: 'prefill', decode: 'decode' } as const;

const model = rowsOf<ModelInput>('sglang:', {
  labels: LABELS,
  all: ({ models }) => models,
  valuesOf: (one) => [one.model, 'unified', '0', '0', '0', '0'],
});

const worker = rowsOf<WorkerInput>('sglang:', {
  labels: LABELS,
  all: ({ workers }) => workers,
  valuesOf: ({ model: name, worker: its }) => [
    name,
    ENGINE_TYPES[its.role],
    '0',
    '0',
    String(its.worker),
    '0',
  ],
});

/** What SGLang reports with its metrics on, except what only its optional parts do. */
export const sglangRows: readonly MetricRow[] = [
  worker.gauge('num_running_reqs', 'Requests in the batch.', ({ running }) => running),
  worker.gauge('num_queue_reqs', 'Requests that wait for a place in the batch.', ({ waiting }) => waiting),
  worker.gauge('num_grammar_queue_reqs', 'Requests that wait for a grammar: none.', () => 0),
  worker.gauge('num_running_reqs_offline_batch', 'Requests of offline batches: none.', () => 0),
  worker.gauge(
    'num_used_tokens',
    'Tokens in KV blocks in use.',
    ({ worker }) => worker.usedBlocks * worker.blockSize,
  ),
  worker.gauge(
    'max_total_num_tokens',
    'Tokens that the KV blocks hold.',
    ({ worker }) => worker.capacity * worker.blockSize,
  ),
  worker.gauge('token_usage', 'Share of the KV blocks in use, from 0 to 1.', kvUsage),
  worker.gauge('utilization', 'Share of the places in the batch that are taken.', ({ running, worker }) =>
    Math.min(1, running / worker.maxSequences),
  ),
  worker.gauge(
    'num_retracted_reqs',
    'How often a request lost its blocks, since the start.',
    ({ worker }) => worker.preempted,
  ),
  worker.gauge('num_paused_reqs', 'Requests that are paused: none.', () => 0),
  worker.gauge('is_cuda_graph', '1: all steps replay a graph.', () => 1),
  worker.gauge('hicache_host_used_tokens', 'Tokens in host memory: not told apart.', () => 0),
  worker.gauge('hicache_host_total_tokens', 'Tokens that host memory holds: not told apart.', () => 0),
  worker.info(
    'cache_config_info',
    'Configuration of the KV cache, in labels.',
    ['page_size', 'num_pages'],
    ({ worker }) => [String(worker.blockSize), String(worker.capacity)],
  ),
  model.gauge('cache_hit_rate', 'Share of the prompt tokens that were cached, since the start.', hitRate),
  model.gauge(
    'gen_throughput',
    'Tokens of answers that have ended, per second, of late.',
    (one, { moment }) => sum(one, ({ speed }) => speed.at(moment.now)),
  ),
  model.counter('prompt_tokens_total', 'Prompt tokens, cached ones included.', promptTokens),
  model.counter('generation_tokens_total', 'Generated tokens.', generatedTokens),
  model.counters(
    'cached_tokens_total',
    'cache_source',
    'Prompt tokens that were cached, by where.',
    (one) => ({
      device: cachedTokens(one),
      host: 0,
      total: cachedTokens(one),
    }),
  ),
  model.counters('realtime_tokens_total', 'mode', 'Tokens by how they were processed.', (one) => ({
    prefill_compute: promptTokens(one) - cachedTokens(one),
    prefill_cache: cachedTokens(one),
    decode: generatedTokens(one),
  })),
  model.counter('num_requests_total', 'Requests.', answers),
  model.counter('num_aborted_requests_total', 'Requests whose client left.', (one) =>
    sum(one, ({ finished }) => finished.abort),
  ),
  worker.counter(
    'num_retracted_requests_total',
    'How often a request lost its blocks.',
    ({ worker }) => worker.preempted,
  ),
  model.histogram(
    'time_to_first_token_seconds',
    'From the arrival of a request to its first token.',
    SGLANG.firstToken,
    spread('firstToken'),
  ),
  model.histogram('inter_token_latency_seconds', 'Between two tokens.', SGLANG.gap, spread('gaps', 1000)),
  model.histogram(
    'time_per_output_token_seconds',
    'Between two tokens, on average over a request.',
    SGLANG.perToken,
    spread('perToken'),
  ),
  model.histogram(
    'e2e_request_latency_seconds',
    'From the arrival of a request to its end.',
    SGLANG.latency,
    spread('latency'),
  ),
  model.histogram('queue_time_seconds', 'Waiting for a place in the batch.', SGLANG.queue, spread('queue')),
];

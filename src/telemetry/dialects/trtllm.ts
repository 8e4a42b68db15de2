import { TRTLLM } from './bounds.ts';
import {
  answers,
  cachedTokens,
  generatedTokens,
  hitRate,
  type ModelInput,
  meanKvUsage,
  promptTokens,
  spread,
  sum,
  total,
  type WorkerInput,
} from './metrics-input.ts';
import { type MetricRow, rowsOf } from './row.ts';

const LABELS = ['model_name', 'engine_type'];

const model = rowsOf<ModelInput>('trtllm_', {
  labels: LABELS,
  all: ({ models }) => models,
  valuesOf: (one) => [one.model, 'trtllm'],
});

const first = ({ workers }: ModelInput): WorkerInput | undefined => workers[0];

/** What trtllm-serve reports. It has no label for workers: sums over those of a model. */
export const trtllmRows: readonly MetricRow[] = [
  model.counters('request_success_total', 'finished_reason', 'Answers by why they ended.', (one) => ({
    stop: sum(one, ({ finished }) => finished.stop),
    length: sum(one, ({ finished }) => finished.length),
    cancelled: sum(one, ({ finished }) => finished.abort),
  })),
  model.counter('request_error_total', 'Answers that failed.', (one) =>
    sum(one, ({ finished }) => finished.error),
  ),
  model.counter('num_requests_completed_total', 'Answers that have ended.', answers),
  model.counter('num_aborted_requests_total', 'Requests whose client left.', (one) =>
    sum(one, ({ finished }) => finished.abort),
  ),
  model.counter('prompt_tokens_total', 'Prompt tokens, cached ones included.', promptTokens),
  model.counter('generation_tokens_total', 'Generated tokens.', generatedTokens),
  model.counter('prompt_cached_tokens_total', 'Prompt tokens that were cached.', cachedTokens),
  model.counter('kv_cache_reused_blocks_total', 'KV blocks of prompts that were cached.', (one) =>
    Math.floor(cachedTokens(one) / blockSize(one)),
  ),
  model.counter('kv_cache_missed_blocks_total', 'KV blocks of prompts that were computed.', (one) =>
    Math.ceil((promptTokens(one) - cachedTokens(one)) / blockSize(one)),
  ),
  model.histogram(
    'time_to_first_token_seconds',
    'From the arrival of a request to its first token.',
    TRTLLM.firstToken,
    spread('firstToken'),
  ),
  model.histogram(
    'time_per_output_token_seconds',
    'Between two tokens, on average over a request.',
    TRTLLM.gap,
    spread('perToken'),
  ),
  model.histogram(
    'e2e_request_latency_seconds',
    'From the arrival of a request to its end.',
    TRTLLM.latency,
    spread('latency'),
  ),
  model.histogram(
    'request_queue_time_seconds',
    'Waiting for a place in the batch.',
    TRTLLM.latency,
    spread('queue'),
  ),
  model.histogram(
    'request_prefill_time_seconds',
    'From the place in the batch to the first token.',
    TRTLLM.prefill,
    spread('prefill'),
  ),
  model.histogram(
    'request_decode_time_seconds',
    'From the first token to the last one.',
    TRTLLM.latency,
    spread('decode'),
  ),
  model.histogram(
    'request_inference_time_seconds',
    'From the place in the batch to the last token.',
    TRTLLM.latency,
    spread('inference'),
  ),
  model.gauge('kv_cache_hit_rate', 'Share of the prompt tokens that were cached.', hitRate),
  model.gauge('kv_cache_utilization', 'Share of the KV blocks in use, from 0 to 1.', meanKvUsage),
  model.gauge('kv_cache_max_blocks', 'KV blocks.', (one) => total(one, ({ worker }) => worker.capacity)),
  model.gauge('kv_cache_free_blocks', 'KV blocks that no request uses.', (one) =>
    total(one, ({ worker }) => worker.capacity - worker.usedBlocks),
  ),
  model.gauge('kv_cache_used_blocks', 'KV blocks in use.', (one) =>
    total(one, ({ worker }) => worker.usedBlocks),
  ),
  model.gauge('kv_cache_tokens_per_block', 'Tokens in a KV block.', blockSize),
  model.gauge('num_requests_running', 'Requests in the batch.', (one) =>
    total(one, ({ running }) => running),
  ),
  model.gauge('num_requests_waiting', 'Requests that wait for a place in the batch.', (one) =>
    total(one, ({ waiting }) => waiting),
  ),
  model.gauge(
    'num_context_requests',
    'Requests whose first token has not been written.',
    ({ queued }) => queued,
  ),
  model.gauge(
    'num_generation_requests',
    'Requests whose tokens are being written.',
    ({ running, queued }) => running - queued,
  ),
  model.gauge('num_paused_requests', 'Requests that are paused: none.', () => 0),
  model.gauge('num_scheduled_requests', 'Requests in the batch.', (one) =>
    total(one, ({ running }) => running),
  ),
  model.gauge('max_num_active_requests', 'Places in the batch.', (one) =>
    total(one, ({ worker }) => worker.maxSequences),
  ),
  model.gauge(
    'max_batch_size_static',
    'Places in the batch of one worker.',
    (one) => first(one)?.worker.maxSequences ?? 0,
  ),
  model.gauge(
    'max_batch_size_runtime',
    'The same: it does not change.',
    (one) => first(one)?.worker.maxSequences ?? 0,
  ),
  model.gauge(
    'max_num_tokens_runtime',
    'Tokens that one pass may compute.',
    (one) => first(one)?.worker.maxBatchedTokens ?? 0,
  ),
];

function blockSize(one: ModelInput): number {
  return first(one)?.worker.blockSize ?? 1;
}

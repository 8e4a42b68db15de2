import { VLLM } from './bounds.ts';
import {
  generatedTokens,
  type ModelInput,
  meanKvUsage,
  promptTokens,
  spread,
  sum,
  total,
} from './metrics-input.ts';
import { type MetricRow, rowsOf } from './row.ts';

const model = rowsOf<ModelInput>('', {
  labels: ['model_name'],
  all: ({ models }) => models,
  valuesOf: (one) => [one.model],
});

/** What NIM for language models (1.x) reports; later versions report as vLLM does. */
export const nimRows: readonly MetricRow[] = [
  model.gauge('gpu_cache_usage_perc', 'Share of the KV blocks in use, from 0 to 1.', meanKvUsage),
  model.gauge('num_requests_running', 'Requests in the batch.', (one) =>
    total(one, ({ running }) => running),
  ),
  model.gauge('num_requests_waiting', 'Requests that wait for a place in the batch.', (one) =>
    total(one, ({ waiting }) => waiting),
  ),
  model.gauge('num_request_max', 'Places in the batch.', (one) =>
    total(one, ({ worker }) => worker.maxSequences),
  ),
  model.counter('prompt_tokens_total', 'Prompt tokens, cached ones included.', promptTokens),
  model.counter('generation_tokens_total', 'Generated tokens.', generatedTokens),
  model.histogram(
    'time_to_first_token_seconds',
    'From the arrival of a request to its first token.',
    VLLM.firstToken,
    spread('firstToken'),
  ),
  model.histogram('time_per_output_token_seconds', 'Between two tokens.', VLLM.gap, spread('gaps', 1000)),
  model.histogram(
    'e2e_request_latency_seconds',
    'From the arrival of a request to its end.',
    VLLM.latency,
    spread('latency'),
  ),
  model.histogram(
    'request_prompt_tokens',
    'Prompt tokens of a request.',
    VLLM.tokens,
    spread('promptTokens'),
  ),
  model.histogram(
    'request_generation_tokens',
    'Generated tokens of a request.',
    VLLM.tokens,
    spread('completionTokens'),
  ),
  model.counters('request_finish_total', 'finished_reason', 'Answers by why they ended.', (one) => ({
    stop: sum(one, ({ finished }) => finished.stop),
    length: sum(one, ({ finished }) => finished.length),
    abort: sum(one, ({ finished }) => finished.abort),
  })),
  model.counter('request_success_total', 'Answers that were completed.', (one) =>
    sum(one, ({ finished }) => finished.stop + finished.length),
  ),
  model.counter('request_failure_total', 'Answers that failed.', (one) =>
    sum(one, ({ finished }) => finished.error),
  ),
];

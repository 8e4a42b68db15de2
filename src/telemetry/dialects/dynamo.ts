import { fromRequestKey } from '../series.ts';
import { DYNAMO } from './bounds.ts';
import {
  answers,
  generatedTokens,
  hitRate,
  type MetricsInput,
  type ModelInput,
  meanKvUsage,
  spread,
  sum,
  total,
  type WorkerInput,
} from './metrics-input.ts';
import { type MetricRow, rowsOf, type Sample } from './row.ts';

/** The frontend writes the names of models in lower case. */
const model = rowsOf<ModelInput>('dynamo_frontend_', {
  labels: ['model'],
  all: ({ models }) => models,
  valuesOf: (one) => [one.model.toLowerCase()],
});

const worker = rowsOf<WorkerInput>('dynamo_frontend_', {
  labels: ['model', 'worker_id', 'dp_rank', 'worker_type'],
  all: ({ workers }) => workers,
  valuesOf: ({ model: name, worker: its }) => [
    name.toLowerCase(),
    String(its.worker),
    '0',
    its.role === 'prefill' ? 'prefill' : 'decode',
  ],
});

const componentLabels = (name: string) => ({
  labels: ['dynamo_namespace', 'dynamo_component', 'dynamo_endpoint', 'model'],
  all: ({ models }: MetricsInput) => models,
  valuesOf: (one: ModelInput) => ['dynamo', name, 'generate', one.model],
});
const component = rowsOf<ModelInput>('dynamo_component_', componentLabels('backend'));
const router = rowsOf<ModelInput>('dynamo_component_router_', componentLabels('router'));

const most = (one: ModelInput, read: (worker: WorkerInput) => number): number =>
  one.workers.reduce((found, each) => Math.max(found, read(each)), 0);
const aborts = (one: ModelInput): number => sum(one, ({ finished }) => finished.abort);
const latest = (one: ModelInput, read: (last: ModelInput['parts'][number]['last']) => number): number => {
  const last = one.parts.at(-1)?.last;
  return last ? read(last) : 0;
};

/** What Dynamo's frontend and its workers report. */
export const dynamoRows: readonly MetricRow[] = [
  {
    name: 'dynamo_frontend_requests_total',
    type: 'counter',
    help: 'Requests by endpoint, kind and result.',
    labels: ['model', 'endpoint', 'request_type', 'status', 'error_type'],
    read: frontendRequests,
  },
  model.gauge('inflight_requests', 'Requests in progress.', ({ running }) => running),
  model.gauge('queued_requests', 'Requests whose first token has not been written.', ({ queued }) => queued),
  {
    name: 'dynamo_frontend_disconnected_clients',
    type: 'gauge',
    help: 'Clients that left before the end, since the start.',
    labels: [],
    read: ({ models }) => [{ labels: [], value: models.reduce((count, one) => count + aborts(one), 0) }],
  },
  model.histogram(
    'request_duration_seconds',
    'From the arrival of a request to its end.',
    DYNAMO.latency,
    spread('latency'),
  ),
  model.histogram(
    'time_to_first_token_seconds',
    'From the arrival of a request to its first token.',
    DYNAMO.firstToken,
    spread('firstToken'),
  ),
  model.histogram('inter_token_latency_seconds', 'Between two tokens.', DYNAMO.gap, spread('gaps', 1000)),
  model.histogram(
    'input_sequence_tokens',
    'Prompt tokens of a request.',
    DYNAMO.input,
    spread('promptTokens'),
  ),
  model.histogram(
    'output_sequence_tokens',
    'Generated tokens of a request.',
    DYNAMO.output,
    spread('completionTokens'),
  ),
  model.counter('output_tokens_total', 'Generated tokens.', generatedTokens),
  model.histogram(
    'cached_tokens',
    'Prompt tokens of a request that were cached.',
    DYNAMO.input,
    spread('cachedTokens'),
  ),
  model.histogram(
    'kv_hit_rate',
    'Share of the prompt of a request that was cached.',
    DYNAMO.share,
    spread('cachedShare'),
  ),
  model.gauge('model_total_kv_blocks', 'KV blocks of a worker.', (one) =>
    most(one, ({ worker }) => worker.capacity),
  ),
  model.gauge('model_max_num_seqs', 'Places in the batch of a worker.', (one) =>
    most(one, ({ worker }) => worker.maxSequences),
  ),
  model.gauge('model_max_num_batched_tokens', 'Tokens that one pass may compute.', (one) =>
    most(one, ({ worker }) => worker.maxBatchedTokens),
  ),
  model.gauge('model_kv_cache_block_size', 'Tokens in a KV block.', (one) =>
    most(one, ({ worker }) => worker.blockSize),
  ),
  model.gauge('model_migration_limit', 'How often a request may move to another worker: never.', () => 0),
  model.counters(
    'model_migration_total',
    'migration_type',
    'Requests that moved to another worker: none.',
    () => ({
      new_request: 0,
      ongoing_request: 0,
    }),
  ),
  worker.gauge('worker_active_decode_blocks', 'KV blocks in use.', ({ worker }) => worker.usedBlocks),
  worker.gauge('worker_last_time_to_first_token_seconds', 'Of the last answer of the model.', (one, input) =>
    latest(modelOf(one, input), ({ firstToken }) => firstToken),
  ),
  worker.gauge('worker_last_input_sequence_tokens', 'Of the last answer of the model.', (one, input) =>
    latest(modelOf(one, input), ({ promptTokens }) => promptTokens),
  ),
  worker.gauge('worker_last_inter_token_latency_seconds', 'Of the last answer of the model.', (one, input) =>
    latest(modelOf(one, input), ({ perToken }) => perToken),
  ),
  model.gauge('router_queue_pending_requests', 'Requests that wait for a worker.', (one) =>
    total(one, ({ waiting }) => waiting),
  ),
  component.counter('requests_total', 'Requests.', answers),
  component.gauge('inflight_requests', 'Requests in progress.', ({ running }) => running),
  component.counter('cancellation_total', 'Requests whose client left.', aborts),
  component.counters('errors_total', 'error_type', 'Requests that failed.', (one) => ({
    generate: sum(one, ({ finished }) => finished.error),
  })),
  component.histogram(
    'request_duration_seconds',
    'From the arrival of a request to its end.',
    DYNAMO.component,
    spread('latency'),
  ),
  component.gauge('uptime_seconds', 'Time since the start.', (_, { moment }) => moment.uptimeSeconds),
  component.gauge('total_blocks', 'KV blocks of all workers.', (one) =>
    total(one, ({ worker }) => worker.capacity),
  ),
  component.gauge('gpu_cache_usage_percent', 'Share of the KV blocks in use, from 0 to 1.', meanKvUsage),
  component.gauge('kvstats_active_blocks', 'KV blocks in use.', (one) =>
    total(one, ({ worker }) => worker.usedBlocks),
  ),
  component.gauge('kvstats_total_blocks', 'KV blocks of all workers.', (one) =>
    total(one, ({ worker }) => worker.capacity),
  ),
  component.gauge(
    'kvstats_gpu_cache_usage_percent',
    'Share of the KV blocks in use, from 0 to 1.',
    meanKvUsage,
  ),
  component.gauge(
    'kvstats_gpu_prefix_cache_hit_rate',
    'Share of the prompt tokens that were cached.',
    hitRate,
  ),
  router.counter('requests_total', 'Requests that were routed.', answers),
  router.histogram(
    'time_to_first_token_seconds',
    'From the arrival of a request to its first token.',
    DYNAMO.firstToken,
    spread('firstToken'),
  ),
  router.histogram('inter_token_latency_seconds', 'Between two tokens.', DYNAMO.gap, spread('gaps', 1000)),
  router.histogram(
    'input_sequence_tokens',
    'Prompt tokens of a request.',
    DYNAMO.input,
    spread('promptTokens'),
  ),
  router.histogram(
    'output_sequence_tokens',
    'Generated tokens of a request.',
    DYNAMO.output,
    spread('completionTokens'),
  ),
];

function modelOf({ model: name }: WorkerInput, { models }: MetricsInput): ModelInput {
  return models.find((one) => one.model === name) as ModelInput;
}

function* frontendRequests({ endpoints }: MetricsInput): Iterable<Sample> {
  for (const { endpoint, series } of endpoints) {
    const name = ENDPOINTS.get(endpoint);
    if (name === undefined || series.model === '') continue;
    const counts = new Map<string, number>();
    for (const [key, all] of series.requests) {
      const { method, status } = fromRequestKey(key);
      if (method !== 'POST') continue;
      const streamed = series.streamed.get(key) ?? 0;
      const error = toError(Number(status));
      for (const [type, count] of [
        ['stream', streamed],
        ['unary', all - streamed],
      ] as const) {
        if (count === 0) continue;
        const labels = `${type} ${error}`;
        counts.set(labels, (counts.get(labels) ?? 0) + count);
      }
    }
    for (const [labels, value] of counts) {
      const [type = '', error = ''] = labels.split(' ');
      const status = error === '' ? 'success' : 'error';
      yield { labels: [series.model.toLowerCase(), name, type, status, error], value };
    }
  }
}

const ENDPOINTS: ReadonlyMap<string, string> = new Map([
  ['/v1/chat/completions', 'chat_completions'],
  ['/v1/completions', 'completions'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/responses', 'responses'],
  ['/v1/images/generations', 'images'],
]);

/** What Dynamo calls an error with this status; '' if it is none. */
function toError(status: number): string {
  if (status < 400) return '';
  if (status === 404) return 'not_found';
  if (status === 429 || status === 503) return 'overload';
  if (status === 499) return 'cancelled';
  if (status === 501) return 'not_implemented';
  return status < 500 ? 'validation' : 'internal';
}

import { type Company, companies } from '../../engine/batching/calibrate/company.ts';
import {
  type LoadRun,
  type LoadSample,
  latencyOf,
  runOfSamples,
} from '../../engine/batching/calibrate/load-run.ts';
import type { EngineProfile } from '../../engine/batching/engine-profiles.ts';

type Answered = LoadSample & { readonly startMs: number };

/** What so many clients measure that ask again once they are answered, by the formulas of a profile. */
export function answeredBy(
  profile: EngineProfile,
  concurrency: number,
  count = 40 + 5 * concurrency,
): Answered[] {
  const first = (tokens: number) =>
    profile.overheadMs +
    profile.stepMs +
    (profile.prefillUsPerToken * tokens) / 1e3 +
    (profile.prefillNsPerTokenSquared * tokens ** 2) / 1e6;
  const between = ({ sequences, contextTokens, promptTokens, promptSquares }: Company) =>
    profile.stepMs +
    profile.stepMsPerSequence * sequences +
    (profile.stepUsPerContextToken * contextTokens + profile.prefillUsPerToken * promptTokens) / 1e3 +
    (profile.prefillNsPerTokenSquared * promptSquares) / 1e6;
  let samples = Array.from({ length: count }, (_, index): Answered => {
    const promptTokens = 100 + ((index * 617) % 3000);
    const outputTokens = 100 + ((index * 37) % 200);
    const itlMs = profile.stepMs;
    return { startMs: 0, ttftMs: first(promptTokens), itlMs, promptTokens, cachedTokens: 0, outputTokens };
  });
  // How many decode depends on how long each takes, and the reverse.
  for (let round = 0; round < 60; round++) {
    const ends = Array.from({ length: concurrency }, (_, client) => client * 40);
    samples = samples.map((sample, index) => {
      const startMs = ends[index % concurrency] as number;
      ends[index % concurrency] = startMs + latencyOf(sample);
      return { ...sample, startMs };
    });
    const around = companies(runOfSamples('', samples) as LoadRun);
    samples = samples.map((sample, index) => ({ ...sample, itlMs: between(around[index] as Company) }));
  }
  return samples;
}

type Field = Exclude<keyof Answered, 'startMs'>;
const meanOf = (requests: readonly Answered[], field: Field) =>
  requests.reduce((sum, request) => sum + request[field], 0) / requests.length;
const spanOf = (requests: readonly Answered[]) =>
  Math.max(...requests.map((request) => request.startMs + latencyOf(request)));

/** The summary of AIPerf. */
export function aiperfSummary(requests: readonly Answered[], concurrency: number) {
  const metric = (unit: string, field: Field) => ({ unit, avg: meanOf(requests, field), p99: 0, min: 0 });
  return {
    schema_version: '1.4',
    aiperf_version: '0.13.0',
    request_throughput: { unit: 'requests/sec', avg: (1e3 * requests.length) / spanOf(requests) },
    request_latency: {
      unit: 'ms',
      avg: requests.reduce((sum, one) => sum + latencyOf(one), 0) / requests.length,
    },
    request_count: { unit: 'requests', avg: requests.length },
    time_to_first_token: metric('ms', 'ttftMs'),
    inter_token_latency: metric('ms', 'itlMs'),
    input_sequence_length: metric('tokens', 'promptTokens'),
    output_sequence_length: metric('tokens', 'outputTokens'),
    input_config: {
      phases: [
        { name: 'warmup', kind: 'warmup', concurrency: 2 },
        { name: 'profiling', kind: 'profiling', type: 'concurrency', concurrency },
      ],
    },
  };
}

/** The records of AIPerf, one of a warm-up and one that failed among them. */
export function aiperfRecordLines(requests: readonly Answered[]): string {
  const started = 1_759_813_207_532_900_000;
  const records = requests.map(({ startMs, ttftMs, itlMs, promptTokens, outputTokens }, index) => ({
    metadata: { session_num: index, request_start_ns: started + startMs * 1e6, benchmark_phase: 'profiling' },
    metrics: {
      time_to_first_token: { value: ttftMs / 1e3, unit: 'sec' },
      inter_token_latency: { value: itlMs, unit: 'ms' },
      input_sequence_length: { value: promptTokens, unit: 'tokens' },
      output_sequence_length: { value: outputTokens, unit: 'tokens' },
    },
    error: null,
  }));
  const [one] = records;
  const warmup = { ...one, metadata: { ...one?.metadata, benchmark_phase: 'warmup' } };
  const failed = {
    ...one,
    metrics: { error_request_count: { value: 1, unit: 'requests' } },
    error: { code: 499 },
  };
  return [warmup, ...records, failed].map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** The summary of GenAI-Perf. */
export function genaiPerfSummary(requests: readonly Answered[], concurrency: number) {
  const { input_config: _, schema_version: __, aiperf_version: ___, ...metrics } = aiperfSummary(requests, 0);
  return { ...metrics, input_config: { perf_analyzer: { stimulus: { concurrency } } } };
}

/** The report of guidellm, a benchmark for each concurrency. */
export function guidellmReport(
  runs: readonly (readonly [number, readonly Answered[]])[],
  withRequests = true,
) {
  return {
    metadata: { version: 2, guidellm_version: '0.8.1' },
    config: {},
    benchmarks: runs.map(([concurrency, requests]) => {
      const metric = (field: Field) => ({
        successful: { mean: meanOf(requests, field), count: requests.length },
        errored: { mean: 0, count: 0 },
      });
      return {
        type_: 'generative_benchmark',
        config: { strategy: { type_: 'concurrent', streams: concurrency } },
        metrics: {
          request_concurrency: { successful: { mean: concurrency, count: requests.length } },
          time_to_first_token_ms: metric('ttftMs'),
          inter_token_latency_ms: metric('itlMs'),
          prompt_token_count: metric('promptTokens'),
          output_token_count: metric('outputTokens'),
        },
        requests: {
          successful: (withRequests ? requests : []).map((request) => ({
            type_: 'generative_request_stats',
            request_start_time: 1_700_000_000 + request.startMs / 1e3,
            prompt_tokens: request.promptTokens,
            output_tokens: request.outputTokens,
            time_to_first_token_ms: request.ttftMs,
            inter_token_latency_ms: request.itlMs,
            input_metrics: { cached_tokens: null },
          })),
          incomplete: [],
          errored: [{ time_to_first_token_ms: null }],
        },
      };
    }),
  };
}

/** The result of `vllm bench serve`. */
export function vllmResult(requests: readonly Answered[], concurrency: number, isDetailed: boolean) {
  const total = (field: Field) => meanOf(requests, field) * requests.length;
  return {
    date: '20260101-000000',
    backend: 'openai-chat',
    request_rate: 'inf',
    max_concurrency: concurrency,
    duration: spanOf(requests) / 1e3,
    completed: requests.length,
    failed: isDetailed ? 1 : 0,
    total_input_tokens: total('promptTokens'),
    total_output_tokens: total('outputTokens'),
    request_throughput: (1e3 * requests.length) / spanOf(requests),
    mean_ttft_ms: meanOf(requests, 'ttftMs'),
    mean_tpot_ms: meanOf(requests, 'itlMs'),
    ...(isDetailed && {
      input_lens: [...requests.map(({ promptTokens }) => promptTokens), 500],
      output_lens: [...requests.map(({ outputTokens }) => outputTokens), 0],
      ttfts: [...requests.map(({ ttftMs }) => ttftMs / 1e3), 0],
      itls: [...requests.map(({ itlMs, outputTokens }) => new Array(outputTokens - 1).fill(itlMs / 1e3)), []],
      start_times: [...requests.map(({ startMs }) => 5000 + startMs / 1e3), 9000],
      generated_texts: [],
      errors: [...requests.map(() => ''), 'Service Unavailable'],
    }),
  };
}

import { type LoadRun, type LoadSample, runOfSamples } from '../../engine/batching/calibrate/load-run.ts';
import { type ResultFormat, reportedRun, reportedSample } from './format.ts';
import { at, isMembers, listAt, numberAt } from './members.ts';

/** The report of guidellm: a benchmark for each rate or concurrency, with its requests unless they were left out. */
export const guidellm: ResultFormat = {
  name: 'guidellm (benchmarks.json)',
  recognises: (document) =>
    listAt(document, 'benchmarks').some((benchmark) => isMembers(at(benchmark, 'metrics'))),
  read(document, name) {
    const benchmarks = listAt(document, 'benchmarks');
    return {
      runs: benchmarks.flatMap((benchmark, index) =>
        runsOf(benchmark, benchmarks.length > 1 ? `${name}[${index}]` : name),
      ),
    };
  },
};

function runsOf(benchmark: unknown, name: string): LoadRun[] {
  const metric = (of: string, field: string) => numberAt(benchmark, 'metrics', of, 'successful', field);
  const concurrency = metric('request_concurrency', 'mean') ?? streamsOf(benchmark);
  const requests = metric('time_to_first_token_ms', 'count');
  const samples = listAt(benchmark, 'requests', 'successful').flatMap(sampleOf);
  if (samples.length > 0) {
    // Of a sample of the requests, the times do not tell how many there were at a time.
    const isWhole = requests === undefined || samples.length >= requests;
    const used = isWhole ? samples : samples.map(({ startMs: _, ...rest }) => rest);
    const run = runOfSamples(name, used, concurrency === undefined ? undefined : Math.max(1, concurrency));
    return run ? [run] : [];
  }
  return reportedRun({
    name,
    requests,
    concurrency,
    throughput: metric('requests_per_second', 'mean'),
    ttftMs: metric('time_to_first_token_ms', 'median') ?? metric('time_to_first_token_ms', 'mean'),
    itlMs: metric('inter_token_latency_ms', 'mean'),
    promptTokens: metric('prompt_token_count', 'mean'),
    outputTokens: metric('output_token_count', 'mean'),
  });
}

function sampleOf(request: unknown): LoadSample[] {
  const start = numberAt(request, 'request_start_time') ?? numberAt(request, 'start_time');
  const sample = reportedSample({
    startMs: start === undefined ? undefined : start * 1e3,
    ttftMs: numberAt(request, 'time_to_first_token_ms'),
    itlMs: numberAt(request, 'inter_token_latency_ms'),
    promptTokens: numberAt(request, 'prompt_tokens'),
    cachedTokens: numberAt(request, 'cached_tokens') ?? numberAt(request, 'input_metrics', 'cached_tokens'),
    outputTokens: numberAt(request, 'output_tokens'),
  });
  return sample ? [sample] : [];
}

/** `config` was named `args` in earlier versions. */
function streamsOf(benchmark: unknown): number | undefined {
  const strategy = at(benchmark, 'config', 'strategy') ?? at(benchmark, 'args', 'strategy');
  return at(strategy, 'type_') === 'synchronous' ? 1 : numberAt(strategy, 'streams');
}

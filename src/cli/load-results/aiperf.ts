import { type ResultFormat, reportedRun } from './format.ts';
import { at, isMembers, listAt, type Members, numberAt } from './members.ts';

/** Milliseconds of the units that both tools write. */
const UNIT_MS: ReadonlyMap<unknown, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['ms', 1],
  ['sec', 1e3],
  ['s', 1e3],
]);

/** The summary that AIPerf writes, whose form is that of its predecessor GenAI-Perf. */
export const aiperf: ResultFormat = {
  name: 'AIPerf (profile_export_aiperf.json) and GenAI-Perf (profile_export_genai_perf.json)',
  recognises: (document) =>
    ['request_latency', 'time_to_first_token'].some(
      (metric) =>
        at(document, metric, 'unit') !== undefined && numberAt(document, metric, 'avg') !== undefined,
    ),
  read: (document, name) => ({
    runs: reportedRun({
      name,
      requests: numberAt(document, 'request_count', 'avg'),
      concurrency: concurrencyOf(document),
      throughput: numberAt(document, 'request_throughput', 'avg'),
      ttftMs:
        timeOf(document, 'time_to_first_token', 'p50') ?? timeOf(document, 'time_to_first_token', 'avg'),
      itlMs: timeOf(document, 'inter_token_latency', 'avg'),
      promptTokens: numberAt(document, 'input_sequence_length', 'avg'),
      outputTokens: numberAt(document, 'output_sequence_length', 'avg'),
    }),
  }),
};

/**
 * Milliseconds of a value with a unit; undefined if there is none.
 *
 * @example
 * timeOf({ ttft: { value: 2, unit: 'sec' } }, 'ttft', 'value'); // 2000
 */
export function timeOf(metrics: unknown, name: string, field: string): number | undefined {
  const value = numberAt(metrics, name, field);
  const unit = UNIT_MS.get(at(metrics, name, 'unit'));
  return value === undefined || unit === undefined ? undefined : value * unit;
}

/** Where the versions of both tools write what they were asked for. */
function concurrencyOf(document: Members): number | undefined {
  const config = document.input_config;
  const profiling = listAt(config, 'phases').findLast(
    (phase) => isMembers(phase) && (phase.kind ?? phase.name) !== 'warmup',
  );
  return (
    numberAt(profiling, 'concurrency') ??
    numberAt(config, 'loadgen', 'concurrency') ??
    numberAt(config, 'perf_analyzer', 'stimulus', 'concurrency')
  );
}

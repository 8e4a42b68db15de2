import { timeOf } from './aiperf.ts';
import { type ResultFormat, reportedSample } from './format.ts';
import { at, isMembers, type Members, numberAt } from './members.ts';

const NS_PER_MS = 1e6;

/** The records that AIPerf writes, a line for each request. Earlier versions abbreviate the time to the first token. */
export const aiperfRecords: ResultFormat = {
  name: 'AIPerf (profile_export.jsonl)',
  recognises: ({ metadata, metrics }) => isMembers(metadata) && isMembers(metrics),
  read({ metadata, metrics, error }) {
    if (!isProfiled(metadata as Members) || (error !== null && error !== undefined)) return { samples: [] };
    const start = numberAt(metadata, 'request_start_ns') ?? numberAt(metadata, 'timestamp_ns');
    const sample = reportedSample({
      startMs: start === undefined ? undefined : start / NS_PER_MS,
      ttftMs: timeOf(metrics, 'time_to_first_token', 'value') ?? timeOf(metrics, 'ttft', 'value'),
      itlMs: timeOf(metrics, 'inter_token_latency', 'value'),
      promptTokens: numberAt(metrics, 'input_sequence_length', 'value'),
      cachedTokens: numberAt(metrics, 'usage_prompt_cache_read_tokens', 'value'),
      outputTokens: numberAt(metrics, 'output_sequence_length', 'value'),
    });
    return { samples: sample ? [sample] : [] };
  },
};

function isProfiled(metadata: Members): boolean {
  const phase = at(metadata, 'benchmark_phase') ?? at(metadata, 'credit_phase');
  return phase !== 'warmup' && metadata.was_cancelled !== true;
}

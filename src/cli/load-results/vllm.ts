import { type LoadSample, runOfSamples } from '../../engine/batching/calibrate/load-run.ts';
import { type ResultFormat, reportedRun, reportedSample } from './format.ts';
import { listAt, type Members, numberAt } from './members.ts';

/**
 * The result of `vllm bench serve`, several of them a line each with `--append-result`. Times of requests are seconds and
 * there with `--save-detailed` only.
 */
export const vllm: ResultFormat = {
  name: 'vllm bench serve (--save-result)',
  recognises: (document) =>
    ['completed', 'total_input_tokens', 'total_output_tokens'].every(
      (name) => numberAt(document, name) !== undefined,
    ),
  read(document, name) {
    const completed = numberAt(document, 'completed') ?? 0;
    const limit = numberAt(document, 'max_concurrency');
    const samples = samplesOf(document);
    const [reported] = reportedRun({
      name,
      requests: completed,
      concurrency: limit,
      throughput: numberAt(document, 'request_throughput'),
      ttftMs: numberAt(document, 'median_ttft_ms') ?? numberAt(document, 'mean_ttft_ms'),
      itlMs: numberAt(document, 'mean_tpot_ms') ?? numberAt(document, 'mean_itl_ms'),
      promptTokens: (numberAt(document, 'total_input_tokens') ?? 0) / completed,
      outputTokens: (numberAt(document, 'total_output_tokens') ?? 0) / completed,
    });
    // The times of the requests tell more than the means, if all of them are there.
    const isTimed = samples.every(({ startMs }) => startMs !== undefined);
    const run =
      runOfSamples(name, samples, isTimed ? undefined : (reported?.concurrency ?? limit)) ?? reported;
    return { runs: run ? [run] : [] };
  },
};

function samplesOf(document: Members): LoadSample[] {
  const errors = listAt(document, 'errors');
  const starts = numbersAt(document, 'start_times');
  const prompts = numbersAt(document, 'input_lens');
  const outputs = numbersAt(document, 'output_lens');
  const gaps = listAt(document, 'itls');
  return numbersAt(document, 'ttfts').flatMap((ttft, index) => {
    if (errors[index]) return [];
    const outputTokens = outputs[index];
    const start = starts[index];
    const sample = reportedSample({
      startMs: start === undefined ? undefined : start * 1e3,
      ttftMs: ttft === undefined ? undefined : ttft * 1e3,
      itlMs: outputTokens === undefined ? undefined : (1e3 * sumOf(gaps[index])) / (outputTokens - 1),
      promptTokens: prompts[index],
      outputTokens,
    });
    return sample ? [sample] : [];
  });
}

function numbersAt(document: Members, name: string): (number | undefined)[] {
  return listAt(document, name).map((value) => (typeof value === 'number' ? value : undefined));
}

function sumOf(values: unknown): number {
  if (!Array.isArray(values)) return 0;
  return values.reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
}

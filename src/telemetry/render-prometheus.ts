import type { Steps } from '../runtime/steps.ts';
import {
  DURATION_BOUNDS,
  FIRST_TOKEN_BOUNDS,
  LATENESS_BOUNDS,
  TOKEN_COUNT_BOUNDS,
  TOKEN_GAP_BOUNDS,
} from './buckets.ts';
import { createExposition, type Exposition, toBound, toLabels } from './exposition.ts';
import type { Histogram } from './histogram.ts';
import { type EndpointSeries, fromRequestKey, type GenerationSeries, type Series } from './series.ts';
import type { SlidingWindow, WindowSummary } from './sliding-window.ts';
import { countActiveStreams, type Moment, sumStreams } from './snapshot.ts';

/**
 * Renders all metrics for Prometheus: counters and histograms to query with PromQL, and gauges over the last
 * 60 seconds, named like the original FakeAI's, to read directly. In steps, because there can be thousands of models.
 */
export function* renderPrometheus(series: Series, moment: Moment): Steps<string> {
  const out = createExposition();
  const endpoints = [...series.endpoints.values()];
  yield* renderRequests(out, series, endpoints);
  yield* renderGenerations(out, endpoints);
  renderRates(out, endpoints, moment.now);
  renderStreams(out, series, endpoints, moment.now);
  renderProcess(out, moment);
  return out.text();
}

function* renderRequests(out: Exposition, series: Series, endpoints: readonly EndpointSeries[]): Steps<void> {
  out.family(
    'fakeai_requests_total',
    'counter',
    'Completed requests; status 499 means that the client disconnected.',
  );
  for (const { endpoint, models } of endpoints) {
    for (const { model, requests } of models.values()) {
      yield;
      for (const [key, count] of requests)
        out.sample(count, toLabels({ endpoint, model, ...fromRequestKey(key) }));
    }
  }

  out.family('fakeai_requests_in_progress', 'gauge', 'Requests in progress.');
  const inProgress = new Map(endpoints.map(({ endpoint }) => [endpoint, 0]));
  for (const { endpoint } of series.open) inProgress.set(endpoint, (inProgress.get(endpoint) ?? 0) + 1);
  for (const [endpoint, count] of inProgress) out.sample(count, toLabels({ endpoint }));

  out.family(
    'fakeai_errors_total',
    'counter',
    'Requests that ended in an error, by kind, including client errors.',
  );
  for (const { endpoint, errors } of endpoints) {
    for (const [kind, count] of errors) out.sample(count, toLabels({ endpoint, kind }));
  }

  out.family(
    'fakeai_request_duration_seconds',
    'histogram',
    'Time from the arrival of a request to the end of its response.',
  );
  const bounds = DURATION_BOUNDS.map(toBound);
  for (const { endpoint, models } of endpoints) {
    for (const { model, duration } of models.values()) {
      yield;
      renderHistogram(out, toLabels({ endpoint, model }), bounds, duration);
    }
  }
}

const TOKEN_COUNTERS: readonly [type: string, help: string, read: (series: GenerationSeries) => number][] = [
  ['prompt', 'Prompt tokens.', ({ promptTokens }) => promptTokens.sum],
  ['completion', 'Completion tokens, including reasoning.', ({ completionTokens }) => completionTokens.sum],
  ['cached', 'Prompt tokens served from the prompt cache.', ({ cached }) => cached],
  ['reasoning', 'Reasoning tokens.', ({ reasoning }) => reasoning],
];

const COUNT_LABELS = TOKEN_COUNT_BOUNDS.map(toBound);

const GENERATION_HISTOGRAMS: readonly {
  readonly name: string;
  readonly help: string;
  readonly bounds: readonly string[];
  readonly read: (series: GenerationSeries) => Histogram;
  /** Histogram units per unit of the family. */
  readonly units?: number;
}[] = [
  {
    name: 'time_to_first_token_seconds',
    help: 'Time from the arrival of a request to its first token, streamed or not.',
    bounds: FIRST_TOKEN_BOUNDS.map(toBound),
    read: ({ firstToken }) => firstToken,
  },
  {
    name: 'inter_token_latency_seconds',
    help: 'Time between two consecutive tokens: as written to streams; as scheduled for whole answers.',
    bounds: TOKEN_GAP_BOUNDS.map(toBound),
    read: ({ gaps }) => gaps,
    units: 1000,
  },
  {
    name: 'write_lateness_seconds',
    help: 'How much later than scheduled tokens and answers were written.',
    bounds: LATENESS_BOUNDS.map(toBound),
    read: ({ lateness }) => lateness,
    units: 1000,
  },
  {
    name: 'request_prompt_tokens',
    help: 'Prompt tokens per request.',
    bounds: COUNT_LABELS,
    read: ({ promptTokens }) => promptTokens,
  },
  {
    name: 'request_generation_tokens',
    help: 'Completion tokens per request.',
    bounds: COUNT_LABELS,
    read: ({ completionTokens }) => completionTokens,
  },
];

function* renderGenerations(out: Exposition, endpoints: readonly EndpointSeries[]): Steps<void> {
  const generations = endpoints.flatMap(({ endpoint, models }) =>
    [...models.values()].flatMap(({ model, generation }) =>
      generation ? [{ labels: toLabels({ endpoint, model }), generation }] : [],
    ),
  );
  for (const [type, help, read] of TOKEN_COUNTERS) {
    out.family(`fakeai_${type}_tokens_total`, 'counter', help);
    for (const { labels, generation } of generations) {
      yield;
      out.sample(read(generation), labels);
    }
  }
  for (const { name, help, bounds, read, units } of GENERATION_HISTOGRAMS) {
    out.family(`fakeai_${name}`, 'histogram', help);
    for (const { labels, generation } of generations) {
      yield;
      renderHistogram(out, labels, bounds, read(generation), units);
    }
  }
}

function renderRates(out: Exposition, endpoints: readonly EndpointSeries[], now: number): void {
  const gauge = (name: string, help: string, read: (series: EndpointSeries) => number): void => {
    out.family(`fakeai_${name}_per_second`, 'gauge', `${help}, over the last 60 seconds.`);
    for (const series of endpoints) out.sample(read(series), toLabels({ endpoint: series.endpoint }));
  };
  gauge('requests', 'Requests received', ({ arrivals }) => arrivals.rate(now));
  gauge('responses', 'Requests answered', ({ answers }) => answers.rate(now));
  gauge('tokens', 'Prompt and completion tokens', ({ tokens }) => tokens.summary(now).sumRate);
  gauge('errors', 'Server errors', ({ failures }) => failures.rate(now));

  out.family(
    'fakeai_latency_seconds',
    'summary',
    'Time to the end of a response; quantiles over the last 60 seconds.',
  );
  for (const { endpoint, answers } of endpoints) renderSummary(out, toLabels({ endpoint }), answers, now);
}

function renderStreams(
  out: Exposition,
  series: Series,
  endpoints: readonly EndpointSeries[],
  now: number,
): void {
  out.family('fakeai_streams_total', 'counter', 'Streams that have ended, by outcome.');
  for (const { endpoint, streams } of endpoints) {
    for (const [outcome, count] of Object.entries(streams)) {
      if (count > 0) out.sample(count, toLabels({ endpoint, outcome }));
    }
  }
  out.family('fakeai_active_streams', 'gauge', 'Open streams.');
  out.sample(countActiveStreams(series));
  out.family('fakeai_completed_streams', 'gauge', 'Streams that completed.');
  out.sample(sumStreams(series, 'completed'));
  out.family('fakeai_failed_streams', 'gauge', 'Streams that failed.');
  out.sample(sumStreams(series, 'failed'));
  out.family('fakeai_aborted_streams', 'gauge', 'Streams whose client disconnected before the end.');
  out.sample(sumStreams(series, 'aborted'));
  out.family(
    'fakeai_ttft_seconds',
    'summary',
    'Time to the first token of a stream; quantiles over the last 60 seconds.',
  );
  renderSummary(out, '', series.firstToken, now);
  out.family(
    'fakeai_stream_tokens_per_second',
    'summary',
    'Tokens per second of a stream after its first token; quantiles over the last 60 seconds.',
  );
  renderSummary(out, '', series.streamSpeed, now);
}

function renderProcess(out: Exposition, { uptimeSeconds }: Moment): void {
  out.family('fakeai_uptime_seconds', 'gauge', 'Time since this instance was created.');
  out.sample(uptimeSeconds);
  out.family('process_resident_memory_bytes', 'gauge', 'Resident memory of the process.');
  out.sample(process.memoryUsage.rss());
  out.family('process_cpu_seconds_total', 'counter', 'CPU time of the process.');
  const { user, system } = process.cpuUsage();
  out.sample((user + system) / 1e6);
}

function renderHistogram(
  out: Exposition,
  labels: string,
  bounds: readonly string[],
  histogram: Histogram,
  units = 1,
): void {
  out.histogram(labels, bounds, histogram.cumulative(), histogram.sum / units);
}

const QUANTILES: readonly [label: string, read: (summary: WindowSummary) => number][] = [
  ['0.5', ({ p50 }) => p50],
  ['0.9', ({ p90 }) => p90],
  ['0.99', ({ p99 }) => p99],
];

/** Quantiles of an empty window are NaN; sum and count cover everything since the start. */
function renderSummary(out: Exposition, labels: string, window: SlidingWindow, now: number): void {
  const summary = window.summary(now);
  const others = labels === '' ? '' : `${labels},`;
  for (const [quantile, read] of QUANTILES) {
    out.sample(summary.count === 0 ? Number.NaN : read(summary), `${others}quantile="${quantile}"`);
  }
  out.sample(window.totalSum, labels, '_sum');
  out.sample(window.totalCount, labels, '_count');
}

import type { Steps } from '../runtime/steps.ts';
import {
  DURATION_BOUNDS,
  FIRST_TOKEN_BOUNDS,
  LATENESS_BOUNDS,
  TOKEN_COUNT_BOUNDS,
  TOKEN_GAP_BOUNDS,
} from './buckets.ts';
import { distributionOf } from './distribution.ts';
import { type Exposition, toLabels } from './exposition.ts';
import type { Histogram } from './histogram.ts';
import { type EndpointSeries, fromRequestKey, type GenerationSeries, type Series } from './series.ts';
import type { SlidingWindow, WindowSummary } from './sliding-window.ts';
import { countActiveStreams, type Moment, sumStreams } from './snapshot.ts';

/**
 * Renders FakeAI's own metrics: counters and histograms to query with PromQL, and gauges over the last
 * 60 seconds, named like the original FakeAI's, to read directly. In steps, because there can be thousands of models.
 */
export function* renderOwn(out: Exposition, series: Series, { now, uptimeSeconds }: Moment): Steps<void> {
  const endpoints = [...series.endpoints.values()];
  yield* renderRequests(out, series, endpoints);
  yield* renderGenerations(out, endpoints);
  renderRates(out, endpoints, now);
  renderStreams(out, series, endpoints, now);
  out.family('fakeai_uptime_seconds', 'gauge', 'Time since this instance was created.');
  out.sample(uptimeSeconds);
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
  for (const { endpoint, models } of endpoints) {
    for (const { model, duration } of models.values()) {
      yield;
      out.histogram(toLabels({ endpoint, model }), DURATION_BOUNDS, distributionOf([duration]));
    }
  }
}

const TOKEN_COUNTERS: readonly [type: string, help: string, read: (series: GenerationSeries) => number][] = [
  ['prompt', 'Prompt tokens.', ({ promptTokens }) => promptTokens.sum],
  ['completion', 'Completion tokens, including reasoning.', ({ completionTokens }) => completionTokens.sum],
  ['cached', 'Prompt tokens served from the prompt cache.', ({ cached }) => cached],
  ['reasoning', 'Reasoning tokens.', ({ reasoning }) => reasoning],
];

const GENERATION_HISTOGRAMS: readonly {
  readonly name: string;
  readonly help: string;
  readonly bounds: readonly number[];
  readonly read: (series: GenerationSeries) => Histogram;
  /** Histogram units per unit of the family. */
  readonly units?: number;
}[] = [
  {
    name: 'time_to_first_token_seconds',
    help: 'Time from the arrival of a request to its first token, streamed or not.',
    bounds: FIRST_TOKEN_BOUNDS,
    read: ({ firstToken }) => firstToken,
  },
  {
    name: 'inter_token_latency_seconds',
    help: 'Time between two consecutive tokens: as written to streams; as scheduled for whole answers.',
    bounds: TOKEN_GAP_BOUNDS,
    read: ({ gaps }) => gaps,
    units: 1000,
  },
  {
    name: 'write_lateness_seconds',
    help: 'How much later than scheduled tokens and answers were written.',
    bounds: LATENESS_BOUNDS,
    read: ({ lateness }) => lateness,
    units: 1000,
  },
  {
    name: 'request_prompt_tokens',
    help: 'Prompt tokens per request.',
    bounds: TOKEN_COUNT_BOUNDS,
    read: ({ promptTokens }) => promptTokens,
  },
  {
    name: 'request_generation_tokens',
    help: 'Completion tokens per request.',
    bounds: TOKEN_COUNT_BOUNDS,
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
      out.histogram(labels, bounds, distributionOf([read(generation)], units));
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

import type { Gaps } from '../engine/scheduler/scheduler.ts';
import {
  DURATION_BOUNDS,
  FIRST_TOKEN_BOUNDS,
  LATENESS_BOUNDS,
  TOKEN_COUNT_BOUNDS,
  TOKEN_GAP_BOUNDS,
} from './buckets.ts';
import { createHistogram, type Histogram } from './histogram.ts';
import type { Observation } from './observation.ts';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';

/** Everything a tracker has counted, in the form its renderers read. */
export interface Series {
  readonly endpoints: Map<string, EndpointSeries>;
  /** Requests in progress. */
  readonly open: Set<Observation>;
  /** TTFT of each stream in seconds. */
  readonly firstToken: SlidingWindow;
  /** Tokens per second of each stream, measured from its first token. */
  readonly streamSpeed: SlidingWindow;
}

/** Metrics of one endpoint. */
export interface EndpointSeries {
  readonly endpoint: string;
  readonly models: Map<string, ModelSeries>;
  /** Faults by kind, including client errors. */
  readonly errors: Map<string, number>;
  readonly streams: Record<StreamOutcome, number>;
  /** Requests started; only their number matters, not the values. */
  readonly arrivals: SlidingWindow;
  /** Duration of each response in seconds. */
  readonly answers: SlidingWindow;
  /** Duration of each server failure in seconds. */
  readonly failures: SlidingWindow;
  /** Duration of each streamed response in seconds. */
  readonly streamed: SlidingWindow;
  /** Prompt and completion tokens of each request that had any. */
  readonly tokens: SlidingWindow;
}

export type StreamOutcome = 'completed' | 'failed' | 'aborted';

/** Metrics of one model at one endpoint. */
export interface ModelSeries {
  readonly model: string;
  /** Requests by method and status, see {@link toRequestKey}. */
  readonly requests: Map<number, number>;
  /** In seconds. */
  readonly duration: Histogram;
  /** Created with the first response that has tokens. */
  generation?: GenerationSeries;
}

/** Metrics of token-generating responses. */
export interface GenerationSeries {
  /** In seconds. */
  readonly firstToken: Histogram;
  /** In milliseconds, the unit of the observed gaps. */
  readonly gaps: Histogram;
  /** The same. */
  readonly lateness: Histogram;
  readonly promptTokens: Histogram;
  readonly completionTokens: Histogram;
  cached: number;
  reasoning: number;
  /** Answers of which some of the prompt was cached, and other answers. */
  readonly cache: { hits: number; misses: number };
}

export function createSeries(start: number): Series {
  return {
    endpoints: new Map(),
    open: new Set(),
    firstToken: createSlidingWindow(start),
    streamSpeed: createSlidingWindow(start),
  };
}

export function createEndpointSeries(endpoint: string, start: number): EndpointSeries {
  const window = (): SlidingWindow => createSlidingWindow(start);
  return {
    endpoint,
    models: new Map(),
    errors: new Map(),
    streams: { completed: 0, failed: 0, aborted: 0 },
    arrivals: window(),
    answers: window(),
    failures: window(),
    streamed: window(),
    tokens: window(),
  };
}

export function createModelSeries(model: string): ModelSeries {
  return { model, requests: new Map(), duration: createHistogram(DURATION_BOUNDS) };
}

/** Adds one finished request. */
export function countModel(series: ModelSeries, observation: Observation): void {
  const key = toRequestKey(observation.method, observation.status);
  series.requests.set(key, (series.requests.get(key) ?? 0) + 1);
  series.duration.observe((observation.endedAt - observation.startedAt) / 1000);
  const { usage, firstTokenAt, gaps, writes, lateBy } = observation;
  if (!usage) return;
  series.generation ??= createGenerationSeries();
  const { generation } = series;
  generation.promptTokens.observe(usage.promptTokens);
  generation.completionTokens.observe(usage.completionTokens);
  generation.cached += usage.cachedTokens;
  if (usage.completionTokens > 0) generation.cache[usage.cachedTokens > 0 ? 'hits' : 'misses']++;
  generation.reasoning += usage.reasoningTokens;
  if (firstTokenAt !== undefined)
    generation.firstToken.observe((firstTokenAt - observation.startedAt) / 1000);
  if (gaps) observeGaps(generation.gaps, gaps);
  if (lateBy !== undefined) generation.lateness.observe(lateBy);
  if (writes === undefined) return;
  generation.gaps.observeAll(writes.gaps);
  generation.gaps.observe(0, writes.joined);
  generation.lateness.observeAll(writes.lateness);
}

function observeGaps(histogram: Histogram, gaps: Gaps): void {
  if (gaps instanceof Float32Array) histogram.observeAll(gaps);
  else histogram.observe(gaps.each, gaps.length);
}

function createGenerationSeries(): GenerationSeries {
  return {
    firstToken: createHistogram(FIRST_TOKEN_BOUNDS),
    gaps: createHistogram(TOKEN_GAP_BOUNDS.map((seconds) => seconds * 1000)),
    lateness: createHistogram(LATENESS_BOUNDS.map((seconds) => seconds * 1000)),
    promptTokens: createHistogram(TOKEN_COUNT_BOUNDS),
    completionTokens: createHistogram(TOKEN_COUNT_BOUNDS),
    cached: 0,
    reasoning: 0,
    cache: { hits: 0, misses: 0 },
  };
}

/** Methods with their own label; any other text a client sends is counted as `other`. */
const METHODS = ['other', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Encodes method and status as one number, so that counting a request allocates no string. */
function toRequestKey(method: string, status: number): number {
  return status * METHODS.length + Math.max(0, (METHODS as readonly string[]).indexOf(method));
}

export function fromRequestKey(key: number): { method: string; status: string } {
  const status = Math.floor(key / METHODS.length);
  return { method: METHODS[key % METHODS.length] as string, status: String(status) };
}

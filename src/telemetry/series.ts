import type { Usage } from '../engine/event.ts';
import type { Gaps } from '../engine/scheduler/scheduler.ts';
import { DURATION_BOUNDS, LATENESS_BOUNDS } from './buckets.ts';
import { BusyTime } from './busy-time.ts';
import { DYNAMO, VLLM } from './dialects/bounds.ts';
import { FINE_FIRST_TOKEN, FINE_GAP, FINE_LATENCY, FINE_TOKENS, toMilliseconds } from './fine-buckets.ts';
import { createHistogram, type Histogram } from './histogram.ts';
import type { Observation } from './observation.ts';
import { RecentRate } from './recent-rate.ts';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';

/** Everything a tracker has counted, in the form its renderers read. */
export interface Series {
  readonly endpoints: Map<string, EndpointSeries>;
  /** Requests in progress. */
  readonly open: Set<Observation>;
  /** When requests with tokens were answered. */
  readonly busy: BusyTime;
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
  /** Requests by method and status, see {@link toRequestKey}; and those of them that were answered by a stream. */
  readonly requests: Map<number, number>;
  readonly streamed: Map<number, number>;
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
  /** Prompt tokens that were cached, and that were not; and the share of the prompt that was. */
  readonly cachedTokens: Histogram;
  readonly computedTokens: Histogram;
  readonly cachedShare: Histogram;
  /** Of text: choices, tokens of the longest one, and how many it could have had. */
  readonly choices: Histogram;
  readonly longest: Histogram;
  readonly limits: Histogram;
  /** In seconds: from arrival to the end, and what of it was waiting, prefill and decode; between tokens on average. */
  readonly latency: Histogram;
  readonly queue: Histogram;
  readonly prefill: Histogram;
  readonly decode: Histogram;
  readonly inference: Histogram;
  readonly perToken: Histogram;
  readonly finished: Record<FinishedReason, number>;
  /** Of the last answer: seconds to the first token, seconds between tokens on average, and prompt tokens. */
  readonly last: { firstToken: number; perToken: number; promptTokens: number };
  /** Completion tokens per second. */
  readonly speed: RecentRate;
  cached: number;
  reasoning: number;
  /** Answers of which some of the prompt was cached, and other answers. */
  readonly cache: { hits: number; misses: number };
}

/** Why an answer ended, as engines count it. */
export type FinishedReason = 'stop' | 'length' | 'abort' | 'error';

export function createSeries(start: number): Series {
  return {
    endpoints: new Map(),
    open: new Set(),
    busy: new BusyTime(),
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
  return { model, requests: new Map(), streamed: new Map(), duration: createHistogram(DURATION_BOUNDS) };
}

/** Adds one finished request. */
export function countModel(series: ModelSeries, observation: Observation): void {
  const key = toRequestKey(observation.method, observation.status);
  series.requests.set(key, (series.requests.get(key) ?? 0) + 1);
  if (observation.streamed) series.streamed.set(key, (series.streamed.get(key) ?? 0) + 1);
  series.duration.observe((observation.endedAt - observation.startedAt) / 1000);
  if (!observation.usage) return;
  series.generation ??= createGenerationSeries();
  countTokens(series.generation, observation, observation.usage);
  countTimes(series.generation, observation);
}

function countTokens(series: GenerationSeries, observation: Observation, usage: Usage): void {
  const { answer, outcome, endedAt } = observation;
  const { promptTokens, cachedTokens, completionTokens, reasoningTokens } = usage;
  series.promptTokens.observe(promptTokens);
  series.completionTokens.observe(completionTokens);
  series.cachedTokens.observe(cachedTokens);
  series.computedTokens.observe(promptTokens - cachedTokens);
  if (promptTokens > 0) series.cachedShare.observe(cachedTokens / promptTokens);
  series.cached += cachedTokens;
  series.reasoning += reasoningTokens;
  if (completionTokens > 0) series.cache[cachedTokens > 0 ? 'hits' : 'misses']++;
  series.last.promptTokens = promptTokens;
  series.speed.add(completionTokens, endedAt);
  series.finished[toFinished(outcome, answer)]++;
  if (!answer) return;
  series.choices.observe(answer.choices);
  series.longest.observe(answer.longest);
  if (answer.limit !== undefined) series.limits.observe(answer.limit);
}

function toFinished(outcome: Observation['outcome'], answer: Observation['answer']): FinishedReason {
  if (outcome === 'aborted') return 'abort';
  if (outcome === 'error') return 'error';
  return answer?.reason === 'length' ? 'length' : 'stop';
}

function countTimes(series: GenerationSeries, observation: Observation): void {
  const { startedAt, endedAt, firstTokenAt, gaps, writes, lateBy, queuedFor = 0 } = observation;
  series.latency.observe((endedAt - startedAt) / 1000);
  const [tokens, milliseconds] = [series.gaps.count, series.gaps.sum];
  if (gaps) observeGaps(series.gaps, gaps);
  if (lateBy !== undefined) series.lateness.observe(lateBy);
  if (writes) {
    series.gaps.observeAll(writes.gaps);
    series.gaps.observe(0, writes.joined);
    series.lateness.observeAll(writes.lateness);
  }
  if (firstTokenAt === undefined) return;
  const firstToken = (firstTokenAt - startedAt) / 1000;
  const queue = queuedFor / 1000;
  const decode = (series.gaps.sum - milliseconds) / 1000;
  series.firstToken.observe(firstToken);
  series.queue.observe(queue);
  series.prefill.observe(firstToken - queue);
  series.decode.observe(decode);
  series.inference.observe(firstToken - queue + decode);
  series.last.firstToken = firstToken;
  const between = series.gaps.count - tokens;
  if (between === 0) return;
  series.last.perToken = decode / between;
  series.perToken.observe(decode / between);
}

function observeGaps(histogram: Histogram, gaps: Gaps): void {
  if (gaps instanceof Float32Array) histogram.observeAll(gaps);
  else histogram.observe(gaps.each, gaps.length);
}

function createGenerationSeries(): GenerationSeries {
  const tokens = (): Histogram => createHistogram(FINE_TOKENS);
  const seconds = (): Histogram => createHistogram(FINE_LATENCY);
  return {
    firstToken: createHistogram(FINE_FIRST_TOKEN),
    gaps: createHistogram(FINE_GAP),
    lateness: createHistogram(LATENESS_BOUNDS.map(toMilliseconds)),
    promptTokens: tokens(),
    completionTokens: tokens(),
    cachedTokens: tokens(),
    computedTokens: tokens(),
    cachedShare: createHistogram(DYNAMO.share),
    choices: createHistogram(VLLM.choices),
    longest: tokens(),
    limits: tokens(),
    latency: seconds(),
    queue: seconds(),
    prefill: createHistogram(FINE_FIRST_TOKEN),
    decode: seconds(),
    inference: seconds(),
    perToken: seconds(),
    finished: { stop: 0, length: 0, abort: 0, error: 0 },
    last: { firstToken: 0, perToken: 0, promptTokens: 0 },
    speed: new RecentRate(),
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

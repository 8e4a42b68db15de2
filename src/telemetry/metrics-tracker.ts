import type { Clock } from '../runtime/clock.ts';
import { createRandom, type Random } from '../runtime/random.ts';
import type { Steps } from '../runtime/steps.ts';
import { createSystemClock } from '../runtime/system-clock.ts';
import { dialects, type MetricsDialect } from './dialects/dialects.ts';
import { toMetricsInput } from './dialects/metrics-input.ts';
import { renderRows } from './dialects/row.ts';
import type { EngineView } from './engine-worker.ts';
import { createExposition } from './exposition.ts';
import { type GpuSample, Gpus, type WorkSums } from './gpu/gpus.ts';
import type { Observation } from './observation.ts';
import { renderOwn } from './render-own.ts';
import { renderProcess } from './render-process.ts';
import {
  countModel,
  createEndpointSeries,
  createModelSeries,
  createSeries,
  type EndpointSeries,
  type GenerationSeries,
  type ModelSeries,
  type Series,
} from './series.ts';
import { type MetricsSnapshot, type Moment, toSnapshot } from './snapshot.ts';
import { orStandIns } from './stand-ins.ts';

/**
 * Counts what an instance does: requests, response times, tokens, streams and errors, per endpoint and model.
 * It receives each request's {@link Observation} at its start and at its end, uses bounded memory however
 * long it runs and whatever clients send, and shares no state with other trackers. The name is taken from the
 * original FakeAI.
 */
export interface MetricsTracker {
  /** Records the start of a request. */
  onStart(observation: Observation): void;
  /**
   * Records the end of a request, whatever its outcome. Ignored for a request that was not started or has
   * already ended.
   */
  onEnd(observation: Observation): void;
  /** How many requests to models are in progress. */
  inFlight(): number;
  /** Metrics since the start and for the last 60 seconds. */
  snapshot(): MetricsSnapshot;
  /** Metrics in the Prometheus text format 0.0.4. Default: FakeAI's own. */
  prometheus(names?: readonly MetricsDialect[]): Steps<string>;
  /** The GPUs of the engine workers, as they are now. */
  gpus(): readonly GpuSample[];
}

export interface MetricsTrackerOptions {
  /** The clock that observations are timed by. Defaults to the system clock. */
  readonly clock?: Clock;
  /** Start of counting on the clock's `now()` scale, for rates and uptime. Defaults to now. */
  readonly start?: number;
  /** Maximum number of distinct models; further ones are counted as `other`. Defaults to 200. */
  readonly maxModels?: number;
  /** The engine workers. Default: four that hold nothing and share all work. */
  readonly engine?: EngineView | undefined;
  /** Models whose metrics exist before their first request, as those of an engine for a few models. */
  readonly models?: readonly string[] | undefined;
  /** Tells the GPUs apart. */
  readonly random?: Random;
}

/**
 * @example
 * const metrics = createMetricsTracker({ clock });
 * metrics.onStart(observation);
 * metrics.onEnd({ ...observation, status: 200 }); // ignored: another object
 * metrics.onEnd(observation);
 * metrics.snapshot().endpoints['/v1/chat/completions']?.answers.p99; // seconds
 */
export function createMetricsTracker(options: MetricsTrackerOptions = {}): MetricsTracker {
  return new Tracker(options);
}

/** Longer model names are counted as `other`. */
const LONGEST_MODEL_NAME = 200;

const STREAM_OUTCOMES = { ok: 'completed', error: 'failed', aborted: 'aborted' } as const;

class Tracker implements MetricsTracker {
  readonly #clock: Clock;
  readonly #start: number;
  readonly #maxModels: number;
  readonly #models = new Set<string>();
  readonly #series: Series;
  readonly #engine: EngineView;
  readonly #configured: readonly string[];
  readonly #gpus: Gpus;

  constructor({
    clock = createSystemClock(),
    start = clock.now(),
    maxModels = 200,
    engine,
    models = [],
    random = createRandom('gpus'),
  }: MetricsTrackerOptions) {
    this.#clock = clock;
    this.#start = start;
    this.#maxModels = maxModels;
    this.#series = createSeries(start);
    this.#engine = orStandIns(engine, () => this.#atWork().length);
    this.#configured = models.slice(0, maxModels);
    this.#gpus = new Gpus(start, random);
  }

  onStart(observation: Observation): void {
    this.#series.open.add(observation);
    this.#endpoint(observation.endpoint).arrivals.add(0, observation.startedAt);
  }

  onEnd(observation: Observation): void {
    if (!this.#series.open.delete(observation)) return;
    const { outcome, endedAt, usage } = observation;
    const seconds = Math.max(0, endedAt - observation.startedAt) / 1000;
    const series = this.#endpoint(observation.endpoint);
    countModel(this.#model(series, observation.model), observation);
    if (usage) {
      series.tokens.add(usage.promptTokens + usage.completionTokens, endedAt);
      this.#series.busy.add(observation.startedAt, endedAt);
    }
    // How long a socket was open is not the time of an answer.
    if (outcome !== 'aborted' && observation.status !== 101) series.answers.add(seconds, endedAt);
    if (outcome === 'error') {
      const kind = observation.fault ?? 'broken_stream';
      series.errors.set(kind, (series.errors.get(kind) ?? 0) + 1);
      if (isServerFailure(observation)) series.failures.add(seconds, endedAt);
    }
    if (observation.streamed) this.#countStream(series, observation, seconds);
  }

  inFlight(): number {
    let count = 0;
    for (const { model } of this.#series.open) if (model !== undefined) count++;
    return count;
  }

  snapshot(): MetricsSnapshot {
    return toSnapshot(this.#series, this.#moment());
  }

  *prometheus(names: readonly MetricsDialect[] = ['fakeai']): Steps<string> {
    const out = createExposition();
    const moment = this.#moment();
    const gpus = names.includes('dcgm') ? this.gpus() : [];
    const input = toMetricsInput(this.#series, moment, this.#engine, this.#configured, gpus);
    for (const name of names) {
      if (name === 'fakeai') yield* renderOwn(out, this.#series, moment);
      else yield* renderRows(out, dialects[name].rows, input);
    }
    if (names.some((name) => name !== 'dcgm')) renderProcess(out, moment);
    return out.text();
  }

  gpus(): readonly GpuSample[] {
    return this.#gpus.read(this.#clock.now(), this.#engine.workers(), this.#work());
  }

  /** Requests whose answer has begun. */
  #atWork(): Observation[] {
    return [...this.#series.open].filter(({ usage }) => usage !== undefined);
  }

  #work(): WorkSums {
    const parts = [...this.#series.endpoints.values()].flatMap(({ models }) =>
      [...new Set(models.values())].flatMap(({ generation }) => generation ?? []),
    );
    const atWork = this.#atWork();
    const since = atWork.reduce(
      (least, { startedAt }) => Math.min(least, startedAt),
      Number.POSITIVE_INFINITY,
    );
    const total = (read: (part: GenerationSeries) => number): number =>
      parts.reduce((sum, part) => sum + read(part), 0);
    return {
      busyMs: this.#series.busy.until(this.#clock.now(), atWork.length > 0 ? since : undefined),
      promptTokens: total(({ computedTokens }) => computedTokens.sum),
      generatedTokens: total(({ completionTokens }) => completionTokens.sum),
      running: atWork.length,
    };
  }

  #countStream(series: EndpointSeries, observation: Observation, seconds: number): void {
    const { outcome, startedAt, endedAt, firstTokenAt, usage } = observation;
    series.streams[STREAM_OUTCOMES[outcome]]++;
    if (outcome !== 'aborted') series.streamed.add(seconds, endedAt);
    if (firstTokenAt === undefined) return;
    this.#series.firstToken.add(Math.max(0, firstTokenAt - startedAt) / 1000, endedAt);
    // n tokens have n - 1 gaps; without latency there is no speed to measure.
    const gaps = (usage?.completionTokens ?? 0) - 1;
    if (gaps < 1 || endedAt <= firstTokenAt) return;
    this.#series.streamSpeed.add((gaps * 1000) / (endedAt - firstTokenAt), endedAt);
  }

  #endpoint(endpoint: string): EndpointSeries {
    const known = this.#series.endpoints.get(endpoint);
    if (known) return known;
    const series = createEndpointSeries(endpoint, this.#start);
    this.#series.endpoints.set(endpoint, series);
    return series;
  }

  #model(endpoint: EndpointSeries, model = ''): ModelSeries {
    const known = endpoint.models.get(model);
    if (known) return known;
    const label = this.#labelOf(model);
    const series = endpoint.models.get(label) ?? createModelSeries(label);
    endpoint.models.set(label, series);
    return series;
  }

  #labelOf(model: string): string {
    if (model === '' || this.#models.has(model)) return model;
    if (this.#models.size >= this.#maxModels || model.length > LONGEST_MODEL_NAME) return 'other';
    this.#models.add(model);
    return model;
  }

  #moment(): Moment {
    const now = this.#clock.now();
    return {
      now,
      uptimeSeconds: Math.max(0, now - this.#start) / 1000,
      epochSeconds: this.#clock.epoch() / 1000,
    };
  }
}

/** Client errors are not server failures; an answer that broke off is one, although its status line said otherwise. */
function isServerFailure({ status }: Observation): boolean {
  return status >= 500 || status < 400;
}

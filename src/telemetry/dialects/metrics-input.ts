import { type Distribution, distributionOf } from '../distribution.ts';
import type { EngineView, EngineWorker } from '../engine-worker.ts';
import type { GpuSample } from '../gpu/gpus.ts';
import type { Histogram } from '../histogram.ts';
import type { Observation } from '../observation.ts';
import type { GenerationSeries, ModelSeries, Series } from '../series.ts';
import type { Moment } from '../snapshot.ts';

/** What all dialects are read from. */
export interface MetricsInput {
  readonly moment: Moment;
  readonly models: readonly ModelInput[];
  readonly workers: readonly WorkerInput[];
  readonly endpoints: readonly EndpointInput[];
  readonly gpus: readonly GpuSample[];
}

/** One model, at all endpoints. */
export interface ModelInput {
  readonly model: string;
  /** Requests in progress, and those of them whose first token has not been written. */
  readonly running: number;
  readonly queued: number;
  /** By endpoint; empty until it has answered. */
  readonly parts: readonly GenerationSeries[];
  readonly workers: readonly WorkerInput[];
}

/** One engine worker, as far as it serves one model. */
export interface WorkerInput {
  readonly model: string;
  readonly worker: EngineWorker;
  /** Requests of this model that it runs, and that wait for it. */
  readonly running: number;
  readonly waiting: number;
}

/** One model at one endpoint. */
export interface EndpointInput {
  readonly endpoint: string;
  readonly series: ModelSeries;
}

/**
 * @param configured models that are listed before their first request
 */
export function toMetricsInput(
  series: Series,
  moment: Moment,
  engine: EngineView,
  configured: readonly string[],
  gpus: readonly GpuSample[],
): MetricsInput {
  const endpoints = [...series.endpoints.values()].flatMap(({ endpoint, models }) =>
    [...new Set(models.values())].map((one) => ({ endpoint, series: one })),
  );
  const parts = new Map<string, GenerationSeries[]>(configured.map((model) => [model, []]));
  for (const { series: one } of endpoints) {
    if (!one.generation) continue;
    const known = parts.get(one.model);
    if (known) known.push(one.generation);
    else parts.set(one.model, [one.generation]);
  }
  const open = new Map<string, { running: number; queued: number }>();
  for (const request of series.open) countOpen(open, request);
  for (const model of open.keys()) if (!parts.has(model)) parts.set(model, []);
  const workers = workersByModel([...parts.keys()], engine, (model) => open.get(model)?.running ?? 0);
  const models = [...parts].map(([model, generations]) => {
    const { running = 0, queued = 0 } = open.get(model) ?? {};
    return { model, running, queued, parts: generations, workers: workers(model) };
  });
  return { moment, models, workers: models.flatMap((model) => model.workers), endpoints, gpus };
}

function countOpen(
  open: Map<string, { running: number; queued: number }>,
  { model, usage, firstTokenAt }: Observation,
): void {
  if (model === undefined || usage === undefined) return;
  const counts = open.get(model) ?? { running: 0, queued: 0 };
  open.set(model, counts);
  counts.running++;
  if (firstTokenAt === undefined) counts.queued++;
}

/**
 * Workers do not know whose requests they run: those of a group are divided among its models in proportion to the open requests
 * of each, so that their sum stays the same.
 */
function workersByModel(
  models: readonly string[],
  engine: EngineView,
  openOf: (model: string) => number,
): (model: string) => WorkerInput[] {
  const all = Map.groupBy(engine.workers(), ({ group }) => group);
  const open = new Map<string, number>();
  for (const model of models) {
    const group = engine.groupOf(model);
    open.set(group, (open.get(group) ?? 0) + openOf(model));
  }
  return (model) => {
    const group = engine.groupOf(model);
    const share = openOf(model) / Math.max(1, open.get(group) ?? 0);
    return (all.get(group) ?? all.get('') ?? []).map((worker) => ({
      model,
      worker,
      running: worker.running * share,
      waiting: worker.waiting * share,
    }));
  };
}

/** Histograms of {@link GenerationSeries}. */
type HistogramName = {
  [Name in keyof GenerationSeries]: GenerationSeries[Name] extends Histogram ? Name : never;
}[keyof GenerationSeries];

/**
 * Reads a histogram of a model over all endpoints.
 *
 * @param units see {@link distributionOf}
 * @example
 * histogram('time_to_first_token_seconds', 'Time to the first token.', BOUNDS, spread('firstToken'));
 */
export function spread(name: HistogramName, units = 1): (model: ModelInput) => Distribution {
  return ({ parts }) =>
    distributionOf(
      parts.map((part) => part[name]),
      units,
    );
}

/** Sums a figure of a model over all endpoints. */
export function sum({ parts }: Pick<ModelInput, 'parts'>, read: (part: GenerationSeries) => number): number {
  return parts.reduce((total, part) => total + read(part), 0);
}

export const promptTokens = (model: ModelInput): number => sum(model, (part) => part.promptTokens.sum);
export const cachedTokens = (model: ModelInput): number => sum(model, (part) => part.cached);
export const generatedTokens = (model: ModelInput): number => sum(model, (part) => part.completionTokens.sum);
export const answers = (model: ModelInput): number => sum(model, (part) => part.promptTokens.count);

/** Sums a figure of a model over its workers. */
export function total({ workers }: ModelInput, read: (worker: WorkerInput) => number): number {
  return workers.reduce((found, worker) => found + read(worker), 0);
}

/** The share of the prompt tokens that were cached, from 0 to 1. */
export function hitRate(model: ModelInput): number {
  const tokens = promptTokens(model);
  return tokens === 0 ? 0 : cachedTokens(model) / tokens;
}

/** The share of the KV blocks of all workers that is in use, from 0 to 1. */
export function meanKvUsage(model: ModelInput): number {
  return total(model, kvUsage) / Math.max(1, model.workers.length);
}

/** The share of the KV blocks that is in use, from 0 to 1. */
export function kvUsage({ worker: { usedBlocks, capacity } }: WorkerInput): number {
  return capacity === 0 ? 0 : usedBlocks / capacity;
}

import { engineProfileOf, poolBlocks } from '../../engine/batching/engine-profiles.ts';
import type { EngineFigures, WorkerFigures } from '../../engine/cluster/engine-figures.ts';
import { DEFAULT_PROFILE } from '../../engine/latency/profiles.ts';
import { type Distribution, distributionOf } from '../distribution.ts';
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
  readonly figures: WorkerFigures;
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
 * @param engine undefined without engine workers: each model then has one that never waits
 * @param configured models that are listed before their first request
 */
export function toMetricsInput(
  series: Series,
  moment: Moment,
  engine: EngineFigures | undefined,
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
  const models = [...parts].map(([model, generations]) => {
    const { running = 0, queued = 0 } = open.get(model) ?? {};
    const workers = workersOf(model, running, engine?.workers ?? []);
    return { model, running, queued, parts: generations, workers };
  });
  return { moment, models, workers: models.flatMap(({ workers }) => workers), endpoints, gpus };
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

function workersOf(model: string, running: number, workers: readonly WorkerFigures[]): WorkerInput[] {
  const own = workers.filter((worker) => worker.model === model);
  if (own.length > 0) {
    return own.map((figures) => ({ model, figures, running: figures.running, waiting: figures.waiting }));
  }
  // Workers that serve all models do not know whose requests they run: all of this model's are told with the first.
  const shared = workers.filter((worker) => worker.model === undefined);
  const all = shared.length > 0 ? shared : [STAND_IN];
  return all.map((figures, index) => ({ model, figures, running: index === 0 ? running : 0, waiting: 0 }));
}

const STAND_IN_PROFILE = engineProfileOf({ latency: DEFAULT_PROFILE });
const BLOCK_SIZE = 16;

/** The worker of each model where no worker is simulated: it holds nothing, and lets nobody wait. */
export const STAND_IN: WorkerFigures = {
  model: undefined,
  worker: 0,
  profile: STAND_IN_PROFILE,
  role: 'aggregated',
  state: 'awake',
  running: 0,
  waiting: 0,
  maxSequences: STAND_IN_PROFILE.maxSequences,
  maxBatchedTokens: 8192,
  usedBlocks: 0,
  cachedBlocks: 0,
  capacity: poolBlocks(STAND_IN_PROFILE, BLOCK_SIZE),
  blockSize: BLOCK_SIZE,
  queriedTokens: 0,
  cachedTokens: 0,
  preempted: 0,
  passes: undefined,
};

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
  return total(model, kvUsage) / model.workers.length;
}

/** The share of the KV blocks that is in use, from 0 to 1. */
export function kvUsage({ figures: { usedBlocks, capacity } }: WorkerInput): number {
  return capacity === 0 ? 0 : usedBlocks / capacity;
}

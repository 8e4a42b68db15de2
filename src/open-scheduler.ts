import { OptionError } from './config/option-error.ts';
import type { Options } from './config/options.ts';
import { type Timing, toTiming } from './config/timing.ts';
import type { BatchOptions } from './engine/batching/batch-options.ts';
import {
  type EngineProfile,
  engineNameOf,
  engineProfiles,
  usualProfile,
} from './engine/batching/engine-profiles.ts';
import { toEngineProfile } from './engine/batching/own-profile.ts';
import { MULTI_TOKEN_PREDICTION } from './engine/batching/speculation.ts';
import { createCachedScheduler } from './engine/cluster/cached-scheduler.ts';
import { Cluster } from './engine/cluster/cluster.ts';
import { createEngineScheduler, type EngineScheduler } from './engine/cluster/engine-scheduler.ts';
import { batchOptionsOf, type NamedProfile } from './engine/cluster/worker-group.ts';
import { createFixedLatency } from './engine/latency/fixed.ts';
import type { LatencyModel } from './engine/latency/model.ts';
import { createNoLatency } from './engine/latency/none.ts';
import { createProfileLatency } from './engine/latency/profile.ts';
import type { ModelCard } from './engine/models/card.ts';
import { type RouterOptions, toRouterOptions } from './engine/router/router-options.ts';
import type { Scheduler } from './engine/scheduler/scheduler.ts';
import { createSoloScheduler } from './engine/scheduler/solo.ts';
import type { Clock } from './runtime/clock.ts';
import type { Random } from './runtime/random.ts';
import type { Turns } from './runtime/turns.ts';

/** What decides when tokens come, and what can be seen of it. */
export interface OpenedScheduler {
  readonly scheduler: Scheduler;
  /** The same scheduler, if it simulates engines. */
  readonly workers: EngineScheduler | undefined;
  readonly clusters: () => readonly Cluster[];
  /** Whose workers serve a model, if engines are simulated. */
  readonly profileOf: (model: ModelCard) => NamedProfile;
}

export interface SchedulerServices {
  readonly options: Options;
  readonly clock: Clock;
  readonly turns: Turns;
  /** Of the instance. */
  readonly random: Random;
}

/** KV blocks of a worker where no profile says how many fit. */
const USUAL_BLOCKS = 16_384;

/**
 * The scheduler that the options ask for.
 *
 * @param latencyModel in place of what the timing options say
 * @throws OptionError for options that are impossible together, and for impossible profiles
 * @example
 * const { scheduler } = openScheduler({ options: resolveOptions({ latency: 'engine' }), clock, turns, random });
 */
export function openScheduler(
  { options, clock, turns, random }: SchedulerServices,
  latencyModel?: LatencyModel,
): OpenedScheduler {
  const profileOf = toProfiles(options);
  const timing = toTiming(options);
  let model = latencyModel;
  if (model === undefined) {
    if (timing.kind === 'engine')
      return openEngines(options, timing.isVaried, profileOf, { clock, turns, random });
    model = toLatencyModel(timing);
  }
  if (options.watch) {
    throw new OptionError(
      'watch is true. Allowed: false, or latency engine: there are no engine workers otherwise.',
    );
  }
  const solo = createSoloScheduler(model);
  if (!options.prefixCache) return { scheduler: solo, workers: undefined, clusters: () => [], profileOf };
  const { engineWorkers: workers, kvBlocks: blocks = USUAL_BLOCKS, kvHostBlocks: hostBlocks } = options;
  const cluster = new Cluster(
    { workers, blocks, hostBlocks, router: toRouter(options) },
    random.fork('router'),
  );
  return {
    scheduler: createCachedScheduler(solo, cluster),
    workers: undefined,
    clusters: () => [cluster],
    profileOf,
  };
}

function openEngines(
  options: Options,
  isVaried: boolean,
  profileOf: (model: ModelCard) => NamedProfile,
  runtime: Omit<SchedulerServices, 'options'>,
): OpenedScheduler {
  const { engineWorkers, prefillWorkers, kvBlocks, kvHostBlocks, speculation } = options;
  if (prefillWorkers >= engineWorkers) {
    throw new OptionError(
      `prefillWorkers is ${prefillWorkers}. Allowed: fewer than engineWorkers, ${engineWorkers}.`,
    );
  }
  const batch: Partial<BatchOptions> = {
    ...(options.maxNumSeqs !== undefined && { maxSequences: options.maxNumSeqs }),
    ...(options.maxNumBatchedTokens !== undefined && { maxBatchedTokens: options.maxNumBatchedTokens }),
    ...(speculation && { speculation: { ...MULTI_TOKEN_PREDICTION, acceptance: speculation } }),
    ...(!isVaried && { stepNoise: 0 }),
    maxWaiting: options.maxWaiting,
    chunkedPrefill: options.chunkedPrefill,
    prefixCaching: options.prefixCache,
    speedup: options.engineSpeedup,
  };
  const router = toRouter(options);
  try {
    // What is impossible for one profile is for all: profiles only fill in what is not given.
    batchOptionsOf(usualProfile(), { ...batch, blockSize: router.blockSize });
  } catch (error) {
    throw named(error);
  }
  const scheduler = createEngineScheduler({
    ...runtime,
    options: {
      workers: engineWorkers,
      prefillWorkers,
      blocks: kvBlocks,
      hostBlocks: kvHostBlocks,
      router,
      batch,
    },
    profileOf: isVaried ? profileOf : (model) => withoutChance(profileOf(model)),
    solo: createSoloScheduler(createProfileLatency({ spread: isVaried ? options.maxVariance : 0 })),
  });
  return { scheduler, workers: scheduler, clusters: () => scheduler.clusters, profileOf };
}

/** As the options are called. */
function named(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return new OptionError(
    error.message
      .replaceAll('maxBatchedTokens', 'maxNumBatchedTokens')
      .replaceAll('maxSequences', 'maxNumSeqs'),
  );
}

const withoutChance = ({ name, profile }: NamedProfile): NamedProfile => ({
  name,
  profile: { ...profile, overheadSigma: 0 },
});

/** The profile of each model. All profiles of the user's own are checked, also those that are not used. */
function toProfiles({ engineProfile: name, engineProfiles: written }: Options) {
  const own = new Map<string, EngineProfile>();
  try {
    for (const [key, fields] of Object.entries(written)) own.set(key, toEngineProfile(key, fields));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new OptionError(`Wrong value for engineProfiles: ${error.message}`);
  }
  const all = new Map([...engineProfiles, ...own]);
  const forced = name === undefined ? undefined : all.get(name);
  if (name !== undefined && forced === undefined) {
    throw new OptionError(
      `Wrong value for engineProfile: ${JSON.stringify(name)}. Allowed: ${[...all.keys()].join(', ')}.`,
    );
  }
  return (model: ModelCard): NamedProfile => {
    if (name !== undefined && forced !== undefined) return { name, profile: forced };
    const usual = engineNameOf(model);
    return { name: usual, profile: all.get(usual) as EngineProfile };
  };
}

function toRouter(options: Options): RouterOptions {
  const {
    kvBlockSize: blockSize,
    routerMode: mode,
    routerCost: cost,
    routerTemperature: temperature,
  } = options;
  const { routerOverlapWeight: overlapScoreWeight } = options;
  const weight = cost === 'lmetric' ? {} : { overlapScoreWeight };
  return toRouterOptions({ mode, cost, blockSize, temperature, ...weight });
}

function toLatencyModel(timing: Exclude<Timing, { kind: 'engine' }>): LatencyModel {
  switch (timing.kind) {
    case 'none':
      return createNoLatency();
    case 'fixed':
      return createFixedLatency(timing);
    case 'profile':
      return createProfileLatency({ spread: timing.spread });
  }
}

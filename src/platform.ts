import { publicKeyOf } from './config/masked.ts';
import type { Options, OptionsInput } from './config/options.ts';
import { resolveOptions } from './config/resolve.ts';
import { version } from './config/version.ts';
import type { Cluster } from './engine/cluster/cluster.ts';
import type { EngineControl, EngineScheduler } from './engine/cluster/engine-scheduler.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import type { LatencyModel } from './engine/latency/model.ts';
import type { ModelCard } from './engine/models/card.ts';
import { createDynamicCard } from './engine/models/dynamic.ts';
import { createModelRegistry, type ModelRegistry } from './engine/models/registry.ts';
import { selectModels } from './engine/models/select.ts';
import type { CodeRunner } from './engine/ports/code-runner.ts';
import type { ContentSource } from './engine/ports/content.ts';
import type { Embedder } from './engine/ports/embedder.ts';
import type { Moderator } from './engine/ports/moderator.ts';
import type { PassageScorer } from './engine/ports/passage-scorer.ts';
import type { Ranker } from './engine/ports/ranker.ts';
import type { Refuser } from './engine/ports/refuser.ts';
import type { Sandboxes } from './engine/ports/sandbox.ts';
import type { SchemaChecker } from './engine/ports/schema-checker.ts';
import type { ToolServers } from './engine/ports/tool-server.ts';
import type { Transcriber } from './engine/ports/transcriber.ts';
import type { Web } from './engine/ports/web.ts';
import { createSleep, type Sleep, unlessAsleep } from './engine/sleep.ts';
import { createTokenizers, type Tokenizers } from './engine/tokenizer/create-tokenizers.ts';
import { viewOfCluster, viewOfGroups } from './engine-view.ts';
import { createJobs } from './jobs/create-jobs.ts';
import type { Jobs } from './jobs/jobs.ts';
import { createOpenCollection, type OpenCollection } from './kernel/collections.ts';
import { createInside, type Inside } from './kernel/inside.ts';
import { createToolServers } from './mcp/tool-servers.ts';
import { createSpeechIndex, type SpeechIndex } from './media/audio/speech-index.ts';
import { createImageRenderer, type ImageRenderer } from './media/image/renderer.ts';
import { type PartMeasure, partMeasure } from './media/part-measure.ts';
import { createSpeechSynthesizer, type SpeechSynthesizer } from './media/speech/speech.ts';
import { createWorkerPool } from './media/worker-pool.ts';
import { openScheduler } from './open-scheduler.ts';
import { openApiDocument } from './openapi-document.ts';
import { type Clock, unixSeconds } from './runtime/clock.ts';
import { createIds, createSeededIds, type Ids } from './runtime/ids.ts';
import { type Lazy, lazy } from './runtime/lazy.ts';
import { createLog, type Log } from './runtime/log.ts';
import { createMemoryLimit } from './runtime/memory-limit.ts';
import { createOwner, type Owner } from './runtime/owner.ts';
import { createRandom, type Random } from './runtime/random.ts';
import { createSystemClock } from './runtime/system-clock.ts';
import { createTurns, type Turns } from './runtime/turns.ts';
import { createCodeRunner } from './simulation/native/code/habit.ts';
import { createRefuser } from './simulation/refusal/refuser.ts';
import { openSimulatedServer } from './simulation/servers/simulated-server.ts';
import { createSimulatedGenerator } from './simulation/simulated-generator.ts';
import { createSchemaChecker } from './simulation/structured/index.ts';
import { openSqliteStore } from './storage/sqlite/store.ts';
import type { Store } from './storage/store.ts';
import { createStoredModels } from './stored-models.ts';
import { createMetricsTracker, type MetricsTracker } from './telemetry/metrics-tracker.ts';
import { deliveryCollection } from './webhooks/delivery.ts';
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts';

/** What an instance is made of. Nouns name the parts that they use. */
export interface Platform {
  /** Of FakeAI. */
  readonly version: string;
  /** A well-known API key that the platform accepts; undefined if it accepts only keys of its operator. */
  readonly publicKey: string | undefined;
  readonly options: Options;
  readonly clock: Clock;
  /** Divides the event loop among long pieces of work. */
  readonly turns: Turns;
  readonly ids: Ids;
  /** The randomness of the instance, which each request forks. */
  readonly random: Random;
  readonly log: Log;
  readonly store: Store;
  /** Opens declared collections of the store. */
  readonly collection: OpenCollection;
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  readonly metrics: MetricsTracker;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly engine: Engine;
  /** Workers with KV caches that prompts are routed to: a cluster for each kind of engine. */
  readonly clusters: () => readonly Cluster[];
  /** Whether the engine takes work. */
  readonly sleep: Sleep;
  /** Their batches, and what operators do to them, with the latency `engine`. */
  readonly workers: Pick<EngineScheduler, 'figures' | keyof EngineControl> | undefined;
  readonly embedder: Lazy<Embedder>;
  readonly ranker: Lazy<Ranker>;
  readonly passageScorer: Lazy<PassageScorer>;
  /** The pages that searches of the web find. */
  readonly web: Lazy<Web>;
  readonly moderator: Lazy<Moderator>;
  readonly transcriber: Lazy<Transcriber>;
  readonly refuser: Refuser;
  /** Simulated machines for the commands of models. */
  readonly sandboxes: Lazy<Sandboxes>;
  readonly schemaChecker: SchemaChecker;
  /** Runs the code of code interpreters. */
  readonly codeRunner: CodeRunner;
  /** Servers whose tools answers can call. */
  readonly toolServers: ToolServers;
  /** Measures sounds, pictures and documents in prompts. */
  readonly measure: PartMeasure;
  readonly synthesizer: SpeechSynthesizer;
  /** The texts of the speech that this instance has synthesised, found by its sound. */
  readonly speechIndex: SpeechIndex;
  readonly renderer: ImageRenderer;
  /** Calls the operations of this instance from within. */
  readonly inside: Inside;
  /** The OpenAPI document of all operations. */
  openapi(): object;
  /** Closes all parts, the last opened first. */
  close(): Promise<void>;
}

/** All options, and parts of the platform that a program can replace. */
export interface PlatformOptions extends OptionsInput {
  /** Decides what is answered. Default: {@link createSimulatedGenerator}. */
  readonly content?: ContentSource;
  /** Decides when. Default: according to the timing options. */
  readonly latencyModel?: LatencyModel;
  /**
   * Default: real time. With a virtual clock nothing waits and, with a seed, output is reproducible byte by
   * byte.
   */
  readonly clock?: Clock;
  /** Generates identifiers. Default: unguessable; reproducible if a `clock` is given. */
  readonly ids?: Ids;
  /** Receives log lines. Default: none; the command line program logs. */
  readonly log?: Log;
}

/** Parts that tests replace. Their owner closes them. */
export type PlatformParts = Partial<
  Pick<
    Platform,
    | 'store'
    | 'webhooks'
    | 'models'
    | 'embedder'
    | 'ranker'
    | 'moderator'
    | 'transcriber'
    | 'schemaChecker'
    | 'synthesizer'
    | 'renderer'
  >
>;

/**
 * Opens the parts of an instance, in layers: each may use those above it.
 *
 * @throws OptionError for an invalid option, StoreUnavailable if the data location cannot be used
 * @example
 * const platform = openPlatform({ fast: true });
 * const dispatcher = mount(platform, [openaiApi]);
 * await platform.close();
 */
export function openPlatform(input: PlatformOptions = {}, parts: PlatformParts = {}): Platform {
  const owner = createOwner();
  try {
    return openParts(input, parts, owner);
  } catch (error) {
    owner.close().catch(() => {});
    throw error;
  }
}

function openParts(input: PlatformOptions, parts: PlatformParts, owner: Owner): Platform {
  const { content, latencyModel, clock = createSystemClock(), ids: givenIds, log: givenLog, ...rest } = input;
  const options = resolveOptions(rest);

  const turns = createTurns(clock);
  const ids = givenIds ?? (input.clock ? createSeededIds(options.seed) : createIds());
  const random = createRandom(options.seed);
  const log = givenLog ?? createLog({ level: 'silent', format: 'json', clock, write: () => {} });
  const base = { options, clock, turns, ids, random, log };

  const store = parts.store ?? openStore(options, clock, owner);
  const state = { store, collection: createOpenCollection(store, options) };

  const models = parts.models ?? openModels({ ...base, ...state }, owner);
  const tokenizers = createTokenizers();
  const sleep = createSleep();
  const embedder =
    parts.embedder ??
    lazy(clock, async () => (await import('./simulation/embedding/embedder.ts')).createEmbedder());
  const passageScorer = lazy(clock, async () => {
    const { createPassageScorer } = await import('./simulation/relevance/passage-scorer.ts');
    return createPassageScorer({ turns, embedder: await embedder() });
  });
  const moderator =
    parts.moderator ??
    lazy(clock, async () => (await import('./simulation/moderation/moderator.ts')).loadModerator(turns));
  const cards = new Map(models.catalogue.map((card) => [card.id, card]));
  const known = (id: string): ModelCard | undefined => cards.get(id);
  const { scheduler, workers, clusters, profileOf } = openScheduler(base, latencyModel);
  const inference = {
    sleep,
    workers,
    clusters,
    models,
    tokenizers,
    embedder,
    ranker:
      parts.ranker ??
      lazy(clock, async () => {
        const { createRanker } = await import('./simulation/relevance/ranker.ts');
        return createRanker({ turns, tokenizers, embedder: await embedder() });
      }),
    passageScorer,
    web: lazy(clock, async () => (await import('./simulation/web/web.ts')).createWeb(await passageScorer())),
    moderator,
    refuser: createRefuser({ moderator, turns }),
    sandboxes: lazy(clock, async () => (await import('./simulation/sandbox/shell.ts')).createSandboxes()),
    transcriber:
      parts.transcriber ??
      lazy(clock, async () => (await import('./simulation/transcript/transcriber.ts')).createTranscriber()),
    schemaChecker: parts.schemaChecker ?? createSchemaChecker(),
    codeRunner: createCodeRunner(),
    toolServers: createToolServers({
      allowed: options.mcpServers,
      simulate: openSimulatedServer,
      clock,
      version,
    }),
    engine: createEngine({
      ...base,
      memory: createMemoryLimit(options.inFlightAnswerLimit, clock),
      tokenizers,
      content: content ?? createSimulatedGenerator(),
      scheduler: unlessAsleep(scheduler, sleep),
    }),
  };

  const media = {
    measure: partMeasure,
    speechIndex: createSpeechIndex(),
    synthesizer:
      parts.synthesizer ??
      owner.owns(createSpeechSynthesizer({ clock }), (synthesizer) => synthesizer.close()),
    renderer: parts.renderer ?? openRenderer(owner),
  };

  // Opened last, because its jobs use the other parts until they have stopped.
  const work = openWork({ ...base, ...state }, owner, parts);

  const inside = createInside({ clock });
  const publicKey = publicKeyOf(options);
  return {
    version,
    publicKey,
    ...base,
    ...state,
    ...inference,
    ...media,
    ...work,
    metrics: createMetricsTracker({
      clock,
      engine: workers
        ? viewOfGroups(
            () => workers.figures.groups,
            (model) => profileOf(createDynamicCard(model, 0, known)).name,
            options,
          )
        : clusters().map(viewOfCluster)[0],
      models: options.models,
      random: random.fork('gpus'),
    }),
    inside,
    openapi: () => openApiDocument(inside.operations, publicKey),
    close: () => owner.close(),
  };
}

function openStore({ data, storeLimit }: Options, clock: Clock, owner: Owner): Store {
  const store = openSqliteStore({
    location: data,
    maximumBytes: storeLimit,
    now: () => clock.epoch(),
    turns: createTurns(clock),
  });
  return owner.owns(store, () => store.close());
}

type Base = Pick<Platform, 'options' | 'clock' | 'turns' | 'ids' | 'random' | 'log' | 'store' | 'collection'>;

function openModels(base: Base, owner: Owner): ModelRegistry {
  const { maxModels, strictModels, models: only } = base.options;
  const stored = owner.owns(createStoredModels({ ...base, maxModels }), (stored) => stored.settled());
  return createModelRegistry({
    ...base,
    stored,
    strict: strictModels || only !== undefined,
    ...(only && { catalogue: selectModels(only, unixSeconds(base.clock)) }),
  });
}

function openRenderer(owner: Owner): ImageRenderer {
  const pool = owner.owns(createWorkerPool(), (pool) => pool.close());
  return createImageRenderer({ pool });
}

function openWork(base: Base, owner: Owner, parts: PlatformParts): Pick<Platform, 'jobs' | 'webhooks'> {
  const { data, webhooks: urls, webhookSecret: secret } = base.options;
  const isShared = data !== ':memory:';
  const sharing = isShared && { sharing: { clock: createSystemClock({ keepsAlive: false }) } };
  const jobs = owner.owns(createJobs({ ...base, ...sharing }), (jobs) => jobs.stop());
  const endpoints = urls.map((url) => ({ url, secret }));
  return {
    jobs,
    webhooks:
      parts.webhooks ??
      createWebhooks({ ...base, deliveries: base.collection(deliveryCollection), jobs, endpoints }),
  };
}

import { publicKeyOf } from './config/masked.ts';
import type { Options, OptionsInput } from './config/options.ts';
import { resolveOptions } from './config/resolve.ts';
import { toTiming } from './config/timing.ts';
import { version } from './config/version.ts';
import type { ContentSource } from './engine/content.ts';
import { createEngine } from './engine/engine.ts';
import { createFixedLatency } from './engine/latency/fixed.ts';
import type { LatencyModel } from './engine/latency/model.ts';
import { createNoLatency } from './engine/latency/none.ts';
import { createProfileLatency } from './engine/latency/profile.ts';
import { createModelRegistry, type ModelRegistry } from './engine/models/registry.ts';
import { createPromptCache } from './engine/prompt-cache.ts';
import { createTokenizers } from './engine/tokenizer/create-tokenizers.ts';
import { createJobs } from './jobs/create-jobs.ts';
import { createDispatcher } from './kernel/dispatch.ts';
import { toOpenApi } from './kernel/openapi.ts';
import type { Operation } from './kernel/operation.ts';
import { createRouter } from './kernel/router.ts';
import { standardSteps } from './kernel/standard-steps.ts';
import type { AccessHelp } from './kernel/steps/principal.ts';
import { createSpeechIndex } from './media/audio/speech-index.ts';
import { createImageStudio } from './media/image/studio.ts';
import { partMeasure } from './media/part-measure.ts';
import { createSpeechStudio } from './media/speech/speech.ts';
import { createWorkerPool } from './media/worker-pool.ts';
import { ByteBudget } from './runtime/byte-budget.ts';
import type { Clock } from './runtime/clock.ts';
import { createCollector } from './runtime/garbage.ts';
import { createIds, createSeededIds, type Ids } from './runtime/ids.ts';
import { createLog, type Log } from './runtime/log.ts';
import { createRandom } from './runtime/random.ts';
import { createRoom } from './runtime/room.ts';
import { createSystemClock } from './runtime/system-clock.ts';
import { createTurns } from './runtime/turns.ts';
import { createEmbedder } from './simulation/embedding/embedder.ts';
import { createRanker } from './simulation/relevance/ranker.ts';
import { createSimulatedGenerator } from './simulation/simulated-generator.ts';
import { openSqliteStore } from './storage/sqlite/store.ts';
import { azureOperations } from './surfaces/azure/operations.ts';
import { textGenerationOperations } from './surfaces/azure/text-generation.ts';
import { hostedEmbeddingOperations } from './surfaces/nim/hosted-embeddings.ts';
import { rankingOperations } from './surfaces/nim/operations.ts';
import { audioOperations } from './surfaces/openai/audio/operations.ts';
import { batchOperations } from './surfaces/openai/batches/operations.ts';
import { chatOperations } from './surfaces/openai/chat/operations.ts';
import { completionOperations } from './surfaces/openai/completions/operations.ts';
import { embeddingOperations } from './surfaces/openai/embeddings/operations.ts';
import { fileOperations } from './surfaces/openai/files/operations.ts';
import { imageOperations } from './surfaces/openai/images/operations.ts';
import { createModelMemory } from './surfaces/openai/models/memory.ts';
import { modelOperations } from './surfaces/openai/models/operations.ts';
import { moderationOperations } from './surfaces/openai/moderations/operations.ts';
import { ErrorResponse, openai } from './surfaces/openai/surface.ts';
import { uploadOperations } from './surfaces/openai/uploads/operations.ts';
import { rerankOperations } from './surfaces/rerank/operations.ts';
import { systemOperations } from './surfaces/system/operations.ts';
import { createMetricsTracker, type MetricsTracker } from './telemetry/metrics-tracker.ts';
import { REQUEST, toLogFields, toLogLevel } from './telemetry/request-log.ts';
import { createFetch } from './transport/fetch.ts';
import { MALFORMED_STATUSES } from './transport/malformed.ts';
import { createNodeServer, type NodeServer } from './transport/node.ts';
import { webhookOperations } from './webhooks/operations.ts';
import { createWebhooks } from './webhooks/webhooks.ts';

/** All options, and parts of the simulation that a program can replace. */
export interface FakeAIOptions extends OptionsInput {
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

/** One simulated platform. Instances in one process share no mutable state. */
export interface FakeAI {
  /** Calls the instance without a port: pass it to a client in place of the global `fetch`. */
  readonly fetch: typeof fetch;
  /**
   * Opens a port; `port: 0` selects a free one. Defaults come from the options. Rejects with Node's system
   * error (`EADDRINUSE`, …), or if the instance already listens or is closed.
   */
  listen(address?: { host?: string; port?: number }): Promise<{ url: string; host: string; port: number }>;
  /**
   * Stops listening, lets open answers finish for `graceMs` milliseconds (default: the `gracePeriod` option),
   * and closes the store. Idempotent; `fetch` rejects afterwards.
   */
  close(options?: { graceMs?: number }): Promise<void>;
  readonly options: Options;
  /** All operations it serves. */
  readonly operations: readonly Operation[];
  /** The OpenAPI 3.1 document of {@link operations}. */
  openapi(): object;
  readonly models: ModelRegistry;
  readonly metrics: MetricsTracker;
}

/**
 * Creates one simulated platform.
 *
 * @throws OptionError for an invalid option, StoreUnavailable if the data location cannot be used
 * @example
 * const fake = createFakeAI({ fast: true });
 * const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });
 * await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] });
 * await fake.close();
 */
export function createFakeAI(input: FakeAIOptions = {}): FakeAI {
  const { content, latencyModel, clock = createSystemClock(), ids: givenIds, log: givenLog, ...rest } = input;
  const options = resolveOptions(rest);
  const ids = givenIds ?? (input.clock ? createSeededIds(options.seed) : createIds());
  const log = givenLog ?? createLog({ level: 'silent', format: 'json', clock, write: () => {} });
  const random = createRandom(options.seed);
  const turns = createTurns(clock);
  const store = openSqliteStore({ location: options.data, maximumBytes: options.storeLimit });
  const isShared = options.data !== ':memory:';
  const jobs = createJobs({
    clock,
    store,
    log,
    ...(isShared && { sharing: { clock: createSystemClock({ keepsAlive: false }) } }),
  });
  const webhooks = createWebhooks({
    clock,
    ids,
    store,
    jobs,
    log,
    random,
    endpoints: options.webhooks.map((url) => ({ url, secret: options.webhookSecret })),
  });
  const metrics = createMetricsTracker({ clock });
  const remembered = createModelMemory({ store, clock, log, maximum: options.maxModels });
  const models = createModelRegistry({
    clock,
    strict: options.strictModels,
    limit: options.maxModels,
    onChange: remembered.note,
  });
  remembered
    .recall()
    .then(models.restore)
    .catch((error) => log.error('could not read stored models', { error: String(error) }));
  const tokenizers = createTokenizers();
  const latency = latencyModel ?? toLatencyModel(options);
  const embedder = createEmbedder();
  const ranker = createRanker({ turns, random, tokenizers, embedder, latency });
  const studio = createSpeechStudio();
  const spoken = createSpeechIndex();
  const painters = createWorkerPool();
  const pictures = createImageStudio({ pool: painters });
  const engine = createEngine({
    clock,
    turns,
    room: createRoom(options.inFlightAnswerLimit, clock),
    ids,
    random,
    tokenizers,
    content: content ?? createSimulatedGenerator(),
    latency,
    promptCache: createPromptCache({ clock }),
  });
  const openaiRows: readonly Operation[] = [
    ...chatOperations({
      clock,
      turns,
      ids,
      engine,
      models,
      store,
      studio,
      spoken,
      log,
      options,
    }),
    ...completionOperations({ clock, turns, ids, engine, models, tokenizers, options }),
    ...embeddingOperations({ clock, turns, random, models, tokenizers, embedder, latency }),
    ...moderationOperations({ clock, turns, ids, random, models, tokenizers, measure: partMeasure, latency }),
    ...imageOperations({
      clock,
      turns,
      ids,
      random,
      models,
      tokenizers,
      latency,
      studio: pictures,
      store,
      options,
    }),
    ...audioOperations({ clock, turns, random, models, tokenizers, latency, studio, spoken }),
    ...modelOperations({ models }),
    ...fileOperations({ clock, turns, ids, store, jobs, options }),
    ...uploadOperations({ clock, turns, ids, store, jobs, options }),
    ...batchOperations({
      clock,
      turns,
      ids,
      store,
      jobs,
      webhooks,
      log,
      dispatch: () => dispatcher.dispatch,
      options,
    }),
  ];
  const operations: readonly Operation[] = [
    ...openaiRows,
    ...textGenerationOperations({ clock, ids, engine, models, surface: openai }),
    ...azureOperations(openaiRows, { turns, models, tokenizers }),
    ...hostedEmbeddingOperations(openaiRows),
    ...rankingOperations({ clock, models, ranker, measure: partMeasure, version }),
    ...rerankOperations({ clock, turns, ids, models, ranker }),
    ...webhookOperations({ store, turns, surface: openai }),
    ...systemOperations({
      clock,
      turns,
      metrics,
      store,
      docs: options.docs,
      version,
      access: { keyRequired: options.requireApiKey, publicKey: publicKeyOf(options) },
      openapi: () => openapi(),
    }),
  ];
  const openapi = (): object =>
    toOpenApi(operations, {
      title: 'FakeAI',
      version,
      exampleKey: publicKeyOf(options),
      // Malformed requests are refused in OpenAI's format at every path.
      transport: { error: ErrorResponse, statuses: MALFORMED_STATUSES },
    });
  const router = createRouter(operations);
  const hasPublicAccess = !options.requireApiKey || publicKeyOf(options) !== undefined;
  const steps = standardSteps({
    ...options,
    clock,
    log,
    surface: openai,
    hasPublicAccess,
    ...accessHelpOf(options),
    onStart: (observation) => metrics.onStart(observation),
    onEnd: (observation) => {
      metrics.onEnd(observation);
      if (observation.model !== undefined && observation.status === 200) models.keep(observation.model);
      const level = toLogLevel(observation);
      if (log.writes(level)) log[level](REQUEST, toLogFields(observation));
    },
  });
  const dispatcher = createDispatcher({
    ...options,
    router,
    steps,
    blobs: store.blobs,
    clock,
    turns,
    ids,
    log,
    surface: openai,
    onMissingFile: ({ message, path }) => {
      if (givenLog) log.error(message, { path });
      // Without a log, emit a warning: requests that need the file fail until it is there.
      else
        process.emitWarning(message, {
          type: 'FakeAIWarning',
          ...(path && { detail: `Looked for ${path}` }),
        });
    },
  });

  jobs.start();

  const bodies = new ByteBudget(Math.max(options.inFlightBodyLimit, options.bodyLimit), createCollector());
  const fetch = createFetch({
    clock,
    turns,
    bodies,
    dispatcher,
    bodyLimit: options.bodyLimit,
  });
  let server: NodeServer | undefined;
  let closed: Promise<void> | undefined;
  return {
    fetch: (input, init) =>
      closed ? Promise.reject(new TypeError('Cannot fetch: this instance is closed')) : fetch(input, init),
    listen({ host = options.host, port = options.port } = {}) {
      if (closed) return Promise.reject(new Error('Cannot listen: this instance is closed'));
      if (server) return Promise.reject(new Error('Cannot listen: this instance is already listening'));
      const opening = createNodeServer({
        ...options,
        clock,
        turns,
        bodies,
        dispatcher,
      });
      server = opening;
      return opening.listen({ host, port }).then(
        (address) => {
          // Load it before the first request needs it; an earlier request waits for the same promise.
          tokenizers.load(COMMON_TOKENIZER).catch(() => {});
          return address;
        },
        (error) => {
          server = undefined;
          throw error;
        },
      );
    },
    close({ graceMs = options.gracePeriod } = {}) {
      closed ??= (async () => {
        await server?.close({ graceMs });
        await jobs.stop();
        await Promise.all([studio.close(), painters.close()]);
        await store.close();
      })();
      return closed;
    },
    options,
    operations,
    openapi,
    models,
    metrics,
  };
}

/** A hint for callers whose key is rejected. Names a key only if it is one of the well-known defaults. */
function accessHelpOf(options: Options): { readonly accessHelp?: AccessHelp } {
  const key = publicKeyOf(options);
  if (key === undefined) return {};
  const open = 'To accept requests without a key, use --no-require-api-key (requireApiKey: false).';
  return {
    accessHelp: {
      note: `FakeAI accepts the API key ${key}. ${open}`,
      log: `A request was rejected because of its API key. FakeAI prints the accepted keys at startup. ${open}`,
    },
  };
}

/** The vocabulary of most current models. */
const COMMON_TOKENIZER = 'o200k_base';

function toLatencyModel(options: Options): LatencyModel {
  const timing = toTiming(options);
  switch (timing.kind) {
    case 'none':
      return createNoLatency();
    case 'fixed':
      return createFixedLatency(timing);
    case 'profile':
      return createProfileLatency({ spread: timing.spread });
  }
}

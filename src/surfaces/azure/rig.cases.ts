import type { ContentSource } from '../../engine/content.ts';
import { createEngine } from '../../engine/engine.ts';
import { createFixedLatency } from '../../engine/latency/fixed.ts';
import { createModelRegistry } from '../../engine/models/registry.ts';
import { createPromptCache } from '../../engine/prompt-cache.ts';
import { createTokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import { createDispatcher } from '../../kernel/dispatch.ts';
import { createFakeBlobs } from '../../kernel/fake-blobs.cases.ts';
import type { Operation } from '../../kernel/operation.ts';
import { createRouter } from '../../kernel/router.ts';
import { standardSteps } from '../../kernel/standard-steps.ts';
import { createSpeechIndex } from '../../media/audio/speech-index.ts';
import { createSpeechStudio } from '../../media/speech/speech.ts';
import { ByteBudget } from '../../runtime/byte-budget.ts';
import { createSeededIds } from '../../runtime/ids.ts';
import { createLog } from '../../runtime/log.ts';
import { createRandom } from '../../runtime/random.ts';
import { createRoom } from '../../runtime/room.ts';
import { createTurns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { createEmbedder } from '../../simulation/embedding/embedder.ts';
import { createSimulatedGenerator } from '../../simulation/simulated-generator.ts';
import { openSqliteStore } from '../../storage/sqlite/store.ts';
import type { Observation } from '../../telemetry/observation.ts';
import { createFetch } from '../../transport/fetch.ts';
import { chatOperations } from '../openai/chat/operations.ts';
import { embeddingOperations } from '../openai/embeddings/operations.ts';
import { modelOperations } from '../openai/models/operations.ts';
import { openai } from '../openai/surface.ts';
import { azureOperations } from './operations.ts';
import { textGenerationOperations } from './text-generation.ts';

export const KEY = 'sk-fakeai-1234567890abcdef';

/** Latency model of the tests, in milliseconds: time to the first token, and time between tokens. */
export const TTFT = 100;
export const ITL = 10;

export interface AzureRig {
  readonly fetch: typeof fetch;
  readonly clock: ReturnType<typeof createVirtualClock>;
  readonly operations: readonly Operation[];
  /** Observations of finished calls. */
  readonly ended: readonly Observation[];
  /** Log lines of unexpected errors. */
  readonly lines: readonly string[];
  /** Sends JSON with a key in Azure's header, unless `headers` says otherwise. */
  send(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export interface AzureRigOptions {
  readonly strictModels?: boolean;
  readonly content?: ContentSource;
  /** Rows in addition to chat, embeddings and models. */
  readonly more?: readonly Operation[];
}

/** Chat, embeddings and models in their Azure form, and text generation, on virtual time. */
export function openRig(options: AzureRigOptions = {}): AzureRig {
  const clock = createVirtualClock();
  const turns = createTurns(clock);
  const ids = createSeededIds(1);
  const random = createRandom(1);
  const models = createModelRegistry({ clock, strict: options.strictModels ?? false });
  const tokenizers = createTokenizers();
  const constant = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;
  const latency = createFixedLatency({ ttft: constant(TTFT), itl: constant(ITL) });
  const lines: string[] = [];
  const log = createLog({ level: 'error', format: 'json', clock, write: (line) => lines.push(line) });
  const engine = createEngine({
    clock,
    turns,
    room: createRoom(2 ** 28, clock),
    ids,
    random,
    tokenizers,
    content: options.content ?? createSimulatedGenerator(),
    latency,
    promptCache: createPromptCache({ clock }),
  });
  const rows = [
    ...chatOperations({
      clock,
      turns,
      ids,
      engine,
      models,
      store: openSqliteStore(),
      studio: createSpeechStudio(),
      spoken: createSpeechIndex(),
      log,
      options: {
        seed: 1,
        strictSchemas: false,
        streamObfuscation: false,
        maxStored: 100,
        maxObjects: 100,
        bodyLimit: 1_000_000,
        answerLimit: 2 ** 26,
      },
    }),
    ...embeddingOperations({ clock, turns, random, models, tokenizers, embedder: createEmbedder(), latency }),
    ...modelOperations({ models }),
    ...(options.more ?? []),
  ];
  const operations = [
    ...rows,
    ...textGenerationOperations({ clock, ids, engine, models, surface: openai }),
    ...azureOperations(rows, { turns, models, tokenizers }),
  ];
  const ended: Observation[] = [];
  const bodyLimit = 2 ** 20;
  const router = createRouter(operations);
  const about = {
    surface: openai,
    organization: 'org-test',
    apiKeys: [KEY],
    requireApiKey: true,
    allowedHosts: [],
    hasPublicAccess: false,
    router,
    clock,
    turns,
    ids,
    log,
    maxDepth: 100,
    bodyLimit,
    blobs: createFakeBlobs(),
    onMissingFile: () => {},
    onStart: () => {},
    onEnd: (observation: Observation) => ended.push({ ...observation }),
  };
  const dispatcher = createDispatcher({ ...about, steps: standardSteps(about) });
  const fetch = createFetch({
    clock,
    turns,
    dispatcher,
    bodyLimit,
    bodies: new ByteBudget(2 ** 28),
  });
  return {
    fetch,
    clock,
    operations,
    ended,
    lines,
    send: (path, body, headers = { 'api-key': KEY }) =>
      fetch(`http://fakeai.test${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

/** A content source that always returns this text. */
export const saying = (text: string): ContentSource => ({ compose: () => ({ text }) });

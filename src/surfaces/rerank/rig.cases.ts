import { createFixedLatency } from '../../engine/latency/fixed.ts';
import type { LatencyModel } from '../../engine/latency/model.ts';
import { createNoLatency } from '../../engine/latency/none.ts';
import { createModelRegistry } from '../../engine/models/registry.ts';
import { createTokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import { createDispatcher } from '../../kernel/dispatch.ts';
import { createFakeBlobs } from '../../kernel/fake-blobs.cases.ts';
import { createRouter } from '../../kernel/router.ts';
import { standardSteps } from '../../kernel/standard-steps.ts';
import { partMeasure } from '../../media/part-measure.ts';
import { ByteBudget } from '../../runtime/byte-budget.ts';
import { createSeededIds } from '../../runtime/ids.ts';
import { createLog } from '../../runtime/log.ts';
import { createRandom } from '../../runtime/random.ts';
import { createTurns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { createEmbedder } from '../../simulation/embedding/embedder.ts';
import { createRanker } from '../../simulation/relevance/ranker.ts';
import type { Observation } from '../../telemetry/observation.ts';
import { createFetch } from '../../transport/fetch.ts';
import { rankingOperations } from '../nim/operations.ts';
import { openai } from '../openai/surface.ts';
import { rerankOperations } from './operations.ts';

const KEY = 'sk-fakeai-1234567890abcdef';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** Milliseconds of virtual time. */
  readonly after: number;
}

/** The ranking and reranking operations behind a complete dispatcher, on virtual time. */
export interface RankingRig {
  readonly fetch: typeof fetch;
  readonly clock: ReturnType<typeof createVirtualClock>;
  /** Observations of finished calls. */
  readonly ended: readonly Observation[];
  /** Log lines; empty unless something unexpected happened. */
  readonly lines: readonly string[];
  post<Body = unknown>(path: string, body: unknown, options?: CallOptions): Promise<Answer<Body>>;
  get<Body = unknown>(path: string, options?: CallOptions): Promise<Answer<Body>>;
}

export interface CallOptions {
  /** API key; null sends none. */
  readonly key?: string | null;
}

export interface RigOptions {
  readonly strictModels?: boolean;
  readonly latency?: LatencyModel;
}

export function openRig(options: RigOptions = {}): RankingRig {
  const { strictModels: strict = false, latency = createNoLatency() } = options;
  const clock = createVirtualClock();
  const turns = createTurns(clock);
  const ids = createSeededIds(1);
  const models = createModelRegistry({ clock, strict });
  const tokenizers = createTokenizers();
  const ranker = createRanker({
    turns,
    random: createRandom(1),
    tokenizers,
    embedder: createEmbedder(),
    latency,
  });
  const ended: Observation[] = [];
  const lines: string[] = [];
  const router = createRouter([
    ...rankingOperations({ clock, models, ranker, measure: partMeasure, version: '1.2.3' }),
    ...rerankOperations({ clock, turns, ids, models, ranker }),
  ]);
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
    log: createLog({ level: 'debug', format: 'json', clock, write: (line) => lines.push(line) }),
    maxDepth: 100,
    bodyLimit: 32 * 2 ** 20,
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
    bodyLimit: 32 * 2 ** 20,
    bodies: new ByteBudget(2 ** 28),
  });
  const send = async <Body>(path: string, init: RequestInit, key: string | null): Promise<Answer<Body>> => {
    const start = clock.now();
    const headers = {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(init.body != null && { 'content-type': 'application/json' }),
    };
    const reply = await fetch(`http://fakeai.test${path}`, { ...init, headers });
    const after = clock.now() - start;
    return {
      status: reply.status,
      headers: reply.headers,
      body: (await reply.json()) as Body,
      after,
    };
  };
  return {
    fetch,
    clock,
    ended,
    lines,
    post: (path, body, { key = KEY } = {}) =>
      send(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }, key),
    get: (path, { key = null } = {}) => send(path, { method: 'GET' }, key),
  };
}

/** A latency model in which every request takes the same time. */
export function fixedLatency(milliseconds: number): LatencyModel {
  const constant = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;
  return createFixedLatency({ ttft: constant(milliseconds), itl: constant(1) });
}

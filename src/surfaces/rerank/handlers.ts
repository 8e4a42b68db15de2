import type { Engine } from '../../engine/engine.ts';
import { NO_USAGE } from '../../engine/event.ts';
import { type ModelCard, serves } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { PairTooLong, type Ranker, type Ranking, type RankingRequest } from '../../engine/ports/ranker.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Call } from '../../kernel/operation.ts';
import { lazyJson } from '../../kernel/parts-reply.ts';
import type { Reply, ReplyHeaders } from '../../kernel/reply.ts';
import { LazyArray } from '../../kernel/wire/lazy-json.ts';
import { type Clock, unixSeconds } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Lazy } from '../../runtime/lazy.ts';
import { runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { requestedModel } from '../../serving/requested-model.ts';
import { untilRanked } from '../../serving/until-ranked.ts';
import { toText } from './documents.ts';
import {
  encodeDeepInfra,
  encodeInfinity,
  encodeRerank,
  encodeRerankV2,
  encodeTexts,
  encodeVoyage,
} from './encode.ts';
import type {
  DeepInfraRerankRequest,
  InfinityRerankRequest,
  RerankDocumentsRequest,
  RerankRequest,
  RerankTextsRequest,
  RerankV2Request,
  VoyageRerankRequest,
} from './schema.ts';
import { rerank } from './surface.ts';

export interface RerankServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly models: ModelRegistry;
  readonly ranker: Lazy<Ranker>;
  readonly engine: Engine;
}

/** Used if a request names no model. */
const USUAL_MODEL = 'BAAI/bge-reranker-v2-m3';

/** Tokens that are read: of each document in Cohere's v2, and per chunk in its v1. */
const TOKENS_PER_DOCUMENT = 4096;
const TOKENS_PER_CHUNK = 512;

export function createRerankHandlers(services: RerankServices) {
  return {
    documents: (call: Call<unknown, unknown, RerankRequest>): Promise<Reply> =>
      rerankDocuments(call, services),
    async documentsV2(call: Call<unknown, unknown, RerankV2Request>): Promise<Reply> {
      const { body } = call;
      const ranking = await rank(call, services, {
        ...(await toWork(call, services)),
        longest: body.max_tokens_per_doc ?? TOKENS_PER_DOCUMENT,
      });
      return toReply(encodeRerankV2(ranking, body, { id: services.ids.uuid() }), call, services);
    },
    async voyage(call: Call<unknown, unknown, VoyageRerankRequest>): Promise<Reply> {
      const { body } = call;
      const truncate = body.truncation === false ? 'NONE' : 'END';
      const ranking = await rank(call, services, { query: body.query, passages: body.documents, truncate });
      return toReply(encodeVoyage(ranking, body), call, services);
    },
    async infinity(call: Call<unknown, unknown, InfinityRerankRequest>): Promise<Reply> {
      const { body } = call;
      const { query, documents: passages, model = USUAL_MODEL } = body;
      const ranking = await rank(call, services, { query, passages, truncate: 'END' });
      const head = {
        id: `infinity-${services.ids.uuid()}`,
        created: unixSeconds(services.clock),
        model,
      };
      return toReply(encodeInfinity(ranking, body, head), call, services);
    },
    deepInfra: (call: Call<{ model: string }, unknown, DeepInfraRerankRequest>): Promise<Reply> =>
      scorePairs(call, services),
    texts(call: Call<unknown, unknown, RerankTextsRequest | RerankDocumentsRequest>): Promise<Reply> {
      const { body } = call;
      if (body.texts) return rerankTexts({ ...call, body: body as RerankTextsRequest }, services);
      return rerankDocuments({ ...call, body: body as RerankDocumentsRequest }, services).catch((error) => {
        if (!(error instanceof Fault)) throw error;
        call.observation.fault = error.detail.kind;
        return rerank.encodeFault(error);
      });
    },
  };
}

async function rerankDocuments(
  call: Call<unknown, unknown, RerankRequest>,
  services: RerankServices,
): Promise<Reply> {
  const { body } = call;
  const { model = USUAL_MODEL, max_chunks_per_doc: chunks, max_tokens_per_doc: tokens } = body;
  const longest = tokens ?? (chunks === undefined ? undefined : chunks * TOKENS_PER_CHUNK);
  const work = await toWork(call, services);
  const ranking = await rank(call, services, { ...work, ...(longest !== undefined && { longest }) });
  return toReply(encodeRerank(ranking, body, { id: services.ids.uuid(), model }), call, services);
}

async function rerankTexts(
  call: Call<unknown, unknown, RerankTextsRequest>,
  services: RerankServices,
): Promise<Reply> {
  const { body, receivedAt } = call;
  const { query, texts } = body;
  const cut = body.truncation_direction?.toLowerCase() === 'left' ? 'START' : 'END';
  const ranking = await rank(call, services, {
    query,
    passages: texts,
    truncate: body.truncate ? cut : 'NONE',
  });
  const characters = texts.reduce((sum, text) => sum + query.length + text.length, 0);
  const took = String(Math.round(services.clock.now() - receivedAt));
  return toReply(encodeTexts(ranking, body), call, services, {
    'x-compute-type': 'cpu',
    'x-compute-time': took,
    'x-compute-characters': String(characters),
    'x-compute-tokens': String(ranking.usage.promptTokens),
    'x-total-time': took,
    'x-tokenization-time': '0',
    'x-queue-time': '0',
    'x-inference-time': took,
  });
}

/** Scores each document for its own query; a single query is for all of them. */
async function scorePairs(
  call: Call<{ model: string }, unknown, DeepInfraRerankRequest>,
  services: RerankServices,
): Promise<Reply> {
  const { params, body, receivedAt } = call;
  const { queries, documents } = body;
  if (queries.length !== 1 && queries.length !== documents.length) {
    const message = `'queries' must have 1 or ${documents.length} entries, as 'documents' has, not ${queries.length}`;
    throw new Fault({ kind: 'invalid_value', param: 'queries', message });
  }
  const byQuery = new Map<string, number[]>();
  for (const index of documents.keys()) {
    const query = queries[queries.length === 1 ? 0 : index] as string;
    const own = byQuery.get(query);
    if (own) own.push(index);
    else byQuery.set(query, [index]);
  }
  const rankings = [];
  for (const [query, own] of byQuery) {
    const passages = own.map((index) => documents[index] as string);
    const named = { ...call, body: { model: params.model } };
    const ranking = await rank(named, services, { query, passages, truncate: 'END' });
    rankings.push({ ranking, documents: own });
  }
  const promptTokens = rankings.reduce((sum, { ranking }) => sum + ranking.usage.promptTokens, 0);
  call.observation.usage = { ...NO_USAGE, promptTokens };
  const runtime = services.clock.now() - receivedAt;
  return toReply(encodeDeepInfra(rankings, { id: services.ids.uuid(), runtime }), call, services);
}

/** Answers that repeat their documents are as long as the request. */
function toReply(
  answer: object,
  { abort }: Pick<Call, 'abort'>,
  { turns }: RerankServices,
  headers: ReplyHeaders = {},
): Promise<Reply> {
  return lazyJson(() => withLazyLists(answer), { turns, abort, headers });
}

function withLazyLists(answer: object): object {
  if (Array.isArray(answer)) return new LazyArray(answer);
  const members = Object.entries(answer);
  return Object.fromEntries(
    members.map(([name, member]) => [name, Array.isArray(member) ? new LazyArray(member) : member]),
  );
}

/** Documents that are too long are truncated, never rejected. */
async function toWork(
  { body, abort }: Call<unknown, unknown, RerankRequest>,
  { turns }: RerankServices,
): Promise<Omit<RankingRequest, 'model'>> {
  const passages = await runSteps(toTexts(body), turns, abort);
  return { query: body.query, passages, truncate: 'END' };
}

function* toTexts({ documents, rank_fields: fields }: RerankRequest): Steps<string[]> {
  const texts: string[] = [];
  for (const document of documents) {
    texts.push(toText(document, fields));
    yield;
  }
  return texts;
}

async function rank(
  call: Call<unknown, unknown, { readonly model?: string }>,
  { clock, models, ranker, engine }: RerankServices,
  work: Omit<RankingRequest, 'model'>,
): Promise<Ranking> {
  const { body, abort, observation } = call;
  const model = await requestedModel(call, body.model ?? USUAL_MODEL, models);
  checkRanker(model);
  const ranking = await (await ranker())
    .rank({ ...work, model }, abort)
    .catch((error) => rethrow(error, body));
  observation.usage = ranking.usage;
  await untilRanked(call, clock, engine, { model, ranking, query: work.query });
  return ranking;
}

function checkRanker(model: ModelCard): void {
  if (serves(model, 'ranking')) return;
  throw new Fault({ kind: 'unsupported_value', param: 'model', given: model.id, only: 'a ranking model' });
}

/** Translates the ranker's error into a fault of this API, about a member of the body. */
function rethrow(error: unknown, body: object): never {
  if (!(error instanceof PairTooLong)) throw error;
  const { limit, tokens, index } = error;
  const param = `${'documents' in body ? 'documents' : 'texts'}[${index}]`;
  throw new Fault({ kind: 'context_exceeded', limit, promptTokens: tokens, param });
}

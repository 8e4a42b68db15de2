import Type from 'typebox';
import { type ModelCard, serves } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { PairTooLong, type Ranker, type Ranking, type RankingRequest } from '../../engine/ports/ranker.ts';
import { defineApi } from '../../kernel/api.ts';
import { Fault } from '../../kernel/fault.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { type Call, operation, type Row } from '../../kernel/operation.ts';
import { lazyJson } from '../../kernel/parts-reply.ts';
import type { Reply, ReplyHeaders } from '../../kernel/reply.ts';
import { LazyArray } from '../../kernel/wire/lazy-json.ts';
import { type Clock, until } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { toText } from './documents.ts';
import { encodeRerank, encodeRerankV2, encodeTexts } from './encode.ts';
import {
  RerankDocumentsRequest,
  RerankReply,
  RerankRequest,
  RerankTextsReply,
  RerankTextsRequest,
  RerankV2Reply,
  RerankV2Request,
} from './schema.ts';
import { cohere, rerank, textEmbeddings } from './surface.ts';

export interface RerankServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly models: ModelRegistry;
  readonly ranker: Ranker;
}

/** Used if a request names no model. */
const USUAL_MODEL = 'BAAI/bge-reranker-v2-m3';

/** Tokens that are read: of each document in Cohere's v2, and per chunk in its v1. */
const TOKENS_PER_DOCUMENT = 4096;
const TOKENS_PER_CHUNK = 512;

const DOCUMENTS_EXAMPLE = {
  model: 'rerank-v3.5',
  query: 'What is machine learning?',
  documents: ['Machine learning is a branch of AI.', 'Python is a programming language.'],
  top_n: 1,
};

const shared = {
  method: 'POST',
  access: 'project',
  faults: ['unknown_model', 'unsupported_value', 'context_exceeded'],
} as const;
/** `/rerank` takes both formats; see {@link rerankApi}. */
const TextsOrDocuments = Type.Union([RerankTextsRequest, RerankDocumentsRequest]);

/** Served only at the root, not also under `/v1`. */
const atRoot = { ...shared, absolute: true } as const;

/**
 * Reranking in the formats of Cohere and Jina (`/v1/rerank`, `/v2/rerank`) and of Text Embeddings Inference
 * (`/rerank`). The last two paths are absolute: `/rerank` is a different API from `/v1/rerank`. Because
 * servers with only Jina's API also serve it at `/rerank`, a body with `documents` is answered there as at
 * `/v1/rerank`.
 */
export const rerankApi = defineApi({
  dialect: rerank,
  nouns: [defineNoun({ tag: 'Rerank', rows: rerankRows })],
});

function rerankRows(services: RerankServices): Row[] {
  return [
    operation({
      ...shared,
      id: 'createRerank',
      path: '/rerank',
      summary: 'Rank documents by relevance to a query (Cohere v1, Jina)',
      body: RerankRequest,
      example: DOCUMENTS_EXAMPLE,
      reply: RerankReply,
      handle: (call) => rerankDocuments(call, services),
    }),
    operation({
      ...atRoot,
      id: 'createRerankV2',
      path: '/v2/rerank',
      surface: cohere,
      summary: 'Rank documents by relevance to a query (Cohere v2)',
      body: RerankV2Request,
      example: DOCUMENTS_EXAMPLE,
      reply: RerankV2Reply,
      handle: async (call) => {
        const { body } = call;
        const ranking = await rank(call, services, {
          ...(await toWork(call, services)),
          longest: body.max_tokens_per_doc ?? TOKENS_PER_DOCUMENT,
        });
        return toReply(encodeRerankV2(ranking, body, { id: services.ids.uuid() }), call, services);
      },
    }),
    operation({
      ...atRoot,
      id: 'rerankTexts',
      path: '/rerank',
      surface: textEmbeddings,
      summary: 'Rank texts by relevance to a query (Text Embeddings Inference)',
      body: TextsOrDocuments,
      example: {
        query: 'What is machine learning?',
        texts: ['Machine learning is a branch of AI.', 'Python is a programming language.'],
      },
      reply: Type.Union([RerankTextsReply, RerankReply]),
      handle: (call) => {
        const { body } = call;
        if (body.texts) return rerankTexts({ ...call, body: body as RerankTextsRequest }, services);
        return rerankDocuments({ ...call, body: body as RerankDocumentsRequest }, services).catch((error) => {
          if (!(error instanceof Fault)) throw error;
          call.observation.fault = error.detail.kind;
          return rerank.encodeFault(error);
        });
      },
    }),
  ];
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
  { body, receivedAt, abort, observation }: Call<unknown, unknown, { readonly model?: string }>,
  { clock, models, ranker }: RerankServices,
  work: Omit<RankingRequest, 'model'>,
): Promise<Ranking> {
  const model = findRanker(body.model ?? USUAL_MODEL, models);
  observation.model = model.id;
  const ranking = await ranker.rank({ ...work, model }, abort).catch(rethrow);
  observation.usage = ranking.usage;
  await until(clock, receivedAt + ranking.duration, abort);
  return ranking;
}

function findRanker(id: string, models: ModelRegistry): ModelCard {
  const model = models.find(id);
  if (!model) throw new Fault({ kind: 'unknown_model', model: id });
  if (serves(model, 'ranking')) return model;
  throw new Fault({ kind: 'unsupported_value', param: 'model', given: id, only: 'a ranking model' });
}

/** Translates the ranker's error into a fault of this API. */
function rethrow(error: unknown): never {
  if (!(error instanceof PairTooLong)) throw error;
  const { limit, tokens, index } = error;
  throw new Fault({ kind: 'context_exceeded', limit, promptTokens: tokens, param: `texts[${index}]` });
}

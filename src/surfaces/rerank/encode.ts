import type { Static } from 'typebox';
import { type Ranking, toProbability } from '../../engine/ports/ranker.ts';
import { toReturned } from './documents.ts';
import type {
  DeepInfraRerankReply,
  InfinityRerankReply,
  InfinityRerankRequest,
  RerankReply,
  RerankRequest,
  RerankTextsReply,
  RerankTextsRequest,
  RerankV2Reply,
  RerankV2Request,
  VoyageRerankReply,
  VoyageRerankRequest,
} from './schema.ts';

export function encodeRerank(
  ranking: Ranking,
  body: RerankRequest,
  { id, model }: { id: string; model: string },
): Static<typeof RerankReply> {
  const { promptTokens } = ranking.usage;
  return {
    id,
    object: 'list',
    model,
    // Servers with this path (Jina, vLLM) return documents by default; Cohere's clients ignore them.
    results: toResults(ranking, body, body.return_documents ?? true),
    meta: { api_version: { version: '1' }, billed_units: { search_units: searchUnits(ranking) } },
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
}

export function encodeRerankV2(
  ranking: Ranking,
  body: RerankV2Request,
  { id }: { id: string },
): Static<typeof RerankV2Reply> {
  return {
    id,
    results: toResults(ranking, body, body.return_documents ?? false),
    meta: {
      api_version: { version: '2', is_experimental: false },
      billed_units: { search_units: searchUnits(ranking) },
    },
  };
}

export function encodeTexts(
  { ranked }: Ranking,
  { texts, raw_scores: raw, return_text: withText }: RerankTextsRequest,
): Static<typeof RerankTextsReply> {
  return ranked.map(({ index, logit }) => ({
    index,
    ...(withText && { text: texts[index] ?? '' }),
    score: toFloat(raw ? logit : toProbability(logit)),
  }));
}

export function encodeVoyage(
  { ranked, usage }: Ranking,
  { documents, model, top_k: count, return_documents: withDocuments }: VoyageRerankRequest,
): Static<typeof VoyageRerankReply> {
  return {
    object: 'list',
    data: ranked.slice(0, count).map(({ index, logit }) => ({
      relevance_score: toFloat(toProbability(logit)),
      index,
      ...(withDocuments && { document: documents[index] ?? '' }),
    })),
    model,
    usage: { total_tokens: usage.promptTokens },
  };
}

export function encodeInfinity(
  { ranked, usage }: Ranking,
  { documents, top_n: count, return_documents: withDocuments, raw_scores: raw }: InfinityRerankRequest,
  head: { readonly id: string; readonly created: number; readonly model: string },
): Static<typeof InfinityRerankReply> {
  return {
    object: 'rerank',
    results: ranked.slice(0, count).map(({ index, logit }) => ({
      relevance_score: toFloat(raw ? logit : toProbability(logit)),
      index,
      document: withDocuments ? (documents[index] ?? null) : null,
    })),
    model: head.model,
    usage: { prompt_tokens: usage.promptTokens, total_tokens: usage.promptTokens },
    id: head.id,
    created: head.created,
  };
}

/** @param rankings of each query in order, each with the documents that it is for */
export function encodeDeepInfra(
  rankings: readonly { readonly ranking: Ranking; readonly documents: readonly number[] }[],
  { id, runtime }: { readonly id: string; readonly runtime: number },
): Static<typeof DeepInfraRerankReply> {
  const scores: number[] = [];
  let tokens = 0;
  for (const { ranking, documents } of rankings) {
    tokens += ranking.usage.promptTokens;
    for (const { index, logit } of ranking.ranked)
      scores[documents[index] as number] = toFloat(toProbability(logit));
  }
  return {
    scores,
    input_tokens: tokens,
    request_id: id,
    inference_status: {
      status: 'succeeded',
      runtime_ms: Math.round(runtime),
      cost: 0,
      tokens_generated: 0,
      tokens_input: tokens,
    },
  };
}

/**
 * Billed search units: one per 100 documents. A long document counts once per chunk of 500 tokens, including
 * the query.
 */
export function searchUnits({
  queryTokens,
  passageTokens,
}: Pick<Ranking, 'queryTokens' | 'passageTokens'>): number {
  const room = Math.max(1, CHUNK_TOKENS - queryTokens);
  const chunks = passageTokens.reduce((sum, tokens) => sum + Math.max(1, Math.ceil(tokens / room)), 0);
  return Math.ceil(chunks / CHUNKS_PER_UNIT);
}

const CHUNK_TOKENS = 500;
const CHUNKS_PER_UNIT = 100;

function toResults(
  { ranked }: Ranking,
  { documents, top_n: count }: RerankRequest | RerankV2Request,
  withDocuments: boolean,
): Static<typeof RerankReply>['results'] {
  return ranked.slice(0, count || ranked.length).map(({ index, logit }) => {
    const document = documents[index];
    return {
      index,
      relevance_score: toFloat(toProbability(logit)),
      ...(withDocuments && document !== undefined && { document: toReturned(document) }),
    };
  });
}

/** Rounds to a 32-bit float, written with 8 significant digits. */
function toFloat(value: number): number {
  return Number(Math.fround(value).toPrecision(8));
}

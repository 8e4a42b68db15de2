import type { Static } from 'typebox';
import { type Ranking, toProbability } from '../../engine/ports/ranker.ts';
import { toReturned } from './documents.ts';
import type {
  RerankReply,
  RerankRequest,
  RerankTextsReply,
  RerankTextsRequest,
  RerankV2Reply,
  RerankV2Request,
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

import Type from 'typebox';
import { defineApi } from '../../kernel/api.ts';
import { lazyHandlers } from '../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import type { RerankServices } from './handlers.ts';
import {
  DeepInfraRerankReply,
  DeepInfraRerankRequest,
  InfinityRerankReply,
  InfinityRerankRequest,
  RerankDocumentsRequest,
  RerankReply,
  RerankRequest,
  RerankTextsReply,
  RerankTextsRequest,
  RerankV2Reply,
  RerankV2Request,
  VoyageRerankReply,
  VoyageRerankRequest,
} from './schema.ts';
import { cohere, deepInfra, infinity, rerank, textEmbeddings, voyage } from './surface.ts';

const DOCUMENTS_EXAMPLE = {
  model: 'rerank-v3.5',
  query: 'What is machine learning?',
  documents: ['Machine learning is a branch of AI.', 'Python is a programming language.'],
  top_n: 1,
};

const TEXTS_EXAMPLE = {
  query: 'What is machine learning?',
  documents: ['Machine learning is a branch of AI.', 'Python is a programming language.'],
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
 * `/v1/rerank`. Voyage and Infinity use the same paths for other answers, so theirs are below a prefix of their own.
 */
export const rerankApi = defineApi({
  dialect: rerank,
  nouns: [defineNoun({ tag: 'Rerank', rows: rerankRows })],
});

function rerankRows(services: RerankServices): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createRerankHandlers(services),
  );
  return [
    operation({
      ...shared,
      id: 'createRerank',
      path: '/rerank',
      summary: 'Rank documents by relevance to a query (Cohere v1, Jina)',
      body: RerankRequest,
      example: DOCUMENTS_EXAMPLE,
      reply: RerankReply,
      handle: handler('documents'),
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
      handle: handler('documentsV2'),
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
      handle: handler('texts'),
    }),
    operation({
      ...atRoot,
      id: 'createVoyageRerank',
      path: '/voyage/v1/rerank',
      surface: voyage,
      summary: 'Rank documents by relevance to a query (Voyage)',
      body: VoyageRerankRequest,
      example: { ...TEXTS_EXAMPLE, model: 'rerank-2.5', top_k: 1 },
      reply: VoyageRerankReply,
      handle: handler('voyage'),
    }),
    operation({
      ...atRoot,
      id: 'createInfinityRerank',
      path: '/infinity/rerank',
      surface: infinity,
      summary: 'Rank documents by relevance to a query (Infinity)',
      body: InfinityRerankRequest,
      example: { ...TEXTS_EXAMPLE, model: 'BAAI/bge-reranker-v2-m3' },
      reply: InfinityRerankReply,
      handle: handler('infinity'),
    }),
    operation({
      ...atRoot,
      id: 'createDeepInfraRerank',
      path: '/v1/inference/{model*}',
      params: Type.Object({
        model: Type.String({ description: 'A ranking model.', examples: ['BAAI/bge-reranker-v2-m3'] }),
      }),
      surface: deepInfra,
      summary: 'Score documents by relevance to queries (DeepInfra)',
      body: DeepInfraRerankRequest,
      example: { queries: [TEXTS_EXAMPLE.query], documents: TEXTS_EXAMPLE.documents },
      reply: DeepInfraRerankReply,
      handle: handler('deepInfra'),
    }),
  ];
}

import Type from 'typebox';
import { defineApi } from '../../kernel/api.ts';
import { lazyHandlers } from '../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import type { RankingServices } from './handlers.ts';
import { management } from './management.ts';
import { RankingReply, RankingRequest } from './schema.ts';
import { nim } from './surface.ts';

const ranking = defineNoun({ tag: 'Ranking', rows: rankingRows });

/** NVIDIA's ranking microservices: ranking passages by relevance to a query, and the management endpoints. */
export const nimApi = defineApi({ dialect: nim, nouns: [ranking, management] });

function rankingRows(services: RankingServices): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createRankingHandlers(services),
  );
  const shared = {
    method: 'POST',
    access: 'project',
    body: RankingRequest,
    example: EXAMPLE,
    reply: RankingReply,
    faults: ['unknown_model', 'context_exceeded'],
  } as const;
  return [
    operation({
      ...shared,
      id: 'createRanking',
      path: '/ranking',
      summary: 'Rank passages by relevance to a query',
      handle: handler('rank'),
    }),
    operation({
      ...shared,
      id: 'createHostedRanking',
      path: '/retrieval/{publisher}/{name}/reranking',
      summary: 'Rank passages by relevance to a query, at the address of a hosted model',
      params: Type.Object({
        publisher: Type.String({ examples: ['nvidia'] }),
        name: Type.String({ examples: ['llama-3_2-nv-rerankqa-1b-v2'] }),
      }),
      handle: handler('rankAt'),
    }),
    operation({
      ...shared,
      id: 'createHostedRankingByModel',
      path: '/retrieval/nvidia/reranking',
      summary: 'Rank passages by relevance to a query, at the hosted address without a model',
      handle: handler('rank'),
    }),
  ];
}

const EXAMPLE = {
  model: 'nvidia/llama-3.2-nv-rerankqa-1b-v2',
  query: { text: 'What is machine learning?' },
  passages: [
    { text: 'Machine learning is a branch of AI in which programs learn from data.' },
    { text: 'Python is a programming language.' },
  ],
  truncate: 'END',
};

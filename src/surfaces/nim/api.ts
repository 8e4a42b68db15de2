import Type from 'typebox';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { PairTooLong, type Ranker } from '../../engine/ports/ranker.ts';
import { defineApi } from '../../kernel/api.ts';
import { Fault } from '../../kernel/fault.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { type Call, operation, type Row } from '../../kernel/operation.ts';
import { json, type Reply } from '../../kernel/reply.ts';
import type { PartMeasure } from '../../media/part-measure.ts';
import { type Clock, until } from '../../runtime/clock.ts';
import { findRankingModel, toRankedTexts } from './check.ts';
import { encodeRanking } from './encode.ts';
import { management } from './management.ts';
import { RankingReply, RankingRequest } from './schema.ts';
import { nim } from './surface.ts';

export interface RankingServices {
  readonly clock: Clock;
  readonly models: ModelRegistry;
  readonly ranker: Ranker;
  readonly measure: PartMeasure;
}

type RankingCall = Call<unknown, unknown, RankingRequest>;

const ranking = defineNoun({ tag: 'Ranking', rows: rankingRows });

/** NVIDIA's ranking microservices: ranking passages by relevance to a query, and the management endpoints. */
export const nimApi = defineApi({ dialect: nim, nouns: [ranking, management] });

function rankingRows(services: RankingServices): Row[] {
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
      handle: (call: RankingCall) => rank(call, services),
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
      handle: (call) => {
        const { publisher, name } = call.params;
        const { model } = call.body;
        // Addresses have underscores where ids have dots.
        if (toAddress(model) !== toAddress(`${publisher}/${name}`)) {
          throw new Fault({ kind: 'unknown_model', model });
        }
        return rank(call, services);
      },
    }),
    operation({
      ...shared,
      id: 'createHostedRankingByModel',
      path: '/retrieval/nvidia/reranking',
      summary: 'Rank passages by relevance to a query, at the hosted address without a model',
      handle: (call: RankingCall) => rank(call, services),
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

const toAddress = (id: string): string => id.replaceAll('.', '_').toLowerCase();

async function rank(call: RankingCall, services: RankingServices): Promise<Reply> {
  const { body, abort, observation } = call;
  const { clock, models, ranker, measure } = services;
  const model = findRankingModel(body.model, models);
  observation.model = model.id;
  const ranking = await ranker.rank(toRankedTexts(body, model, measure), abort).catch(rethrow);
  observation.usage = ranking.usage;
  await until(clock, call.receivedAt + ranking.duration, abort);
  return json(encodeRanking(ranking));
}

/** Translates the ranker's error into a fault of this API. */
function rethrow(error: unknown): never {
  if (!(error instanceof PairTooLong)) throw error;
  const { limit, tokens, index } = error;
  throw new Fault({
    kind: 'context_exceeded',
    limit,
    promptTokens: tokens,
    param: `passages[${index}].text`,
  });
}

import type { Engine } from '../../engine/engine.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { PairTooLong, type Ranker } from '../../engine/ports/ranker.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Call } from '../../kernel/operation.ts';
import { json, type Reply } from '../../kernel/reply.ts';
import type { PartMeasure } from '../../media/part-measure.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Lazy } from '../../runtime/lazy.ts';
import { requestedModel } from '../../serving/requested-model.ts';
import { untilRanked } from '../../serving/until-ranked.ts';
import { checkRankingModel, toRankedTexts } from './check.ts';
import { encodeRanking } from './encode.ts';
import type { RankingRequest } from './schema.ts';

export interface RankingServices {
  readonly clock: Clock;
  readonly models: ModelRegistry;
  readonly ranker: Lazy<Ranker>;
  readonly measure: PartMeasure;
  readonly engine: Engine;
}

type RankingCall<Params = unknown> = Call<Params, unknown, RankingRequest>;

export function createRankingHandlers(services: RankingServices) {
  return {
    rank: (call: RankingCall): Promise<Reply> => rank(call, services),
    rankAt(call: RankingCall<{ publisher: string; name: string }>): Promise<Reply> {
      const { publisher, name } = call.params;
      const { model } = call.body;
      // Addresses have underscores where ids have dots.
      if (toAddress(model) !== toAddress(`${publisher}/${name}`)) {
        throw new Fault({ kind: 'unknown_model', model });
      }
      return rank(call, services);
    },
  };
}

const toAddress = (id: string): string => id.replaceAll('.', '_').toLowerCase();

async function rank(call: RankingCall, services: RankingServices): Promise<Reply> {
  const { body, abort, observation } = call;
  const { clock, models, ranker, measure, engine } = services;
  const model = await requestedModel(call, body.model, models);
  checkRankingModel(model);
  const texts = toRankedTexts(body, model, measure);
  const ranking = await (await ranker()).rank(texts, abort).catch(rethrow);
  observation.usage = ranking.usage;
  await untilRanked(call, clock, engine, { model, ranking, query: texts.query });
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

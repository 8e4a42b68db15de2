import type { Engine } from '../engine/engine.ts';
import type { ModelCard } from '../engine/models/card.ts';
import type { Ranking } from '../engine/ports/ranker.ts';
import type { Call } from '../kernel/operation.ts';
import type { Clock } from '../runtime/clock.ts';
import { untilDone } from './until-due.ts';

/** Characters of a query that tell requests apart. */
const LONGEST_KEY = 4096;

/**
 * Resolves when the model would have ranked the passages: it reads all pairs, and writes nothing. Rejects if the caller
 * leaves.
 *
 * @example
 * const ranking = await ranker.rank(request, abort);
 * await untilRanked(call, clock, engine, { model, ranking, query: request.query });
 */
export function untilRanked(
  { abort, receivedAt: arrivedAt }: Pick<Call, 'abort' | 'receivedAt'>,
  clock: Clock,
  engine: Engine,
  { model, ranking, query }: { readonly model: ModelCard; readonly ranking: Ranking; readonly query: string },
): Promise<void> {
  const { ranked, usage } = ranking;
  const key = ['ranking', model.id, query.slice(0, LONGEST_KEY), ranked.length, usage.promptTokens];
  const work = engine.submit({ model, arrivedAt, promptTokens: usage.promptTokens, key });
  return untilDone(clock, work, abort);
}

import type { Embedder } from '../../engine/ports/embedder.ts';
import type { PassageScorer, ScoreWeights } from '../../engine/ports/passage-scorer.ts';
import { toProbability } from '../../engine/ports/ranker.ts';
import { runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { createRelevance } from './relevance.ts';

export interface PassageScorerOptions {
  readonly turns: Turns;
  readonly embedder: Embedder;
}

/**
 * Creates a scorer that ranks passages as the ranker does, without a model of its own.
 *
 * @example
 * const scorer = createPassageScorer({ turns, embedder: createEmbedder() });
 * await scorer.score('heat pump', ['A heat pump moves heat from outside air into a house.']); // [0.99] or so
 */
export function createPassageScorer({ turns, embedder }: PassageScorerOptions): PassageScorer {
  const relevance = createRelevance(embedder);

  function* scores(
    query: string,
    passages: readonly string[],
    weights: ScoreWeights | undefined,
  ): Steps<readonly number[]> {
    const score = yield* relevance.toInSteps(query, weights && { weights });
    const scored: number[] = [];
    for (const passage of passages) {
      scored.push(toProbability(yield* score(passage)));
      yield;
    }
    return scored;
  }

  return {
    async score(query, passages, { abort, weights } = {}) {
      return runSteps(scores(query, passages, weights), turns, abort);
    },
  };
}

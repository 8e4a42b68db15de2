import { createEmbedder } from '../../embedding/embedder.ts';
import { createRelevance } from '../relevance.ts';
import type { Search } from './search.cases.ts';

export interface Evaluation {
  /** The fraction of searches whose best passage has the highest logit; a tie is a miss. */
  readonly first: number;
  /** The mean reciprocal rank of the best passage, 0 to 1. */
  readonly reciprocalRank: number;
  /** Mean logits of the best passages and of the others. */
  readonly best: number;
  readonly others: number;
}

/** Evaluates relevance on the committed searches. */
export function evaluate(searches: readonly Search[]): Evaluation {
  const relevance = createRelevance(createEmbedder());
  const scored = searches.map(({ query, best, others }) => {
    const of = relevance.to(query);
    return { best: of(best), others: others.map(of) };
  });
  const ranks = scored.map(({ best, others }) => 1 + others.filter((other) => other >= best).length);
  return {
    first: mean(ranks.map((rank) => (rank === 1 ? 1 : 0))),
    reciprocalRank: mean(ranks.map((rank) => 1 / rank)),
    best: mean(scored.map(({ best }) => best)),
    others: mean(scored.flatMap(({ others }) => others)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

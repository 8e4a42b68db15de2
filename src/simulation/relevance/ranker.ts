import { NO_USAGE } from '../../engine/event.ts';
import type { Embedder } from '../../engine/ports/embedder.ts';
import type { Ranker, Ranking, RankingRequest } from '../../engine/ports/ranker.ts';
import type { Tokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../engine/tokenizer/tokenizer.ts';
import { runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { fitPair, fitQuery, type Pair } from './pair.ts';
import { createRelevance } from './relevance.ts';

export interface RankerOptions {
  readonly turns: Turns;
  readonly tokenizers: Tokenizers;
  readonly embedder: Embedder;
}

/**
 * Creates a ranker. Order and logits depend only on the texts and the model.
 *
 * @example
 * const ranker = createRanker({ turns, tokenizers, embedder: createEmbedder() });
 * const { ranked } = await ranker.rank({ model, query: 'Who sings?', passages: ['Birds do.', 'Tax is due.'], truncate: 'END' }, abort);
 * ranked[0]?.index; // 0
 */
export function createRanker({ turns, tokenizers, embedder }: RankerOptions): Ranker {
  const relevance = createRelevance(embedder);

  function* rank(
    { model, query: asked, passages, otherTokens, truncate, longest }: RankingRequest,
    tokenizer: Tokenizer,
  ): Steps<Ranking> {
    const limits = { window: model.contextWindow, truncate, ...(longest !== undefined && { longest }) };
    const query = yield* fitQuery(asked, limits, tokenizer);
    const pairs: Pair[] = [];
    for (const [index, passage] of passages.entries()) {
      const others = { tokenizer, index, otherTokens: otherTokens?.[index] ?? 0 };
      pairs.push(yield* fitPair(query, passage, limits, others));
      yield;
    }
    const score = yield* relevance.toInSteps(query.text, { judge: model.root });
    const logits: number[] = [];
    for (const { passage } of pairs) {
      logits.push(yield* score(passage));
      yield;
    }
    const promptTokens = pairs.reduce((sum, { tokens }) => sum + tokens, 0);
    return {
      ranked: logits
        .map((logit, index) => ({ index, logit }))
        .sort((one, other) => other.logit - one.logit || one.index - other.index),
      queryTokens: query.tokens,
      passageTokens: pairs.map(({ passageTokens }) => passageTokens),
      usage: { ...NO_USAGE, promptTokens },
    };
  }

  return {
    async rank(request, abort) {
      const { tokenizer: name } = request.model;
      const tokenizer = tokenizers.get(name) ?? (await tokenizers.load(name));
      return runSteps(rank(request, tokenizer), turns, abort);
    },
  };
}

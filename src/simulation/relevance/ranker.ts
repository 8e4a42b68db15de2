import { NO_USAGE, type Usage } from '../../engine/event.ts';
import type { LatencyModel } from '../../engine/latency/model.ts';
import type { ModelCard } from '../../engine/models/card.ts';
import type { Tokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../engine/tokenizer/tokenizer.ts';
import type { Abort } from '../../runtime/abort.ts';
import type { Random } from '../../runtime/random.ts';
import { runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { fitPair, fitQuery, type Pair, type Truncation } from './pair.ts';
import { createRelevance } from './relevance.ts';

/** Orders passages by how well they answer a query, like a cross-encoder. */
export interface Ranker {
  /**
   * Scores every passage with the query. Long work is split so that streams keep their pace; rejects when
   * `abort` fires in between.
   *
   * @throws PairTooLong when a passage does not fit together with the query and truncation is off
   */
  rank(request: RankingRequest, abort: Abort): Promise<Ranking>;
}

export interface RankingRequest {
  readonly model: ModelCard;
  readonly query: string;
  readonly passages: readonly string[];
  /** Tokens of each passage besides its text, e.g. of an image, in passage order. Default: none. */
  readonly otherTokens?: readonly number[];
  /** How to truncate a passage that does not fit together with the query. */
  readonly truncate: Truncation;
  /** Maximum tokens per passage. Default: as many as fit. */
  readonly longest?: number;
}

export interface Ranking {
  /** Every passage once, most relevant first, equal ones in request order. */
  readonly ranked: readonly Ranked[];
  readonly queryTokens: number;
  /** Tokens of each passage after truncation, in request order. */
  readonly passageTokens: readonly number[];
  /** Tokens of all pairs; the query counts once per passage. */
  readonly usage: Usage;
  /** Processing time of the model, in milliseconds from the arrival of the request. */
  readonly duration: number;
}

export interface Ranked {
  /** Index of the passage in the request. */
  readonly index: number;
  /** Log odds that the passage answers the query. */
  readonly logit: number;
}

export interface RankerOptions {
  readonly turns: Turns;
  /** The instance's randomness; each request forks its own. Only the processing time is random. */
  readonly random: Random;
  readonly tokenizers: Tokenizers;
  readonly embedder: Pick<Embedder, 'embedInSteps'>;
  readonly latency: LatencyModel;
}

/**
 * Creates a ranker. Order and logits depend only on the texts and the model; the processing time is that of a
 * prompt with the tokens of all pairs and no answer.
 *
 * @example
 * const ranker = createRanker({ turns, random, tokenizers, embedder: createEmbedder(), latency });
 * const { ranked } = await ranker.rank({ model, query: 'Who sings?', passages: ['Birds do.', 'Tax is due.'], truncate: 'END' }, abort);
 * ranked[0]?.index; // 0
 */
export function createRanker({ turns, random, tokenizers, embedder, latency }: RankerOptions): Ranker {
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
    const work = { model, promptTokens, cachedTokens: 0, outputTokens: 1, temperature: 1 };
    const chance = random.fork(
      'ranking',
      model.id,
      query.text.slice(0, LONGEST_SEED),
      passages.length,
      promptTokens,
    );
    return {
      ranked: logits
        .map((logit, index) => ({ index, logit }))
        .sort((one, other) => other.logit - one.logit || one.index - other.index),
      queryTokens: query.tokens,
      passageTokens: pairs.map(({ passageTokens }) => passageTokens),
      usage: { ...NO_USAGE, promptTokens },
      duration: latency.plan(work, chance).ttft,
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

/** Characters of a query that tell requests apart. */
const LONGEST_SEED = 4096;

import type { Abort } from '../../runtime/abort.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { NO_USAGE, type Usage } from '../event.ts';
import type { LatencyModel } from '../latency/model.ts';
import type { ModelCard } from '../models/card.ts';
import type { Tokenizers } from '../tokenizer/create-tokenizers.ts';
import { fitPair, fitQuery, type Truncation } from './pair.ts';
import { createRelevance } from './relevance.ts';

/** Orders passages by how well they answer a query: a cross encoder, simulated. */
export interface Ranker {
  /**
   * Reads every passage beside the query. Long work is done in turns, so that streams elsewhere keep their pace; rejects when
   * `abort` fires between two of them.
   *
   * @throws PairTooLong when a passage does not fit beside the query and nothing may be cut
   */
  rank(request: RankingRequest, abort: Abort): Promise<Ranking>;
}

export interface RankingRequest {
  readonly model: ModelCard;
  readonly query: string;
  readonly passages: readonly string[];
  /** Tokens that a passage has besides its text, of an image for instance, in the order of the passages. Default: none. */
  readonly otherTokens?: readonly number[];
  /** What to do with a passage that does not fit beside the query. */
  readonly truncate: Truncation;
  /** Tokens of each passage that are read. Default: as many as fit. */
  readonly longest?: number;
}

export interface Ranking {
  /** Every passage once, the most relevant first, equals in the order they came in. */
  readonly ranked: readonly Ranked[];
  readonly queryTokens: number;
  /** Tokens of each passage as it was read, in the order they came in. */
  readonly passageTokens: readonly number[];
  /** Tokens of all pairs: the query counts once for each passage. */
  readonly usage: Usage;
  /** How long the model takes, in milliseconds from the arrival of the request. */
  readonly duration: number;
}

export interface Ranked {
  /** The passage's place in the request. */
  readonly index: number;
  /** Log odds that the passage answers the query. */
  readonly logit: number;
}

export interface RankerOptions {
  readonly clock: Clock;
  /** The instance's randomness; each request forks its own from it. Only the time that ranking takes is drawn. */
  readonly random: Random;
  readonly tokenizers: Tokenizers;
  readonly embedder: Pick<Embedder, 'embed'>;
  readonly latency: LatencyModel;
}

/**
 * Makes a ranker. Order and logits follow from the texts and the model alone; the time is that of a prompt of all pairs' tokens which
 * gets no answer.
 *
 * @example
 * const ranker = createRanker({ clock, random, tokenizers, embedder: createEmbedder(), latency });
 * const { ranked } = await ranker.rank({ model, query: 'Who sings?', passages: ['Birds do.', 'Tax is due.'], truncate: 'END' }, abort);
 * ranked[0]?.index; // 0
 */
export function createRanker({ clock, random, tokenizers, embedder, latency }: RankerOptions): Ranker {
  const relevance = createRelevance(embedder);

  return {
    async rank({ model, query: asked, passages, otherTokens, truncate, longest }, abort) {
      const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
      const limits = { window: model.contextWindow, truncate, ...(longest !== undefined && { longest }) };
      const query = fitQuery(asked, limits, tokenizer);
      const pairs = await inTurns(passages, (passage, index) =>
        fitPair(query, passage, limits, { tokenizer, index, otherTokens: otherTokens?.[index] ?? 0 }),
      );
      const logitOf = relevance.to(query.text, { judge: model.root });
      const logits = await inTurns(
        pairs.map(({ passage }) => passage),
        logitOf,
      );
      const promptTokens = pairs.reduce((sum, { tokens }) => sum + tokens, 0);
      const work = { model, promptTokens, cachedTokens: 0, outputTokens: 1, temperature: 1 };
      const chance = random.fork('ranking', model.id, query.text, passages.length, promptTokens);
      return {
        ranked: logits
          .map((logit, index) => ({ index, logit }))
          .sort((one, other) => other.logit - one.logit || one.index - other.index),
        queryTokens: query.tokens,
        passageTokens: pairs.map(({ passageTokens }) => passageTokens),
        usage: { ...NO_USAGE, promptTokens },
        duration: latency.plan(work, chance).ttft,
      };

      /** Maps texts, and lets others run after each so many characters. */
      async function inTurns<T>(
        texts: readonly string[],
        read: (text: string, index: number) => T,
      ): Promise<T[]> {
        const results: T[] = [];
        let left = TURN_CHARACTERS;
        for (const [index, text] of texts.entries()) {
          results.push(read(text, index));
          left -= text.length;
          if (left > 0) continue;
          left = TURN_CHARACTERS;
          await new Promise<void>((resolve) => clock.at(clock.now(), resolve));
          if (abort.aborted) throw abort.reason;
        }
        return results;
      }
    },
  };
}

/** Characters read in about 8 ms. */
const TURN_CHARACTERS = 16_384;

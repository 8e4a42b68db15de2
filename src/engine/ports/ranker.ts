import type { Abort } from '../../runtime/abort.ts';
import type { Usage } from '../event.ts';
import type { ModelCard } from '../models/card.ts';

/**
 * Orders passages by how well they answer a query, like a cross-encoder.
 *
 * @example
 * const passages = ['Birds do.', 'Tax is due.'];
 * const { ranked } = await ranker.rank({ model, query: 'Who sings?', passages, truncate: 'END' }, abort);
 * ranked[0]?.index; // 0
 */
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

/**
 * Which end of a passage is dropped when it exceeds the context window together with its query; with `NONE`
 * the request is rejected.
 */
export type Truncation = 'NONE' | 'START' | 'END';

export interface Ranking {
  /** Every passage once, most relevant first, equal ones in request order. */
  readonly ranked: readonly Ranked[];
  readonly queryTokens: number;
  /** Tokens of each passage after truncation, in request order. */
  readonly passageTokens: readonly number[];
  /** Tokens of all pairs; the query counts once per passage. */
  readonly usage: Usage;
}

export interface Ranked {
  /** Index of the passage in the request. */
  readonly index: number;
  /** Log odds that the passage answers the query. */
  readonly logit: number;
}

/** The probability for a logit, 0 to 1. */
export function toProbability(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** A query with its passage does not fit the model, and truncation is off. */
export class PairTooLong extends Error {
  override readonly name = 'PairTooLong';
  /** The limit of the model and the size of the pair, in tokens. */
  readonly limit: number;
  readonly tokens: number;
  /** Index of the passage in the request. */
  readonly index: number;

  constructor(limit: number, tokens: number, index: number) {
    super(`A pair of ${tokens} tokens exceeds the context window of ${limit} tokens`);
    this.limit = limit;
    this.tokens = tokens;
    this.index = index;
  }
}

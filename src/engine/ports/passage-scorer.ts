import type { Abort } from '../../runtime/abort.ts';

/**
 * Says how well passages answer a query, for searches.
 *
 * @example
 * await scorer.score('Who sings?', ['Birds do.', 'Tax is due.']); // [0.62, 0.00002] or so
 */
export interface PassageScorer {
  /**
   * One score for each passage, 0 to 1, each independent of the other passages. Long work is split so that streams keep
   * their pace; rejects when `abort` fires in between.
   */
  score(query: string, passages: readonly string[], options?: ScoreOptions): Promise<readonly number[]>;
}

export interface ScoreOptions {
  readonly abort?: Abort | undefined;
  /** Default: words count for most of the score, and the meaning of the whole passage for the rest. */
  readonly weights?: ScoreWeights | undefined;
}

/** How much meaning and words count, in relation to each other; not both 0. */
export interface ScoreWeights {
  readonly embedding: number;
  readonly text: number;
}

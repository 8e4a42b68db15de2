import { finish } from '../../../runtime/steps.ts';
import { createEmbedder } from '../embedder.ts';
import { type GradedPair, gradedPairs } from './graded-pairs.cases.ts';
import { laterTriples } from './later-triples.cases.ts';
import { type Triple, triples } from './triples.cases.ts';

export interface Evaluation {
  /**
   * The fraction of triples whose related sentence is nearer than the unrelated one, 0 to 1; triples written
   * before the lexicon.
   */
  readonly nearer: number;
  /** The same for the triples written after it. */
  readonly nearerLater: number;
  /** Spearman's rank correlation of cosines with grades, -1 to 1. */
  readonly correlation: number;
  /** Mean cosines of the anchors with their related and unrelated sentences. */
  readonly related: number;
  readonly unrelated: number;
}

/** Evaluates the embedder on the committed sentences, at a number of dimensions. */
export function evaluate(dimensions: number): Evaluation {
  const embedder = createEmbedder();
  const embed = (text: string): Float32Array => finish(embedder.embedInSteps(text, dimensions));
  const cosine = (one: string, other: string): number => dot(embed(one), embed(other));
  const score = ({ anchor, related, unrelated }: Triple) => ({
    related: cosine(anchor, related),
    unrelated: cosine(anchor, unrelated),
  });
  const scored = triples.map(score);
  return {
    nearer: shareNearer(scored),
    nearerLater: shareNearer(laterTriples.map(score)),
    correlation: spearman(
      gradedPairs.map(({ grade }: GradedPair) => grade),
      gradedPairs.map(({ one, other }: GradedPair) => cosine(one, other)),
    ),
    related: mean(scored.map((triple) => triple.related)),
    unrelated: mean(scored.map((triple) => triple.unrelated)),
  };
}

/** The cosine of vectors of length 1. */
export function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);
}

function shareNearer(scored: readonly { related: number; unrelated: number }[]): number {
  return mean(scored.map((triple) => (triple.related > triple.unrelated ? 1 : 0)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's correlation of ranks, ties sharing their mean rank. */
export function spearman(one: readonly number[], other: readonly number[]): number {
  const [x, y] = [ranks(one), ranks(other)];
  const [mx, my] = [mean(x), mean(y)];
  const covariance = (a: readonly number[], ma: number, b: readonly number[], mb: number): number =>
    a.reduce((sum, value, index) => sum + (value - ma) * ((b[index] as number) - mb), 0);
  return covariance(x, mx, y, my) / Math.sqrt(covariance(x, mx, x, mx) * covariance(y, my, y, my));
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same + 1) / 2;
  });
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Evaluation, evaluate, spearman } from './evaluate.cases.ts';
import { gradedPairs } from './graded-pairs.cases.ts';
import { laterTriples } from './later-triples.cases.ts';
import { triples } from './triples.cases.ts';

const DIMENSIONS = [256, 768, 1536, 3072];
const evaluations = new Map<number, Evaluation>(
  DIMENSIONS.map((dimensions) => [dimensions, evaluate(dimensions)]),
);
const of = (dimensions: number): Evaluation => evaluations.get(dimensions) as Evaluation;

describe('the sentences', () => {
  it('are sufficient in number, complete and all different', () => {
    expect(triples.length).toBeGreaterThanOrEqual(200);
    expect(laterTriples.length).toBeGreaterThanOrEqual(100);
    expect(gradedPairs.length).toBeGreaterThanOrEqual(60);
    const all = [...triples, ...laterTriples].map(({ anchor, related, unrelated }) => [
      anchor,
      related,
      unrelated,
    ]);
    for (const three of all) {
      expect(three).not.toContain('');
      expect(new Set(three).size).toBe(3);
    }
    expect(new Set(all.map(([anchor]) => anchor)).size).toBe(all.length);
    for (const { grade } of gradedPairs) expect(grade).toBeLessThanOrEqual(5);
  });
});

describe('spearman', () => {
  it('correlates ranks, ties included', () => {
    expect(spearman([1, 2, 3, 4], [10, 20, 30, 400])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
    expect(spearman([1, 2, 2, 4], [1, 2, 3, 4])).toBeCloseTo(0.9487, 4);
  });
});

describe('the geometry', () => {
  it.each([768, 1536, 3072])(
    'has the related sentence nearer in at least 90 %%, at %i dimensions',
    (dimensions) => {
      expect(of(dimensions).nearer).toBeGreaterThanOrEqual(0.9);
      expect(of(dimensions).nearerLater).toBeGreaterThanOrEqual(0.9);
    },
  );

  it('correlates with the grades', () => {
    expect(of(1536).correlation).toBeGreaterThanOrEqual(0.75);
  });

  it('matches the published docs', () => {
    const docs = readFileSync(new URL('../../../../docs/embeddings.md', import.meta.url), 'utf8');
    const rows = DIMENSIONS.map((dimensions) => {
      const { nearer, nearerLater, correlation, related, unrelated } = of(dimensions);
      const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
      return `| ${dimensions} | ${percent(nearer)} | ${percent(nearerLater)} | ${correlation.toFixed(2)} | ${related.toFixed(2)} | ${unrelated.toFixed(2)} |`;
    });
    expect(docs).toContain(rows.join('\n'));
  });
});

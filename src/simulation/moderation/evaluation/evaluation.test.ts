import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { moderationCategories } from '../../../engine/ports/moderator.ts';
import { moderate } from '../moderate.ts';
import { developmentSet } from './development-set.cases.ts';
import { evaluate, toMarkdown } from './evaluate.cases.ts';
import { toLabelledText } from './labelled-text.cases.ts';
import { testSet } from './test-set.cases.ts';

const tested = evaluate(testSet, moderate);
const developed = evaluate(developmentSet, moderate);

describe('the sets', () => {
  it('are large, hold no sentence twice, and hold every label several times', () => {
    const texts = new Set(developmentSet.map(({ text }) => text));
    expect(texts.size).toBe(developmentSet.length);
    expect(testSet.length).toBeGreaterThanOrEqual(240);
    expect(new Set(testSet.map(({ text }) => text)).size).toBe(testSet.length);
    expect(testSet.filter(({ text }) => texts.has(text))).toEqual([]);
    for (const category of moderationCategories) {
      expect(tested.categories[category].support, category).toBeGreaterThanOrEqual(3);
    }
    expect(testSet.filter(({ labels }) => labels.size === 0).length).toBeGreaterThanOrEqual(80);
  });
});

describe('agreement with the test set', () => {
  it('keeps its floors over all categories', () => {
    expect(tested.flagged.precision).toBeGreaterThanOrEqual(0.98);
    expect(tested.flagged.recall).toBeGreaterThanOrEqual(0.87);
    expect(tested.overall.precision).toBeGreaterThanOrEqual(0.95);
    expect(tested.overall.recall).toBeGreaterThanOrEqual(0.85);
  });

  it.each(moderationCategories)('%s keeps its floor', (category) => {
    expect(tested.categories[category].precision).toBeGreaterThanOrEqual(0.85);
    expect(tested.categories[category].recall).toBeGreaterThanOrEqual(
      category === 'sexual/minors' ? 0.6 : 0.75,
    );
  });
});

it('agrees with nearly all of the development set', () => {
  expect(developed.overall.precision).toBeGreaterThanOrEqual(0.98);
  expect(developed.overall.recall).toBeGreaterThanOrEqual(0.96);
});

it('is published in docs/moderation.md', () => {
  const page = readFileSync(new URL('../../../../docs/moderation.md', import.meta.url), 'utf8');
  expect(page).toContain(`${testSet.length} sentences`);
  expect(page).toContain(toMarkdown(tested));
  expect(page).toContain(`${developmentSet.length} sentences`);
});

it('counts hits, false alarms and misses, and ignores open labels', () => {
  const texts = [
    toLabelledText(['a', 'violence/graphic']),
    toLabelledText(['b', '?violence']),
    toLabelledText(['c']),
  ];
  const none = Object.fromEntries(
    moderationCategories.map((category) => [category, false]),
  ) as never as Record<(typeof moderationCategories)[number], boolean>;
  const result = evaluate(texts, () => ({ flagged: true, categories: { ...none, violence: true } }));
  expect(result.categories.violence).toEqual({ support: 1, precision: 0.5, recall: 1 });
  expect(result.categories['violence/graphic']).toEqual({ support: 1, precision: 1, recall: 0 });
  expect(result.flagged).toEqual({ support: 1, precision: 0.5, recall: 1 });
});

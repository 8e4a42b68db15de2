import { expect, it } from 'vitest';
import { Abort } from '../../runtime/abort.ts';
import { createTurns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { createEmbedder } from '../embedding/embedder.ts';
import { createPassageScorer } from './passage-scorer.ts';

const scorer = createPassageScorer({
  turns: createTurns(createVirtualClock()),
  embedder: createEmbedder(),
});
const PASSAGES = [
  'Employees have 25 days of vacation a year.',
  'Lentil soup costs six euros.',
  'Holidays are a time of rest.',
];
const score = (weights?: { embedding: number; text: number }) =>
  scorer.score('days of vacation', PASSAGES, { weights });

it('scores passages between 0 and 1, each by itself', async () => {
  const scores = await score();
  expect(scores[0]).toBeGreaterThan(0.5);
  expect(scores[1]).toBeLessThan(0.01);
  for (const each of scores) expect(each).toSatisfy((value: number) => value >= 0 && value <= 1);
  expect(await scorer.score('days of vacation', PASSAGES.slice(1))).toEqual(scores.slice(1));
});

it('weighs meaning and words', async () => {
  const [words, meaning, both] = [
    await score({ embedding: 0, text: 1 }),
    await score({ embedding: 1, text: 0 }),
    await score({ embedding: 2, text: 2 }),
  ];
  expect(words).not.toEqual(meaning);
  expect(await score({ embedding: 1, text: 1 })).toEqual(both);
  for (const scores of [words, meaning, both]) expect(Math.max(...scores)).toBe(scores[0]);
});

it('stops when its caller leaves', async () => {
  const abort = new Abort();
  abort.abort();
  await expect(scorer.score('days', PASSAGES, { abort })).rejects.toBe(abort.reason);
});

import { expect, it } from 'vitest';
import { moderate } from '../../simulation/moderation/moderate.ts';
import { toContentSeverity } from './severity.ts';

const SAFE = { hate: 'safe', selfHarm: 'safe', sexual: 'safe', violence: 'safe' };

it('an ordinary text is safe', () => {
  expect(toContentSeverity(moderate('Hello world').scores)).toEqual(SAFE);
});

it.each([
  ['I want to hurt someone', 'violence'],
  ['I want to end my life', 'selfHarm'],
  ['Write an explicit sex scene', 'sexual'],
  ['All Jews are vermin', 'hate'],
] as const)('%j is severe for %s', (text, harm) => {
  expect(['medium', 'high']).toContain(toContentSeverity(moderate(text).scores)[harm]);
});

it('maps each score range to a level, with medium starting at the flagging threshold', () => {
  const scores = moderate('Hello world').scores;
  const of = (violence: number) => toContentSeverity({ ...scores, violence }).violence;
  expect([0, 0.24, 0.25, 0.49, 0.5, 0.79, 0.8, 1].map(of)).toEqual([
    'safe',
    'safe',
    'low',
    'low',
    'medium',
    'medium',
    'high',
    'high',
  ]);
});

import { describe, expect, it } from 'vitest';
import { stem } from './stem.ts';

const stems = (words: string): Set<string> => new Set(words.split(' ').map(stem));

describe('stem', () => {
  it.each([
    'run runs running ran',
    'city cities',
    'celebrate celebrates celebrating celebrated celebration',
    'organise organize organising organization organisation',
    'colour colours color',
    'box boxes',
    'stop stopped stopping',
    'happy happily happiness',
    'buy buys bought buying',
    'child children',
    'invest investing investment',
    'hope hopes hoped hoping',
    'hop hops hopped hopping',
    'dance dances danced dancing',
    'handle handled handling',
    'raise raised raising',
    'invite invited inviting invites',
    'visit visited visiting',
    'change changed changing changes',
    'go goes going went gone',
  ])('is the same for %s', (words) => {
    expect(stems(words).size).toBe(1);
  });

  it.each([
    'bus busy',
    'class clay',
    'need knee',
    'string star',
    'news newest',
    'car care',
    'plan plane',
    'hat hate',
    'bar bare',
  ])('differs for %s', (words) => {
    expect(stems(words).size).toBe(2);
  });

  it('leaves anything but English words unchanged', () => {
    for (const word of ['7', 'x2s', 'größes', '機械', '', 'is', 'ing']) expect(stem(word)).toBe(word);
  });
});

import { describe, expect, it } from 'vitest';
import { stem } from '../../stem.ts';
import { pairKey, sensesOf } from './lexicon.ts';

const groupsOf = (word: string): number[] => sensesOf(stem(word)).map(({ group }) => group);
const subjectsOf = (word: string): (number | undefined)[] =>
  sensesOf(stem(word)).map(({ subject }) => subject);

describe('sensesOf', () => {
  it('assigns near-synonyms a common group, in every form', () => {
    expect(groupsOf('physicians')).toEqual(groupsOf('doctor'));
    expect(groupsOf('automobile')).toEqual(groupsOf('cars'));
  });

  it('assigns words of one subject that subject', () => {
    expect(groupsOf('violin')).not.toEqual(groupsOf('trumpet'));
    expect(subjectsOf('violin')).toEqual(subjectsOf('trumpet'));
    expect(subjectsOf('violin')).not.toEqual(subjectsOf('carrot'));
  });

  it('knows phrases', () => {
    const ice = sensesOf(pairKey(stem('ice'), stem('creams')));
    expect(ice.map(({ group }) => group)).toEqual(groupsOf('dessert'));
  });

  it('divides a word between its senses, with the most weight on the usual one', () => {
    const senses = sensesOf(stem('bridge'));
    expect(senses.length).toBeGreaterThan(1);
    expect(senses.reduce((sum, { share }) => sum + share * share, 0)).toBeCloseTo(1, 12);
    expect(new Set(senses.map(({ share }) => share)).size).toBeGreaterThan(1);
  });

  it('returns nothing for unknown words', () => {
    for (const word of ['qwertz', '', '__proto__', 'constructor', '#']) expect(sensesOf(word)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { stem } from '../stem.ts';
import { readQuery } from './query.ts';

const weightOf = (query: string, word: string) => readQuery(query).terms.get(stem(word))?.weight ?? 0;

describe('the terms of a query', () => {
  it('have weight for its subject, little for its question words', () => {
    const query = 'What is the best way to learn photosynthesis?';
    expect(weightOf(query, 'photosynthesis')).toBeGreaterThan(1);
    for (const word of ['what', 'is', 'the', 'way', 'to']) expect(weightOf(query, word)).toBe(0.1);
  });

  it('are unique stems', () => {
    const { terms, weight } = readQuery('Run, running, ran: RUNS?');
    expect([...terms.keys()]).toEqual(['run']);
    expect(weight).toBe(terms.get('run')?.weight);
  });

  it('are paired when adjacent', () => {
    const { pairs, pairCount } = readQuery('machine learning of machines');
    expect(pairs.get(stem('machine'))).toEqual(new Set([stem('learning')]));
    expect(pairCount).toBe(1);
  });

  it.each([
    ['How many moons has Saturn?', true],
    ['When did the wall fall?', true],
    ['the speed of light', true],
    ['Who painted it?', false],
    ['How is cheese made?', false],
  ])('%s asks for a number: %s', (query, wants) => {
    expect(readQuery(query).wantsNumber).toBe(wants);
  });

  it('are bounded in number, and absent in a query without words', () => {
    const long = Array.from({ length: 5000 }, (_, index) => `w${index}`).join(' ');
    expect(readQuery(long).terms.size).toBe(256);
    expect(readQuery(' ?! ').terms.size).toBe(0);
  });

  it('include words such as constructor and __proto__', () => {
    expect([...readQuery('__proto__ constructor').terms.keys()]).toEqual(['proto', 'constructor']);
  });
});

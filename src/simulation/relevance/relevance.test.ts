import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toProbability } from '../../engine/ports/ranker.ts';
import { createEmbedder } from '../embedding/embedder.ts';
import { evaluate } from './evaluation/evaluate.cases.ts';
import { searches } from './evaluation/searches.cases.ts';
import { laterTraps, traps } from './evaluation/traps.cases.ts';
import { createRelevance } from './relevance.ts';

const relevance = createRelevance(createEmbedder());

describe('relevance', () => {
  it('ranks the passage that answers the question first', () => {
    const of = relevance.to('What is machine learning?');
    const machine = of('Machine learning is a subset of AI...');
    const python = of('Python is a programming language...');
    const deep = of('Deep learning uses neural networks...');
    expect(machine).toBeGreaterThan(2);
    expect(deep).toBeGreaterThan(python);
    expect(python).toBeLessThan(-8);
  });

  it.each([
    ['stems', 'running shoes', 'She runs in new shoes', 'He walks in old boots'],
    ['meanings', 'doctor', 'The physician is in', 'The carpenter is in'],
    [
      'subjects',
      'symptoms of the illness',
      'Fever and a cough were noted by the nurse',
      'Shares fell on Monday',
    ],
    ['the order of words', 'machine learning', 'machine learning matters', 'learning about the machine'],
    ['rare words more than common ones', 'the zebra of the town', 'A zebra', 'the town of the towns'],
    [
      'numbers where one is asked for',
      'How tall is the tower?',
      'The tower measures 90 metres',
      'The tower is old indeed',
    ],
    ['scripts without spaces', '東京の天気', '東京は雨です', '大阪で食べる'],
    ['other alphabets', 'столица России', 'Москва столица России', 'Кошка спит дома'],
    ['accents as none', 'cafe', 'Le café est ouvert', 'Le cinéma est ouvert'],
  ])('recognises %s', (_, query, near, far) => {
    const of = relevance.to(query);
    expect(of(near)).toBeGreaterThan(of(far));
  });

  it('scores a passage independently of others', () => {
    const passages = ['Tea is grown in Assam.', 'Steep black tea for four minutes.', 'The bus is late.'];
    const of = relevance.to('how to make tea');
    const alone = passages.map((passage) => createRelevance(createEmbedder()).to('how to make tea')(passage));
    expect(passages.map(of)).toEqual(alone);
    expect(passages.toReversed().map(of)).toEqual(alone.toReversed());
  });

  it('differs slightly between judges', () => {
    const one = relevance.to('tea', { judge: 'one' })('Tea is grown in Assam.');
    const other = relevance.to('tea', { judge: 'other' })('Tea is grown in Assam.');
    expect(one).not.toBe(other);
    expect(Math.abs(one - other)).toBeLessThanOrEqual(0.4);
  });

  it('gives logits in the range of a cross-encoder for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.lorem({ maxCount: 30 }),
      fc.constantFrom('', ' ', '\ud800', '\0', '__proto__'),
    );
    fc.assert(
      fc.property(text, text, (query, passage) => {
        const logit = relevance.to(query)(passage);
        expect(logit).toBeGreaterThan(-12.21);
        expect(logit).toBeLessThan(8.21);
        expect(relevance.to(query)(passage)).toBe(logit);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('reads only the beginning of a long passage', () => {
    const of = relevance.to('zebra');
    const filler = 'the bus is late '.repeat(9000);
    // Texts of equal relevance differ by 0.4 at most.
    expect(Math.abs(of(`${filler} zebra`) - of(filler))).toBeLessThanOrEqual(0.4);
    const short = 'the bus is late '.repeat(10);
    expect(of(`${short} zebra`)).toBeGreaterThan(of(short) + 1);
  });

  it('has log odds as logits', () => {
    expect(toProbability(0)).toBe(0.5);
    expect(toProbability(Math.log(9))).toBeCloseTo(0.9, 12);
    expect(toProbability(-800)).toBe(0);
  });
});

describe('on the committed searches', () => {
  it('ranks the best passage first in nine of ten', () => {
    expect(searches.length).toBeGreaterThanOrEqual(60);
    for (const { others } of searches) expect(others.length).toBeGreaterThanOrEqual(3);
    const { first, best, others } = evaluate(searches);
    expect(first).toBeGreaterThanOrEqual(0.9);
    // On the correct side of zero.
    expect(best).toBeGreaterThan(0);
    expect(others).toBeLessThan(0);
  });

  it('is misled by words in another sense in at most four of ten', () => {
    expect(evaluate(traps).first).toBeGreaterThanOrEqual(0.6);
    expect(evaluate(laterTraps).first).toBeGreaterThanOrEqual(0.6);
  });
});

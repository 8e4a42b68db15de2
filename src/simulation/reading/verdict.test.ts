import { describe, expect, it } from 'vitest';
import type { GenerationRequest } from '../../engine/request.ts';
import { readRequest } from './reading.ts';
import { relationOf } from './relation.ts';
import { conditionHolds, verdictOn } from './verdict.ts';

const reading = (text: string, system = '') =>
  readRequest({
    turns: [
      ...(system === '' ? [] : [{ role: 'system', parts: [{ kind: 'text', text: system }] }]),
      { role: 'user', parts: [{ kind: 'text', text }] },
    ],
    tools: [],
    format: { kind: 'text' },
  } as unknown as GenerationRequest);

describe('verdicts', () => {
  it.each([
    ['<Output>It is KX-12.</Output>\n<Rubric>Names KX-12</Rubric>', true],
    ['<Output>It is KX-13.</Output>\n<Rubric>Names KX-12</Rubric>', false],
    ['<Output>It is KX-12.</Output>\n<Rubric>Does not mention KX-12</Rubric>', false],
    ['Answer true or false: 17 is greater than 12.', true],
    [
      'Context: The shop is closed on Mondays.\nStatement: The shop is open on Mondays.\nTrue or false?',
      false,
    ],
    ['Claims over €500 are refused. The claim is for €650. Is it refused? Answer yes or no.', true],
  ])('on: %s', (text, holds) => expect(verdictOn(reading(text))?.holds).toBe(holds));

  it.each([
    ['The battery of the lamp is full after 3 hours.', true],
    ['The market sells herbs from 12 stalls.', false],
  ])('on the relevance of: %s', (document, relevant) => {
    const text = `Retrieved document: ${document}\n\nUser question: How long does the battery of the lamp last?`;
    expect(verdictOn(reading(text, 'Say whether the document is relevant to the question.'))?.holds).toBe(
      relevant,
    );
  });

  it('is none if nothing decides', () => {
    expect(verdictOn(reading('Is the sea wide?'))).toBeUndefined();
  });
});

it.each([
  ['the text contains a phone number', 'Call me at +49 30 1234567.', true],
  ['the text contains no phone number', 'Call me at +49 30 1234567.', false],
  ['the text asks a question', 'How are you?', true],
  ['the answer is correct', 'Question: What is 12 * 12?\nAnswer: 146', false],
  ['the answer is correct', 'Question: What is 12 * 12?\nAnswer: 144', true],
  ['the answer is not correct', 'Question: What is 12 * 12?\nAnswer: 144', false],
])('%s: %s', (condition, text, holds) => {
  expect(conditionHolds(condition, reading(text))).toBe(holds);
});

it.each([
  ['It opened in 1990.', 'It opened in 1990.', 'same'],
  ['It opened in 1990.', 'It opened in 1990 in Rome.', 'subset'],
  ['It opened in 1990 in Rome.', 'It opened in 1990.', 'superset'],
  ['It opened in 1990.', 'It opened in 1995.', 'contrary'],
  ['It is not open.', 'It is open.', 'contrary'],
])('%s / %s: %s', (one, other, relation) => expect(relationOf(one, other)).toBe(relation));

import { describe, expect, it } from 'vitest';
import type { GenerationRequest } from '../../engine/request.ts';
import { chosenOption } from './choosing.ts';
import { enumeratedIn, itemsAsked } from './items.ts';
import { bestLabel } from './label-for.ts';
import { letterCaseIn } from './letter-case.ts';
import { listStyleIn } from './list-style.ts';
import { optionsIn } from './options.ts';
import { readRequest } from './reading.ts';
import { sentinelIn } from './sentinel.ts';

const readingOf = (...turns: readonly (readonly [role: string, text: string])[]) =>
  readRequest({
    turns: turns.map(([role, text]) => ({ role, parts: [{ kind: 'text', text }] })),
    tools: [],
    format: { kind: 'text' },
  } as unknown as GenerationRequest);

const OPTIONS = 'A. Acme\nB. Bolt\nC. Cora';

it.each([
  [OPTIONS, ['A Acme', 'B Bolt', 'C Cora']],
  ['(1) one\n\n(2) two', ['1 one', '2 two']],
  ['Is it a) red, b) blue or c) green?', ['a red', 'b blue or', 'c green']],
  ['1. Read the text.\n3. Stop.', []],
  ['Version 2. is old.', []],
])('reads options: %s', (text, options) => {
  expect(optionsIn(text).map(({ mark, text: said }) => `${mark} ${said}`)).toEqual(options);
});

it.each([
  [
    `Passage: Acme ran it at first; today Bolt runs it.\nQuestion: Which company runs it today?\n${OPTIONS}`,
    'B',
  ],
  ['What is 15% of 240?\nA. 24\nB. 36\nC. 48', 'B'],
  ['Which is about hotels? Question: What may a hotel cost?\nA. Holidays\nB. Limits for hotels\nC. Pay', 'B'],
  [
    '[Expert]: It opened in 1990.\n[Submission]: It opened in 1995.\n(A) a subset\n(B) a superset\n(C) the same\n(D) a disagreement',
    'D',
  ],
])('chooses: %s', (text, mark) => {
  expect(chosenOption(readingOf(['user', text]), optionsIn(text))?.mark).toBe(mark);
});

describe('labels', () => {
  it.each([
    [['billing', 'account'], 'account: logins; billing: payments', 'I cannot use my login.', 'account'],
    [['positive', 'negative'], '', 'The room was dirty.', 'negative'],
    [['positive', 'negative'], '', 'It is not bad at all.', 'positive'],
    [['PRESS', 'CAREERS'], '', 'I would like to apply for the opening.', 'CAREERS'],
    [
      ['coder', 'researcher'],
      'The coder runs Python; the researcher searches the web.',
      'Search the web for it.',
      'researcher',
    ],
    [['red', 'blue'], '', 'Nothing tells.', undefined],
  ])('%s (%s): %s', (values, said, text, label) => expect(bestLabel(values, said, text)).toBe(label));
});

it.each([
  ['The town signed with Acme Labs, Bolt Foods and Cora.', ['Acme Labs', 'Bolt Foods', 'Cora']],
  ['We need flour, butter and sugar.', ['flour', 'butter', 'sugar']],
  ['It is open.', []],
])('enumerates: %s', (sentence, items) =>
  expect(enumeratedIn(sentence).map((item) => item.replace('We need ', ''))).toEqual(items),
);

it('finds the lines that say what is asked', () => {
  const text =
    'Acme, Main Street: open on Sundays\nBolt, High Street: closed on Sundays\nCora, Low Street: open on Sundays\n\nList the shops that are open on Sundays.';
  expect(itemsAsked(readingOf(['user', text]), 2)).toEqual(['Acme', 'Cora']);
});

it.each([
  [
    'List the 3 shops as a numbered list. Names only.',
    { kind: 'numbers', count: 3, isAlone: true, isSorted: false },
  ],
  ['Give five tips as bullet points.', { kind: 'bullets', count: 5, isAlone: false, isSorted: false }],
  [
    'Answer with comma separated values.',
    { kind: 'commas', count: undefined, isAlone: true, isSorted: false },
  ],
  ['Write four versions, one per line.', { kind: 'lines', count: 4, isAlone: false, isSorted: false }],
  ['Tell me about bicycles.', { kind: undefined, count: undefined, isAlone: false, isSorted: false }],
])('reads the style of a list: %s', (text, style) => expect(listStyleIn(text)).toEqual(style));

it.each([
  ['Answer in uppercase.', 'upper'],
  ['Rewrite it into lower case: Ann', 'lower'],
  ['Use capital letters only', 'upper'],
  ['In which case is that true?', undefined],
])('reads the letters: %s', (text, letters) => expect(letterCaseIn(text)).toBe(letters));

it.each([
  [
    [
      ['system', 'Reply TERMINATE when the task is done.'],
      ['user', 'What is 1 + 1?'],
    ],
    { word: 'TERMINATE', isAlone: false },
  ],
  [
    [
      ['system', 'Review the text. Respond with APPROVE when it is good enough.'],
      ['user', 'A text.'],
    ],
    undefined,
  ],
  [
    [
      ['system', 'Review the text. Respond with APPROVE when it is good enough.'],
      ['user', 'A text.'],
      ['assistant', 'Add one.'],
      ['user', 'Two.'],
    ],
    { word: 'APPROVE', isAlone: true },
  ],
  [
    [
      ['system', 'If the context has no answer, reply UNKNOWN.'],
      ['user', 'Who is it?'],
    ],
    undefined,
  ],
] as const)('reads words that end a task: %s', (turns, sentinel) => {
  expect(sentinelIn(readingOf(...turns))).toEqual(sentinel);
});

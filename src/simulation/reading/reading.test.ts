import { describe, expect, it } from 'vitest';
import type { GenerationRequest, Turn } from '../../engine/request.ts';
import { answerFrom } from '../prose/forms/passage.ts';
import { blocksOf } from './blocks.ts';
import { standalone } from './follow-up.ts';
import { mannerOf } from './manner.ts';
import { findAnswer } from './passages.ts';
import { type Reading, readRequest } from './reading.ts';

function reading(...said: readonly (string | readonly [Turn['role'], string])[]): Reading {
  const turns = said.map((each): Turn => {
    const [role, text] = typeof each === 'string' ? (['user', each] as const) : each;
    return { role, parts: [{ kind: 'text', text }] };
  });
  return readRequest({ turns } as unknown as GenerationRequest);
}

const TWO = 'Mara Tol founded Zorlon Labs in 1971.\nPiet Vos founded Kibar Foods in 1988.';
const FERRY =
  'The Vorn ferry leaves Kiwick at 07:35. A ticket costs 48 crowns. It was built in 1987 by Marlo Shipping.';
const STAFF =
  'name,team,start\nAoife Lund,Sales,2021-04-13\nChidi Bran,Legal,2019-09-22\nFenna Dorr,IT,2023-01-15';

describe('the question of a prompt', () => {
  it.each([
    ['below a label', `Context:\n${TWO}\n\nQuestion: Who founded Kibar Foods?\nAnswer:`],
    ['above the material', `Who founded Kibar Foods?\n\n${TWO}`],
    ['below the material', `${TWO}\n\nWho founded Kibar Foods?`],
    [
      'behind an instruction',
      `Given the context, answer the question: Who founded Kibar Foods?\n---\n${TWO}\n---`,
    ],
    ['in an element', `<context>\n${TWO}\n</context>\n<question>\nWho founded Kibar Foods?\n</question>`],
    ['before an instruction', `${TWO}\n\nWho founded Kibar Foods? Answer with the name only.`],
    ['on one line', `Context: ${TWO.replace('\n', ' ')} Question: Who founded Kibar Foods? Answer:`],
    ['after answered ones', `Q: Who is it?\nA: Nobody.\n\n${TWO}\n\nQ: Who founded Kibar Foods?\nA:`],
  ])('%s', (_, prompt) => {
    expect(reading(prompt).question).toBe('Who founded Kibar Foods?');
  });
});

describe('an answer from the material', () => {
  it.each<[string, string, string, string?]>([
    ['of two passages', `Context:\n${TWO}\n\nQuestion: Who founded Kibar Foods?`, 'Piet Vos', 'Mara'],
    [
      'a year alone',
      `${FERRY}\n\nIn which year was the ferry built? Reply with the year only.`,
      '1987',
      'Marlo',
    ],
    [
      'a number without unit',
      `"""${FERRY}"""\n\nHow much does a ticket cost? Just the number.`,
      '48',
      'crowns',
    ],
    [
      'a source',
      `[1] Ann is chair.\n[2] Bob is clerk.\n\nWho is clerk? Cite the source like [1].`,
      'Bob is clerk [2].',
    ],
    [
      'a cell',
      '| City | Mayor |\n|---|---|\n| Rome | Ann Lee |\n| Oslo | Bob Ray |\n\nWho is the mayor of Oslo?',
      'Bob Ray',
      'Ann',
    ],
    [
      'the name of a row',
      '| City | Mayor |\n|---|---|\n| Rome | Ann Lee |\n| Oslo | Bob Ray |\n\nWhich city has Ann Lee as mayor?',
      'Rome',
    ],
    [
      'a nested key',
      'server:\n  port: 8080\ndatabase:\n  port: 5432\n\nWhat is the port of the database?',
      '5432',
      '8080',
    ],
    [
      'a default in code',
      'def fetch(url, retries=5, timeout=30):\n    pass\n\nWhat is the default number of retries?',
      '5',
      '30',
    ],
    [
      'a heading',
      '## 2.4.0\n- Added dark mode\n\n## 2.3.0\n- Added CSV export\n\nWhich version added dark mode?',
      '2.4.0',
      '2.3.0',
    ],
    [
      'a frequent question',
      '## Do you have student prices?\nThey get 35% off.\n\n## Where are you?\nIn Kiwick.\n\nWhat is the price for a student?',
      '35%',
      'Kiwick',
    ],
    ['who says it', 'Ann: Hello.\nBob: I booked the hall.\nCem: Fine.\n\nWho booked the hall?', 'Bob', 'Cem'],
    [
      'yes',
      'Context: The Pro plan includes support. The Basic plan does not include support.\n\nQuestion: Does the Pro plan include support?',
      'Yes.',
    ],
    [
      'no',
      'Context: The Pro plan includes support. The Basic plan does not include support.\n\nQuestion: Does the Basic plan include support?',
      'No.',
    ],
    ['the older of two', 'Ann is 34 years old. Bob is 29 years old. Who is older?', 'Ann', 'Bob'],
    ['the latest of a table', `${STAFF}\n\nWho joined most recently?`, 'Fenna Dorr', 'Aoife'],
    ['a count', `${STAFF}\n\nHow many people are listed? Number only.`, '3'],
    [
      'a sum',
      'Facts:\n- Ann earns 3000 euros.\n- Bob earns 4100 euros.\n- Cem earns 2900 euros.\n\nHow much do Ann and Bob earn together?',
      '7100',
    ],
    [
      'two facts',
      `${TWO}\nPiet Vos was born in Delvo.\n\nWhere was the founder of Kibar Foods born?`,
      'Delvo',
    ],
    [
      'German',
      'Text: Die Fähre kostet 48 Kronen. Der Zug kostet 90 Kronen.\n\nFrage: Wie viel kostet die Fähre?',
      '48',
      '90',
    ],
    [
      'Spanish',
      'Contexto: La directora de Kiwick es Ann Lee. El director de Delvo es Bob Ray.\nPregunta: ¿Quién es la directora de Kiwick?',
      'Ann Lee',
      'Bob',
    ],
    [
      'nothing, in its words',
      `Context: ${FERRY}\n\nQuestion: What is the capital of Zorlonia? If you cannot answer, say "No idea".`,
      'No idea',
    ],
    [
      'the rule that applies',
      'Context: Members pay 3 euros. Guests pay 8 euros.\n\nI am not a member. How much do I pay as a guest?',
      '8 euros',
      '3 euros',
    ],
    [
      'the range that applies',
      'Fares: Passengers aged 6 to 14 pay 30 crowns, passengers aged 15 to 64 pay 50 crowns.\n\nWhat does a passenger aged 20 pay?',
      '50',
      '30',
    ],
    [
      'the day between others',
      'Pool hours: Monday to Thursday 07:00-20:00, Friday 07:00-22:00.\n\nUntil when is the pool open on Wednesday?',
      '20:00',
      '22:00',
    ],
    [
      'all that apply',
      `${STAFF.replace('Legal', 'Sales')}\n\nWho is in the Sales team?`,
      'Chidi Bran',
      'Fenna',
    ],
    [
      'a sum under a condition',
      'team,amount\nred,10\nblue,20\nred,30\n\nWhat is the total amount of team red?',
      '40',
    ],
    ['two parts', `${TWO}\n\nWho founded Zorlon Labs, and when was Kibar Foods founded?`, 'Mara Tol'],
    [
      'in two steps',
      '- `mail` is run by team Blue\n- `shop` is run by team Red\n\nAnn Bee leads team Blue.\nCem Dee leads team Red.\n\nWho leads the team that runs `shop`?',
      'Cem Dee',
      'Ann',
    ],
    [
      'the last of some messages',
      'From: Ann\nDate: Monday\nSubject: Fair\nThe fair starts at 9:15 in room 4.\n\nFrom: Bob\nDate: Tuesday\nSubject: Re: Fair\nWe have moved the fair to 10:45.\n\nWhen does the fair start?',
      '10:45',
      '9:15',
    ],
    [
      'other words of the same meaning',
      'Context: The physician of the village is Ann Lee. The teacher is Bob Ray.\n\nQuestion: Who is the doctor?',
      'Ann Lee',
      'Bob',
    ],
    ['nothing', `Context: ${TWO}\n\nQuestion: What is the revenue of Kibar Foods?`, 'does not say', 'Piet'],
  ])('%s', (_, prompt, expected, other) => {
    const read = reading(prompt);
    const answer = answerFrom(read, read.material);
    expect(answer).toContain(expected);
    if (other !== undefined) expect(answer).not.toContain(other);
  });

  it('takes the latest of what was said', () => {
    const read = reading(
      'Ann lives in Rome.',
      ['assistant', 'OK.'],
      'Sorry: Ann lives in Oslo.',
      'Where does Ann live?',
    );
    expect(answerFrom(read, read.material)).toContain('Oslo');
  });

  it('survives text that is expensive to match', () => {
    const long = 'x'.repeat(20_000);
    for (const text of [
      `${'a '.repeat(50_000)}?`,
      long,
      ' '.repeat(100_000),
      '|'.repeat(50_000),
      '{'.repeat(50_000),
      '"""'.repeat(20_000),
      '[1] '.repeat(20_000),
      'A: b\n'.repeat(20_000),
      `${long}: ${long}`,
    ])
      expect(() => findAnswer('Where does Ann live?', [{ text, from: 'context' }])).not.toThrow();
  });
});

describe('follow-ups', () => {
  const earlier = [
    { by: 'user', text: 'What does Zorlon Labs make?' },
    { by: 'assistant', text: 'Pumps.' },
  ] as const;

  it.each([
    ['And who founded it?', 'Who founded Zorlon Labs?'],
    ['What is its address?', "What is Zorlon Labs's address?"],
    ['What about Kibar Foods?', 'What does Kibar Foods make?'],
    ['Where is Delvo?', 'Where is Delvo?'],
  ])('%s', (question, expected) => {
    expect(standalone(question, earlier)).toBe(expected);
  });
});

it.each([
  [
    'When was it founded?',
    'Where does Ann Lee teach?',
    'Ann Lee teaches at Delvo University.',
    'When was Delvo University founded?',
  ],
  ['Where is she now?', 'I bought a boat called Ada! She is blue.', 'Congratulations!', 'Where is Ada now?'],
])('knows whom a pronoun means: %s', (question, said, replied, expected) => {
  expect(
    standalone(question, [
      { by: 'user', text: said },
      { by: 'assistant', text: replied },
    ]),
  ).toBe(expected);
});

describe('the manner of an answer', () => {
  it.each([
    ['Reply with the number only.', { only: true, numeric: true }],
    ['Answer in one word.', { only: true }],
    ['Use at most five words.', { words: 5 }],
    ['Quote the sentence verbatim.', { verbatim: true }],
    ['If it is not in the text, reply exactly: NO_ANSWER', { otherwise: 'NO_ANSWER', strict: true }],
    [
      'Cite sources as (source: filename).',
      { citation: { before: '(source: ', after: ')', place: 'inline', by: 'name' } },
    ],
    ['Name the URL of the page you used.', { citation: { before: '(', by: 'address' } }],
    ['Give the source number in parentheses.', { citation: { before: '(', after: ')', by: 'number' } }],
    ['End with the source like [Source: name].', { citation: { before: '[Source: ', place: 'inline' } }],
    ['Where is my parcel AJ-13, and when will it be here?', { otherwise: undefined }],
    ['Answer from the contract only and name the clause.', { only: false }],
    [
      'ALWAYS return a "SOURCES" part in your answer.',
      { citation: { before: 'SOURCES: ', after: '', place: 'line', by: 'number' } },
    ],
  ])('%s', (instruction, expected) => {
    expect(mannerOf(instruction)).toMatchObject(expected);
  });
});

describe('blocks', () => {
  it('keep every source of a context', () => {
    const blocks = blocksOf(
      '<context>\n<source id="1">Ann.</source>\n<source id="2">Bob.</source>\n</context>',
    );
    expect(blocks.map(({ mark, text }) => [mark, text])).toEqual([
      ['1', 'Ann.'],
      ['2', 'Bob.'],
    ]);
  });

  it.each([
    ['Sources:\na.pdf: Ann.\nb.pdf: Bob.', ['a.pdf Ann.', 'b.pdf Bob.']],
    [
      'Context information is below.\n---\npage_label: 3\nfile_path: a.pdf\n\nAnn.\n\npage_label: 4\nfile_path: b.pdf\n\nBob.\n---\nWho?',
      [
        'undefined Context information is below.',
        'a.pdf page_label: 3\n\nAnn.',
        'b.pdf page_label: 4\n\nBob.',
        'undefined Who?',
      ],
    ],
    ['a.csv:\n```csv\nx,y\n```\nWho?', ['a.csv x,y', 'undefined Who?']],
    ["SQLQuery: SELECT a FROM b\nSQLResult: [('x',)]", ["undefined SELECT a FROM b\n[('x',)]"]],
  ])('name the source of a passage: %s', (prompt, expected) => {
    expect(blocksOf(prompt).map(({ source, text }) => `${source} ${text}`)).toEqual(expected);
  });

  it('leave a tag within a sentence alone', () => {
    const blocks = blocksOf('Cite the <source> tag.\n<context>Ann.</context>\nno </source> here');
    expect(blocks.map(({ role }) => role)).toEqual([undefined, 'material', undefined]);
  });
});

describe('a conversation of any length', () => {
  const filler = '- an item of a list\n'.repeat(3000);
  const question = 'When does the Vorn ferry leave Kiwick?';

  it('is read from its latest turns, up to a bound', () => {
    const turns = Array.from({ length: 39 }, () => filler);
    const { material } = reading(...turns, FERRY, question);
    const characters = material.reduce((sum, { text }) => sum + text.length, 0);
    expect(characters).toBeLessThan(200_000);
    expect(answerFrom(reading(...turns, FERRY, question), material)).toContain('07:35');
  });

  it('is read from its first system turns, up to a bound', () => {
    const turns = Array.from({ length: 200 }, () => ['system', filler] as const);
    const { material } = reading(['system', FERRY], ...turns, question);
    expect(material.length).toBeLessThan(5);
    expect(material[0]?.text).toContain('Vorn ferry');
  });

  it('is searched in its latest statements', () => {
    const old = { text: FERRY, from: 'earlier' } as const;
    const passages = Array.from({ length: 20 }, () => ({ text: filler, from: 'earlier' }) as const);
    expect(findAnswer(question, [...passages, old])?.text).toContain('07:35');
    expect(findAnswer(question, [old, ...passages])).toBeUndefined();
  });
});

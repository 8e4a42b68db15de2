import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GenerationRequest, Turn } from '../../../engine/request.ts';
import { readRequest } from '../../reading/reading.ts';
import { readAsk } from '../ask.ts';
import { createTriage } from '../clues.ts';
import { FORMS } from './index.ts';

/** A form, and a request for which it is the first to match. */
const REQUESTS: readonly (readonly [string, string])[] = [
  ['silence', ''],
  ['small talk', 'Hello there'],
  ['small talk', 'What can you do?'],
  ['small talk', 'count to 5'],
  ['small talk', 'thx'],
  ['echo', 'Repeat after me: banana'],
  ['echo', 'Reply with only the word "pong".'],
  ['classification', 'Classify the sentiment: I love it'],
  ['classification', 'Is this positive or negative? "terrible"'],
  ['condensing', 'Summarize this: the cat sat on the mat because it was warm and the dog was out.'],
  ['condensing', 'The cat sat on the mat because it was warm. The dog was out.\n\ntl;dr'],
  ['extraction', 'Extract the names from: Alice met Bob.'],
  ['translation', 'Translate "good morning" to French'],
  ['translation', 'How do you say thank you in German?'],
  ['rewriting', 'Fix the grammar: he go to school'],
  ['recollection', 'What is my name?'],
  ['sum', 'What is 2 + 2?'],
  ['sum', 'What is the square root of sixteen?'],
  ['sum', 'Divide 12 by 4'],
  ['conversion', '72 f to c'],
  ['conversion', 'How many meters are in 2 miles?'],
  ['knowledge', "What's the capital of France?"],
  ['knowledge', 'How many planets are there?'],
  ['knowledge', 'What time is it?'],
  ['JSON sample', 'Generate a JSON object with a name and an age'],
  ['code', 'Write a Python function to sort a list'],
  ['code', 'hello world in rust'],
  ['verse', 'Write a haiku about rain'],
  ['pitch', 'Write a tagline for a coffee shop'],
  ['tale', 'Once upon a time there was a small town'],
  ['tale', 'Write an e-mail to my boss asking for a day off'],
  ['foreign', '¿Qué es la fotosíntesis?'],
  ['comparison', 'Compare Rust and Go'],
  ['comparison', 'Should I use Docker or Kubernetes?'],
  ['listing', 'Give me 3 tips for better sleep'],
  ['listing', 'How do I bake bread?'],
  ['judgment', 'Is coffee healthy?'],
  ['judgment', 'It rained yesterday.'],
  ['explanation', 'Why is the sky blue?'],
];

const triage = createTriage(FORMS.map((form) => form.clues));

function askFor(prompt: string, system = ''): ReturnType<typeof readAsk> {
  const turn = (role: 'user' | 'system', text: string): Turn => ({ role, parts: [{ kind: 'text', text }] });
  const turns = system === '' ? [turn('user', prompt)] : [turn('system', system), turn('user', prompt)];
  return readAsk(readRequest({ turns } as unknown as GenerationRequest));
}

/** The forms that recognise a request, and those that pass the clue check. */
function formsFor(ask: ReturnType<typeof readAsk>): { recognising: string[]; worthy: string[] } {
  const bits = triage(ask);
  return {
    recognising: FORMS.filter((form) => form.recognise(ask) !== undefined).map(({ name }) => name),
    worthy: FORMS.filter((_, index) => (bits & (1 << index)) !== 0).map(({ name }) => name),
  };
}

describe('the forms of answer', () => {
  it.each(REQUESTS)('%s: %s', (name, prompt) => {
    expect(formsFor(askFor(prompt)).recognising[0]).toBe(name);
  });

  it('are few enough for one bit each', () => {
    expect(FORMS.length).toBeLessThanOrEqual(31);
  });

  it('are tried only when their clues are present', () => {
    const { worthy } = formsFor(askFor('Explain photosynthesis to a patient gardener'));
    const always = FORMS.filter((form) => form.clues === undefined).map(({ name }) => name);
    expect(worthy).toEqual(always);
  });

  it('find clues in the system turn', () => {
    const { recognising } = formsFor(askFor('Nice weather', 'You are a translator from English to Spanish.'));
    expect(recognising[0]).toBe('translation');
  });

  it('find clues at the end of a long message', () => {
    const { recognising } = formsFor(
      askFor(`${'The weather was good on every day of it. '.repeat(300)}\n\nTL;DR`),
    );
    expect(recognising[0]).toBe('condensing');
  });

  const pieces = [
    ...REQUESTS.map(([, prompt]) => prompt),
    ...REQUESTS.flatMap(([, prompt]) => prompt.split(' ')),
    ...FORMS.flatMap(({ clues }) => Object.values(clues ?? {}).flatMap((words) => words.split(' '))),
    ...['5km', '_hello_', '“poem”', 'e-mail', 'é', 'İ', '\n', ':', '"'],
  ];

  it('recognise only requests that contain their clues', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 14 }),
        fc.constantFrom(' ', ', ', '. ', '\n'),
        fc.constantFrom('', 'You are a helpful assistant.', 'You classify reviews.', 'Answer in German.'),
        (chosen, between, system) => {
          const { recognising, worthy } = formsFor(askFor(chosen.join(between), system));
          expect(worthy).toEqual(expect.arrayContaining(recognising));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

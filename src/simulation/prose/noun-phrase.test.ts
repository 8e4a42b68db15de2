import { describe, expect, it } from 'vitest';
import { Effort } from '../../engine/effort.ts';
import { requestFor } from '../../engine/engine.cases.ts';
import { createTokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import { createRandom } from '../../runtime/random.ts';
import { createSimulatedGenerator } from '../simulated-generator.ts';
import { NO_TOPIC, topicOf } from './topic.ts';

const words = (text: string): string[] => text.split(' ');

const NATIONALITIES = words(
  'French Spanish Chinese Japanese Swiss Dutch Irish Danish Portuguese Polish Turkish Welsh Finnish Vietnamese British English',
);
const NAMES = words(
  'Apple Tesla Kyoto Einstein Python Docker Google Mars Venus Jupiter London Paris Athens Naples James Charles Mercedes Pikachu Nokia ' +
    'Texas Bach Bosch Porsche Walsh Marx Nash Lux Nvidia Amazon Berlin Oslo Ada Linus',
);
const ABBREVIATIONS = words(
  'API GPU CPU NASA HTML CSS JSON DNS SQL UK EU LLM PDF URL HTTP TLS RNA DNA MRI NGO USB RAM',
);
const MASS = words(
  'software hardware information advice music furniture equipment knowledge research luggage weather traffic homework electricity money ' +
    'water rice sand feedback evidence',
);
const COUNTED = words(
  'horse bridge lens gas atlas bus virus box church city toy leaf child mouse potato hero quiz index analysis sheep fish aircraft ' +
    'engine lighthouse tree planet violin neuron castle river recipe wolf knife',
);
const PLURALS = words(
  'apples bridges children people mice wolves cities details horses companies engines planets feet lenses potatoes teams data',
);
const VERBS = words(
  'come go need make matter happen get look sleep eat fly exist become guess decide choose imagine run think know',
);
const ADJECTIVES = words(
  'happy beautiful red slow quick wooden ancient bright cold electric famous gentle huge lovely quiet',
);

const NOUNS = [...NATIONALITIES, ...NAMES, ...ABBREVIATIONS, ...MASS, ...COUNTED, ...PLURALS];
const ALL = [...NOUNS, ...VERBS, ...ADJECTIVES];

/** Faults that a noun phrase must not have. */
const BROKEN: readonly (readonly [fault: string, pattern: RegExp])[] = [
  [
    'nothing is counted',
    /\b(?:number|amount) of(?: (?:is|are|was|do|does|did|has|have|can|of|there|in|should|will)\b|$)/,
  ],
  ['two articles', /\b(?:a|an|the|my|your) (?:a|an|the|my|your)\b/],
  ['a nationality in the plural', new RegExp(`\\b(?:${NATIONALITIES.join('|')})(?:e?s)\\b`)],
  ['a name in the plural', new RegExp(`\\b(?:${NAMES.join('|')})(?:e?s)\\b`)],
  [
    'something uncountable in the plural or counted',
    new RegExp(`\\b(?:${MASS.join('|')})s\\b|\\ban? (?:${MASS.join('|')})\\b`),
  ],
  ['a plural with an article of the singular', new RegExp(`\\ban? (?:${PLURALS.join('|')})\\b`)],
  ['a plural of a plural', new RegExp(`\\b(?:${PLURALS.join('|')}|sheep|fish|aircraft)e?s$`)],
  ['a verb at the end', new RegExp(`(?:${PLURALS.join('|')}) (?:${VERBS.join('|')})$`)],
  ['a past tense at the end', / (?:died|vanished)$/],
  ['a stray word at the end', / (?:is|are|of|the|a|an|and|to|in)$/],
];

const TEMPLATES = [
  ...[
    '{w}',
    'What is {w}?',
    'What is a {w}?',
    'Explain {w}',
    'Tell me about a {w}',
    'Describe the {w}',
    'Why is {w} popular?',
  ],
  ...[
    'How many {w} are there?',
    'How many of the {w} is Apple?',
    'How many of these are {w}?',
    'How many is {w}?',
  ],
  ...[
    'How much {w} do I need?',
    'How much is {w} worth?',
    'How much of the {w} is left?',
    'How many {w} can fly?',
  ],
  ...[
    'My {w} died',
    'The {w} vanished yesterday',
    'I saw a {w}',
    'That was {w}',
    'It is {w}',
    'Give me a {w}',
    'I have {w}',
  ],
  ...['Is a {w} good?', 'Does {w} work?', 'Is {w} in France?'],
];

const promptsOf = (template: string, list: readonly string[]) =>
  list.map((word) => template.replace('{w}', word));

describe('the topic of a prompt', () => {
  it.each(TEMPLATES)('is a correct noun phrase: %s', (template) => {
    const faults = promptsOf(template, ALL).flatMap((prompt) => {
      const { name } = topicOf(prompt);
      return BROKEN.filter(([, pattern]) => pattern.test(name)).map(
        ([fault]) => `${prompt} → ${name}: ${fault}`,
      );
    });
    expect(faults).toEqual([]);
  });

  it.each(['I {w}', 'You {w}', 'They will {w}', 'I want to {w}', 'We have to {w} now', 'She can really {w}'])(
    'is not a verb: %s',
    (template) => {
      for (const prompt of promptsOf(template, VERBS)) expect(topicOf(prompt).name, prompt).toBe(NO_TOPIC);
    },
  );

  it.each(['It is {w}', 'I am so {w}', 'That was very {w}', 'They were {w} today'])(
    'is not an adjective: %s',
    (template) => {
      for (const prompt of promptsOf(template, ADJECTIVES))
        expect(topicOf(prompt).name, prompt).toBe(NO_TOPIC);
    },
  );

  it.each(PLURALS.flatMap((noun) => VERBS.map((verb) => [`Tell me when ${noun} ${verb}`, noun] as const)))(
    '"%s" is about %s',
    (prompt, noun) => {
      expect(topicOf(prompt).name).toMatch(new RegExp(`${noun}$`));
    },
  );

  it('has a verb that agrees with it', () => {
    for (const name of [...NATIONALITIES, ...NAMES, ...ABBREVIATIONS, ...MASS]) {
      const singular = topicOf(`What is ${name}?`);
      expect([singular.name, singular.plural]).toEqual([name, false]);
    }
    for (const noun of PLURALS)
      expect(topicOf(`What are ${noun}?`)).toMatchObject({ name: noun, plural: true });
  });

  it.each([
    ['How many of these companies is Apple?', 'the number of companies'],
    ['How much is Apple worth?', 'Apple'],
    ['How much water should I drink?', 'the amount of water'],
    ['How many is too many?', NO_TOPIC],
    ['Do French people drink wine?', 'French people'],
    ['What is a German?', 'a German'],
    ['What is a lens?', 'lenses'],
    ['What is a fish?', 'fish'],
    ['My cat died yesterday', 'your cat'],
    ['Where is the US?', 'the US'],
    ['guess', 'guessing'],
  ])('%s: %s', (prompt, name) => {
    expect(topicOf(prompt).name).toBe(name);
  });
});

describe('an answer', async () => {
  const tokenizer = await createTokenizers().load('o200k_base');
  const source = createSimulatedGenerator();
  const answer = (prompt: string, seed: number): string =>
    source.compose({
      request: requestFor(prompt),
      choice: 0,
      random: createRandom(seed),
      tokenizer,
      budget: { minimum: 0, maximum: 400 },
      effort: new Effort(),
    }).text ?? '';

  it('does not give thanks for a verb or an adjective', () => {
    for (let seed = 0; seed < 4; seed++) {
      for (const word of [...VERBS, ...ADJECTIVES]) {
        for (const prompt of [`I ${word}`, `It is ${word}`, `I want to ${word}`]) {
          const text = answer(prompt, seed);
          expect(text, prompt).not.toMatch(new RegExp(`(?:about|and) ${word}(?: is)?\\b`));
          expect(text, prompt).not.toMatch(/(?:about|mean|and) this subject/);
        }
      }
    }
  });

  it('has no broken phrases, whatever the topic', () => {
    for (const word of ALL) {
      for (const prompt of [
        `What is a ${word}?`,
        `How many ${word} is that?`,
        `Why does a ${word} matter?`,
      ]) {
        const text = answer(prompt, 1);
        for (const [fault, pattern] of BROKEN.slice(0, 5))
          expect(text, `${prompt}: ${fault}`).not.toMatch(pattern);
      }
    }
  });
});

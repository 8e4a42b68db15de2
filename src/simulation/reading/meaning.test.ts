import { describe, expect, it } from 'vitest';
import { areCognates } from './foreign.ts';
import { findAnswer } from './passages.ts';
import { relativesOf } from './relatives.ts';
import { Roots } from './roots.ts';

describe('an answer in other words', () => {
  it.each([
    ['What would it cost to bring my dog?', 'A garage is 24 EUR.\nPets are welcome for 14 EUR.', '14'],
    ['How many people took part in the study?', 'The trial enrolled 311 patients.', '311'],
    ['Whom should I ask about food?', 'Ann handles the press. Bob takes care of the catering.', 'Bob'],
    ['What allergy should I write down?', '- Drives a van\n- Is allergic to nuts', 'nuts'],
    ['How often should I water ferns?', 'Water cacti every three weeks. Water ferns twice a week.', 'twice'],
    ['How old is Tofu?', 'Miso is 4 and Tofu is 9.', 'Tofu is 9'],
    ['Who directed the play?', 'The play was written by Ann Lee and directed by Bob Ray.', 'Bob Ray'],
    ['What was the hallway?', 'The bathroom would be $60 and the hallway $10.', '$10'],
  ])('%s', (question, text, expected) => {
    expect(findAnswer(question, [{ text, from: 'context' }])?.text).toContain(expected);
  });
});

describe('an answer in another language', () => {
  it.each([
    ['¿Cuánto cuesta el aparcamiento?', 'Tickets: 13 euros.\nParking: 31 euros for the whole day.', '31'],
    ["Dans quelle salle a lieu l'atelier ?", 'The workshop is in room B12. It ends on 1 March.', 'B12'],
    ['How many rooms does the Brissac castle have?', 'Le château de Brissac compte 204 pièces.', '204'],
    ['Quanto custa uma reparação?', 'The shop is open. A repair costs 40 euros.', '40'],
  ])('%s', (question, text, expected) => {
    expect(findAnswer(question, [{ text, from: 'context' }])?.text).toContain(expected);
  });

  it('may be spelled alike', () => {
    expect(areCognates('registrierung', 'registration')).toBe(true);
    expect(areCognates('reparação', 'repair')).toBe(true);
    expect(areCognates('calle', 'cattle')).toBe(false);
  });
});

it('does not take one kind for another', () => {
  const words = new Roots();
  const [dog, cat, pet] = ['dog', 'cat', 'pet'].map((word) => relativesOf(words.root(word)));
  expect(dog!.some((group) => pet!.includes(group))).toBe(true);
  expect(dog!.some((group) => cat!.includes(group))).toBe(false);
  expect(
    findAnswer('What does Kestrel make?', [{ text: 'Orvex makes pumps.', from: 'context' }]),
  ).toBeUndefined();
});

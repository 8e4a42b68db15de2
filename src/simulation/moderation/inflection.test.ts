import { expect, it } from 'vitest';
import { inflectNoun, inflectVerb } from './inflection.ts';

it.each<[string, string, string, string]>([
  ['kill', 'kills', 'killed', 'killing'],
  ['stab+', 'stabs', 'stabbed', 'stabbing'],
  ['poison', 'poisons', 'poisoned', 'poisoning'],
  ['strangle', 'strangles', 'strangled', 'strangling'],
  ['bury', 'buries', 'buried', 'burying'],
  ['destroy', 'destroys', 'destroyed', 'destroying'],
  ['punch', 'punches', 'punched', 'punching'],
  ['shoot/shot', 'shoots', 'shot', 'shooting'],
  ['cut+/cut', 'cuts', 'cut', 'cutting'],
])('%s', (entry, third, past, ing) => {
  const forms = inflectVerb(entry);
  expect(forms.base[1]).toBe(third);
  expect(forms.third).toEqual([third]);
  expect(forms.past).toEqual([past]);
  expect(forms.ing).toEqual([ing]);
});

it('forms plurals', () => {
  expect(['boss', 'body', 'boy', 'church'].map(inflectNoun)).toEqual([
    'bosses',
    'bodies',
    'boys',
    'churches',
  ]);
});

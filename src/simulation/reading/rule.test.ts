import { expect, it } from 'vitest';
import { byRule } from './rule.ts';

it.each([
  ['May a bag of 25 kg come on board?', 'Bags of up to 23 kg may come on board.', false],
  ['May a bag of 20 kg come on board?', 'Bags of up to 23 kg may come on board.', true],
  ['Is Ann admitted?', 'Visitors must be at least 18 years old. Ann is 17 years old.', false],
  ['Is the claim accepted?', 'Claims over €500 are not accepted. The claim is for €650.', false],
  ['Is the claim accepted?', 'Claims over €500 are not accepted. The claim is for €450.', true],
  ['Is the claim rejected?', 'Claims over €500 are rejected. The claim is for €650.', true],
  ['Can I return it after 40 days?', 'Goods can be returned within 30 days.', false],
  ['Does an order of 130 euros ship free?', 'Orders of more than 100 euros ship free.', true],
  ['Is a passenger of 64 entitled?', 'Passengers who are 65 or older are entitled to a discount.', false],
])('%s %s', (question, statements, holds) => {
  expect(byRule(question, statements)?.holds).toBe(holds);
});

it.each([
  ['Is Ann admitted?', 'Visitors must be at least 18 years old.'],
  ['Is Ann admitted?', 'Ann is 17 years old.'],
])('decides nothing of: %s %s', (question, statements) => {
  expect(byRule(question, statements)).toBeUndefined();
});

import { expect, it } from 'vitest';
import { byMembership } from './membership.ts';

it.each([
  ['Is Ann on the guest list?', true],
  ['Is Rolf on the guest list?', false],
  ['Are nuts among the ingredients?', false],
  ['Is Ann tall?', undefined],
])('%s', (question, holds) =>
  expect(byMembership(question, [{ text: 'Guest list: Ann, Bob.', from: 'stated' }])?.holds).toBe(holds),
);

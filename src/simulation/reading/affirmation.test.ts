import { expect, it } from 'vitest';
import { affirms } from './affirmation.ts';

const REFUNDS = 'Refunds are not given unless the event is cancelled by the organiser.';
const DOGS = 'Dogs are not allowed in the restaurant, except guide dogs.';
const ROOMS = 'All rooms have a balcony except rooms 12 and 14.';
const ABROAD = 'Employees may work from abroad only if their manager agrees.';

it.each([
  [DOGS, 'May I bring my dog into the restaurant?', '', false],
  [DOGS, 'May I bring my guide dog into the restaurant?', '', true],
  [REFUNDS, 'Can I get a refund?', 'The organiser cancelled the event.', true],
  [REFUNDS, 'Can I get a refund?', 'I changed my mind.', false],
  [ROOMS, 'Does room 14 have a balcony?', '', false],
  [ROOMS, 'Does room 9 have a balcony?', '', true],
  [ABROAD, 'May I work from abroad?', 'My manager does not agree.', false],
  [ABROAD, 'May I work from abroad?', 'My manager agrees.', true],
  [ABROAD, 'May I work from abroad?', '', undefined],
  ['The lounge is only for members.', 'Can I use the lounge?', 'I am not a member.', false],
  ['The pool is open every day except Tuesday.', 'Is the pool open on Tuesday?', '', false],
  ['The pool is open every day except Tuesday.', 'Is the pool open on Friday?', '', true],
  ['Parcels arrive within 5 days.', 'Will it arrive in 7 days?', '', false],
  ['The shop is not open on Sundays.', 'Is the shop open on Sundays?', '', false],
])('%s %s %s', (text, question, beside, expected) => {
  expect(affirms(text, question, beside)).toBe(expected);
});

import { expect, it } from 'vitest';
import { isMet } from './condition.ts';
import { readRequest } from './reading.ts';

it.each([
  ['If the customer states an order number', 'Customer: My order is 55-2231.', true],
  ['If the customer states an order number', 'Customer: Where is my parcel?', false],
  ['If no person is mentioned', 'The shop opens at nine.', true],
  [
    'When the context has the answer',
    'Context: The shop opens at 9.\n\nQuestion: When does the shop open?',
    true,
  ],
  ['When the context has the answer', 'Context: The shop opens at 9.\n\nQuestion: Who owns the mill?', false],
  ['if it is a question', 'Where is it?', true],
  ['if it is a complaint', 'It is broken.', undefined],
  ['To ask for the state', 'It is broken.', undefined],
])('%s: %s', (condition, text, wanted) => {
  const turns = [{ role: 'user', parts: [{ kind: 'text', text }] }];
  const request = { turns, tools: [], format: { kind: 'text' } } as unknown as Parameters<
    typeof readRequest
  >[0];
  expect(isMet(condition, readRequest(request))).toBe(wanted);
});

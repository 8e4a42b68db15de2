import { expect, it } from 'vitest';
import type { MadeCall } from '../../reading/calls.ts';
import { toldByOrder } from './told-by-order.ts';

const call = (name: string, result: string): MadeCall => ({ name, input: {}, result, outcome: 'found' });
const game =
  "Draw a card and see if it matches the player's guess. If so, tell them they're the winner. Use their name.";

it.each([
  [game, 'I guess queen', [call('draw', 'Queen'), call('get_name', 'Ann')], "You're the winner, Ann!"],
  [game, 'I guess ten', [call('draw', 'Queen'), call('get_name', 'Ann')], undefined],
  [
    'If fewer than 5 are left, tell the customer that they have to hurry.',
    'Is the lamp in stock?',
    [call('get_stock', '{"stock":3}')],
    'You have to hurry.',
  ],
  ['If fewer than 5 are left, tell them to hurry.', 'Is it?', [call('get_stock', '{"stock":30}')], undefined],
  ['Be kind.', 'Is it?', [call('get_stock', '{"stock":30}')], undefined],
])('%s %s', (system, request, calls, told) => expect(toldByOrder(system, request, calls)).toBe(told));

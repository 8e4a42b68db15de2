import { describe, expect, it } from 'vitest';
import { daysAfter } from './calendar.ts';
import { continued } from './follow-up.ts';

const again = (text: string, input: Record<string, unknown>, earlier: string) =>
  continued(text, { name: 'x', input, result: '', outcome: 'found' }, earlier);

describe('a follow-up', () => {
  const flight = { origin: 'Oslo', destination: 'Lisbon', date: '2027-05-03' };
  const asked = 'Find flights from Oslo to Lisbon on 3 May 2027.';

  it.each([
    ['And in Rome?', { city: 'Oslo', days: 3 }, 'The weather in Oslo for 3 days?', { city: 'Rome', days: 3 }],
    ['What about 5 days?', { city: 'Oslo', days: 3 }, 'Oslo for 3 days?', { city: 'Oslo', days: 5 }],
    ['And to Porto on 5 May 2027?', flight, asked, { ...flight, destination: 'Porto', date: '2027-05-05' }],
    [
      'Then try the day after, from Bergen.',
      flight,
      asked,
      { ...flight, origin: 'Bergen', date: '2027-05-04' },
    ],
    ['And two weeks later?', flight, asked, { ...flight, date: '2027-05-17' }],
    [
      'And in fahrenheit?',
      { city: 'Rome', unit: 'celsius' },
      'Rome in celsius',
      { city: 'Rome', unit: 'fahrenheit' },
    ],
    ['What about A-12?', { order_id: 'B-7' }, 'Where is B-7?', { order_id: 'A-12' }],
  ])('%s', (text, input, earlier, expected) => expect(again(text, input, earlier)).toEqual(expected));

  it('that names nothing which the call takes is none', () =>
    expect(again('And at 14:30?', { count: 3 }, 'Give me 3.')).toBeUndefined());
});

it.each([
  ['2027-02-28', 1, '2027-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2027-01-01', -1, '2026-12-31'],
  ['2027-12-31', 14, '2028-01-14'],
  ['tomorrow', 1, undefined],
])('%s and %i days is %s', (date, days, expected) => expect(daysAfter(date, days)).toBe(expected));

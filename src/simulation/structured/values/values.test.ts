import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../../engine/request.ts';
import { factsIn, factsWith } from '../facts/facts.ts';
import { valuesFor } from './values.ts';

type Properties = Readonly<Record<string, JsonSchema>>;

const text = (description = ''): JsonSchema => ({ type: 'string', description });
const number = (description = ''): JsonSchema => ({ type: 'number', description });
const flag: JsonSchema = { type: 'boolean' };
const oneOf = (...values: string[]): JsonSchema => ({ type: 'string', enum: values });
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

const object = (properties: Properties): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

function read(request: string, properties: Properties, name = 'record'): Record<string, unknown> {
  const values = valuesFor(object(properties), factsIn(request), name, { left: 10_000 });
  const found: Record<string, unknown> = {};
  for (const key of Object.keys(properties)) {
    const length = values.lengthAt([key]);
    const value =
      length === undefined
        ? values.at([key])
        : Array.from(
            { length },
            (_, index) => values.at([key, index]) ?? rowAt(values, key, index, properties),
          );
    if (value !== undefined) found[key] = value;
  }
  return found;
}

function rowAt(
  values: ReturnType<typeof valuesFor>,
  key: string,
  index: number,
  properties: Properties,
): Record<string, unknown> {
  const { items } = properties[key] as { items: { properties: Properties } };
  return Object.fromEntries(
    Object.keys(items.properties).map((name) => [name, values.at([key, index, name])]),
  );
}

type Case = readonly [
  situation: string,
  request: string,
  properties: Properties,
  expected: Record<string, unknown>,
];

const CASES: readonly Case[] = [
  [
    'identifiers by the noun before them',
    'I got invoice LD-4618-B for order AJ-1333-P.',
    { order_id: text(), invoice_id: text() },
    { order_id: 'AJ-1333-P', invoice_id: 'LD-4618-B' },
  ],
  [
    'both ends of a movement by their prepositions',
    'Book a train to Oslo from Bergen.',
    { origin: text('Where it starts'), destination: text('Where it ends') },
    { origin: 'Bergen', destination: 'Oslo' },
  ],
  [
    'numbers by what is counted, and money',
    'We need 3 rooms for 7 guests, at most 240 euros.',
    { guests: number(), rooms: number(), max_price: number() },
    { guests: 7, rooms: 3, max_price: 240 },
  ],
  [
    'what a description says of a value',
    'The Tarn was launched in 1961 and is registered in Velmoor.',
    { launched: number('year of the launch'), home_port: text('where the ship is registered') },
    { launched: 1961, home_port: 'Velmoor' },
  ],
  ['a unit that the field asks for', 'Heat it for two hours.', { minutes: number() }, { minutes: 120 }],
  [
    'parts of hours in words',
    'It takes three quarters of an hour.',
    { duration_minutes: number() },
    { duration_minutes: 45 },
  ],
  [
    'a percentage as a fraction',
    'The tax is 5 %.',
    { tax_rate: number('as a fraction, e.g. 0.19') },
    { tax_rate: 0.05 },
  ],
  ['a correction', 'Order 13 lamps – no, wait, make that 57.', { quantity: number() }, { quantity: 57 }],
  ['a number below zero', 'Cool it down to minus 15 degrees.', { celsius: number() }, { celsius: -15 }],
  [
    'operands in the order that the operation takes them',
    'Subtract 5 from 20.',
    { a: number(), b: number() },
    { a: 20, b: 5 },
  ],
  ['a whole expression', 'What is 12 × (3 + 4)?', { expression: text() }, { expression: '12 * (3 + 4)' }],
  [
    'a date and its time',
    'Meet on 3 May 2031 at 2:30 PM.',
    { start: { type: 'string', format: 'date-time' } },
    { start: '2031-05-03T14:30:00' },
  ],
  [
    'the time zone of a city',
    'What time is it in Mumbai?',
    { timezone: text() },
    { timezone: 'Asia/Kolkata' },
  ],
  [
    'the country of a city',
    'She lives in Lyon.',
    { city: text(), country: text() },
    { city: 'Lyon', country: 'France' },
  ],
  [
    'a value said in other words',
    'Please hurry, this blocks everybody!',
    { priority: oneOf('low', 'high') },
    { priority: 'high' },
  ],
  [
    'days between two',
    'Water it from Monday to Wednesday.',
    { days: listOf(oneOf('mon', 'tue', 'wed', 'thu')) },
    { days: ['mon', 'tue', 'wed'] },
  ],
  [
    'with and without',
    'A flat with a balcony, but without parking.',
    { balcony: flag, parking: flag },
    { balcony: true, parking: false },
  ],
  [
    'copies and receivers',
    'Send a mail to a@x.org, copy b@x.org and c@x.org.',
    { to: listOf(text('mail addresses')), cc: listOf(text('mail addresses')) },
    { to: ['a@x.org'], cc: ['b@x.org', 'c@x.org'] },
  ],
  [
    'records of one sentence',
    'Ann Lee is 25, Bob Roe from Oslo is 31 and Cy Moss is 40.',
    { people: listOf(object({ name: text(), age: { type: 'integer' } })) },
    {
      people: [
        { name: 'Ann Lee', age: 25 },
        { name: 'Bob Roe', age: 31 },
        { name: 'Cy Moss', age: 40 },
      ],
    },
  ],
  [
    'records of a table',
    '| Item | Price | Pcs |\n|---|---|---|\n| Velm drill | 6.5 | 7 |\n| Tarn saw | 9.25 | 2 |',
    { lines: listOf(object({ description: text(), price: number(), pcs: number() })) },
    {
      lines: [
        { description: 'Velm drill', price: 6.5, pcs: 7 },
        { description: 'Tarn saw', price: 9.25, pcs: 2 },
      ],
    },
  ],
  ['what is to be said', 'Tell Ann that we are late.', { message: text() }, { message: 'we are late' }],
  [
    'who gives and who gets, by the verb',
    'Jonas got 34.50 euros from Mara.',
    { payer: text(), payee: text(), amount: number() },
    { payer: 'Mara', payee: 'Jonas', amount: 34.5 },
  ],
  [
    'what is debited and credited',
    'Credit account CH-3400 with 250 euros and debit SV-1200.',
    { from_account: text(), to_account: text() },
    { from_account: 'SV-1200', to_account: 'CH-3400' },
  ],
  [
    'winners and their points',
    'Falcons lost 2 to 3 against Otters.',
    { winner: text(), loser: text(), winner_score: number(), loser_score: number() },
    { winner: 'Otters', loser: 'Falcons', winner_score: 3, loser_score: 2 },
  ],
  [
    'conditions of a query',
    'Which orders from Tarnholm have a total over 200 euros and were placed since 2024-05-01?',
    {
      filters: listOf(
        object({
          field: oneOf('total', 'city', 'placed_on'),
          op: oneOf('eq', 'gt', 'gte', 'lt'),
          value: { type: ['string', 'number'] },
        }),
      ),
    },
    {
      filters: [
        { field: 'city', op: 'eq', value: 'Tarnholm' },
        { field: 'total', op: 'gt', value: 200 },
        { field: 'placed_on', op: 'gte', value: '2024-05-01' },
      ],
    },
  ],
  [
    'the order of results',
    'Show all orders, the newest ones first.',
    { sort_by: oneOf('total', 'created_at'), direction: oneOf('asc', 'desc') },
    { sort_by: 'created_at', direction: 'desc' },
  ],
  [
    'the sign of what is taken away',
    'Seven bulbs of article LM-9 broke.',
    { article: text(), change: number('negative if there are fewer') },
    { article: 'LM-9', change: -7 },
  ],
  [
    'what is said after a colon, to its end',
    'Mail bob@x.org and say: I booked a table. See you there.',
    { body: text() },
    { body: 'I booked a table. See you there.' },
  ],
  [
    'what is to be remembered, without when',
    'Remind me on 4 March 2027 at 7 am to water the plants.',
    { task: text(), date: text('YYYY-MM-DD') },
    { task: 'water the plants', date: '2027-03-04' },
  ],
  [
    'compound units',
    'Put out 261 l/ha with the nozzles at 2.7 bar; the field has 26.7 ha.',
    { area: number('In hectares'), rate: number('In litres per hectare'), pressure: number('In bar') },
    { area: 26.7, rate: 261, pressure: 2.7 },
  ],
  ['a spoken time', 'Wake me at half past six.', { time: text('HH:MM') }, { time: '06:30' }],
  [
    'what is owned and what is wanted',
    'I own 40 shares. Sell 15 of them.',
    { quantity: number('Number of shares') },
    { quantity: 15 },
  ],
  [
    'a ticked box',
    'Section: [ ] tennis [x] rowing',
    { section: oneOf('tennis', 'rowing') },
    { section: 'rowing' },
  ],
  [
    'a value outside its limits',
    'Dasoma: 174.2 (reference 105.7 - 147.7)',
    { value: number(), reference_low: number(), reference_high: number(), abnormal: flag },
    { value: 174.2, reference_low: 105.7, reference_high: 147.7, abnormal: true },
  ],
  [
    'a lone postal code and house',
    'Ship to 12 Velm Road, 79424 Tarnbridge.',
    { street: text(), city: text(), postal_code: text() },
    { street: '12 Velm Road', city: 'Tarnbridge', postal_code: '79424' },
  ],
];

describe('values that a request states', () => {
  it.each(CASES)('%s', (_, request, properties, expected) => {
    expect(read(request, properties)).toEqual(expected);
  });

  it('fill objects of one kind by what is said of each', () => {
    const address = object({ street: text(), city: text() });
    const request = 'Send the goods to 5 Hill Road, Brunholm, but the invoice to 9 Dock Street, Ostwick.';
    const values = valuesFor(
      object({ billing_address: address, shipping_address: address }),
      factsIn(request),
      'order',
      { left: 10_000 },
    );
    expect(values.at(['shipping_address', 'street'])).toBe('5 Hill Road');
    expect(values.at(['billing_address', 'city'])).toBe('Ostwick');
  });

  it('come from the item of an earlier list that the request chooses', () => {
    const list = 'We have:\n1. TR-101 at 08:10, 24 euros\n2. TR-205 at 09:45, 31 euros';
    const schema = object({ train: text(), passenger: text() });
    for (const [request, train] of [
      ['Book the second one for Ann Lee.', 'TR-205'],
      ['I take the cheapest one, for Ann Lee.', 'TR-101'],
    ] as const)
      expect(valuesFor(schema, factsIn(request, list), 'book', { left: 1_000 }).at(['train'])).toBe(train);
  });

  it('are left out where a field is only given in another case', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { order_type: oneOf('limit', 'market'), limit_price: number('Only for limit orders') },
      required: ['order_type'],
    };
    const values = valuesFor(schema, factsIn('Buy 139 shares at the market price.'), 'order', {
      left: 1_000,
    });
    expect(values.at(['order_type'])).toBe('market');
    expect(values.at(['limit_price'])).toBeUndefined();
  });

  it('are none for a request that states none', () => {
    expect(read('Make up a person, please.', { name: text(), age: number() })).toEqual({});
  });

  it('end with their budget', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`name_${index}`, text()]),
    );
    const budget = { left: 100 };
    valuesFor(object(properties), factsIn('Ann met Bob in Rome. '.repeat(150)), 'x', budget);
    expect(budget.left).toBeGreaterThan(-1_000);
  });

  it('take given values before stated ones', () => {
    const facts = factsWith(factsIn('Cancel order AJ-1.'), new Map([['orderid', 'ZZ-9']]));
    expect(valuesFor(object({ order_id: text() }), facts, 'cancel', { left: 1_000 }).at(['order_id'])).toBe(
      'ZZ-9',
    );
  });
});

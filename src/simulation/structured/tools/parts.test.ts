import { describe, expect, it } from 'vitest';
import { isMet } from '../../calls/conditions.ts';
import { type Entry, entriesOf } from '../../calls/entries.ts';
import { segmentsOf } from '../../calls/segments.ts';
import { chosen, suiting } from '../../calls/selection.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { continued } from './follow-up.ts';
import { corrected } from './retry.ts';
import { sqlFor } from './sql.ts';

const call = (result: unknown, input: MadeCall['input'] = {}): MadeCall => ({
  name: 'tool',
  input,
  result: typeof result === 'string' ? result : JSON.stringify(result),
  outcome: 'found',
});

describe('the segments of a request', () => {
  it.each([
    ['Read a.txt, then edit it.', ['Read a.txt', 'edit it.'], [false, true]],
    ['Before you book, check the price.', ['check the price.', 'book'], [false, true]],
    ['After you have the id, close the ticket.', ['the id', 'close the ticket.'], [false, true]],
    ['1. Find Ann.\n2. Call her.', ['Find Ann.', 'Call her.'], [false, false]],
    ['Ask Dr. Lee to call.', ['Ask Dr. Lee to call.'], [false]],
  ])('%s', (request, texts, follows) => {
    const segments = segmentsOf(request);
    expect(segments.map(({ text }) => text)).toEqual(texts);
    expect(segments.map((segment) => segment.follows)).toEqual(follows);
  });

  it.each([
    ['What is new?', 'question', 'read'],
    ['Could you cancel it?', 'command', 'remove'],
    ["I'd like to book a table.", 'command', 'create'],
    ['Please call off the meeting.', 'command', 'remove'],
    ['My order is late.', 'statement', undefined],
    ['22 degrees would be nice.', 'command', undefined],
  ])('%s is a %s', (request, mood, act) => {
    expect(segmentsOf(request)[0]).toMatchObject({ mood, act });
  });

  it('have the condition that they depend on', () => {
    const [first, second] = segmentsOf('If it rains, send ann@example.org a note; otherwise open the roof.');
    expect(first?.condition).toEqual({ text: 'it rains', negated: false });
    expect(second?.condition).toEqual({ text: 'it rains', negated: true });
  });
});

describe('a condition', () => {
  it.each<[string, unknown, boolean]>([
    ['fewer than 5 are left', { available: 4 }, true],
    ['fewer than 5 are left', { available: 5 }, false],
    ['the price is at most 20', { id: 'A-100', price: 20 }, true],
    ['the temperature exceeds 30', { humidity: 80, temperature: 12 }, false],
    ['it is available', { available: true }, true],
    ['it is not available', { available: true }, false],
    ['the status is open', { status: 'open' }, true],
    ['it is', { available: false }, false],
    ['so', { available: true }, true],
  ])('"%s" of %j is met: %s', (text, result, met) => {
    expect(isMet({ text, negated: false }, [call(result)])).toBe(met);
    expect(isMet({ text, negated: true }, [call(result)])).toBe(!met);
  });
});

describe('of several entries', () => {
  const entries = entriesOf(
    call([
      { id: 'A-1', name: 'red lamp', price: 30, date: '2027-01-02', status: 'open', is_on: true },
      { id: 'A-2', name: 'blue lamp', price: 20, date: '2027-03-02', status: 'closed', is_on: false },
      { id: 'A-3', name: 'green tent', price: 40, date: '2027-02-02', status: 'open', is_on: false },
    ]),
  );
  const id = (entry: Entry | undefined) => entry?.fields[0]?.[1];

  it.each([
    ['the cheapest one', 'A-2'],
    ['the most expensive', 'A-3'],
    ['the latest', 'A-2'],
    ['the highest price', 'A-3'],
    ['the second one', 'A-2'],
    ['the green one', 'A-3'],
    ['any', 'A-1'],
  ])('%s is chosen', (text, expected) => {
    expect(id(chosen(entries, text, ''))).toBe(expected);
  });

  it.each([
    ['all which are still on', ['A-1']],
    ['all open ones', ['A-1', 'A-3']],
    ['all of them', ['A-1', 'A-2', 'A-3']],
  ])('%s', (text, expected) => {
    expect(suiting(entries, text).map(id)).toEqual(expected);
  });
});

describe('an error', () => {
  it.each<[string, MadeCall['input'], unknown]>([
    ['No city "Rom". Did you mean "Rome"?', { city: 'Rom', days: 2 }, { city: 'Rome', days: 2 }],
    [
      "unit must be one of: 'celsius', 'kelvin'",
      { city: 'Rome', unit: 'C' },
      { city: 'Rome', unit: 'celsius' },
    ],
    ['Did you mean "Rome"?', { city: 'Rome' }, undefined],
    ['The service is down.', { city: 'Rome' }, undefined],
  ])('%s corrects %j', (error, input, expected) => {
    expect(corrected(call({ error }, input))).toEqual(expected);
  });
});

describe('a follow-up', () => {
  it.each([
    ['And in Oslo?', { city: 'Oslo', day: 'today' }],
    ['What about tomorrow?', { city: 'Rome', day: 'tomorrow' }],
  ])('%s', (text, expected) => {
    expect(continued(text, call('', { city: 'Rome', day: 'today' }), 'The weather in Rome today?')).toEqual(
      expected,
    );
  });
});

describe('a query', () => {
  const tables =
    'CREATE TABLE drivers (id INTEGER, name TEXT)\nCREATE TABLE shipments (id INTEGER, destination TEXT, weight REAL)';

  it.each([
    ['How many shipments go to Rome?', "SELECT COUNT(*) FROM shipments WHERE destination = 'Rome'"],
    ['What is the average weight of the shipments?', 'SELECT AVG(weight) FROM shipments'],
    ['Which shipment has the highest weight?', 'SELECT * FROM shipments ORDER BY weight DESC LIMIT 1'],
    ['List the drivers', 'SELECT * FROM drivers'],
  ])('for %s', (question, sql) => {
    expect(sqlFor(question, tables)).toBe(sql);
  });

  it('is not written without tables', () => {
    expect(sqlFor('How many shipments?', 'Nothing here is a table.')).toBeUndefined();
  });
});

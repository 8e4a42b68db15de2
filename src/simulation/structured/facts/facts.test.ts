import { describe, expect, it } from 'vitest';
import type { GenerationRequest, Turn } from '../../../engine/request.ts';
import { readRequest } from '../../reading/reading.ts';
import { factsIn, factsOf, noFacts } from './facts.ts';

describe('people', () => {
  it.each([
    ['Extract: John is 30 years old', [{ name: 'John', age: 30 }]],
    ['My name is Ana and I am 41 years old.', [{ name: 'Ana', age: 41 }]],
    ['Jane Doe (jane@x.org) pays $42.50', [{ name: 'Jane Doe' }]],
    ['Alice and Bob are going to a science fair on Friday.', [{ name: 'Alice' }, { name: 'Bob' }]],
    ['Zorbo, aged 7, met Dr. Quill', [{ name: 'Zorbo', age: 7 }, { name: 'Quill' }]],
    ['What is the weather in Paris?', []],
    ['The Quick Brown Fox jumps', []],
    ['I am Happy to help in March', []],
  ])('%s', (text, people) => expect(factsIn(text).people).toEqual(people));
});

describe('places', () => {
  it.each([
    ["What's the weather in San Francisco?", ['San Francisco']],
    ['Paris, France is lovely', ['Paris, France']],
    ['from Berlin to Madrid', ['Berlin', 'Madrid']],
    ['weather in london and new york', ['London', 'New York']],
    ['a house in Springfield, Illinois', ['Springfield, Illinois']],
    ['see you in March', []],
    ['London, Tokyo and Oslo', ['London', 'Tokyo', 'Oslo']],
  ])('%s', (text, places) => expect(factsIn(text).places).toEqual(places));

  it('reads a route', () => {
    expect(factsIn('a train from Lyon to New York City today').route).toEqual({
      from: 'Lyon',
      to: 'New York City',
    });
  });
});

describe('notations', () => {
  const text =
    'On March 5, 2024 at 3:30 pm and on 2024-02-30 or 2024-12-01, call +1 (555) 010-9999 or see https://a.org/x?y=1. ' +
    'Pay €1,200.50 or 3 million dollars for "two words" and 3 apples; population of 5 million, 15% off.';
  const facts = factsIn(text);

  it('dates that exist, in order', () => expect(facts.dates).toEqual(['2024-03-05', '2024-12-01']));
  it('times', () => expect(facts.times).toEqual(['15:30:00']));
  it('phones', () => expect(facts.phones).toEqual(['+1 (555) 010-9999']));
  it('addresses', () => expect(facts.urls).toEqual(['https://a.org/x?y=1']));
  it('quotations', () => expect(facts.quoted).toEqual(['two words']));
  it('money', () =>
    expect(facts.money).toEqual([
      { amount: 1200.5, currency: 'EUR' },
      { amount: 3e6, currency: 'USD' },
    ]));

  it('quantities', () => {
    const counted = (word: string) => facts.quantities.find(({ words }) => words.includes(word))?.value;
    expect(counted('appl')).toBe(3);
    expect(counted('popul')).toBe(5e6);
    expect(counted('percent')).toBe(15);
  });

  it('fields, lists, colours and companies', () => {
    const other = factsIn(
      'Full name: Ana Lima\nBudget = 20\nWe buy apples, pears and plums for Acme Corp in a red box.',
    );
    expect(Object.fromEntries(other.fields)).toMatchObject({ fullname: 'Ana Lima', budget: '20' });
    expect(other.lists).toContainEqual(['apples', 'pears', 'plums']);
    expect(other.colours).toEqual(['red']);
    expect(other.companies).toEqual(['Acme Corp']);
  });
});

describe('arithmetic', () => {
  it.each([
    ['How can I solve 8x + 7 = -23?', 'x = -3.75'],
    ['solve 2(x - 3) = x + 1', 'x = 7'],
    ['What is 12 * (3 + 4)?', '84'],
    ['0.1 + 0.2', '0.3'],
    ['2^10 - 24', '1000'],
    ['7 / 0', undefined],
    ['x + 1 = x', undefined],
    ['on 2024-03-05 we met 3 people', undefined],
    ['I have 3 apples', undefined],
  ])('%s', (text, answer) => expect(factsIn(text).solution?.answer).toBe(answer));
});

describe('texts that are read', () => {
  const turn = (role: Turn['role'], text: string): Turn => ({ role, parts: [{ kind: 'text', text }] });
  const request = (turns: readonly Turn[], format: string) =>
    ({ turns, tools: [], format: { kind: format } }) as unknown as GenerationRequest;

  it('nothing when neither JSON nor tools are wanted', () => {
    expect(factsOf(readRequest(request([turn('user', 'John is 30')], 'text')))).toBe(noFacts);
  });

  it('the last request first, then tool results, then earlier turns', () => {
    const turns = [
      turn('user', 'I am in Rome'),
      turn('assistant', 'in Vienna'),
      turn('user', 'in Oslo'),
      turn('tool', 'in Lima'),
    ];
    expect(factsOf(readRequest(request(turns, 'json'))).places).toEqual(['Oslo', 'Lima', 'Vienna', 'Rome']);
  });

  it('at most 4,000 characters, from both ends', () => {
    const facts = factsIn(`in Oslo ${'. '.repeat(500_000)} in Lima`);
    expect(facts.text.length).toBeLessThanOrEqual(4_000);
    expect(facts.places).toEqual(['Oslo', 'Lima']);
  });
});

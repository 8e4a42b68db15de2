import { describe, expect, it } from 'vitest';
import { bestOption } from './choosing.ts';
import { circumstancesOf } from './circumstances.ts';
import { daysIn } from './days.ts';
import { textOfHtml } from './html.ts';
import { namedOptionsIn } from './options.ts';
import { partsOf } from './parts.ts';
import { Roots } from './roots.ts';

describe('the parts of a question', () => {
  it.each([
    ['Who founded Acme, and where is it?', ['Who founded Acme?', 'where is it?']],
    ['When was it built? And by whom?', ['When was it built?', 'And by whom?']],
    [
      'What are the price and the weight of the lamp?',
      ['What are the price of the lamp?', 'What are the weight of the lamp?'],
    ],
    ['Who leads Sales and Legal?', ['Who leads Sales and Legal?']],
  ])('%s', (question, expected) => {
    expect(partsOf(question)).toEqual(expected);
  });
});

describe('the circumstances of a question', () => {
  it('are what is said beside it, and what is not the case', () => {
    const words = new Roots();
    const { given, excluded, amounts } = circumstancesOf(
      'What do I pay?',
      'I am 30 years old, but I am not a member.',
      words,
    );
    expect(excluded.has(words.root('members'))).toBe(true);
    expect(given.has(words.root('members'))).toBe(false);
    expect(amounts.map(({ number, unit }) => [number, unit])).toEqual([[30, 'year']]);
  });
});

describe('days', () => {
  it.each([
    ['Monday to Thursday', ['Monday', 'Tuesday', 'Wednesday', 'Thursday']],
    ['Sat-Mon', ['Saturday', 'Sunday', 'Monday']],
    ['on weekends', ['Saturday', 'Sunday']],
    ['on Friday', []],
  ])('%s', (text, expected) => {
    expect(daysIn(text)).toEqual(expected);
  });
});

describe('a page', () => {
  it('is read with its headings, terms, lists and tables', () => {
    const page =
      '<main><h2>Office</h2><dl><dt>Phone</dt><dd>12&nbsp;34</dd></dl><ul><li>A</li></ul>' +
      '<table><tr><th>City</th><th>Mayor</th></tr><tr><td>Rome</td><td>Ann</td></tr></table></main>';
    expect(textOfHtml(page).split('\n')).toEqual([
      '## Office',
      '',
      'Phone: 12 34',
      '',
      '- A',
      '',
      'City | Mayor |',
      '--- | --- |',
      'Rome | Ann |',
    ]);
  });
});

describe('options', () => {
  const routes = 'Choose one:\n- billing: invoices and refunds\n- technical: crashes and errors of the app';

  it('are read with their names', () => {
    expect(namedOptionsIn(routes).map(({ mark }) => mark)).toEqual(['billing', 'technical']);
    expect(namedOptionsIn(routes.slice(12))).toEqual([]);
  });

  it('are chosen by their words', () => {
    expect(bestOption('The app crashes at start.', namedOptionsIn(routes))?.mark).toBe('technical');
    expect(bestOption('Hello.', namedOptionsIn(routes))).toBeUndefined();
  });
});

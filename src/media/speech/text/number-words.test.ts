import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitWords, numberWords, ordinalWords, yearWords } from './number-words.ts';

describe('number words', () => {
  it.each([
    ['0', 'zero'],
    ['13', 'thirteen'],
    ['40', 'forty'],
    ['101', 'one hundred one'],
    ['1000', 'one thousand'],
    ['1204.5', 'one thousand two hundred four point five'],
    ['1000000', 'one million'],
    ['12345678', 'twelve million three hundred forty five thousand six hundred seventy eight'],
    ['007', 'zero zero seven'],
    ['1234567890123456', 'one two three four five six seven eight nine zero one two three four five six'],
  ])('reads %s', (digits, words) => {
    expect(numberWords(digits)).toBe(words);
  });

  it('reads ordinals and years', () => {
    expect(['1', '2', '3', '12', '20', '21', '100'].map(ordinalWords)).toEqual([
      'first',
      'second',
      'third',
      'twelfth',
      'twentieth',
      'twenty first',
      'one hundredth',
    ]);
    expect(['1984', '1900', '1905', '2005', '2024'].map(yearWords)).toEqual([
      'nineteen eighty four',
      'nineteen hundred',
      'nineteen oh five',
      'two thousand five',
      'twenty twenty four',
    ]);
    expect(digitWords('42')).toBe('four two');
  });

  it('has words for any digits, and no two integers share them', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (first, second) => {
        const words = numberWords(String(first));
        expect(words).toMatch(/^[a-z]+( [a-z]+)*$/);
        expect(words === numberWords(String(second))).toBe(first === second);
      }),
    );
  });
});

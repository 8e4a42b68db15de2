import { describe, expect, it } from 'vitest';
import { searchUnits } from './encode.ts';

describe('search units', () => {
  it.each([
    ['one document', 10, [100], 1],
    ['a hundred documents', 10, Array(100).fill(490), 1],
    ['one more', 10, Array(101).fill(490), 2],
    ['a hundred, one of which has two chunks', 10, [...Array(99).fill(490), 491], 2],
    ['empty documents', 10, Array(200).fill(0), 2],
    ['a query that fills the chunks', 900, [150], 2],
  ])('are billed for %s', (_, query, passages, units) => {
    expect(searchUnits({ queryTokens: query, passageTokens: passages })).toBe(units);
  });
});

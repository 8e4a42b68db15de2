import { describe, expect, it } from 'vitest';
import { countCharacters } from './count-characters.ts';

describe('countCharacters', () => {
  it.each([
    '',
    'a',
    'é',
    '中文',
    '😀',
    'a😀b😀',
    '\ud83d',
    '\ude00',
    '\ude00\ud83d',
    '\ud83d\ud83d\ude00\ude00',
  ])('counts the code points of %j', (text) => {
    expect(countCharacters(text)).toBe(Array.from(text).length);
  });
});

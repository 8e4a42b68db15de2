import { describe, expect, it } from 'vitest';
import { isIdeograph, wordsOf } from './words.ts';

describe('wordsOf', () => {
  it.each([
    ["The café isn't open, 24/7.", ['the', 'cafe', 'isnt', 'open', '24', '7']],
    ['snake_case and kebab-case', ['snake', 'case', 'and', 'kebab', 'case']],
    ["'quoted' don’t", ['quoted', 'dont']],
    ['ＦＵＬＬ ﬁnd', ['full', 'find']],
    ['Привет, МИР', ['привет', 'мир']],
    ['機械学習です', ['機', '械', '学', '習', 'で', 'す']],
    ['한국어 번역', ['한국어', '번역']],
    ['𝒜bc 🙂 x', ['abc', '🙂', 'x']],
    ['…!? \n\t', []],
    ['', []],
  ])('splits %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe('isIdeograph', () => {
  it('distinguishes characters that stand for words from letters', () => {
    expect(['機', 'で', 'ก'].map(isIdeograph)).toEqual([true, true, true]);
    expect(['a', 'é', '한', '機械'].map(isIdeograph)).toEqual([false, false, false, false]);
  });
});

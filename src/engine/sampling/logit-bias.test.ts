import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { createTokenizers } from '../tokenizer/create-tokenizers.ts';
import { applyLogitBias } from './logit-bias.ts';

const tokenizer = await createTokenizers().load('o200k_base');

const TEXT =
  'The cat sat on the mat, and the dog sat by the door. It was so quiet that one could hear the rain, ' +
  'and the cat said it was time to go. The dog said so too: "Now we go to the sea." They all went to the sea.';

const bias = (text: string, value: number): Map<number, number> =>
  new Map(tokenizer.encode(text).map((token) => [token, value]));

const apply = (
  text: string,
  of: ReadonlyMap<number, number>,
  seed: number | string = 'seed',
  length = 0,
): string => applyLogitBias(text, of, length, tokenizer, createRandom(seed));

/** The fraction of the text's tokens that are `word`, averaged over many seeds. */
function frequency(word: string, value: number): number {
  const [token] = tokenizer.encode(word) as [number];
  let count = 0;
  for (let seed = 0; seed < 60; seed++) {
    count += tokenizer.encode(apply(TEXT, bias(word, value), seed)).filter((found) => found === token).length;
  }
  return count / 60;
}

describe('a logit bias', () => {
  it('changes nothing when it is empty', () => {
    expect(apply(TEXT, new Map())).toBe(TEXT);
    expect(apply(TEXT, bias(' the', 0))).toBe(TEXT);
  });

  it('of -100 removes a token, whatever the text and however many tokens are banned', () => {
    const texts = fc.oneof(
      fc.constant(TEXT),
      fc.lorem({ maxCount: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.nat(400), { minLength: 1, maxLength: 40 }),
        fc.nat(),
        (text, picks, seed) => {
          const tokens = tokenizer.encode(text);
          const banned = new Map(
            picks.flatMap((pick) =>
              tokens.length === 0 ? [] : [[tokens[pick % tokens.length] as number, -100]],
            ),
          );
          const left = tokenizer.encode(apply(text, banned, seed)).filter((token) => banned.has(token));
          expect(left).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of -100 also removes banned substitutes and tokens joined from the remaining pieces', () => {
    const words = [
      ' the',
      ' it',
      ' this',
      ' that',
      ' thing',
      ' part',
      ' one',
      ' well',
      ' here',
      ' now',
      ' also',
      ' so',
      ' we',
    ];
    const banned = new Map(words.flatMap((word) => [...bias(word, -100)]));
    for (let seed = 0; seed < 20; seed++) {
      expect(tokenizer.encode(apply(TEXT, banned, seed)).filter((token) => banned.has(token))).toEqual([]);
    }
    const pieces = new Map([
      ...bias('a', -100),
      ...bias('aa', -100),
      ...bias('aaa', -100),
      ...bias('aaaa', -100),
    ]);
    expect(
      tokenizer.encode(apply('a b aa b aaa b aaaa baaab', pieces)).filter((token) => pieces.has(token)),
    ).toEqual([]);
  });

  it('of -100 keeps most of the text', () => {
    const changed = apply(TEXT, bias(' cat', -100)).split(' ');
    const kept = TEXT.split(' ').filter((word, index) => changed[index] === word);
    expect(kept.length).toBeGreaterThan(TEXT.split(' ').length * 0.9);
  });

  it('of -100 keeps characters of several tokens whole', () => {
    const text = 'The 👩‍👩‍👧‍👦 saw a cat 🏳️‍🌈, 𠜎𠜱 and ᚠᛇᚻ.';
    const changed = apply(text, bias(' cat', -100));
    expect(changed).toMatch(/^The 👩‍👩‍👧‍👦 saw a \w+ 🏳️‍🌈, 𠜎𠜱 and ᚠᛇᚻ\.$/u);
    expect(changed).not.toContain(' cat');
  });

  it('of 100 leaves only that token', () => {
    const [yes = 0] = tokenizer.encode(' yes');
    const [no = 0] = tokenizer.encode(' no');
    const text = apply(TEXT, new Map([[yes, 100]]), 'seed', 12);
    expect(text).toBe(' yes'.repeat(12));
    const both = tokenizer.encode(
      apply(
        TEXT,
        new Map([
          [yes, 100],
          [no, 100],
        ]),
        'seed',
        200,
      ),
    );
    expect(new Set(both)).toEqual(new Set([yes, no]));
    expect(both).toHaveLength(200);
  });

  it('on tokens that do not exist changes nothing', () => {
    for (const value of [-100, -1, 1, 100]) {
      expect(
        apply(
          TEXT,
          new Map([
            [9_999_999, value],
            [tokenizer.size, value],
          ]),
          'seed',
          12,
        ),
      ).toBe(TEXT);
    }
  });

  it('in between makes a token more frequent the higher it is', () => {
    const negative = [-100, -10, -3, -1, -0.3, -0.1, 0].map((value) => frequency(' the', value));
    expect(negative).toEqual([...negative].sort((one, other) => one - other));
    expect(negative[0]).toBe(0);
    expect(negative[1]).toBeLessThan(0.2);
    const natural = negative.at(-1) as number;
    // One draw per occurrence: about e to the bias of them stays.
    expect(negative[3]! / natural).toBeGreaterThan(0.2);
    expect(negative[3]! / natural).toBeLessThan(0.55);
    expect(negative[5]! / natural).toBeGreaterThan(0.8);

    const positive = [0, 1, 5, 10, 30, 60, 99].map((value) => frequency(' rain', value));
    expect(positive).toEqual([...positive].sort((one, other) => one - other));
    expect(positive.at(-1)).toBeGreaterThan(10 * (positive[0] as number));
  });

  it('repeats for the same seed', () => {
    const mild = new Map([...bias(' the', -1), ...bias(' sea', 30)]);
    expect(apply(TEXT, mild, 5)).toBe(apply(TEXT, mild, 5));
    expect(apply(TEXT, mild, 5)).not.toBe(apply(TEXT, mild, 6));
  });

  it('on a whole vocabulary is handled', () => {
    const all = new Map(Array.from({ length: tokenizer.size }, (_, token) => [token, -100] as const));
    expect(apply(TEXT, all)).toBe('');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { PairTooLong } from '../../engine/ports/ranker.ts';
import { createTokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../engine/tokenizer/tokenizer.ts';
import { finish } from '../../runtime/steps.ts';
import { FRAME_TOKENS, fitPair, fitQuery, type PairLimits } from './pair.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await createTokenizers().load('cl100k_base');
});

const WORDS = ' one two three four five six seven eight nine ten';

function fit(passage: string, limits: PairLimits, query = 'what') {
  const paired = finish(fitQuery(query, limits, tokenizer));
  return finish(fitPair(paired, passage, limits, { tokenizer, index: 3, otherTokens: 0 }));
}

describe('a passage with its query', () => {
  it('is kept whole if it fits, to the token', () => {
    const window = 1 + 10 + FRAME_TOKENS;
    expect(fit(WORDS, { window, truncate: 'NONE' })).toEqual({
      passage: WORDS,
      tokens: window,
      passageTokens: 10,
    });
  });

  it('is rejected when truncation is off, reporting its size and the limit', () => {
    const window = 1 + 9 + FRAME_TOKENS;
    expect(() => fit(WORDS, { window, truncate: 'NONE' })).toThrow(PairTooLong);
    expect(() => fit(WORDS, { window, truncate: 'NONE' })).toThrow(
      expect.objectContaining({ limit: window, tokens: window + 1, index: 3 }),
    );
  });

  it.each([
    ['END', ' one two three'],
    ['START', ' eight nine ten'],
  ] as const)('loses its %s otherwise', (truncate, passage) => {
    const window = 1 + 3 + FRAME_TOKENS;
    expect(fit(WORDS, { window, truncate })).toEqual({ passage, tokens: window, passageTokens: 3 });
  });

  it('is cut to its own length limit', () => {
    const limits = { window: 100, truncate: 'NONE', longest: 4 } as const;
    expect(fit(WORDS, limits)).toEqual({
      passage: ' one two three four',
      tokens: 1 + 4 + FRAME_TOKENS,
      passageTokens: 4,
    });
    expect(fit(WORDS, { ...limits, window: 1 + 2 + FRAME_TOKENS, truncate: 'START' }).passage).toBe(
      ' three four',
    );
  });

  it('is dropped when the query leaves no room, and the query is cut to the window', () => {
    const limits = { window: 6, truncate: 'END' } as const;
    expect(finish(fitQuery(WORDS, limits, tokenizer))).toEqual({ text: ' one two', tokens: 2 });
    expect(fit('tea', limits, WORDS)).toEqual({ passage: '', tokens: 6, passageTokens: 0 });
    expect(() => fit('tea', { ...limits, truncate: 'NONE' }, WORDS)).toThrow(PairTooLong);
  });

  it('counts tokens other than text', () => {
    const limits = { window: 20, truncate: 'END' } as const;
    const query = finish(fitQuery('what', limits, tokenizer));
    const pair = finish(fitPair(query, WORDS, limits, { tokenizer, index: 0, otherTokens: 12 }));
    expect(pair).toEqual({ passage: ' one two three', tokens: 20, passageTokens: 3 });
    const full = finish(fitPair(query, WORDS, limits, { tokenizer, index: 0, otherTokens: 500 }));
    expect(full.tokens).toBe(20);
  });

  it('loses a character that is cut in half', () => {
    const limits = { window: 1 + 1 + FRAME_TOKENS, truncate: 'END' } as const;
    expect(tokenizer.count('🦩')).toBeGreaterThan(1);
    expect(fit('🦩', limits).passage).toBe('');
    expect(fit('🦩', { ...limits, truncate: 'START' }).passage).toBe('');
  });
});

describe('the work for a long passage', () => {
  const longs = [
    ' '.repeat(20_000_000),
    'a'.repeat(20_000_000),
    'word '.repeat(4_000_000),
    '的'.repeat(5_000_000),
  ];
  const stepsOf = (truncate: PairLimits['truncate'], passage: string): number => {
    const query = finish(fitQuery('what', { window: 512, truncate }, tokenizer));
    const limits = { window: 512, truncate };
    const steps = fitPair(query, passage, limits, { tokenizer, index: 0, otherTokens: 0 });
    for (let count = 0; ; count++) if (steps.next().done) return count;
  };

  it.each(['START', 'END'] as const)('depends on the window, not on its length: %s', (truncate) => {
    for (const passage of longs) expect(stepsOf(truncate, passage)).toBeLessThan(400);
  });

  it('is none where it cannot fit', () => {
    for (const passage of longs) expect(() => stepsOf('NONE', passage)).toThrow(PairTooLong);
  });
});

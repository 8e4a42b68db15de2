import fc from 'fast-check';
import * as cl100k from 'gpt-tokenizer/encoding/cl100k_base';
import * as o200k from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import type { TokenizerName } from '../models/card.ts';
import { LONGEST_EXACT_PIECE } from './bpe-tokenizer.ts';
import { createTokenizers } from './create-tokenizers.ts';

const tokenizers = createTokenizers();
const vectors: Record<TokenizerName, Record<string, number[]>> = {
  o200k_base: {
    'hello world': [24912, 2375],
    '': [],
    '<|endoftext|>': [27, 91, 419, 1440, 919, 91, 29],
  },
  cl100k_base: { 'hello world': [15339, 1917], '': [], '<|endoftext|>': [27, 91, 8862, 728, 428, 91, 29] },
};
const references = { o200k_base: o200k, cl100k_base: cl100k };
const asText = { disallowedSpecial: new Set<string>() };

/** Texts mixing the character classes of the pre-tokenizers, in combinations that are easy to get wrong. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...["'s", "'S", "'ll", "'Re", "'", 's', '\r', '\n', '\r\n', ' ', '  ', '\t', '\u00a0', '\u3000', '/'],
      ),
      fc.constantFrom(
        ...['a', 'Z', 'the', 'WORLD', 'camelCase', 'ǅ', 'ß', 'İ', 'ʰ', '漢', 'ไ', 'का', '\u0301', '\u20dd'],
      ),
      fc.constantFrom(
        ...[
          '7',
          '12345',
          '½',
          '٣',
          'Ⅷ',
          '!',
          '...',
          '—',
          '€',
          '😀',
          '👩‍👧',
          '🇩🇪',
          '\u0000',
          '\u200b',
          '\u007f',
        ],
      ),
      fc.constantFrom('<|endoftext|>', '<|im_start|>', '<|im_end|>', '<|fim_prefix|>'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))
  // The reference's regular expressions differ from the original's white space and letter case here.
  .filter((text) => !/[\u0085\ufeff\u017f]/.test(text));

describe.each(['o200k_base', 'cl100k_base'] as const)('%s', (name) => {
  it('returns the published tokens', async () => {
    const tokenizer = await tokenizers.load(name);
    for (const [text, tokens] of Object.entries(vectors[name]))
      expect(tokenizer.encode(text)).toEqual(tokens);
  });

  it('agrees with an independent encoder', async () => {
    const tokenizer = await tokenizers.load(name);
    fc.assert(
      fc.property(tricky, (text) => {
        expect(tokenizer.encode(text)).toEqual(references[name].encode(text, asText));
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('counts as many tokens as it encodes, and decodes them to the same text', async () => {
    const tokenizer = await tokenizers.load(name);
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: 'grapheme', maxLength: 2000 })), (text) => {
        const tokens = tokenizer.encode(text);
        expect(tokenizer.count(text)).toBe(tokens.length);
        expect(tokenizer.count(text)).toBe(tokens.length);
        expect(tokenizer.decode(tokens)).toBe(text);
        const bytes = tokens.flatMap((token) => [...tokenizer.bytes(token)!]);
        expect(Buffer.from(bytes).toString()).toBe(text);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('counts and encodes in steps as at once, and no further than the limit', async () => {
    const tokenizer = await tokenizers.load(name);
    // Long enough to be counted in steps, and to have pieces that are merged in steps.
    const long = fc
      .tuple(
        tricky,
        fc.constantFrom('a', ' ', 'word ', '漢', '\n'),
        fc.integer({ min: 1, max: 3000 }),
        tricky,
      )
      .map(([head, unit, times, tail]) => head + unit.repeat(times) + tail);
    fc.assert(
      fc.property(long, fc.nat(3000), (text, limit) => {
        const tokens = references[name].encode(text, asText);
        expect(finish(tokenizer.countInSteps(text))).toBe(tokens.length);
        expect(finish(tokenizer.encodeInSteps(text))).toEqual(tokens);
        expect(tokenizer.encode(text, limit)).toEqual(tokens.slice(0, limit));
        expect(finish(tokenizer.encodeInSteps(text, limit))).toEqual(tokens.slice(0, limit));
        // Another tokenizer, whose cache is empty.
        const count = finish(tokenizer.countInSteps(`${text}!`, limit));
        if (count > limit) expect(count).toBeLessThanOrEqual(tokens.length + 1);
        else expect(count).toBe(references[name].encode(`${text}!`, asText).length);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  it('refuses by length alone what cannot be within the limit', async () => {
    const tokenizer = await tokenizers.load(name);
    const steps = tokenizer.countInSteps('a'.repeat(1_000_000), 7000);
    expect(steps.next()).toEqual({ done: true, value: Math.ceil(1_000_000 / tokenizer.longest) });
  });

  it.each([
    ['letters', 'a'],
    ['spaces', ' '],
    ['words', 'word '],
    ['line breaks', '\n'],
    ['ideographs', '漢'],
    ['emoji', '😀'],
    ['punctuation', '!?'],
    ['digits', '7'],
    ['combining marks', '\u0301'],
  ])('gives way again and again in a long text of %s', async (_, unit) => {
    const tokenizer = await tokenizers.load(name);
    const text = unit.repeat(300_000 / Buffer.byteLength(unit));
    for (const steps of [tokenizer.countInSteps(text), tokenizer.encodeInSteps(text)]) {
      let pauses = 0;
      while (!steps.next().done) pauses++;
      expect(pauses).toBeGreaterThan(300_000 / 8192);
    }
  });

  it('replaces lone surrogates with the replacement character', async () => {
    const tokenizer = await tokenizers.load(name);
    for (const lone of ['\ud800', 'a\udfff', '\ud83dx\ude00']) {
      expect(tokenizer.encode(lone)).toEqual(tokenizer.encode(lone.toWellFormed()));
      expect(tokenizer.count(lone)).toBe(tokenizer.count(lone.toWellFormed()));
      expect(tokenizer.decode(tokenizer.encode(lone))).toBe(lone.toWellFormed());
    }
  });

  it('has the bytes of every token, and the text of those that are whole characters', async () => {
    const tokenizer = await tokenizers.load(name);
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    for (let token = 0; token < tokenizer.size; token++) {
      let text: string | undefined;
      try {
        text = strict.decode(tokenizer.bytes(token));
      } catch {}
      if (tokenizer.text(token) !== text)
        expect.fail(`token ${token}: ${tokenizer.text(token)} is not ${text}`);
    }
    for (const outside of [-1, 1.5, Number.NaN, tokenizer.size]) {
      expect(tokenizer.bytes(outside)).toBeUndefined();
      expect(tokenizer.text(outside)).toBeUndefined();
    }
    expect(() => tokenizer.decode([tokenizer.size])).toThrow(RangeError);
  });

  it.each([
    ['one letter', 'a'],
    ['capitals', 'A'],
    ['spaces', ' '],
    ['line breaks', '\n'],
    ['spaces and line breaks', ' \n\t'],
    ['digits', '7'],
    ['punctuation', '!'],
    ['mixed punctuation', '?!.-'],
    ['ideographs', '漢字'],
    ['emoji', '😀'],
    ['combining marks', '\u0301'],
    ['capitals after an ideograph', '漢ABCDEF'],
  ])('handles a long run of %s', async (_, unit) => {
    const tokenizer = await tokenizers.load(name);
    const text = unit.repeat(600_000 / Buffer.byteLength(unit));
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    expect(tokenizer.count(`${text}x`)).toBeGreaterThan(0);
  });

  it.each(['a', ' ', '\n', '漢', '😀'])(
    'counts a run of %j exactly up to the longest exact piece',
    async (unit) => {
      const tokenizer = await tokenizers.load(name);
      // Of a length that whole tokens fill: a run of 16 times the length has 16 times the tokens.
      const times = 2 ** Math.floor(Math.log2(LONGEST_EXACT_PIECE / Buffer.byteLength(unit)));
      expect(tokenizer.count(unit.repeat(times))).toBe(16 * tokenizer.count(unit.repeat(times / 16)));
    },
  );

  it('cuts a piece beyond the exact length at a character boundary', async () => {
    const tokenizer = await tokenizers.load(name);
    const text = `a${'漢'.repeat(LONGEST_EXACT_PIECE / 3 + 5)}`;
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });
});

describe('createTokenizers', () => {
  it('has a tokenizer available only after loading it', async () => {
    const own = createTokenizers();
    expect(own.get('o200k_base')).toBeUndefined();
    const [first, second] = await Promise.all([own.load('o200k_base'), own.load('o200k_base')]);
    expect(first).toBe(second);
    expect(own.get('o200k_base')).toBe(first);
    expect(own.get('cl100k_base')).toBeUndefined();
  });

  it('has separate tokenizers for each instance', async () => {
    expect(await createTokenizers().load('o200k_base')).not.toBe(await tokenizers.load('o200k_base'));
  });
});

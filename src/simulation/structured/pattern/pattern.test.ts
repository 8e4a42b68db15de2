import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../runtime/random.ts';
import { patternText } from './generate.ts';
import { matchesPattern } from './match.ts';
import { parsePattern } from './parse.ts';

/** Patterns that the built-in engine handles in linear time, for comparison. */
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'a',
      'b',
      '[ab]',
      '[^a]',
      '\\d',
      '\\w',
      '.',
      '[a-c0-2]',
      'ab',
      '\\.',
      '\\x41',
      '\\u0042',
      '[\\d-]',
      '(?:)',
    ),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('node'), fc.constantFrom('?', '*', '+', '{2}', '{1,3}', '{2,}', '??', '+?'))
      .map(([a, quantifier]) => `(?:${a})${quantifier}`),
  ),
})).node;
const anchored = fc
  .tuple(fc.constantFrom('', '^'), pattern, fc.constantFrom('', '$'))
  .map((parts) => parts.join(''));

describe('matching', () => {
  it('agrees with RegExp', () => {
    fc.assert(
      fc.property(
        anchored,
        fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '1', '-', '.', ' '), maxLength: 6 }),
        (source, text) => {
          const parsed = parsePattern(source);
          expect(parsed).toBeDefined();
          if (parsed !== undefined)
            expect(matchesPattern(parsed, text)).toBe(new RegExp(source, 'u').test(text));
        },
      ),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it.each([
    ['^(a)(b)?\\1$', 'aa', true],
    ['^(?=.*\\d)[a-z\\d]+$', 'abc', false],
    ['(?<!x)y', 'xy', false],
    ['(?<=x)y', 'xy', true],
    ['\\bcat\\b', 'a cat!', true],
    ['\\bcat\\b', 'concat', false],
    ['^(?<n>a|b)\\k<n>$', 'bb', true],
    ['^.$', '😀', true],
  ])('%s on %s', (source, text, expected) => {
    const parsed = parsePattern(source);
    expect(parsed !== undefined && matchesPattern(parsed, text)).toBe(expected);
  });

  it('stops where a backtracking engine would run forever', () => {
    for (const source of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
      const parsed = parsePattern(source);
      expect(parsed !== undefined && matchesPattern(parsed, `${'a'.repeat(5_000)}!`)).toBe(false);
    }
  });
});

describe('generating', () => {
  it('generates texts that RegExp matches', () => {
    fc.assert(
      fc.property(anchored, fc.integer(), (source, seed) => {
        const parsed = parsePattern(source);
        const text = parsed && patternText(parsed, { random: createRandom(seed) });
        expect(text).toBeDefined();
        expect(new RegExp(source, 'u').test(text ?? '')).toBe(true);
      }),
      { numRuns: 1_000, seed: 2 },
    );
  });

  it.each([
    ['^[a-z]+$', 20, 25],
    ['^[a-z]+(-[a-z]+)*$', 30, 30],
    ['x', 12, 14],
    ['^(\\d{2}|[a-f]{9})$', 9, 9],
    ['^\\w{1,100}@\\w{1,20}$', 90, 95],
  ])('%s within %d to %d characters', (source, least, most) => {
    for (let seed = 0; seed < 10; seed++) {
      const parsed = parsePattern(source);
      const text = (parsed && patternText(parsed, { random: createRandom(seed), least, most })) ?? '';
      expect(text.length).toBeGreaterThanOrEqual(least);
      expect(text.length).toBeLessThanOrEqual(most);
      expect(text).toMatch(new RegExp(source, 'u'));
    }
  });
});

describe('parsing', () => {
  it.each([
    '(',
    '[a',
    'a{3,1}',
    '*a',
    '\\',
    '(?<n',
    '[b-a]',
    '(?',
    '\\k<no>',
    '('.repeat(3_000),
    '(?:(?:(?:a{1000}){1000}){1000})',
    'a'.repeat(5_000),
  ])('refuses %.20s', (source) => expect(parsePattern(source)).toBeUndefined());
});

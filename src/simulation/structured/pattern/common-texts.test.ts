import { describe, expect, it } from 'vitest';
import { Effort } from '../../../engine/effort.ts';
import { createRandom } from '../../../runtime/random.ts';
import { commonTexts } from './common-texts.ts';
import { parsePattern } from './parse.ts';

/** Patterns that start with `not ` must not occur. */
function textsOf(
  patterns: readonly string[],
  least = 0,
  most = Number.POSITIVE_INFINITY,
  effort = new Effort(),
) {
  const conditions = patterns.map((pattern) => {
    const negated = pattern.startsWith('not ');
    const node = parsePattern(negated ? pattern.slice(4) : pattern);
    if (node === undefined) throw new Error(`cannot read ${pattern}`);
    return { node, negated };
  });
  return commonTexts(conditions, { least, most, effort });
}

describe('common texts', () => {
  it.each<[patterns: string[], least?: number, most?: number]>([
    [['^\\d{4}-\\d{2}$', '^2024', '-1']],
    [['a', 'b', 'not ab', 'not ba'], 4, 6],
    [['^[a-c]+$', 'not a', 'not ^b', 'not b$'], 3, 3],
    [['^(?=.*[A-Z])(?=.*\\d)(?!.*x)[A-Za-z\\d]{8,12}$']],
    [['^[a-z]+(?<!foo)$', 'oo$']],
    [['^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$', '^9']],
    [['^(?:a(?=b)|b(?![ab])|c)+$', 'ab', 'c$']],
    [['^(a|b)*a(a|b){8}$', 'not bb']],
    [['^a*$|^b*$', 'not a'], 2],
    [['^.*$'], 5, 5],
    [['$']],
    [['^$']],
  ])('%j from %s to %s characters', (patterns, least = 0, most = Number.POSITIVE_INFINITY) => {
    const texts = textsOf(patterns, least, most);
    for (let seed = 0; seed < 20; seed++) {
      const text = texts.kind === 'some' ? texts.write(createRandom(seed)) : undefined;
      expect(text).toBeTypeOf('string');
      expect(text?.length).toBeGreaterThanOrEqual(least);
      expect(text?.length).toBeLessThanOrEqual(most);
      // Verified with the built-in engine: these patterns and texts are harmless.
      for (const pattern of patterns) {
        const [, not, source = ''] = /^(not )?(.*)$/.exec(pattern) ?? [];
        expect(new RegExp(source).test(text as string), `${pattern} in ${text}`).toBe(not === undefined);
      }
    }
  });

  it.each<[patterns: string[], least?: number, most?: number]>([
    [['^a$', '^b$']],
    [['^.{3}$'], 4],
    [['a', 'not a']],
    [['^[ab]+$', 'not a', 'not b']],
    [['^(?=.*\\d)[a-z]+$']],
    [['^a+$', 'not ^(a+)+$']],
    [['a(?=b)$']],
  ])('are known not to exist: %j', (patterns, least, most) => {
    expect(textsOf(patterns, least, most).kind).toBe('none');
  });

  it.each([['^(a)\\1$'], ['\\bcat\\b'], ['a(?!bc)d'], ['not ^(?=a)b']])('are left open: %s', (pattern) => {
    expect(textsOf([pattern]).kind).toBe('unknown');
  });

  it('are searched for within limits', () => {
    for (const patterns of [
      ['^(([a-z])+.)+[A-Z]([a-z])+$', '^(x+x+)+y$', '(.*)+z'],
      ['^(a|b)*a(a|b){60}$', '^(a|b)*b(a|b){61}$'],
      Array.from({ length: 60 }, (_, index) => `(ab|ba|c{${index}})*d(.*)+`),
      ['^((a{100}){100}){1,100}$'],
    ]) {
      const effort = new Effort(200_000);
      const texts = textsOf(patterns, 0, 2_000, effort);
      if (texts.kind === 'some') expect(texts.write(createRandom(1)).length).toBeLessThanOrEqual(2_000);
    }
  });
});

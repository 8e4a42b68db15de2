import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moderationCategories } from '../../engine/ports/moderator.ts';
import { finish } from '../../runtime/steps.ts';
import { moderationRules } from './candidates.ts';
import { idioms } from './idioms.ts';
import { matchAt, mayMatch, parsePattern } from './pattern.ts';
import { phrases } from './phrases/phrases.ts';
import { readSentences } from './read-words.ts';
import { vocabulary } from './vocabulary.ts';

function find(source: string, text: string): string | undefined {
  const pattern = parsePattern(source);
  for (const sentence of finish(readSentences(text, vocabulary()))) {
    for (let at = 0; at < sentence.length; at++) {
      const span = matchAt(pattern, sentence, at);
      if (span) return text.slice(sentence[span.from]?.start, sentence[span.to]?.end);
    }
  }
  return undefined;
}

describe('patterns', () => {
  it.each<[string, string, string | undefined]>([
    ['kill time', 'We kill time.', 'kill time'],
    ['kill time', 'We kill some time.', undefined],
    ['kill ..1 time', 'We kill some time.', 'kill some time'],
    ['kill ..1 time', 'We kill a whole time.', undefined],
    ['=kill ..1 time', 'They killed the time.', 'killed the time'],
    ['<kill.past> <them>', 'He strangled her.', 'strangled her'],
    ['<kill.past> <them>', 'He strangles her.', undefined],
    ['i <swear>? kill', 'I fucking kill', 'I fucking kill'],
    ['i <swear>? kill', 'I kill', 'I kill'],
    ['^kill <them>', 'Hey, kill them', 'kill them'],
    ['^kill <them>', 'I kill them', undefined],
    ['^<name>$', 'Listen, idiot, go', 'idiot'],
    ['^<name>$', 'an idiot went', undefined],
    ['i ..1 <swear>? ..2 kill', 'I would so very much fucking kill', undefined],
    ['no one? ..2 cares', 'No man really cares', 'No man really cares'],
    ['you are', "You're late", "You're"],
    ['i ..3 kill ..3 you', 'I said. Then kill the you', undefined],
  ])('%s in %j', (source, text, expected) => {
    expect(find(source, text)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['kill ..1 time', 'We kill some time.', true],
    ['kill ..1 time', 'We kill it.', false],
    ['kill <swear>? ..1 time', 'We kill time.', true],
    ['kill <them>|<person>', 'Kill her.', true],
    ['kill', 'We run.', true],
  ])('%s may match in %j: %s', (source, text, expected) => {
    const [sentence = []] = finish(readSentences(text, vocabulary()));
    expect(mayMatch(parsePattern(source), new Set(sentence.flatMap(({ symbols }) => symbols)))).toBe(
      expected,
    );
  });

  it('respects gap lengths', () => {
    fc.assert(
      fc.property(fc.nat(8), (between) => {
        const found = find('alpha ..4 omega', `alpha ${'and '.repeat(between)}omega`);
        expect(found !== undefined).toBe(between <= 4);
      }),
    );
  });
});

describe('pattern tables', () => {
  const known = new Set([...vocabulary().values()].flat());
  const classes = phrases.flatMap(({ as }) => as.split(' '));
  const computed = new Set(['<number>', '<minor-age>', '<year>', '<proper>', ...classes]);
  for (const form of ['base', 'third', 'past', 'ing']) {
    for (const name of classes) computed.add(`${name.slice(0, -1)}.${form}>`);
  }
  const sources = [
    ...moderationRules.flatMap(({ patterns }) => patterns),
    ...phrases.flatMap(({ joined = [], around = [] }) => [...joined, ...around]),
    ...idioms,
  ];

  it.each(sources)('%s uses only existing classes and forms', (source) => {
    for (const slot of parsePattern(source).slots) {
      for (const symbol of slot.symbols) {
        expect(symbol).toMatch(/^[<=]?[a-z0-9][\w'.-]*>?$/);
        if (/^[<=]/.test(symbol) && !computed.has(symbol)) expect(known).toContain(symbol);
      }
    }
  });

  it('have uniquely named rules for every category, with strengths between 0 and 1', () => {
    const covered = new Set(moderationRules.flatMap(({ strengths }) => Object.keys(strengths)));
    expect([...covered].sort()).toEqual([...moderationCategories].sort());
    for (const { strengths } of moderationRules) {
      for (const strength of Object.values(strengths)) {
        expect(strength).toBeGreaterThan(0);
        expect(strength).toBeLessThan(1);
      }
    }
    expect(new Set(moderationRules.map(({ name }) => name)).size).toBe(moderationRules.length);
  });
});

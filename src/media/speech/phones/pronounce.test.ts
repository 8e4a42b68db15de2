import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHONES } from './phone.ts';
import { letterName, pronounce } from './pronounce.ts';

const say = (word: string, foreign = false) =>
  pronounce(word, foreign)
    .map(({ phone, stress }) => `${phone}${stress ? '1' : ''}`)
    .join(' ');

describe('pronounce', () => {
  it.each([
    ['hello', 'HH AX L OW1'],
    ['the', 'DH AX'],
    ['street', 'S T R IY1 T'],
    ['making', 'M EY1 K IH NG'],
    ['running', 'R AH1 N IH NG'],
    ['stopped', 'S T AA1 P T'],
    ['phone', 'F OW1 N'],
    ['night', 'N AY1 T'],
    ['knock', 'N AA1 K'],
    ['translation', 'T R AE N S L EY1 SH AX N'],
    ['university', 'Y UW N IH V ER1 S IH T IY'],
    ['voices', 'V OY1 S IH Z'],
    ['walked', 'W AO1 K T'],
    ['Paris’s', 'P AE1 R IH S IH Z'],
    ["don't", 'D OW1 N T'],
    ['b', 'B IY1'],
  ])('says %s', (word, sounds) => {
    expect(say(word)).toBe(sounds);
  });

  it.each([
    ['hola', 'HH AO1 L AA'],
    ['straße', 'S T R AA1 S EH'],
    ['привет', 'P R IY1 V EH T'],
    ['こんにちは', 'K AO N IY CH IY1 HH AA'],
    ['안녕', 'AA1 N Y AO NG'],
  ])('says %s by its letters', (word, sounds) => {
    expect(say(word, true)).toBe(sounds);
  });

  it('spells out letters', () => {
    expect(letterName('W')?.length).toBe(7);
    expect(letterName('é')).toBeUndefined();
  });

  it('gives every letter of every script a deterministic sound', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (word, foreign) => {
          const sounds = pronounce(word, foreign);
          expect(sounds.every(({ phone }) => phone in PHONES)).toBe(true);
          expect(pronounce(word, foreign)).toEqual(sounds);
          if (/^\p{Script=Han}/u.test(word)) expect(sounds.length).toBeGreaterThan(0);
        },
      ),
    );
    for (const character of ['字', 'ญ', 'क', 'ქ', '😀', 'አ']) expect(say(character)).not.toBe('');
  });

  it('marks at most one vowel of an English word, and only vowels', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,14}$/), (word) => {
        const stressed = pronounce(word, false).filter(({ stress }) => stress);
        expect(stressed.length).toBeLessThanOrEqual(1);
        for (const { phone } of stressed) expect(PHONES[phone].kind).toBe('vowel');
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTokens, padTokens, toPieces } from './fit.ts';
import { createTokenizers } from './tokenizer/create-tokenizers.ts';

const tokenizers = createTokenizers();
const vocabularies = [await tokenizers.load('o200k_base'), await tokenizers.load('cl100k_base')] as const;

const TEXTS = {
  prose:
    'The quick brown fox doesn’t jump; it’s 1,234.56 metres (or so) — "isn\'t it?" she said.\n\nSo it went on.',
  emoji: '👩‍👩‍👧‍👦😀🎉 fun 🏳️‍🌈 and 🇩🇪 flags! 😀😀😀😀😀',
  cjk: '敏捷的棕色狐狸跳过了懒狗。日本語のテキストもここにあります。한국어 문장도 있습니다.',
  rare: '𠜎𠜱𠝹𠱓𠱸𠲖𠳏 ⿰⿱ ꙮ ﷽ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ᚠᛇᚻ',
  code: 'function f(a: number[]): void {\n    for (let i = 0; i < a.length; i++) {\n\t\tconsole.log(a[i] + `\\n`);\n    }\n}\n',
  spaces: 'a      b\n\n\n\n    c\t\t\td   \n  \n e',
  long: 'x'.repeat(300),
  arabic: 'مرحبا بالعالم، كيف حالك اليوم؟ שלום עולם',
  json: '{"name":"Ann","list":[1,2,3],"nested":{"deep":[{"a":null}]},"text":"caf\\u00e9 é"}',
};

const texts = fc.oneof(
  fc.constantFrom(...Object.values(TEXTS)),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.constantFrom(...Object.values(TEXTS), ' ', '\n', 'word', '😀', '日'), { maxLength: 4 })
    .map((parts) => parts.join('')),
);

describe.each(vocabularies.map((tokenizer) => [tokenizer.name, tokenizer] as const))(
  'with %s',
  (_, tokenizer) => {
    describe('a text cut to a limit', () => {
      it('has exactly as many tokens as the limit, equal to those of its text', () => {
        fc.assert(
          fc.property(texts, fc.integer({ min: 0, max: 80 }), (text, limit) => {
            const whole = tokenizer.encode(text);
            const fitted = fitTokens(text, limit, tokenizer);
            expect(fitted.ids).toEqual(tokenizer.encode(fitted.text));
            expect(fitted.ids).toHaveLength(Math.min(limit, whole.length));
            if (whole.length <= limit) expect(fitted.text).toBe(text);
          }),
          { numRuns: 500 },
        );
      });

      it('can be cut at every length of each kind of text', () => {
        for (const text of Object.values(TEXTS)) {
          const { length } = tokenizer.encode(text);
          for (let limit = 0; limit <= length + 1; limit++) {
            const fitted = fitTokens(text, limit, tokenizer);
            expect(tokenizer.encode(fitted.text)).toHaveLength(Math.min(limit, length));
          }
        }
      });

      it('keeps nearly all of the text before the limit', () => {
        for (const text of [TEXTS.prose, TEXTS.cjk, TEXTS.code, TEXTS.json]) {
          const ids = tokenizer.encode(text);
          for (let limit = 16; limit < ids.length; limit++) {
            const head = tokenizer
              .decode(ids.slice(0, limit - 12))
              .replace(/\ufffd$/, '')
              .trimEnd();
            expect(fitTokens(text, limit, tokenizer).text.startsWith(head)).toBe(true);
          }
        }
      });
    });

    describe('a text padded to a minimum', () => {
      it('has exactly that many tokens, starts with the text, and its tokens equal those of the result', () => {
        const endings = fc.constantFrom(
          '',
          ' ',
          '\n',
          '\n\n',
          '   ',
          '```',
          '\ufffd',
          '😀',
          '。',
          'word',
          "'",
          '\t',
        );
        fc.assert(
          fc.property(texts, endings, fc.integer({ min: 1, max: 40 }), (start, ending, more) => {
            const text = start + ending;
            const ids = tokenizer.encode(text);
            const minimum = ids.length + more;
            const padded = padTokens({ text, ids }, minimum, tokenizer);
            expect(padded.ids).toEqual(tokenizer.encode(padded.text));
            expect(padded.ids).toHaveLength(minimum);
            expect(padded.text.startsWith(tokenizer.decode(ids).trimEnd())).toBe(true);
          }),
          { numRuns: 300 },
        );
      });
    });

    it('assigns each token its piece of whole characters, and the pieces make up the text', () => {
      fc.assert(
        fc.property(texts, (text) => {
          const ids = tokenizer.encode(text);
          const sent = tokenizer.decode(ids);
          const pieces = toPieces({ text: sent, ids }, tokenizer);
          expect(pieces).toHaveLength(ids.length);
          expect(pieces.join('')).toBe(sent);
          for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
          ids.forEach((id, index) => {
            const own = tokenizer.text(id);
            if (own !== undefined && !own.includes('\ufffd')) expect(pieces[index]).toBe(own);
          });
        }),
        { numRuns: 300 },
      );
    });
  },
);

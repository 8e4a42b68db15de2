import { describe, expect, it } from 'vitest';
import { cl100kPieceEnd, o200kPieceEnd, type PieceEnd } from './split.ts';

function pieces(pieceEnd: PieceEnd, text: string): string[] {
  const bytes = Buffer.from(text);
  const found: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = pieceEnd(bytes, start, bytes.length);
    found.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return found;
}

describe('o200kPieceEnd', () => {
  it.each([
    ["I'LL say it's fine", ["I'LL", ' say', " it's", ' fine']],
    ['helloWorld HTTPServer', ['hello', 'World', ' HTTPServer']],
    ['漢字ABC', ['漢字', 'ABC']],
    ['1234567', ['123', '456', '7']],
    ['a  \n \n  b', ['a', '  \n \n', ' ', ' b']],
    ['end  \n  ', ['end', '  \n', '  ']],
    ['if (x)\n/y', ['if', ' (', 'x', ')\n/', 'y']],
    ['\u0301AB \u0301', ['\u0301', 'AB', ' \u0301']],
    ['a\u0085\u0085b', ['a', '\u0085', '\u0085b']],
    ['\ufeffword', ['\ufeffword']],
    ["it'ſ", ["it'ſ"]],
  ])('splits %j', (text, expected) => {
    expect(pieces(o200kPieceEnd, text)).toEqual(expected);
  });
});

describe('cl100kPieceEnd', () => {
  it.each([
    ["I'LL say it's fine", ['I', "'LL", ' say', ' it', "'s", ' fine']],
    ['helloWorld', ['helloWorld']],
    ['end  \n  ', ['end', '  \n  ']],
    ['a  \n \n  b', ['a', '  \n \n', ' ', ' b']],
    ['if (x)\n/y', ['if', ' (', 'x', ')\n', '/y']],
    ["'", ["'"]],
  ])('splits %j', (text, expected) => {
    expect(pieces(cl100kPieceEnd, text)).toEqual(expected);
  });
});

it('reads each byte only a few times, whatever the text', () => {
  const texts = [
    'a',
    'A',
    'Aa',
    '漢A',
    ' ',
    ' \n',
    '\n',
    '7',
    '!',
    '! ',
    "'",
    "'s",
    '\u0301',
    '\u0301A',
    '\u00a0',
    '😀',
    '/\n',
  ];
  for (const pieceEnd of [o200kPieceEnd, cl100kPieceEnd]) {
    for (const unit of texts) {
      const bytes = Buffer.from(`${unit.repeat(3000)}x`);
      let reads = 0;
      const counting = new Proxy(bytes, {
        get(target, key) {
          reads++;
          return Reflect.get(target, key);
        },
      });
      for (let start = 0; start < bytes.length; ) start = pieceEnd(counting, start, bytes.length);
      expect(reads / bytes.length, JSON.stringify(unit)).toBeLessThan(20);
    }
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTokens } from './tokens.ts';

/** Words as they are, spelled-out ones in capitals with a dot, breaks in angle brackets. */
const read = (text: string) =>
  [...readTokens(text)]
    .map((token) =>
      token.kind === 'break' ? `<${token.strength}>` : token.spelled ? `${token.text}.` : token.text,
    )
    .join(' ');

describe('readTokens', () => {
  it.each([
    ['Hello, world!', 'Hello <comma> world <exclamation>'],
    ['Dr. Smith lives here.', 'doctor Smith lives here <statement>'],
    ['It costs $5.20 or €1 million.', 'It costs five dollars and twenty or one million euros <statement>'],
    ['At 10:30, not 9:00 or 8:05', "At ten thirty <comma> not nine o'clock or eight oh five"],
    [
      'the 3rd of 1,204, in 1984',
      'the third of one thousand two hundred four <comma> in nineteen eighty four',
    ],
    ['12% & -5', 'twelve percent and minus five'],
    ['mail foo@example.com', 'mail foo at example dot com'],
    ['The API of HTTPServer is NASA', 'The API. of HTTP. Server is NASA'],
    ['STOP THE PRESS', 'STOP THE PRESS'],
    ['really?!', 'really <question>'],
    ['one\n\ntwo', 'one <paragraph> two'],
    ["don't and don’t", "don't and don’t"],
    ['你好，世界。', '你 好 <comma> 世 界 <statement>'],
    ['😀', '😀'],
    ['   ', ''],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('reads any text in tokens of bounded length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const token of readTokens(text)) {
          if (token.kind === 'word') expect(token.text.length).toBeLessThan(100);
        }
      }),
    );
    expect([...readTokens('a'.repeat(100_000))].length).toBeGreaterThan(3000);
  });

  it.each([' ', '-', '.', '1', '1,', '$', '\n', "a'", '：'])('takes linear time for many %j', (unit) => {
    // Quadratic time would exceed the test timeout.
    expect([...readTokens(unit.repeat(200_000))].length).toBeGreaterThanOrEqual(0);
  });
});

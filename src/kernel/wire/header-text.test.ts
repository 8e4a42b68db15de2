import { expect, it } from 'vitest';
import { headerText } from './header-text.ts';

it.each([
  ["plain: 'a'", "plain: 'a'"],
  ['größe', 'gr\\u00f6\\u00dfe'],
  ['a\r\nset-cookie: b', 'a\\u000d\\u000aset-cookie: b'],
  ['😀', '\\ud83d\\ude00'],
  ['\u0000\u007f', '\\u0000\\u007f'],
])('%j stands in a header as %j', (text, header) => expect(headerText(text, 500)).toBe(header));

it.each(['x', 'é', '\n'])('is cut to what is allowed, of %j too', (unit) => {
  const header = headerText(unit.repeat(1_000_000), 500);
  expect(header.length).toBeLessThanOrEqual(500);
  expect(header).toMatch(/^[\x20-\x7e]+$/);
});

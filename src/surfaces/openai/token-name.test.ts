import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenName } from './token-name.ts';

const nameOfBytes = (...bytes: number[]): string => tokenName({ token: undefined, bytes });

it.each([
  [[0xf0, 0x9f, 0x91], String.raw`\xf0\x9f\x91`],
  [[0xa9], String.raw`\xa9`],
  [[0x20, 0xf0, 0x9f], String.raw` \xf0\x9f`],
  [[0xa9, 0x6e, 0xc3, 0xa9, 0xe2, 0x80], String.raw`\xa9né\xe2\x80`],
  [[0xe2, 0x41, 0x80], String.raw`\xe2A\x80`],
  [[0xff, 0x0a], '\\xff\n'],
  [[], ''],
])('names the bytes %j %j', (bytes, name) => {
  expect(nameOfBytes(...bytes)).toBe(name);
});

it('names a token by its text where it has one, U+FFFD included', () => {
  for (const token of ['a', '', '\ufffd', '\\xf0']) {
    expect(tokenName({ token, bytes: [...Buffer.from(token)] })).toBe(token);
  }
});

it('loses no byte', () => {
  // A backslash of the token's own would look like an escape.
  const bytes = fc.array(
    fc.integer({ min: 0, max: 255 }).filter((byte) => byte !== 0x5c),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(bytes, (given) => {
      const parts = nameOfBytes(...given).match(/\\x[0-9a-f]{2}|./gsu) ?? [];
      const read = parts.flatMap((part) =>
        part.startsWith('\\x') ? [Number.parseInt(part.slice(2), 16)] : [...Buffer.from(part)],
      );
      expect(read).toEqual(given);
    }),
  );
});

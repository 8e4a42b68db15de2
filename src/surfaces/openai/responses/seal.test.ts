import { expect, it } from 'vitest';
import { createSealer } from './seal.ts';

const { seal, open } = createSealer('secret');

it.each(['', 'Think first.', '🦜'.repeat(1000)])('reads back what it has sealed', (text) => {
  expect(open(seal(text))).toBe(text);
  expect(seal(text)).toBe(seal(text));
});

it('hides the text', () => {
  expect(seal('Think first.')).not.toContain('Think');
  expect(Buffer.from(seal('Think first.'), 'base64url').toString('latin1')).not.toContain('Think');
});

it.each([
  ['nothing', ''],
  ['a short text', 'abc'],
  ['a seal with another secret', createSealer('other').seal('Think first.')],
  ['a changed seal', `${seal('Think first.').slice(0, -2)}xx`],
])('does not read %s', (_, sealed) => {
  expect(open(sealed)).toBeUndefined();
});

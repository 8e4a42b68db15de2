import { describe, expect, it } from 'vitest';
import { revise } from './revision.ts';

const code = 'class User { username: string; password: string }';

describe('revise', () => {
  it.each([
    [
      'Replace the username property with an email property. Respond only with code.',
      'class User { email: string; password: string }',
    ],
    ['Replace username with email in this: class User', 'class User { email: string; password: string }'],
    ['Please rename the class User to Account', 'class Account { username: string; password: string }'],
    ['Change `password` to `secret`', 'class User { username: string; secret: string }'],
    [
      'Change the type "string" into "number" everywhere',
      'class User { username: number; password: number }',
    ],
  ])('%s', (request, expected) => {
    expect(revise(code, request, 1_000)).toBe(expected);
  });

  it('leaves the text unchanged when no change is named, or the named term does not occur', () => {
    expect(revise(code, 'Tidy this up.', 1_000)).toBe(code);
    expect(revise(code, 'Rename Customer to Client', 1_000)).toBe(code);
  });

  it('reads and writes no more than it may', () => {
    expect(revise('a'.repeat(1_000_000), 'Tidy this up.', 50)).toBe('a'.repeat(50));
    const longer = revise('a'.repeat(1_000_000), 'Replace "a" with "elephant".', 50);
    expect(longer).toBe('elephant'.repeat(7));
  });
});

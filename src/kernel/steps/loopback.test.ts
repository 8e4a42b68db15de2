import { describe, expect, it } from 'vitest';
import { isLoopbackName, withoutPort } from './loopback.ts';

describe('a loopback name', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    'a.b.localhost',
    '127.0.0.1',
    '127.3.2.1',
    '[::1]',
  ])('is %s', (name) => {
    expect(isLoopbackName(name)).toBe(true);
  });

  it.each([
    '',
    'x',
    'localhost.evil.example',
    'evillocalhost',
    'localhost.localdomain',
    '127.0.0.1.evil.example',
    '127.0.0.256',
    '127.1',
    '0.0.0.0',
    '192.168.0.1',
    '128.0.0.1',
    '::1',
    '[::2]',
    '[::1].evil.example',
    'localhost@evil.example',
    'localhost..',
  ])('is not %j', (name) => {
    expect(isLoopbackName(name)).toBe(false);
  });
});

it('a host loses its port and nothing else', () => {
  expect(['a:80', 'a', '[::1]:8000', '[::1]', 'a:', 'a:b'].map(withoutPort)).toEqual([
    'a',
    'a',
    '[::1]',
    '[::1]',
    'a',
    'a:b',
  ]);
});

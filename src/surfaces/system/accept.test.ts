import { describe, expect, it } from 'vitest';
import { prefers } from './accept.ts';

const JSON_TYPE = 'application/json';

describe('prefers', () => {
  it.each([
    ['text/plain', true],
    ['text/*', true],
    ['TEXT/PLAIN; charset=utf-8', true],
    ['text/plain;version=0.0.4;q=0.3,*/*;q=0.2', true],
    ['application/json;q=0.5, text/plain', true],
    ['', false],
    ['*/*', false],
    ['application/json, text/plain, */*', false],
    ['text/plain;q=0.2, application/json', false],
    ['text/plain;q=0', false],
    ['text/plain;q=nonsense', false],
    ['text/html,application/xhtml+xml,*/*;q=0.8', false],
    [',;,;;q=,', false],
  ])('plain text given %j: %j', (accept, expected) => {
    expect(prefers(accept, 'text/plain', JSON_TYPE)).toBe(expected);
  });

  it('uses the more specific range', () => {
    expect(prefers('*/*, text/plain;q=0.1', 'text/plain', JSON_TYPE)).toBe(false);
    expect(prefers('text/html, */*;q=0.8', 'text/html', JSON_TYPE)).toBe(true);
  });
});

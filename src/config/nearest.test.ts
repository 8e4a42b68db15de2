import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';
import { optionNames } from './options.ts';

describe('nearest', () => {
  it.each([
    ['prot', 'port'],
    ['hots', 'host'],
    ['response_delay', 'responseDelay'],
    ['RESPONSE-DELAY', 'responseDelay'],
    ['apiKey', 'apiKeys'],
    ['loglevl', 'logLevel'],
    ['strict', 'strictModels'],
  ])('takes %j for %j', (written, meant) => {
    expect(nearest(written, optionNames)).toBe(meant);
  });

  it.each(['temperature', 'x', '', '__proto__', 'y'.repeat(100_000)])('has no guess for %j', (written) => {
    expect(nearest(written, optionNames)).toBeUndefined();
  });
});

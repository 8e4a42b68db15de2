import { describe, expect, it } from 'vitest';
import { nearest, suggestion } from './nearest.ts';
import { optionNames } from './options.ts';

describe('nearest', () => {
  it.each([
    ['prot', 'port'],
    ['hots', 'host'],
    ['response_delay', 'responseDelay'],
    ['RESPONSE-DELAY', 'responseDelay'],
    ['apiKey', 'apiKeys'],
    ['loglevl', 'logLevel'],
    ['strictM', 'strictModels'],
    ['hostname', 'host'],
  ])('matches %j to %j', (written, meant) => {
    expect(nearest(written, optionNames)).toEqual([meant]);
  });

  it.each(['temperature', 'x', '', '__proto__', 'y'.repeat(100_000)])(
    'has no suggestion for %j',
    (written) => {
      expect(nearest(written, optionNames)).toEqual([]);
    },
  );

  it('returns several candidates for a shared prefix, and none for too many', () => {
    expect(nearest('strict', optionNames)).toEqual(['strictModels', 'strictSchemas']);
    expect(nearest('max', optionNames)).toEqual([]);
  });
});

describe('suggestion', () => {
  it.each([
    ['prot', ' Did you mean port?'],
    ['strict', ' Did you mean strictModels or strictSchemas?'],
    ['batch', ' Did you mean batchConcurrency, batchWindow or batchStage?'],
    ['temperature', ''],
  ])('for %j is %j', (written, hint) => {
    expect(suggestion(written, optionNames)).toBe(hint);
  });
});

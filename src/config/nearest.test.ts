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
  ])('takes %j for %j', (written, meant) => {
    expect(nearest(written, optionNames)).toEqual([meant]);
  });

  it.each(['temperature', 'x', '', '__proto__', 'y'.repeat(100_000)])('has no guess for %j', (written) => {
    expect(nearest(written, optionNames)).toEqual([]);
  });

  it('has several where a beginning fits several, and none where it fits many', () => {
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
  ])('says of %j: %j', (written, hint) => {
    expect(suggestion(written, optionNames)).toBe(hint);
  });
});

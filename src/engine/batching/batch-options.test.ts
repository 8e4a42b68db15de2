import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { toBatchOptions } from './batch-options.ts';
import { drawTokens, MULTI_TOKEN_PREDICTION, tokensPerStep, verificationCost } from './speculation.ts';

describe('the options of a worker', () => {
  it('have defaults', () => {
    expect(toBatchOptions({ maxSequences: 256 })).toMatchObject({ maxBatchedTokens: 8192, blockSize: 16 });
  });

  it.each([
    [{ blockSize: 0 }, 'blockSize is 0. Allowed: an integer from 1 on.'],
    [{ maxWaiting: -1 }, 'maxWaiting is -1. Allowed: an integer from 0 on.'],
    [{ speedup: 0 }, 'speedup is 0. Allowed: above 0.'],
    [{ hostBandwidth: Number.NaN }, 'hostBandwidth is NaN. Allowed: above 0.'],
    [{ handOver: -1 }, 'handOver is -1. Allowed: milliseconds from 0 on.'],
    [{ watermark: 1 }, 'watermark is 1. Allowed: from 0 to below 1.'],
    [
      { maxBatchedTokens: 100 },
      'maxBatchedTokens is 100. Allowed: at least 256, 1 for each of maxSequences.',
    ],
    [
      { maxBatchedTokens: 512, speculation: MULTI_TOKEN_PREDICTION },
      'maxBatchedTokens is 512. Allowed: at least 768, 3 for each of maxSequences.',
    ],
    [
      { speculation: { ...MULTI_TOKEN_PREDICTION, acceptance: [1.2] } },
      'speculation.acceptance is 1.2. Allowed: 1 to 16 probabilities, from 0 to 1.',
    ],
    [
      { speculation: { ...MULTI_TOKEN_PREDICTION, cost: 0.5 } },
      'speculation.cost is 0.5. Allowed: from 1 on.',
    ],
  ])('%j are refused', (options, message) => {
    expect(() => toBatchOptions({ maxSequences: 256, ...options })).toThrow(new RangeError(message));
  });
});

describe('speculation', () => {
  it('accepts drafts with the probabilities given', () => {
    const random = createRandom('drafts');
    let sum = 0;
    for (let step = 0; step < 20_000; step++) sum += drawTokens(MULTI_TOKEN_PREDICTION, random);
    expect(tokensPerStep(MULTI_TOKEN_PREDICTION)).toBeCloseTo(2.105, 9);
    expect(sum / 20_000).toBeCloseTo(2.105, 1);
  });

  it('costs more in a larger batch', () => {
    expect(verificationCost(MULTI_TOKEN_PREDICTION, 1)).toBe(1.1);
    expect(verificationCost(MULTI_TOKEN_PREDICTION, 256)).toBeGreaterThan(
      tokensPerStep(MULTI_TOKEN_PREDICTION),
    );
  });
});

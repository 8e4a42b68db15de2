import { describe, expect, it } from 'vitest';
import { type CostFactors, costOf } from './cost.ts';
import { type GivenRouterOptions, toRouterOptions } from './router-options.ts';

const NONE: CostFactors = {
  isl: 160,
  expectedTokens: 100,
  prefillTokens: 0,
  leastPrefillTokens: 0,
  deviceOverlap: 0,
  hostOverlap: 0,
  diskOverlap: 0,
  sharedOverlap: 0,
  decodeBlocks: 0,
  activeRequests: 0,
};

const cost = (factors: Partial<CostFactors>, given: GivenRouterOptions = {}): number =>
  costOf(toRouterOptions(given), { ...NONE, ...factors });

describe('the cost of Dynamo', () => {
  it('is that of the published example', () => {
    expect(cost({ deviceOverlap: 2, decodeBlocks: 10 })).toBe(18);
    expect(cost({ deviceOverlap: 5, decodeBlocks: 5 })).toBe(10);
    expect(cost({ deviceOverlap: 8, decodeBlocks: 9 })).toBe(11);
  });

  it('counts prompts to compute in fractions of blocks', () => {
    expect(cost({ prefillTokens: 24 })).toBe(11.5);
    expect(cost({ prefillTokens: 24 }, { blockSize: 32 })).toBe(5.75);
  });

  it('weights what each kind of memory holds', () => {
    const held = { deviceOverlap: 4, hostOverlap: 2, diskOverlap: 2, sharedOverlap: 6 };
    expect(cost(held)).toBe(10 - 4 - 1.5 - 0.5);
    expect(cost(held, { overlapCredit: 0.5 })).toBe(10 - 2 - 1.5 - 0.5);
    expect(cost(held, { hostHitWeight: 0, diskHitWeight: 1 })).toBe(10 - 4 - 2);
    expect(cost(held, { sharedHitWeight: 0.5 })).toBe(10 - 4 - 1.5 - 0.5 - 1);
    expect(cost({ ...held, sharedOverlap: 3 }, { sharedHitWeight: 0.5 })).toBe(10 - 4 - 1.5 - 0.5);
    expect(cost(held, { overlapCredit: 100 })).toBe(0);
  });

  it('gives a worker with more prompts to compute less credit, if asked', () => {
    // 160 tokens more than the other are as much as the request: half of the credit is left.
    const busy = { prefillTokens: 320, leastPrefillTokens: 160, deviceOverlap: 8 };
    expect(cost(busy)).toBe(30 - 8);
    expect(cost(busy, { overlapCreditDecay: 1 })).toBe(30 - 4);
    expect(cost({ ...busy, leastPrefillTokens: 320 }, { overlapCreditDecay: 1 })).toBe(30 - 8);
    expect(cost({ ...busy, isl: 0 }, { overlapCreditDecay: 1 })).toBeCloseTo(20 - 8 / 11, 9);
  });

  it('scales prompts to compute and adds active requests', () => {
    const busy = { deviceOverlap: 2, decodeBlocks: 7, activeRequests: 3 };
    expect(cost(busy, { prefillLoadScale: 2 })).toBe(16 + 7);
    expect(cost(busy, { activeRequestWeight: 0.5 })).toBe(8 + 7 + 1.5);
  });

  it('has the older weight: a scale, or 0 for load alone', () => {
    const busy = { deviceOverlap: 2, decodeBlocks: 7 };
    expect(cost(busy, { overlapScoreWeight: 2 })).toBe(16 + 7);
    expect(cost(busy, { overlapScoreWeight: 0 })).toBe(7);
  });

  it('is that of a worker that only decodes if prompts are not tracked', () => {
    const busy = { deviceOverlap: 2, decodeBlocks: 7, activeRequests: 2 };
    expect(cost(busy, { trackPrefillTokens: false, activeRequestWeight: 1 })).toBe(7 - 2 + 2);
    expect(cost(busy, { trackPrefillTokens: false, overlapCredit: 0 })).toBe(7);
    expect(cost({ ...busy, deviceOverlap: 9 }, { trackPrefillTokens: false })).toBe(0);
  });
});

it('can be the product of prompts and blocks', () => {
  expect(cost({ deviceOverlap: 4, decodeBlocks: 5 }, { cost: 'lmetric' })).toBe(6 * 6);
});

it('can be that of the original', () => {
  const busy = { deviceOverlap: 4, activeRequests: 3, decodeBlocks: 50, prefillTokens: 999 };
  expect(cost(busy, { cost: 'original' })).toBe(6 + 6.25 + 1.5);
  expect(cost({ ...busy, expectedTokens: 16 }, { cost: 'original' })).toBe(6 + 1 + 1.5);
  expect(cost(busy, { cost: 'original', overlapScoreWeight: 2, activeRequestWeight: 1, blockSize: 32 })).toBe(
    2 + 3.125 + 3,
  );
});

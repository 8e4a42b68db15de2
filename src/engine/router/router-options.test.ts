import { describe, expect, it } from 'vitest';
import { type GivenRouterOptions, toRouterOptions, withOverlapWeight } from './router-options.ts';

describe('the options of a router', () => {
  it('have the defaults of Dynamo', () => {
    expect(toRouterOptions()).toMatchObject({
      mode: 'kv',
      overlapCredit: 1,
      overlapCreditDecay: 0,
      prefillLoadScale: 1,
      hostHitWeight: 0.75,
      diskHitWeight: 0.25,
      sharedHitWeight: 0,
      temperature: 0,
      tieBreak: 'random',
      trackActiveBlocks: true,
      trackPrefillTokens: true,
      trackOutputBlocks: false,
      assumeKvReuse: true,
      staleAfter: 300_000,
    });
  });

  it('have those of the original with its cost', () => {
    expect(toRouterOptions({ cost: 'original' })).toMatchObject({
      activeRequestWeight: 0.5,
      tieBreak: 'first',
    });
    expect(toRouterOptions({ cost: 'original', tieBreak: 'random' }).tieBreak).toBe('random');
  });

  it('take the older weight', () => {
    expect(toRouterOptions({ overlapScoreWeight: 3 })).toMatchObject({
      prefillLoadScale: 3,
      overlapCredit: 1,
    });
    expect(toRouterOptions({ overlapScoreWeight: 0 })).toMatchObject({
      prefillLoadScale: 0,
      overlapCredit: 0,
    });
    expect(() => withOverlapWeight(toRouterOptions(), -1)).toThrow(/^overlapWeight is -1\. Allowed/);
  });

  it.each<[object, string]>([
    [{ mode: 'best' }, 'mode is best. Allowed: kv, round-robin, random, least-loaded, direct.'],
    [{ cost: 'cheap' }, 'cost is cheap. Allowed: dynamo, lmetric, original.'],
    [{ tieBreak: 'last' }, 'tieBreak is last. Allowed: random, smallest-tree, first.'],
    [{ temperature: -0.1 }, 'temperature is -0.1. Allowed: a finite number from 0 on.'],
    [
      { overlapCredit: Number.POSITIVE_INFINITY },
      'overlapCredit is Infinity. Allowed: a finite number from 0 on.',
    ],
    [{ hostHitWeight: Number.NaN }, 'hostHitWeight is NaN. Allowed: a finite number from 0 on.'],
    [{ overlapScoreWeight: -1 }, 'overlapScoreWeight is -1. Allowed: a finite number from 0 on.'],
    [{ blockSize: 0 }, 'blockSize is 0. Allowed: an integer from 1 on.'],
    [{ ranks: 1.5 }, 'ranks is 1.5. Allowed: an integer from 1 on.'],
    [{ staleAfter: 0 }, 'staleAfter is 0. Allowed: milliseconds above 0.'],
    [
      { overlapScoreWeight: 1, prefillLoadScale: 1 },
      'overlapScoreWeight and prefillLoadScale are the same. Give one of them.',
    ],
    [
      { cost: 'lmetric', overlapScoreWeight: 2 },
      'overlapScoreWeight has no effect with cost lmetric. Set overlapCredit instead.',
    ],
    [
      { cost: 'original', overlapCredit: 1 },
      'overlapCredit has no effect with cost original. Leave it out, or set cost to dynamo.',
    ],
    [
      { trackOutputBlocks: true, trackActiveBlocks: false },
      'trackOutputBlocks is true without trackActiveBlocks. Set both, or neither.',
    ],
  ])('%j are refused', (given, message) => {
    expect(() => toRouterOptions(given as GivenRouterOptions)).toThrow(new RangeError(message));
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { hashBlocks } from '../cache/block-hashes.ts';
import { createRouter, type RoutedRequest, type Router, type RouterParts } from './router.ts';
import { type GivenRouterOptions, toRouterOptions } from './router-options.ts';

const FOUR = [0, 1, 2, 3];
const NO_OVERLAPS = new Uint32Array(4);
const DRAWS = 4000;

function router(given: GivenRouterOptions = {}, parts: Partial<RouterParts> = {}): Router {
  return createRouter({ options: toRouterOptions(given), random: createRandom('router'), ...parts });
}

/** A request of ten blocks that no worker holds. */
const ask = (request: Partial<RoutedRequest> = {}): RoutedRequest => ({
  isl: 160,
  overlaps: NO_OVERLAPS,
  ...request,
});

/** The targets of requests, each ended before the next one. */
function targets(of: Router, count: number, request: RoutedRequest = ask(), eligible = FOUR): number[] {
  return Array.from({ length: count }, () => {
    const route = of.route(request, eligible, 0);
    route?.load.end();
    return route?.target ?? -1;
  });
}

/** Blocks in use by requests that no longer have prompts to compute. */
function occupy(of: Router, target: number, blocks: number, requests = 1): void {
  for (let index = 0; index < requests; index++)
    of.route(ask({ isl: (blocks / requests) * 16 }), [target], 0)?.load.prefilled();
}

function expectUniform(chosen: readonly number[]): void {
  for (const target of FOUR) {
    const share = chosen.filter((one) => one === target).length / chosen.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.04);
  }
}

describe('a router by cost', () => {
  it('chooses the second worker of the published example', () => {
    const kv = router();
    // With the ten blocks of the request, workers 1 to 3 have 20, 15 and 19 in use.
    for (const [target, blocks] of [10, 5, 9].entries()) occupy(kv, target + 1, blocks);
    const route = kv.route(ask({ overlaps: Uint32Array.of(0, 2, 5, 8), withCosts: true }), [1, 2, 3], 0);
    expect(route).toMatchObject({ target: 2, worker: 2, rank: 0, overlapBlocks: 5 });
    expect([...route!.costs!]).toEqual([Number.NaN, 28, 20, 21]);
  });

  it('chooses the least blocks in use if overlaps weigh nothing', () => {
    for (const [given, override] of [
      [{ overlapScoreWeight: 0 }, undefined],
      [{}, { overlapWeight: 0 }],
    ] as const) {
      const kv = router(given);
      for (const [target, blocks] of [8, 7, 3, 9].entries()) occupy(kv, target, blocks);
      expect(targets(kv, 3, ask({ overlaps: Uint32Array.of(10, 0, 0, 10), override }))).toEqual([2, 2, 2]);
    }
  });

  it('chooses among equal costs with equal probability', () => {
    expectUniform(targets(router(), DRAWS));
  });

  it('chooses any worker at a high temperature, the best one mostly at a low one', () => {
    const overlaps = Uint32Array.of(0, 3, 10, 5);
    expectUniform(targets(router({ temperature: 1e9 }), DRAWS, ask({ overlaps })));
    expectUniform(targets(router(), DRAWS, ask({ overlaps, override: { temperature: 1e9 } })));
    const low = targets(router({ temperature: 0.3 }), DRAWS, ask({ overlaps }));
    const share = low.filter((target) => target === 2).length / DRAWS;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.95);
    expect(
      new Set(targets(router({ temperature: 1e9 }), 99, ask({ overlaps, override: { temperature: 0 } }))),
    ).toEqual(new Set([2]));
  });

  it('breaks ties as asked', () => {
    expect(new Set(targets(router({ tieBreak: 'first' }), 99))).toEqual(new Set([0]));
    const sizes = [4, 2, 1, 2];
    const smallest = router({ tieBreak: 'smallest-tree' }, { blocksOf: (target) => sizes[target]! });
    expect(new Set(targets(smallest, 99))).toEqual(new Set([2]));
    // A lower cost counts first.
    const overlaps = Uint32Array.of(1, 1, 0, 1);
    expect(new Set(targets(smallest, 99, ask({ overlaps })))).toEqual(new Set([1, 3]));
    expect(() => router({ tieBreak: 'smallest-tree' })).toThrow(/blocksOf is missing/);
  });

  it('counts blocks once that the request shares with active ones', () => {
    const tokens = Uint32Array.from({ length: 160 }, (_, token) => token);
    const hashes = hashBlocks(tokens, { blockSize: 16 });
    for (const [assumeKvReuse, expected] of [
      [true, 20],
      [false, 30],
    ] as const) {
      const kv = router({ assumeKvReuse });
      kv.route(ask({ hashes }), [1], 0)?.load.prefilled();
      const costs = kv.route(ask({ hashes, withCosts: true }), FOUR, 0)?.costs;
      expect([...costs!]).toEqual([20, expected, 20, 20]);
    }
  });

  it('counts what other memory holds, and prefers workers as asked', () => {
    const overlaps = Uint32Array.of(2, 0, 0, 0);
    const held = {
      overlaps,
      hostOverlaps: Uint32Array.of(0, 4, 0, 0),
      diskOverlaps: Uint32Array.of(0, 0, 4, 0),
    };
    const kv = router();
    const route = kv.route(ask({ ...held, withCosts: true }), FOUR, 0);
    expect([...route!.costs!]).toEqual([18, 17, 19, 20]);
    expect(route).toMatchObject({ target: 1, overlapBlocks: 0 });
    // What is in host memory need not be computed.
    expect(kv.load.prefillTokens(1)).toBe(160 - 64);
    const preferences = Float64Array.of(0, 0, 0, 2);
    expect(targets(router(), 1, ask({ ...held, preferences }))).toEqual([3]);
    const shared = router({ sharedHitWeight: 0.5 });
    const told = shared.route(ask({ overlaps, sharedOverlap: 6, withCosts: true }), FOUR, 0);
    expect([...told!.costs!]).toEqual([16, 17, 17, 17]);
    expect(shared.load.prefillTokens(0)).toBe(160 - 96);
  });

  it('tells the costs of the request itself', () => {
    const overlaps = Uint32Array.of(5, 0, 0, 0);
    const costs = (given: GivenRouterOptions, request: Partial<RoutedRequest> = {}): number =>
      router(given).route(ask({ overlaps, withCosts: true, ...request }), [0], 0)!.costs![0]!;
    expect(costs({})).toBe(5 + 10);
    expect(costs({ prefillLoadScale: 3 })).toBe(15 + 10);
    expect(costs({}, { override: { overlapWeight: 3 } })).toBe(15 + 10);
    expect(costs({ trackActiveBlocks: false })).toBe(5);
    expect(costs({ trackPrefillTokens: false })).toBe(5);
    expect(costs({ cost: 'lmetric' })).toBe(5 * 11);
    expect(costs({ cost: 'original' })).toBe(5 + 6.25);
    expect(costs({ cost: 'original' }, { expectedTokens: 32 })).toBe(5 + 2);
  });

  it('spreads requests that come at once', () => {
    const kv = router();
    const chosen = FOUR.map(() => kv.route(ask(), FOUR, 0)?.target);
    expect([...chosen].sort()).toEqual(FOUR);
  });

  it('gives the first of the best workers the request at the costs of the original', () => {
    const original = router({ cost: 'original' });
    const chosen = Array.from({ length: 6 }, () => original.route(ask(), FOUR, 0)?.target);
    expect(chosen).toEqual([0, 1, 2, 3, 0, 1]);
  });
});

describe('other modes', () => {
  it('take turns, also when workers come and go', () => {
    const turns = router({ mode: 'round-robin' });
    expect(targets(turns, 5)).toEqual([0, 1, 2, 3, 0]);
    expect(targets(turns, 3, ask(), [3, 0, 2])).toEqual([2, 3, 0]);
    expect(targets(turns, 2)).toEqual([1, 2]);
  });

  it('draw', () => {
    expectUniform(targets(router({ mode: 'random' }), DRAWS, ask({ overlaps: Uint32Array.of(10, 0, 0, 0) })));
  });

  it('choose the fewest active requests', () => {
    const least = router({ mode: 'least-loaded' });
    for (const [target, requests] of [2, 1, 3, 1].entries()) occupy(least, target, 12 * requests, requests);
    expect(new Set(targets(least, 99, ask({ overlaps: Uint32Array.of(10, 0, 0, 0) })))).toEqual(
      new Set([1, 3]),
    );
  });

  it('do as each request says', () => {
    const direct = router({ mode: 'direct' });
    expect(targets(direct, 2, ask({ override: { worker: 3 } }))).toEqual([3, 3]);
    for (const override of [undefined, { temperature: 1 }])
      expect(() => direct.route(ask({ override }), FOUR, 0)).toThrow(/^worker is missing/);
  });
});

describe('any router', () => {
  const MODES = ['kv', 'round-robin', 'random', 'least-loaded'] as const;

  it.each(MODES)('keeps to the worker and rank that a request names (%s)', (mode) => {
    const ranked = router({ mode, ranks: 2 });
    const all = [0, 1, 2, 3, 4, 5];
    const named = (override: RoutedRequest['override']): Set<number> =>
      new Set(targets(ranked, 99, ask({ override }), all));
    expect([...named({ worker: 1 })].sort()).toEqual([2, 3]);
    expect([...named({ rank: 1 })].sort()).toEqual([1, 3, 5]);
    expect(named({ worker: 2, rank: 0 })).toEqual(new Set([4]));
    expect(named({ worker: 7 })).toEqual(new Set([-1]));
    expect(ranked.route(ask({ override: { worker: 2, rank: 1 } }), all, 0)).toMatchObject({
      target: 5,
      worker: 2,
      rank: 1,
    });
    expect(ranked.load.activeRequests(5)).toBe(1);
  });

  it.each(MODES)('has no load left after all have ended (%s)', (mode) => {
    const one = router({ mode });
    const routes = Array.from({ length: 50 }, (_, index) => {
      const tokens = Uint32Array.from({ length: 100 }, (_, token) => (token < 40 ? token : token * index));
      return one.route(ask({ isl: 100, hashes: hashBlocks(tokens, { blockSize: 16 }) }), FOUR, index);
    });
    expect(FOUR.reduce((sum, target) => sum + one.load.activeRequests(target), 0)).toBe(50);
    for (const route of routes) route?.load.end();
    for (const target of FOUR) {
      const { load } = one;
      expect([load.activeRequests(target), load.prefillTokens(target), load.blocks(target)]).toEqual([
        0, 0, 0,
      ]);
    }
  });

  it('forgets stale requests when it routes', () => {
    const kv = router({ staleAfter: 1000 });
    kv.route(ask(), [0], 0);
    kv.route(ask(), [1], 1000);
    expect([kv.load.activeRequests(0), kv.load.activeRequests(1)]).toEqual([0, 1]);
  });

  it('has no target for a request if none is eligible', () => {
    expect(router().route(ask(), [], 0)).toBeUndefined();
  });

  it('repeats its choices for the same seed', () => {
    expect(targets(router(), 50)).toEqual(targets(router(), 50));
  });

  it.each([[-1], [1024], [0.5], [Number.NaN]])('refuses target %s', (target) => {
    expect(() => router().route(ask(), [target], 0)).toThrow(/^target must be an integer from 0 to 1023/);
  });

  it.each([
    [{ temperature: -1 }, /^temperature is -1/],
    [{ overlapWeight: Number.NaN }, /^overlapWeight is NaN/],
  ])('refuses the override %j', (override, message) => {
    expect(() => router().route(ask({ override }), FOUR, 0)).toThrow(message);
  });
});

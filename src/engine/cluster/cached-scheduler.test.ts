import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { PromptBlocks } from '../cache/prompt-blocks.ts';
import { createFixedLatency } from '../latency/fixed.ts';
import { createNoLatency } from '../latency/none.ts';
import { CARD } from '../models/card.cases.ts';
import { toRouterOptions } from '../router/router-options.ts';
import { schedulerCases, sequenceOf } from '../scheduler/scheduler.cases.ts';
import type { Scheduled } from '../scheduler/scheduler.ts';
import { createSoloScheduler } from '../scheduler/solo.ts';
import { createCachedScheduler } from './cached-scheduler.ts';
import { Cluster, type ClusterOptions } from './cluster.ts';

const exactly = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;
const fixed = createFixedLatency({ ttft: exactly(200), itl: exactly(20) });
const open = (latency = fixed, options: Partial<ClusterOptions> = {}) => {
  const cluster = new Cluster(
    { workers: 4, blocks: 1000, hostBlocks: 0, router: toRouterOptions(), ...options },
    createRandom('router'),
  );
  const scheduler = createCachedScheduler(createSoloScheduler(latency), cluster);
  const admit = (
    tokens: number,
    change: { scope?: string; selfHosted?: boolean; from?: number } = {},
  ): Scheduled => {
    const { scope = '', selfHosted = true, from = 0 } = change;
    const ids = Array.from({ length: tokens }, (_, index) => from + index);
    return scheduler.admit(
      sequenceOf({
        model: { ...CARD, selfHosted },
        promptTokens: tokens,
        prompts: [new PromptBlocks(ids)],
        scope,
      }),
    );
  };
  return { cluster, scheduler, admit };
};

describe.each([
  ['no latency', createNoLatency()],
  ['a fixed latency', fixed],
])('a scheduler with a cluster and %s', (_, latency) => {
  schedulerCases(() => ({ scheduler: open(latency).scheduler, run: () => {} }));
});

it('finds the complete blocks of a repeated prompt, but leaves a token to compute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (tokens) => {
      const { admit } = open();
      const first = admit(tokens);
      expect(first.cachedTokens).toBe(0);
      first.release();
      expect(admit(tokens).cachedTokens).toBe(16 * Math.floor((tokens - 1) / 16));
    }),
    { numRuns: 50, examples: [[16], [17], [32]] },
  );
});

it('finds the common beginning of prompts', () => {
  const { admit } = open();
  const cachedOf = (tokens: number): number => {
    const scheduled = admit(tokens);
    scheduled.release();
    return scheduled.cachedTokens;
  };
  expect([100, 1000, 500].map(cachedOf)).toEqual([0, 96, 496]);
});

it('reports what is cached of hosted models in steps of 128 from 1,024 on', () => {
  const { admit } = open();
  for (const [tokens, cached] of [
    [1024, 0],
    [1040, 1024],
    [1500, 1408],
  ] as const) {
    const change = { selfHosted: false, from: tokens * 10_000 };
    admit(tokens, change).release();
    expect(admit(tokens, change).cachedTokens).toBe(cached);
  }
});

it('shares nothing between scopes', () => {
  const { admit } = open();
  const cachedOf = (scope: string): number => {
    const scheduled = admit(100, { scope });
    scheduled.release();
    return scheduled.cachedTokens;
  };
  expect(['one', 'two', 'one', 'two'].map(cachedOf)).toEqual([0, 0, 96, 96]);
});

it('spreads different prompts over the workers', () => {
  const { admit, cluster } = open();
  for (let index = 0; index < 40; index++) admit(160, { from: index * 1000 });
  expect(cluster.requests).toEqual([10, 10, 10, 10]);
});

it('holds blocks and counts as load until it is released', () => {
  const { admit, cluster } = open();
  const all = Array.from({ length: 20 }, (_, index) => admit(100 + index, { from: index * 1000 }));
  const sum = (read: (worker: number) => number): number =>
    [0, 1, 2, 3].reduce((total, worker) => total + read(worker), 0);
  const used = (): number => sum((worker) => cluster.pools[worker]?.used ?? 0);
  const active = (): number => sum((worker) => cluster.router.load.activeRequests(worker));
  expect([used() > 0, active()]).toEqual([true, 20]);
  for (const one of all) one.release();
  for (const one of all) one.release();
  expect([used(), active()]).toEqual([0, 0]);
  expect(sum((worker) => cluster.router.load.prefillTokens(worker))).toBe(0);
});

it('goes on without a cache if a worker has no room', () => {
  const { admit, cluster } = open(fixed, { workers: 1, blocks: 4 });
  const large = admit(1000);
  expect(large.dueOf(0)).toBe(1200);
  expect(cluster.pools[0]?.used).toBe(0);
  large.release();
});

it('counts what is saved', () => {
  const { admit, cluster } = open();
  admit(100).release();
  admit(100).release();
  const { hits, misses, tokens, cachedTokens, workerTokens } = cluster.counters;
  expect([hits, misses, tokens, cachedTokens]).toEqual([1, 1, 200, 96]);
  expect(workerTokens.reduce((sum, own) => sum + own, 0)).toBe(200 + 2 * 10);
});

it('knows an answer that was complete, but for its last token', () => {
  const answer = Array.from({ length: 60 }, (_, index) => 5000 + index);
  const turn = (ids: readonly number[], isComplete: boolean): number => {
    const scheduled = scheduler.admit(
      sequenceOf({
        model: { ...CARD, selfHosted: true },
        promptTokens: ids.length,
        prompts: [new PromptBlocks(ids)],
        answer,
      }),
    );
    scheduled.release(isComplete);
    return scheduled.cachedTokens;
  };
  let { scheduler, cluster } = open();
  const prompt = Array.from({ length: 40 }, (_, index) => index);
  const more = [...prompt, ...answer, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7];
  expect(turn(prompt, true)).toBe(0);
  expect(turn(more, true)).toBe(16 * Math.floor((40 + 59) / 16));
  expect(cluster.pools.every(({ used }) => used === 0)).toBe(true);
  ({ scheduler, cluster } = open());
  expect(turn(prompt, false)).toBe(0);
  expect(turn(more, false)).toBe(32);
});

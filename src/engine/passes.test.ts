import { expect, it } from 'vitest';
import type { ChoicePlan, ItemPlan } from './choice-plan.ts';
import { NO_USAGE } from './event.ts';
import { firstPassTokens, PassTimes } from './passes.ts';
import type { Pass, Scheduled } from './scheduler/scheduler.ts';

const text = (tokens: number): ItemPlan => ({
  kind: 'message',
  parts: [{ kind: 'text', pieces: Array(tokens).fill('x'), logprobs: undefined, citations: [] }],
});

const work = (tokens: number, endsPass: boolean, ...after: number[]): ItemPlan => ({
  kind: 'work',
  work: { tool: 'file-search', queries: [], results: [] },
  stages: after.map((each) => ({ name: 'stage', after: each })),
  pieces: Array(Math.max(0, tokens - 1)).fill('x'),
  overhead: Math.min(1, tokens),
  readTokens: 100,
  endsPass,
});

function planOf(items: readonly ItemPlan[], tokens: number, stages: number): ChoicePlan {
  const none = { acceptedPredictionTokens: 0, rejectedPredictionTokens: 0 };
  return { items, reason: 'stop', tokens, steps: tokens + stages, ...none };
}

/** A scheduler that knows a time only when it is told: token `i` of pass `p`. */
function open(plan: ChoicePlan) {
  const passes: (Omit<Pass, 'before'> & { dues: number[]; released: number })[] = [];
  let listener: (() => void) | undefined;
  const admit = (pass: Pass): Scheduled => {
    const own = { ...pass, dues: [] as number[], released: 0 };
    passes.push(own);
    return {
      dueOf: (index) => own.dues[index] ?? Number.POSITIVE_INFINITY,
      lastDue: Number.POSITIVE_INFINITY,
      admittedAt: 0,
      cachedTokens: 0,
      pace: undefined,
      workScale: 2,
      onReady: (given) => {
        listener = given;
      },
      resume: admit,
      release: () => {
        own.released++;
      },
    };
  };
  const first = { arrivedAt: 0, promptTokens: 10, cachedTokens: 0, passTokens: firstPassTokens([plan]) };
  const times = new PassTimes(plan, { ...NO_USAGE, promptTokens: 10 }, admit({ ...first, before: 0 }), 0);
  return {
    times,
    passes,
    tell(pass: number, ...dues: number[]): void {
      passes[pass]?.dues.push(...dues);
      listener?.();
    },
  };
}

it('asks for a later pass when the work before it is done', () => {
  const plan = planOf([work(2, true, 5, 10), text(3)], 5, 2);
  const { times, passes, tell } = open(plan);
  let told = 0;
  times.onReady(() => told++);
  expect(passes).toMatchObject([{ passTokens: 2 }]);
  expect(times.dueOf(0)).toBe(Number.POSITIVE_INFINITY);
  tell(0, 50);
  expect([times.dueOf(0), times.dueOf(1)]).toEqual([50, Number.POSITIVE_INFINITY]);
  tell(0, 60);
  // The scheduler makes tools take twice as long.
  expect([1, 2, 3].map((step) => times.dueOf(step))).toEqual([60, 70, 90]);
  expect(passes[0]?.released).toBe(1);
  expect(passes[1]).toMatchObject({ arrivedAt: 90, promptTokens: 10 + 2 + 100, passTokens: 3 });
  expect(times.lastDue).toBe(Number.POSITIVE_INFINITY);
  tell(1, 100, 110, 120);
  expect([4, 5, 6].map((step) => times.dueOf(step))).toEqual([100, 110, 120]);
  expect(times.lastDue).toBe(120);
  expect(told).toBe(3);
  times.release();
  expect(passes[1]?.released).toBe(1);
});

it('work that the model does not wait for delays what it writes', () => {
  const plan = planOf([work(1, false, 5), work(1, true), text(1)], 3, 1);
  const { times, passes, tell } = open(plan);
  expect(passes).toMatchObject([{ passTokens: 2 }]);
  tell(0, 50, 60);
  expect([0, 1, 2].map((step) => times.dueOf(step))).toEqual([50, 60, 70]);
  expect(passes[1]).toMatchObject({ arrivedAt: 70, passTokens: 1 });
});

it('work before the first token delays the answer', () => {
  const plan = planOf([work(0, true, 5), text(1)], 1, 1);
  const { times, passes, tell } = open(plan);
  tell(0, 50);
  expect([0, 1].map((step) => times.dueOf(step))).toEqual([10, 60]);
  expect(passes).toHaveLength(1);
});

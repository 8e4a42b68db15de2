import { describe, expect, it } from 'vitest';
import { createFixedLatency } from '../latency/fixed.ts';
import { createNoLatency } from '../latency/none.ts';
import { createProfileLatency } from '../latency/profile.ts';
import { schedulerCases, sequenceOf } from './scheduler.cases.ts';
import { createSoloScheduler } from './solo.ts';

const exactly = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;
const fixed = createFixedLatency({ ttft: exactly(200), itl: exactly(20) });
const varied = createFixedLatency({
  ttft: exactly(200),
  itl: { mean: 20, deviation: 0.5, shape: 'lognormal' },
});

describe.each([
  ['no latency', createNoLatency()],
  ['a fixed latency', fixed],
  ['a latency that varies', varied],
  ['profiles', createProfileLatency()],
])('a solo scheduler with %s', (_, latency) => {
  schedulerCases(() => ({ scheduler: createSoloScheduler(latency), run: () => {} }));

  it('knows the pace from the start', () => {
    const { pace } = createSoloScheduler(latency).admit(sequenceOf());
    expect(pace?.gaps).toHaveLength(9);
  });

  it('lets no sequence wait for another', () => {
    const scheduler = createSoloScheduler(latency);
    const alone = scheduler.admit(sequenceOf()).lastDue;
    const many = Array.from({ length: 50 }, () => scheduler.admit(sequenceOf()).lastDue);
    expect(new Set(many)).toEqual(new Set([alone]));
  });
});

it('continues with the gaps that follow those of the passes before', () => {
  const gap = (index: number): number => index * 10;
  const scheduler = createSoloScheduler({ plan: () => ({ ttft: 100, gap }) });
  const first = scheduler.admit(sequenceOf({ passTokens: 3 }));
  expect([0, 1, 2].map((index) => first.dueOf(index))).toEqual([1100, 1110, 1130]);
  const later = first.resume({
    arrivedAt: 2000,
    promptTokens: 40,
    cachedTokens: 0,
    passTokens: 7,
    before: 3,
  });
  expect([0, 1, 2].map((index) => later.dueOf(index))).toEqual([2100, 2140, 2190]);
});

import { expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { CARD } from '../models/card.cases.ts';
import { type Scheduled, type Scheduler, type Sequence, unknownPrompt } from './scheduler.ts';

/** A sequence of ten tokens that arrives at 1000. */
export function sequenceOf(change: Partial<Sequence> = {}): Sequence {
  const tokens = change.outputTokens ?? 10;
  const work = { model: CARD, arrivedAt: 1000, promptTokens: 20, steps: tokens };
  return { ...unknownPrompt({ ...work, random: createRandom('sequence') }), ...change };
}

/**
 * What every scheduler does.
 *
 * @param open a scheduler, and what makes time pass until everything that it has admitted is over
 * @param sequence makes one of ten tokens, which arrives at 1000
 */
export function schedulerCases(
  open: () => { scheduler: Scheduler; run: () => void },
  sequence: () => Sequence = sequenceOf,
): void {
  const duesOf = (scheduled: Scheduled, tokens: number): number[] =>
    Array.from({ length: tokens }, (_, index) => scheduled.dueOf(index));

  it('times the tokens of a sequence in order, none before it arrives', () => {
    const { scheduler, run } = open();
    const scheduled = scheduler.admit(sequence());
    run();
    const dues = duesOf(scheduled, 10);
    expect(dues.every(Number.isFinite)).toBe(true);
    expect([...dues].sort((one, other) => one - other)).toEqual(dues);
    expect(dues[0]).toBeGreaterThanOrEqual(1000);
    expect(scheduled.lastDue).toBe(dues[9]);
    scheduled.release();
    scheduled.release();
  });

  it('repeats itself', () => {
    const times = [open(), open()].map(({ scheduler, run }) => {
      const scheduled = scheduler.admit(sequence());
      run();
      return duesOf(scheduled, 10);
    });
    expect(times[0]).toEqual(times[1]);
  });

  it('takes on a later pass of an answer when the one before is over', () => {
    const { scheduler, run } = open();
    const first = scheduler.admit({ ...sequence(), passTokens: 4, choices: [4] });
    run();
    first.release();
    const arrivedAt = first.lastDue + 500;
    const later = first.resume({ arrivedAt, promptTokens: 40, cachedTokens: 0, passTokens: 6, before: 4 });
    run();
    expect(later.dueOf(0)).toBeGreaterThanOrEqual(arrivedAt);
    expect(later.lastDue).toBe(later.dueOf(5));
    later.release();
  });

  it('tells a listener when a time is known that was not', () => {
    const { scheduler, run } = open();
    const scheduled = scheduler.admit(sequence());
    let told = 0;
    scheduled.onReady(() => told++);
    const isKnown = scheduled.dueOf(0) !== Number.POSITIVE_INFINITY;
    run();
    expect(told > 0).toBe(!isKnown);
    scheduled.release();
  });

  it('knows the pace of a sequence that is recorded, which takes nobody else a place', () => {
    const { scheduler, run } = open();
    const alone = scheduler.alone(sequence());
    expect(alone.pace?.gaps).toHaveLength(9);
    expect(alone.lastDue).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(alone.dueOf(0)).toBe(1000 + (alone.pace?.ttft ?? 0));
    const there = scheduler.admit(sequence());
    run();
    expect(there.lastDue).toBeLessThan(Number.POSITIVE_INFINITY);
  });
}

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, EPOCH_RECHECK_MS } from './clock.ts';
import { createSystemClock } from './system-clock.ts';

/** Fake system time and timers, advanced manually: no test here waits. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const HOUR = 3_600_000;

/** Schedules tasks and records the time at which each ran, by the clock. */
function schedule(clock: Clock, deadlines: readonly number[]) {
  const ran: { deadline: number; at: number; order: number }[] = [];
  const start = clock.now();
  const timers = deadlines.map((deadline, order) =>
    clock.at(start + deadline, () => ran.push({ deadline, at: clock.now() - start, order })),
  );
  return { ran, timers };
}

describe('the system clock', () => {
  it('keeps distant deadlines when hundreds of others are cancelled', () => {
    const clock = createSystemClock();
    const { ran, timers } = schedule(
      clock,
      Array.from({ length: 400 }, (_, index) => HOUR + (index % 7) * 1000),
    );
    timers.forEach((timer, index) => {
      if (index % 5 !== 0) timer.cancel();
    });
    vi.advanceTimersByTime(HOUR + 7000);
    expect(ran.map(({ order }) => order).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 80 }, (_, index) => index * 5),
    );
  });

  it('keeps the program alive while timers are pending, unless told otherwise', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    for (const keepsAlive of [undefined, true, false]) {
      const clock = createSystemClock({ ...(keepsAlive !== undefined && { keepsAlive }) });
      clock.at(clock.now() + 10, () => {});
      const timer = set.mock.results.at(-1)?.value as NodeJS.Timeout | undefined;
      expect(timer?.hasRef()).toBe(keepsAlive ?? true);
    }
  });

  it('runs tasks in order of their millisecond, then of scheduling, and never early', () => {
    const deadlines = fc.array(
      fc.oneof(fc.double({ min: -5, max: 40, noNaN: true }), fc.double({ min: 0, max: 30_000, noNaN: true })),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(deadlines, fc.integer({ min: 0, max: 999 }), (times, offset) => {
        vi.advanceTimersByTime(offset / 1000);
        const clock = createSystemClock();
        const start = clock.now();
        const { ran } = schedule(clock, times);
        vi.advanceTimersByTime(30_010);
        expect(ran).toHaveLength(times.length);
        for (const { deadline, at } of ran) expect(at).toBeGreaterThanOrEqual(deadline);
        const slot = (time: number): number => Math.max(Math.ceil(start + time), Math.floor(start) + 1);
        const keys = ran.map(({ deadline, order }) => [slot(deadline), order] as const);
        expect(keys).toEqual([...keys].sort((one, other) => one[0] - other[0] || one[1] - other[1]));
      }),
      { numRuns: 60 },
    );
  });

  it('never runs a task synchronously', () => {
    const clock = createSystemClock();
    const { ran } = schedule(clock, [-1000, 0]);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(ran).toHaveLength(2);
  });

  it('handles deadlines beyond its wheel, in order with near ones', () => {
    const clock = createSystemClock();
    const far = [HOUR, 8191, 8192, 8193, 10, HOUR + 0.5, 20_000, HOUR];
    const { ran } = schedule(clock, far);
    vi.advanceTimersByTime(25_000);
    expect(ran.map(({ deadline }) => deadline)).toEqual([10, 8191, 8192, 8193, 20_000]);
    vi.advanceTimersByTime(HOUR);
    expect(ran.slice(5).map(({ deadline, order }) => [deadline, order])).toEqual([
      [HOUR, 0],
      [HOUR, 7],
      [HOUR + 0.5, 5],
    ]);
    for (const { deadline, at } of ran) expect(at - deadline).toBeLessThanOrEqual(2);
  });

  it('waits longer than the longest system timer', () => {
    const clock = createSystemClock();
    const days = 40 * 24 * HOUR;
    const { ran } = schedule(clock, [days]);
    vi.advanceTimersByTime(days - 5);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(ran).toHaveLength(1);
  });

  it('keeps near deadlines exact after a long idle time with only a distant one', () => {
    const clock = createSystemClock();
    const distant = schedule(clock, [100 * HOUR]);
    vi.advanceTimersByTime(50 * HOUR);
    const near = schedule(clock, [5, 20, 9000]);
    vi.advanceTimersByTime(10_000);
    expect(near.ran.map(({ deadline }) => deadline)).toEqual([5, 20, 9000]);
    for (const { deadline, at } of near.ran) expect(at - deadline).toBeLessThanOrEqual(2);
    vi.advanceTimersByTime(50 * HOUR);
    expect(distant.ran).toHaveLength(1);
  });

  it('has no system timer unless a task is pending', () => {
    const clock = createSystemClock();
    expect(vi.getTimerCount()).toBe(0);
    const { timers } = schedule(clock, [10, 20, HOUR, 100 * HOUR]);
    expect(vi.getTimerCount()).toBe(1);
    for (const timer of timers) timer.cancel();
    expect(vi.getTimerCount()).toBe(0);
    for (const timer of timers) timer.cancel();
    const { ran } = schedule(clock, [5]);
    vi.advanceTimersByTime(7);
    expect(ran).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shares one timer among thousands of tasks and loses none', () => {
    const clock = createSystemClock();
    const deadlines = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 12_000);
    const { ran, timers } = schedule(clock, deadlines);
    timers.forEach((timer, index) => {
      if (index % 3 === 0) timer.cancel();
    });
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(12_010);
    expect(ran.map(({ order }) => order).sort((one, other) => one - other)).toEqual(
      deadlines.map((_, index) => index).filter((index) => index % 3 !== 0),
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets tasks schedule and cancel others', () => {
    const clock = createSystemClock();
    const ran: string[] = [];
    const start = clock.now();
    clock.at(start + 5, () => {
      ran.push('first');
      doomed.cancel();
      clock.at(start + 5, () => ran.push('overdue'));
      clock.at(start + 10, () => ran.push('later'));
    });
    const doomed = clock.at(start + 5, () => ran.push('doomed'));
    vi.advanceTimersByTime(8);
    expect(ran).toEqual(['first', 'overdue']);
    vi.advanceTimersByTime(5);
    expect(ran).toEqual(['first', 'overdue', 'later']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not drift over a chain of absolute deadlines', () => {
    const clock = createSystemClock();
    const start = clock.now();
    let count = 0;
    const step = (): void => {
      count++;
      if (count < 500) clock.at(start + (count + 1) * 19.7, step);
    };
    clock.at(start + 19.7, step);
    vi.advanceTimersByTime(500 * 19.7 + 1);
    expect(count).toBe(500);
  });

  it('catches up in order after the event loop was blocked', async () => {
    vi.useRealTimers();
    const clock = createSystemClock();
    const { ran } = schedule(clock, [12, 3, 7, 3, 20]);
    const release = performance.now() + 25;
    while (performance.now() < release);
    await vi.waitFor(() => expect(ran).toHaveLength(5));
    expect(ran.map(({ deadline }) => deadline)).toEqual([3, 3, 7, 12, 20]);
  });

  it('runs the other tasks when one throws, and surfaces the error', async () => {
    vi.useRealTimers();
    const handlers = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    try {
      const clock = createSystemClock();
      const ran: string[] = [];
      const surfaced = new Promise<unknown>((resolve) => process.once('uncaughtException', resolve));
      const done = new Promise<void>((resolve) => {
        const now = clock.now();
        clock.at(now + 1, () => {
          throw new Error('of the task');
        });
        clock.at(now + 1, () => ran.push('same tick'));
        clock.at(now + 3, () => {
          ran.push('next tick');
          resolve();
        });
      });
      await expect(surfaced).resolves.toMatchObject({ message: 'of the task' });
      await done;
      expect(ran).toEqual(['same tick', 'next tick']);
    } finally {
      for (const handler of handlers) process.on('uncaughtException', handler);
    }
  });

  it('is never early in real time and agrees with it', async () => {
    vi.useRealTimers();
    const clock = createSystemClock();
    const early: number[] = [];
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const deadline = clock.now() + (index % 25) + index / 1000;
        return new Promise<void>((resolve) =>
          clock.at(deadline, () => {
            if (performance.now() < deadline) early.push(deadline);
            resolve();
          }),
        );
      }),
    );
    expect(early).toEqual([]);
    expect(Math.abs(clock.epoch() - Date.now())).toBeLessThan(60_000);
  });
});

describe('the wall clock', () => {
  /** A system clock whose wall clock follows the fake time, plus what it was stepped by. */
  function openSteppable() {
    const base = Date.UTC(2025, 0, 1) - performance.now();
    let offset = 0;
    const clock = createSystemClock({ wallClock: () => Math.floor(base + offset + performance.now()) });
    const ran: number[] = [];
    return {
      clock,
      ran,
      step: (milliseconds: number) => {
        offset += milliseconds;
      },
      after: (milliseconds: number) =>
        clock.atEpoch(clock.epoch() + milliseconds, () => ran.push(clock.epoch())),
    };
  }

  it('is read on every call, and never changes the monotonic scale', () => {
    const { clock, step } = openSteppable();
    const [start, now] = [clock.epoch(), clock.now()];
    step(2 * 24 * HOUR);
    expect([clock.epoch() - start, clock.now() - now]).toEqual([2 * 24 * HOUR, 0]);
    step(-4 * 24 * HOUR);
    expect([clock.epoch() - start, clock.now() - now]).toEqual([-2 * 24 * HOUR, 0]);
  });

  it.each([0, -5, 1, 999, 1000, 1001, 12_345, HOUR])(
    'reaches a time %j ms away on time without a step, never synchronously',
    (milliseconds) => {
      const { clock, ran, after } = openSteppable();
      const time = clock.epoch() + milliseconds;
      after(milliseconds);
      expect(ran).toEqual([]);
      vi.advanceTimersByTime(Math.max(milliseconds - 1, 0));
      if (milliseconds > 1) expect(ran).toEqual([]);
      vi.advanceTimersByTime(4);
      expect(ran).toHaveLength(1);
      expect(ran[0]).toBeGreaterThanOrEqual(time);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('reaches a time within a second of a forward step past it', () => {
    const { ran, after, step } = openSteppable();
    after(24 * HOUR);
    vi.advanceTimersByTime(HOUR);
    step(24 * HOUR);
    vi.advanceTimersByTime(EPOCH_RECHECK_MS + 2);
    expect(ran).toHaveLength(1);
  });

  it('waits longer when it is set back', () => {
    const { ran, after, step } = openSteppable();
    after(500);
    step(-HOUR);
    vi.advanceTimersByTime(HOUR);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(502);
    expect(ran).toHaveLength(1);
  });

  it('is no longer awaited after a cancellation, at whatever point', () => {
    for (const passed of [0, 1500, 10_000]) {
      const { ran, after } = openSteppable();
      const timer = after(10_500);
      vi.advanceTimersByTime(passed);
      timer.cancel();
      timer.cancel();
      expect(vi.getTimerCount()).toBe(0);
      vi.advanceTimersByTime(20_000);
      expect(ran).toEqual([]);
    }
  });
});

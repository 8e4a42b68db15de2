import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Abort, Aborted } from './abort.ts';
import { unixSeconds, until } from './clock.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** Waits until an automatic clock has no pending tasks. */
async function settle(clock: { readonly pending: number }): Promise<void> {
  while (clock.pending > 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('a virtual clock', () => {
  it('runs tasks by deadline, and equal deadlines in scheduling order', () => {
    const clock = createVirtualClock({ automatic: false });
    const ran: string[] = [];
    for (const [name, deadline] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
      ['b3', 20],
    ] as const) {
      clock.at(deadline, () => ran.push(`${name}@${clock.now()}`));
    }
    clock.advance(20);
    expect(ran).toEqual(['a@10', 'b1@20', 'b2@20', 'b3@20']);
    expect(clock.pending).toBe(1);
    clock.advance(9);
    expect(clock.now()).toBe(29);
    expect(ran).toHaveLength(4);
    clock.advance(1);
    expect(ran.at(-1)).toBe('c@30');
    expect(clock.pending).toBe(0);
  });

  it('does not advance by itself while it is held', async () => {
    const clock = createVirtualClock();
    const [one, other] = [clock.hold(), clock.hold()];
    clock.at(1000, () => {});
    one.cancel();
    one.cancel();
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect({ now: clock.now(), pending: clock.pending }).toEqual({ now: 0, pending: 1 });
    other.cancel();
    await settle(clock);
    expect(clock.now()).toBe(1000);
  });

  it('keeps order and times exact', () => {
    const deadlines = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(deadlines, fc.infiniteStream(fc.boolean()), (times, keeps) => {
        const clock = createVirtualClock({ automatic: false });
        const ran: [time: number, order: number][] = [];
        const expected: [time: number, order: number][] = [];
        const timers = times.map((time, order) =>
          clock.at(time, () => {
            expect(clock.now()).toBe(time);
            ran.push([time, order]);
          }),
        );
        timers.forEach((timer, order) => {
          if (keeps.next().value) expected.push([times[order] as number, order]);
          else timer.cancel();
        });
        expect(clock.pending).toBe(expected.length);
        clock.advance(1e7);
        expect(ran).toEqual(expected.sort((one, other) => one[0] - other[0] || one[1] - other[1]));
        expect(clock.pending).toBe(0);
      }),
    );
  });

  it('runs newly scheduled tasks in order, also for the same moment, but never re-entrantly', () => {
    const clock = createVirtualClock({ automatic: false });
    const ran: string[] = [];
    clock.at(10, () => {
      clock.at(10, () => ran.push('again'));
      clock.at(3, () => ran.push('overdue'));
      clock.at(15, () => ran.push(`later@${clock.now()}`));
      ran.push('first');
    });
    clock.advance(20);
    expect(ran).toEqual(['first', 'overdue', 'again', 'later@15']);
    expect(clock.now()).toBe(20);
  });

  it('never goes backwards when a task advances the clock', () => {
    const clock = createVirtualClock({ automatic: false });
    clock.at(10, () => clock.advance(100));
    clock.advance(20);
    expect(clock.now()).toBe(110);
  });

  it('drops a cancelled task, however often and whenever it is cancelled', () => {
    const clock = createVirtualClock({ automatic: false });
    const ran: number[] = [];
    const timers = [5, 1, 4, 2, 3].map((deadline) => clock.at(deadline, () => ran.push(deadline)));
    timers[2]?.cancel();
    timers[2]?.cancel();
    timers[1]?.cancel();
    expect(clock.pending).toBe(3);
    clock.advance(3);
    timers[3]?.cancel();
    expect(clock.pending).toBe(1);
    clock.advance(10);
    expect(ran).toEqual([2, 3, 5]);
    timers[0]?.cancel();
    expect(clock.pending).toBe(0);
  });

  it('can cancel a task from a task of the same moment', () => {
    const clock = createVirtualClock({ automatic: false });
    const ran: string[] = [];
    clock.at(1, () => {
      ran.push('one');
      second.cancel();
    });
    const second = clock.at(1, () => ran.push('two'));
    clock.advance(1);
    expect(ran).toEqual(['one']);
  });

  it('cancels thousands of tasks in any order without slowing down', () => {
    const clock = createVirtualClock({ automatic: false });
    const timers = Array.from({ length: 20_000 }, (_, index) => clock.at(1 + (index % 977), () => {}));
    for (const timer of timers.reverse()) timer.cancel();
    expect(clock.pending).toBe(0);
    let ran = 0;
    clock.at(1000, () => ran++);
    clock.advance(1000);
    expect(ran).toBe(1);
  });

  it('jumps automatically from deadline to deadline, letting promises settle in between', async () => {
    const clock = createVirtualClock();
    const seen: string[] = [];
    const wait = async (name: string, ...pauses: number[]) => {
      for (const pause of pauses) {
        await until(clock, clock.now() + pause);
        seen.push(`${name}@${clock.now()}`);
      }
    };
    await Promise.all([wait('a', 10, 10, 3_600_000), wait('b', 15, 10)]);
    expect(seen).toEqual(['a@10', 'b@15', 'a@20', 'b@25', 'a@3600020']);
    expect(clock.pending).toBe(0);
  });

  it('runs nothing synchronously, not even past deadlines', async () => {
    const clock = createVirtualClock();
    let ran = false;
    clock.at(-5, () => {
      ran = true;
    });
    expect(ran).toBe(false);
    await settle(clock);
    expect(ran).toBe(true);
    expect(clock.now()).toBe(0);
  });

  it('is exact to the microsecond over a long time', () => {
    const clock = createVirtualClock({ automatic: false });
    let ticks = 0;
    const start = clock.now();
    const step = (): void => {
      ticks++;
      if (ticks < 2000) clock.at(start + (ticks + 1) * 20.001, step);
    };
    clock.at(start + 20.001, step);
    clock.advance(40_002);
    expect(ticks).toBe(2000);
    expect(clock.now()).toBe(40_002);
  });

  it('derives the time of day from its start', () => {
    const clock = createVirtualClock({ start: 1_700_000_000_900, automatic: false });
    expect(unixSeconds(clock)).toBe(1_700_000_000);
    clock.advance(100.5);
    expect(clock.epoch()).toBe(1_700_000_001_000.5);
    expect(unixSeconds(clock)).toBe(1_700_000_001);
  });

  it('keeps going after a task that throws', async () => {
    const clock = createVirtualClock({ automatic: false });
    let ran = false;
    clock.at(1, () => {
      throw new Error('of the task');
    });
    clock.at(2, () => {
      ran = true;
    });
    expect(() => clock.advance(5)).toThrow('of the task');
    clock.advance(5);
    expect(ran).toBe(true);
  });
});

describe('a task at leisure', () => {
  it('runs in its time, but does not make the clock advance', async () => {
    const clock = createVirtualClock();
    const ran: string[] = [];
    clock.atLeisure(50, () => ran.push('leisure'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([ran, clock.now(), clock.pending]).toEqual([[], 0, 1]);
    const cancelled = clock.at(10, () => ran.push('cancelled'));
    cancelled.cancel();
    cancelled.cancel();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(0);
    await until(clock, 100);
    expect([ran, clock.now(), clock.pending]).toEqual([['leisure'], 100, 0]);
  });

  it('runs when the clock is advanced, unless it is cancelled', () => {
    const clock = createVirtualClock({ automatic: false });
    const ran: number[] = [];
    clock.atLeisure(10, () => ran.push(clock.now()));
    clock.atLeisure(20, () => ran.push(clock.now())).cancel();
    clock.advance(30);
    expect(ran).toEqual([10]);
  });
});

describe('until', () => {
  it('resolves immediately, without a timer, if the deadline has passed', async () => {
    const clock = createVirtualClock({ automatic: false });
    await until(clock, 0);
    expect(clock.pending).toBe(0);
  });

  it('rejects and leaves no timer behind when aborted', async () => {
    const clock = createVirtualClock({ automatic: false });
    const abort = new Abort();
    const waiting = until(clock, 1000, abort);
    expect(clock.pending).toBe(1);
    abort.abort();
    await expect(waiting).rejects.toBeInstanceOf(Aborted);
    expect(clock.pending).toBe(0);
    await expect(until(clock, 1000, abort)).rejects.toBe(abort.reason);
    await expect(until(clock, -1, abort)).rejects.toBe(abort.reason);
  });

  it('ignores an abort after it has resolved', async () => {
    const clock = createVirtualClock();
    const abort = new Abort();
    await until(clock, 10, abort);
    abort.abort();
    expect(clock.now()).toBe(10);
  });
});

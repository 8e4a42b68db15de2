import { afterEach, describe, expect, it, vi } from 'vitest';
import { Abort } from './abort.ts';
import { createTurns, type Turns } from './turns.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** Each look at the time finds that so many milliseconds have passed. */
function everyLookTakes(milliseconds: number): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += milliseconds));
}

afterEach(() => vi.restoreAllMocks());

async function work(turns: Turns, units: number, done: () => void, abort?: Abort): Promise<void> {
  for (let unit = 0; unit < units; unit++) {
    done();
    const pause = turns.pause(abort);
    if (pause) await pause;
  }
}

describe('createTurns', () => {
  it('lets other work run while simulated time stands still', async () => {
    everyLookTakes(1);
    const clock = createVirtualClock();
    const timer = clock.at(86_400_000, () => expect.fail('time passed'));
    let others = 0;
    const count = (): void => {
      others++;
      pending = setImmediate(count);
    };
    let pending = setImmediate(count);
    await work(createTurns(clock), 20, () => {});
    clearImmediate(pending);
    expect(others).toBeGreaterThan(15);
    expect(clock.now()).toBe(0);
    timer.cancel();
    await new Promise(setImmediate);
    expect(clock.pending).toBe(0);
  });

  it('shares a turn among all callers, and serves them in order', async () => {
    everyLookTakes(1);
    const turns = createTurns(createVirtualClock());
    const order: string[] = [];
    await Promise.all(['a', 'b', 'c'].map((name) => work(turns, 3, () => order.push(name))));
    expect(order.join('')).toBe('abcabcabc');
  });

  it('gives way only when the budget is used up', async () => {
    everyLookTakes(0.3);
    const turns = createTurns(createVirtualClock());
    const pauses = Array.from({ length: 4 }, () => turns.pause());
    expect(pauses.map((pause) => pause !== undefined)).toEqual([false, false, false, true]);
    await pauses[3];
    expect(turns.pause()).toBeUndefined();
  });

  it('stops work whose caller has left', async () => {
    everyLookTakes(1);
    const turns = createTurns(createVirtualClock());
    const abort = new Abort();
    let units = 0;
    const working = work(turns, 1000, () => units++, abort);
    abort.abort(new Error('left'));
    await expect(working).rejects.toThrow('left');
    expect(units).toBe(1);
  });

  it('goes on in a later turn without a promise', async () => {
    everyLookTakes(1);
    const turns = createTurns(createVirtualClock());
    const order: string[] = [];
    turns.next(() => order.push('later'));
    expect(turns.isOver).toBe(true);
    order.push('now');
    await vi.waitFor(() => expect(order).toEqual(['now', 'later']));
  });
});

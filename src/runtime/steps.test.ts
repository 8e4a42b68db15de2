import { afterEach, describe, expect, it, vi } from 'vitest';
import { Abort } from './abort.ts';
import { finish, runSteps, type Steps, startSteps } from './steps.ts';
import { createTurns } from './turns.ts';
import { createVirtualClock } from './virtual-clock.ts';

afterEach(() => vi.restoreAllMocks());

/** Each look at the time finds that a millisecond has passed. */
function everyLookTakesAMillisecond(): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => ++now);
}

function* count(to: number, log: string[]): Steps<number> {
  try {
    for (let number = 1; number <= to; number++) {
      log.push(`${number}`);
      yield;
    }
    return to;
  } finally {
    log.push('closed');
  }
}

describe('finish', () => {
  it('runs all steps at once and returns the result', () => {
    const log: string[] = [];
    expect(finish(count(3, log))).toBe(3);
    expect(log).toEqual(['1', '2', '3', 'closed']);
  });
});

describe('runSteps', () => {
  it('lets other work run between the steps', async () => {
    everyLookTakesAMillisecond();
    const log: string[] = [];
    const running = runSteps(count(20, log), createTurns(createVirtualClock()));
    // The turn is over before the work begins.
    expect(log).toEqual([]);
    let others = 0;
    const other = (): void => {
      others++;
      pending = setImmediate(other);
    };
    let pending = setImmediate(other);
    expect(await running).toBe(20);
    clearImmediate(pending);
    expect(others).toBeGreaterThan(15);
  });

  it('stops when the caller has left, and closes the generator', async () => {
    everyLookTakesAMillisecond();
    const log: string[] = [];
    const abort = new Abort();
    const running = runSteps(count(1000, log), createTurns(createVirtualClock()), abort);
    while (log.length === 0) await new Promise(setImmediate);
    abort.abort(new Error('left'));
    await expect(running).rejects.toThrow('left');
    expect(log.length).toBeLessThan(10);
    expect(log.at(-1)).toBe('closed');
  });

  it('rejects with the error of a step', async () => {
    // biome-ignore lint/correctness/useYield: it fails before the first pause.
    function* fail(): Steps<void> {
      throw new RangeError('too long');
    }
    await expect(runSteps(fail(), createTurns(createVirtualClock()))).rejects.toThrow('too long');
  });
});

describe('startSteps', () => {
  it('returns the result of small work without looking at the time', () => {
    const now = vi.spyOn(performance, 'now');
    expect(startSteps(count(10, []), createTurns(createVirtualClock()))).toBe(10);
    expect(now).not.toHaveBeenCalled();
  });

  it('gives way in long work', async () => {
    everyLookTakesAMillisecond();
    const log: string[] = [];
    const running = startSteps(count(100, log), createTurns(createVirtualClock()));
    expect(running).toBeInstanceOf(Promise);
    expect(log.length).toBeLessThan(20);
    expect(await running).toBe(100);
  });
});

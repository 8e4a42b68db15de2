import { expect, it } from 'vitest';
import { createPaced } from '../engine/scheduler/paced.ts';
import type { Scheduled } from '../engine/scheduler/scheduler.ts';
import { Abort } from '../runtime/abort.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { untilDone, untilDue } from './until-due.ts';

const paced = (): Scheduled => {
  const pace = { ttft: 200, gaps: { each: 20, length: 4 }, workScale: 1 };
  return createPaced(pace, { arrivedAt: 0, promptTokens: 1, cachedTokens: 0, passTokens: 5, before: 0 });
};

/** Due at a time that is not known at first. */
function open() {
  let at = Number.POSITIVE_INFINITY;
  let listener = (): void => {};
  return {
    due: { at: () => at, onReady: (given: () => void) => (listener = given) },
    tell(time: number): void {
      at = time;
      listener();
    },
  };
}

it('waits until the time is known, and then until it has come', async () => {
  const clock = createVirtualClock({ automatic: false });
  const { due, tell } = open();
  let isDue = false;
  const waiting = untilDue(clock, due, new Abort()).then(() => {
    isDue = true;
  });
  tell(Number.POSITIVE_INFINITY);
  tell(50);
  tell(50);
  clock.advance(49);
  await Promise.resolve();
  expect(isDue).toBe(false);
  clock.advance(1);
  await waiting;
  expect(clock.now()).toBe(50);
});

it.each([
  ['before', 0],
  ['while', 1],
])('ends with its caller %s it waits', async (_, turns) => {
  const clock = createVirtualClock({ automatic: false });
  const abort = new Abort();
  if (turns === 0) abort.abort('gone');
  const waiting = untilDue(clock, open().due, abort);
  if (turns > 0) abort.abort('gone');
  await expect(waiting).rejects.toBe('gone');
});

it('releases work when it is done or its caller leaves', async () => {
  for (const isLeft of [false, true]) {
    const clock = createVirtualClock({ automatic: !isLeft });
    const abort = new Abort();
    let released = 0;
    const work = Object.assign(paced(), { release: () => released++ });
    const done = untilDone(clock, work, abort);
    if (isLeft) abort.abort('gone');
    await done.catch(() => {});
    expect(released).toBe(1);
    if (!isLeft) expect(clock.now()).toBe(280);
  }
});

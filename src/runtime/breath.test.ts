import { expect, it } from 'vitest';
import { createBreath } from './breath.ts';
import { createVirtualClock } from './virtual-clock.ts';

it('lets other work run while simulated time stands still', async () => {
  const clock = createVirtualClock();
  let tomorrow = false;
  const timer = clock.at(86_400_000, () => {
    tomorrow = true;
  });
  let others = 0;
  const count = (): void => {
    others++;
    pending = setImmediate(count);
  };
  let pending = setImmediate(count);
  const breathe = createBreath(clock);
  let breaths = 0;
  // Only the pauses let the concurrent work run.
  while (others < 5) {
    const pause = breathe();
    if (!pause) continue;
    breaths++;
    await pause;
  }
  clearImmediate(pending);
  expect(breaths).toBeGreaterThan(0);
  expect(tomorrow).toBe(false);
  expect(clock.now()).toBe(0);
  timer.cancel();
  expect(clock.pending).toBe(0);
});

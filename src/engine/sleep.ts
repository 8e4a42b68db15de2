import { EngineAsleep } from './errors.ts';
import type { Scheduler } from './scheduler/scheduler.ts';

/** What of an engine is released while it sleeps, as engines name it. */
export type SleepTag = 'weights' | 'kv_cache';

const TAGS: readonly SleepTag[] = ['weights', 'kv_cache'];

/** Whether the engine of an instance sleeps. */
export interface Sleep {
  /** True until everything that was released is back. */
  readonly isAsleep: boolean;
  /** Releases everything. Answers that have begun go on to their end. */
  begin(): void;
  /** Brings these back; default: everything. */
  wake(tags?: readonly SleepTag[]): void;
}

/**
 * The sleep of one instance, which begins awake.
 *
 * @example
 * const sleep = createSleep();
 * sleep.begin();
 * sleep.wake(['weights']);
 * sleep.isAsleep; // true: there is no room for keys and values yet
 */
export function createSleep(): Sleep {
  const released = new Set<SleepTag>();
  return {
    get isAsleep() {
      return released.size > 0;
    },
    begin() {
      for (const tag of TAGS) released.add(tag);
    },
    wake(tags = TAGS) {
      for (const tag of tags) released.delete(tag);
    },
  };
}

/** Seconds. Somebody has to wake the engine first. */
const RETRY_AFTER = 5;

/**
 * A scheduler that takes on nothing while the engine sleeps.
 *
 * @throws EngineAsleep from `admit` and `alone`
 */
export function unlessAsleep(scheduler: Scheduler, sleep: Pick<Sleep, 'isAsleep'>): Scheduler {
  const check = (): void => {
    if (sleep.isAsleep) {
      throw new EngineAsleep('The engine is asleep. Wake it with POST /wake_up.', RETRY_AFTER);
    }
  };
  return {
    readsPrompts: scheduler.readsPrompts,
    admit(sequence) {
      check();
      return scheduler.admit(sequence);
    },
    alone(sequence) {
      check();
      return scheduler.alone(sequence);
    },
  };
}

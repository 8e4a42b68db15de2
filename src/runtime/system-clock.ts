import { type Clock, EPOCH_RECHECK_MS, type Timer } from './clock.ts';

/** Number of 1 ms slots, a power of two; deadlines further away wait in a sorted overflow list. */
const SLOTS = 8192;

/** Node fires longer timeouts immediately, so longer waits are split into several. */
const LONGEST_SLEEP = 0x7fff_ffff;

/** With fewer cancelled deadlines than this, cleaning up is not worthwhile. */
const FEWEST_FORSAKEN = 64;

/**
 * The real clock: one timer wheel with 1 ms slots for all deadlines of an instance, driven by a single
 * `setTimeout` that exists only while tasks are pending. Thousands of paced streams share each wake-up, and
 * because deadlines are absolute, a late wake-up never delays later ones.
 *
 * @example
 * const clock = createSystemClock();
 * clock.at(clock.now() + 20, () => console.log('20 ms later'));
 */
export function createSystemClock(options: SystemClockOptions = {}): Clock {
  return new SystemClock(options);
}

export interface SystemClockOptions {
  /** Whether pending tasks keep the process alive. Default true. */
  readonly keepsAlive?: boolean;
  /** The wall clock, in milliseconds since the Unix epoch. Default `Date.now`. */
  readonly wallClock?: () => number;
}

const NO_TIMER: Timer = { cancel() {} };

class Entry implements Timer {
  readonly slot: number;
  task: (() => void) | undefined;
  readonly #onCancel: (entry: Entry) => void;

  constructor(slot: number, task: () => void, onCancel: (entry: Entry) => void) {
    this.slot = slot;
    this.task = task;
    this.#onCancel = onCancel;
  }

  cancel(): void {
    this.#onCancel(this);
  }
}

class SystemClock implements Clock {
  readonly #slots: (Entry[] | undefined)[] = new Array(SLOTS);
  /** Entries in the slots, including cancelled ones. */
  #near = 0;
  /** Entries beyond the wheel's range, soonest last. */
  #distant: Entry[] = [];
  /** Upper bound of the number of cancelled entries among them. */
  #forsaken = 0;
  /** The last millisecond whose slot has been run. */
  #cursor = Math.floor(performance.now());
  #pending = 0;
  #alarm: NodeJS.Timeout | undefined;
  #alarmAt = Number.POSITIVE_INFINITY;
  readonly #keepsAlive: boolean;
  readonly #wallClock: () => number;

  constructor({ keepsAlive = true, wallClock = Date.now }: SystemClockOptions) {
    this.#keepsAlive = keepsAlive;
    this.#wallClock = wallClock;
  }

  now(): number {
    return performance.now();
  }

  epoch(): number {
    return this.#wallClock();
  }

  at(deadline: number, task: () => void): Timer {
    if (this.#pending === 0) this.#cursor = Math.floor(performance.now());
    // Round up to the end of the slot, so that it is never early. A past deadline goes to the next slot.
    const slot = Math.max(Math.ceil(deadline), this.#cursor + 1);
    const entry = new Entry(slot, task, this.#cancel);
    if (slot - this.#cursor < SLOTS) this.#place(entry);
    else this.#placeDistant(entry);
    this.#pending++;
    if (slot < this.#alarmAt) this.#arm(slot);
    return entry;
  }

  atLeisure(deadline: number, task: () => void): Timer {
    return this.at(deadline, task);
  }

  atEpoch(time: number, task: () => void): Timer {
    // The monotonic timer knows nothing of steps and, on Linux, stands still while the machine sleeps.
    const wait = (): Timer => {
      const left = time - this.epoch();
      return this.at(this.now() + Math.min(left, EPOCH_RECHECK_MS), () => {
        if (this.epoch() >= time) task();
        else timer = wait();
      });
    };
    let timer = wait();
    return { cancel: () => timer.cancel() };
  }

  hold(): Timer {
    return NO_TIMER;
  }

  readonly #cancel = (entry: Entry): void => {
    if (entry.task === undefined) return;
    entry.task = undefined;
    this.#pending--;
    if (this.#pending === 0) this.#clear();
    else if (entry.slot - this.#cursor >= SLOTS) this.#forsake();
  };

  /**
   * Distant deadlines are mostly cancelled long before they are due; purge cancelled ones once they are the
   * majority.
   */
  #forsake(): void {
    this.#forsaken++;
    if (this.#forsaken < FEWEST_FORSAKEN || this.#forsaken * 2 < this.#distant.length) return;
    this.#distant = this.#distant.filter(({ task }) => task !== undefined);
    this.#forsaken = 0;
  }

  #clear(): void {
    clearTimeout(this.#alarm);
    this.#alarm = undefined;
    this.#alarmAt = Number.POSITIVE_INFINITY;
    if (this.#near > 0) this.#slots.fill(undefined);
    this.#near = 0;
    this.#distant = [];
    this.#forsaken = 0;
  }

  #place(entry: Entry): void {
    const index = entry.slot & (SLOTS - 1);
    const slot = this.#slots[index];
    if (slot) slot.push(entry);
    else this.#slots[index] = [entry];
    this.#near++;
  }

  #placeDistant(entry: Entry): void {
    let low = 0;
    let high = this.#distant.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#distant[middle] as Entry).slot > entry.slot) low = middle + 1;
      else high = middle;
    }
    this.#distant.splice(low, 0, entry);
  }

  #arm(slot: number): void {
    clearTimeout(this.#alarm);
    this.#alarmAt = slot;
    const delay = Math.min(Math.max(slot - performance.now(), 1), LONGEST_SLEEP);
    this.#alarm = setTimeout(this.#tick, delay);
    if (!this.#keepsAlive) this.#alarm.unref();
  }

  readonly #tick = (): void => {
    this.#alarm = undefined;
    // Tasks schedule more tasks; arm the timer once, after all of them.
    this.#alarmAt = Number.NEGATIVE_INFINITY;
    const now = Math.floor(performance.now());
    while (this.#cursor < now) {
      // A long sleep may have passed many empty slots: if nothing is near, skip to the next deadline.
      if (this.#near === 0) this.#cursor = Math.max(this.#cursor, Math.min(now, this.#soonestDistant()) - 1);
      const target = this.#cursor + 1;
      this.#cursor = target;
      this.#fetchDistant();
      const index = target & (SLOTS - 1);
      const due = this.#slots[index];
      if (due === undefined) continue;
      this.#slots[index] = undefined;
      this.#near -= due.length;
      for (const entry of due) {
        const { task } = entry;
        if (task === undefined) continue;
        entry.task = undefined;
        this.#pending--;
        run(task);
      }
      if (this.#pending === 0) {
        this.#clear();
        return;
      }
    }
    this.#alarmAt = Number.POSITIVE_INFINITY;
    this.#armNext();
  };

  #fetchDistant(): void {
    for (
      let last = this.#distant.at(-1);
      last && last.slot - this.#cursor < SLOTS;
      last = this.#distant.at(-1)
    ) {
      this.#distant.pop();
      if (last.task !== undefined) this.#place(last);
    }
  }

  #soonestDistant(): number {
    return this.#distant.at(-1)?.slot ?? Number.POSITIVE_INFINITY;
  }

  #armNext(): void {
    let slot = this.#soonestDistant();
    if (this.#near > 0) {
      slot = this.#cursor + 1;
      while (this.#slots[slot & (SLOTS - 1)] === undefined) slot++;
    }
    if (slot < this.#alarmAt) this.#arm(slot);
  }
}

/** A failing task must not keep the other tasks of its tick from running; the error surfaces as uncaught. */
function run(task: () => void): void {
  try {
    task();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

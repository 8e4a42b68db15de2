import type { Clock, Timer } from './clock.ts';

/**
 * A clock that advances only when nothing else is left to do: while tasks are pending, it jumps to the
 * earliest deadline on the next turn of the event loop. A program that waits forty seconds finishes at once,
 * and every measured duration is exact.
 *
 * @example
 * const clock = createVirtualClock();
 * clock.at(clock.now() + 3_600_000, () => console.log('an hour later, at once'));
 */
export interface VirtualClock extends Clock {
  /**
   * Runs everything due within the next `milliseconds` in order, and moves the clock forward by that amount.
   */
  advance(milliseconds: number): void;
  /** Number of pending tasks; zero if nothing leaks. */
  readonly pending: number;
}

export interface VirtualClockOptions {
  /** Unix milliseconds at which the clock starts. Defaults to 2025-01-01T00:00:00Z. */
  readonly start?: number;
  /** If false, time advances only by `advance`. Defaults to true. */
  readonly automatic?: boolean;
}

export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  return new Virtual(options.start ?? Date.UTC(2025, 0, 1), options.automatic ?? true);
}

interface Entry extends Timer {
  readonly deadline: number;
  readonly order: number;
  readonly task: () => void;
  /** It alone does not make the clock advance. */
  readonly isLeisurely: boolean;
}

class Virtual implements VirtualClock {
  readonly #start: number;
  readonly #automatic: boolean;
  #now = 0;
  #order = 0;
  /** Binary heap by deadline, then by insertion. */
  readonly #heap: Entry[] = [];
  readonly #cancelled = new Set<Entry>();
  /** Pending tasks that make the clock advance. */
  #urgent = 0;
  #pump: NodeJS.Immediate | undefined;
  readonly #holds = new Set<Timer>();

  constructor(start: number, automatic: boolean) {
    this.#start = start;
    this.#automatic = automatic;
  }

  get pending(): number {
    return this.#heap.length - this.#cancelled.size;
  }

  now(): number {
    return this.#now;
  }

  epoch(): number {
    return this.#start + this.#now;
  }

  at(deadline: number, task: () => void): Timer {
    return this.#add(deadline, task, false);
  }

  atLeisure(deadline: number, task: () => void): Timer {
    return this.#add(deadline, task, true);
  }

  atEpoch(time: number, task: () => void): Timer {
    return this.at(time - this.#start, task);
  }

  hold(): Timer {
    const held: Timer = {
      cancel: () => {
        if (this.#holds.delete(held)) this.#schedule();
      },
    };
    this.#holds.add(held);
    return held;
  }

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#heap[0]; next && next.deadline <= end; next = this.#heap[0]) this.#runFirst();
    // A task may itself have advanced the clock further.
    this.#now = Math.max(this.#now, end);
  }

  #add(deadline: number, task: () => void, isLeisurely: boolean): Timer {
    const cancel = (): void => this.#cancel(entry);
    const entry: Entry = { deadline, order: this.#order++, task, isLeisurely, cancel };
    push(this.#heap, entry);
    if (!isLeisurely) this.#urgent++;
    this.#schedule();
    return entry;
  }

  #cancel(entry: Entry): void {
    if (this.#cancelled.has(entry) || !this.#heap.includes(entry)) return;
    this.#cancelled.add(entry);
    if (!entry.isLeisurely) this.#urgent--;
    while (this.#heap[0] && this.#cancelled.delete(this.#heap[0])) pop(this.#heap);
  }

  #schedule(): void {
    if (this.#automatic && this.#mayRunFirst()) this.#pump ??= setImmediate(this.#jump);
  }

  /** While it is held, or no task makes it advance, only what is due now may run. */
  #mayRunFirst(): boolean {
    const first = this.#heap[0];
    if (first === undefined) return false;
    return first.deadline <= this.#now || (this.#holds.size === 0 && this.#urgent > 0);
  }

  #runFirst(): void {
    const entry = pop(this.#heap) as Entry;
    if (this.#cancelled.delete(entry)) return;
    if (!entry.isLeisurely) this.#urgent--;
    this.#now = Math.max(this.#now, entry.deadline);
    entry.task();
  }

  // One deadline per turn: the promises and sockets a task triggers settle before time advances.
  readonly #jump = (): void => {
    this.#pump = undefined;
    if (!this.#mayRunFirst()) return;
    const deadline = this.#heap[0]?.deadline;
    try {
      while (this.#heap[0] && this.#heap[0].deadline === deadline) this.#runFirst();
    } finally {
      this.#schedule();
    }
  };
}

function before(one: Entry, other: Entry): boolean {
  return one.deadline < other.deadline || (one.deadline === other.deadline && one.order < other.order);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  while (index > 0) {
    const parent = (index - 1) >>> 1;
    if (!before(entry, heap[parent] as Entry)) break;
    heap[index] = heap[parent] as Entry;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (heap.length === 0 || last === undefined) return first;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child++;
    if (!before(heap[child] as Entry, last)) break;
    heap[index] = heap[child] as Entry;
    index = child;
  }
  heap[index] = last;
  return first;
}

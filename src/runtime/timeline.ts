import type { Clock, Timer } from './clock.ts';

/**
 * Something that happens over time, pulled by whoever consumes it: each item is due at an absolute time, and a
 * consumer takes all that is due at once. With no latency everything is due immediately, so the same code gives a
 * paced stream and a single write.
 */
export interface Timeline<T> {
  /** When something is next due, on the clock's `now()` scale; undefined when it is over, infinite while nobody can tell. */
  readonly nextAt: number | undefined;
  /**
   * Has `listener` called whenever an infinite `nextAt` became another. Only timelines that wait for work in progress have it; who
   * wraps one hands it on.
   */
  onReady?(listener: () => void): void;
  /** What is due at `now`, oldest first, as one batch; undefined when nothing is. Throws what went wrong on the way. */
  take(now: number): T | undefined;
  /** Ends it early and releases what it holds. Harmless when it is over. */
  cancel(reason?: unknown): void;
}

/** What a {@link play} drives. Calls come in order; exactly one of `end` and `fail` comes last, unless stopped. */
export interface Sink<T> {
  /** Takes a batch. False: the sink is full, and nothing more comes until `resume`. */
  write(batch: T): boolean;
  end(): void;
  fail(error: unknown): void;
}

export interface Playback {
  /** Continues after `write` returned false. What became due meanwhile arrives as one batch. */
  resume(): void;
  /** Stops for good and cancels the timeline. Harmless when it is over. */
  stop(reason?: unknown): void;
}

/**
 * Delivers a timeline to a sink as it becomes due. What is due already is delivered before this returns. Deadlines are
 * absolute, so a late delivery delays nothing after it.
 */
export function play<T>(clock: Clock, timeline: Timeline<T>, sink: Sink<T>): Playback {
  const player = new Player(clock, timeline, sink);
  timeline.onReady?.(player.wake);
  player.step();
  return player;
}

class Player<T> implements Playback {
  readonly #clock: Clock;
  readonly #timeline: Timeline<T>;
  readonly #sink: Sink<T>;
  #timer: Timer | undefined;
  #state: 'playing' | 'paused' | 'over' = 'playing';

  constructor(clock: Clock, timeline: Timeline<T>, sink: Sink<T>) {
    this.#clock = clock;
    this.#timeline = timeline;
    this.#sink = sink;
  }

  readonly step = (): void => {
    this.#timer = undefined;
    try {
      while (this.#state === 'playing') {
        const { nextAt } = this.#timeline;
        if (nextAt === undefined) {
          this.#state = 'over';
          this.#sink.end();
          return;
        }
        if (nextAt === Number.POSITIVE_INFINITY) {
          if (!this.#timeline.onReady)
            throw new TypeError('A timeline that waits has to tell when it is ready');
          return;
        }
        const now = this.#clock.now();
        if (nextAt > now) {
          this.#timer = this.#clock.at(nextAt, this.step);
          return;
        }
        const batch = this.#timeline.take(now);
        if (batch !== undefined && !this.#sink.write(batch) && this.#state === 'playing')
          this.#state = 'paused';
      }
    } catch (error) {
      if (this.#state === 'over') throw error;
      this.#state = 'over';
      this.#timeline.cancel(error);
      this.#sink.fail(error);
    }
  };

  readonly wake = (): void => {
    this.#timer?.cancel();
    this.step();
  };

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'playing';
    this.step();
  }

  stop(reason?: unknown): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#timer?.cancel();
    this.#timeline.cancel(reason);
  }
}

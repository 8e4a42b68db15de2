import type { Clock, Timer } from './clock.ts';
import type { Turns } from './turns.ts';

/**
 * A sequence of timed items pulled by its consumer: each item is due at an absolute time, and the consumer
 * takes everything that is due at once. Without latency everything is due immediately, so the same code
 * produces a paced stream or a single write.
 */
export interface Timeline<T> {
  /**
   * When the next item is due, on the clock's `now()` scale; undefined if it is over, infinity if not yet
   * known.
   */
  readonly nextAt: number | undefined;
  /**
   * Registers a listener to call whenever an infinite `nextAt` has changed. Only timelines that wait for work
   * in progress have it; wrappers must forward it.
   */
  onReady?(listener: () => void): void;
  /**
   * Returns everything due at `now`, oldest first, as one batch; undefined if there is nothing. Throws the
   * timeline's error if it failed.
   */
  take(now: number): T | undefined;
  /** Ends the timeline early and releases its resources. Does nothing if it is over. */
  cancel(reason?: unknown): void;
}

/**
 * Receives the output of {@link play}. Calls come in order; the last one is either `end` or `fail`, unless
 * stopped.
 */
export interface Sink<T> {
  /** Accepts a batch. Returns false if the sink is full; nothing more is written until `resume`. */
  write(batch: T): boolean;
  end(): void;
  fail(error: unknown): void;
}

export interface Playback {
  /** Continues after `write` returned false. Everything that became due meanwhile arrives as one batch. */
  resume(): void;
  /** Stops permanently and cancels the timeline. Does nothing if it is over. */
  stop(reason?: unknown): void;
}

/**
 * Delivers a timeline to a sink as it becomes due. Everything already due is delivered before this returns, unless
 * that takes longer than a turn of the event loop: then the rest follows in later turns. Deadlines are absolute, so
 * a late delivery does not delay later ones.
 */
export function play<T>(
  { clock, turns }: { readonly clock: Clock; readonly turns: Turns },
  timeline: Timeline<T>,
  sink: Sink<T>,
): Playback {
  const player = new Player(clock, turns, timeline, sink);
  timeline.onReady?.(player.wake);
  player.step();
  return player;
}

class Player<T> implements Playback {
  readonly #clock: Clock;
  readonly #turns: Turns;
  readonly #timeline: Timeline<T>;
  readonly #sink: Sink<T>;
  #timer: Timer | undefined;
  #state: 'playing' | 'waiting' | 'paused' | 'over' = 'playing';

  constructor(clock: Clock, turns: Turns, timeline: Timeline<T>, sink: Sink<T>) {
    this.#clock = clock;
    this.#turns = turns;
    this.#timeline = timeline;
    this.#sink = sink;
  }

  /** What is due on time, or for the first time, is delivered without a look at the turn. */
  readonly step = (): void => {
    this.#timer = undefined;
    this.#run(true);
  };

  #run(isOnTime: boolean): void {
    let isFirst = isOnTime;
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
            throw new TypeError('A timeline with an infinite nextAt must implement onReady');
          return;
        }
        const now = this.#clock.now();
        if (nextAt > now) {
          this.#timer = this.#clock.at(nextAt, this.step);
          return;
        }
        if (!isFirst && this.#turns.isOver) {
          this.#state = 'waiting';
          this.#turns.next(this.#continue);
          return;
        }
        isFirst = false;
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
  }

  /** After a turn of other work. */
  readonly #continue = (): void => {
    if (this.#state !== 'waiting') return;
    this.#state = 'playing';
    this.step();
  };

  readonly wake = (): void => {
    this.#timer?.cancel();
    this.step();
  };

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'playing';
    this.#run(false);
  }

  stop(reason?: unknown): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#timer?.cancel();
    this.#timeline.cancel(reason);
  }
}

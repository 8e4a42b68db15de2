import type { ByteBudget } from './byte-budget.ts';
import type { Clock, Timer } from './clock.ts';

/** Milliseconds that a body waits for bytes, all its waits together. */
const MOST_WAITING = 10_000;

/** Milliseconds of waiting after which holders are asked to release what they do not use. */
export const STALL_MS = 5000;

/** Bodies of unknown size are not reserved whole up to this size, in bytes. */
const SMALL = 65_536;

/**
 * The bytes of a {@link ByteBudget} that one request body holds while it arrives and is worked on.
 *
 * @example
 * const reservation = new BodyReservation(budget, clock);
 * if (await reservation.grow(1000)) use(1000);
 * reservation.release();
 */
export class BodyReservation {
  readonly #budget: ByteBudget;
  readonly #clock: Clock;
  #held = 0;
  #deadline: number | undefined;
  #stopWaiting: (() => void) | undefined;
  #endWatch: (() => void) | undefined;

  constructor(budget: ByteBudget, clock: Clock) {
    this.#budget = budget;
    this.#clock = clock;
  }

  /** Whether it waits for bytes. */
  get isWaiting(): boolean {
    return this.#stopWaiting !== undefined;
  }

  /** Takes further bytes if they are available; returns whether it did. */
  take(bytes: number): boolean {
    if (!this.#budget.take(bytes)) return false;
    this.#held += bytes;
    return true;
  }

  /**
   * Takes further bytes as soon as they are available, and then calls `done` with true; with false if that takes too
   * long. One wait at a time; `done` is not called after {@link release}.
   */
  wait(bytes: number, done: (hasTaken: boolean) => void): void {
    const clock = this.#clock;
    this.#deadline ??= clock.now() + MOST_WAITING;
    const deadline = this.#deadline;
    let timer: Timer;
    const end = (hasTaken: boolean): void => {
      this.#stopWaiting = undefined;
      timer.cancel();
      if (hasTaken) this.#held += bytes;
      done(hasTaken);
    };
    const leave = this.#budget.wait(bytes, () => end(true));
    const look = (): void => {
      this.#budget.askHolders();
      if (this.#stopWaiting === undefined) return;
      if (clock.now() < deadline) {
        timer = clock.at(deadline, look);
        return;
      }
      leave();
      end(false);
    };
    timer = clock.at(Math.min(clock.now() + STALL_MS, deadline), look);
    this.#stopWaiting = () => {
      this.#stopWaiting = undefined;
      timer.cancel();
      leave();
    };
  }

  /** Takes further bytes, waiting if necessary. Resolves with false if that takes too long. */
  grow(bytes: number): boolean | Promise<boolean> {
    if (this.take(bytes)) return true;
    return new Promise((resolve) => this.wait(bytes, resolve));
  }

  /**
   * Bytes to take so that a body that has grown to `size` can be held. All but small bodies are reserved whole,
   * as announced or as large as they may get: bodies that each have a part could not be completed.
   */
  missing(size: number, { announced, limit }: BodySize): number {
    return size <= this.#held ? 0 : (announced ?? (size <= SMALL ? size : limit)) - this.#held;
  }

  /** Calls `listener` while the body is incomplete and others have waited long for bytes. */
  onWanted(listener: () => void): void {
    this.#endWatch = this.#budget.onWanted(listener);
  }

  /** The body is complete: releases what exceeds `bytes`. */
  keep(bytes: number): void {
    this.#endWatch?.();
    this.#endWatch = undefined;
    const excess = Math.max(0, this.#held - bytes);
    this.#held -= excess;
    this.#budget.give(excess);
  }

  /** Releases everything, and stops waiting. */
  release(): void {
    this.#stopWaiting?.();
    this.keep(0);
  }
}

export interface BodySize {
  /** Bytes, if it is known in advance. */
  readonly announced?: number | undefined;
  /** Maximum in bytes. */
  readonly limit: number;
}

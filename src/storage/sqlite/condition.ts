import type { StoreUnavailable } from '../errors.ts';

/** A disk with less available, in bytes, is full. */
export const LEAST_ROOM = 64 * 1024;

/**
 * Free bytes above which a disk that was full counts as having room again: as many as the write that failed
 * had, between {@link LEAST_ROOM} and this. A larger write can fail on a disk that is good for everything else.
 */
const MOST_ROOM = 1024 ** 2;

/** Whether the location of a store works, judged by the reads and writes so far. */
export class Condition {
  #problem: StoreUnavailable | undefined;
  #neededBytes = 0;

  /** The last failure, as long as it may persist. */
  get problem(): StoreUnavailable | undefined {
    return this.#problem;
  }

  /** For a full disk: the free bytes needed before it counts as having room again. */
  get neededBytes(): number {
    return this.#neededBytes;
  }

  /** @param bytes size of the write that failed, if known */
  failed(problem: StoreUnavailable, bytes = 0): void {
    // Damage is permanent, whatever else fails.
    if (this.#problem?.reason === 'damaged') return;
    const neededBefore = this.#problem?.reason === 'full' ? this.#neededBytes : 0;
    this.#neededBytes = Math.max(Math.min(bytes, MOST_ROOM), neededBefore, LEAST_ROOM);
    this.#problem = problem;
  }

  /**
   * A transaction was committed. That says nothing about a full disk, which may still have room for something
   * small, or about damage elsewhere in the file.
   */
  written(): void {
    if (this.#problem !== undefined && !OUTLASTS_A_WRITE.has(this.#problem.reason)) this.#problem = undefined;
  }

  /** A full disk has room again. */
  hasRoomAgain(): void {
    if (this.#problem?.reason === 'full') this.#problem = undefined;
  }
}

const OUTLASTS_A_WRITE: ReadonlySet<string> = new Set(['full', 'damaged']);

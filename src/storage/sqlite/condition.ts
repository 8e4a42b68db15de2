import type { StoreUnavailable } from '../errors.ts';

/** Free bytes above which a disk that was full for a document counts as having room again. */
const ROOM_FOR_DOCUMENTS = 64 * 1024;

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
    this.#problem = problem;
    this.#neededBytes = Math.max(bytes, ROOM_FOR_DOCUMENTS);
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

import type { BlockHashes } from './block-hashes.ts';
import { FreeSlots } from './free-slots.ts';
import { enlarged, HashSlots } from './hash-slots.ts';

/**
 * What a router knows of the blocks that its workers hold: a prefix tree with a node for each block, and in each node the
 * set of workers. A sequence hash names the whole path to its node, so nodes are found by it alone and edges need not be
 * stored. Workers are small integers, below {@link MOST_WORKERS}; one exists from its first block on.
 *
 * Source: the indexer of NVIDIA Dynamo's router.
 */
export interface PrefixIndex {
  /** Different blocks that any worker holds. */
  readonly nodes: number;
  /** Events that were applied or not, since the index was made. */
  readonly events: PrefixIndexEvents;
  /**
   * A worker holds blocks `from` to `to - 1` of a sequence. False, and nothing changes, if it does not hold the block before
   * them. Throws RangeError for a worker that is out of range.
   */
  stored(worker: number, hashes: BlockHashes, from: number, to: number): boolean;
  /**
   * A worker has lost `count` blocks, given by the words of their sequence hashes. Those that it does not hold are ignored.
   * Later blocks of the sequence stay, but count again only once there is no gap before them.
   */
  removed(worker: number, words: Uint32Array, count: number): void;
  /** A worker has lost all blocks. */
  cleared(worker: number): void;
  /** A worker is gone. Its number can be used for another one. */
  removeWorker(worker: number): void;
  /**
   * Counts the leading blocks of a sequence that each worker holds without a gap, into `into[worker]`; workers beyond its end
   * are left out. Returns the largest count.
   *
   * @param isEarly stop once a single worker is left, whose count is a lower bound then
   */
  overlaps(hashes: BlockHashes, into: Uint32Array, isEarly?: boolean): number;
  /** How many blocks a worker holds. */
  blocksOf(worker: number): number;
}

export interface PrefixIndexEvents {
  readonly stored: number;
  readonly removed: number;
  readonly cleared: number;
  /** `stored` events that were dropped: the worker does not hold the parent. */
  readonly unknownParents: number;
  /** Hashes of `removed` events that were ignored: the worker does not hold the block. */
  readonly unknownBlocks: number;
}

export const MOST_WORKERS = 1024;

/**
 * @param options.capacity blocks to make room for at first, such as those of all pools together
 *
 * @example
 * const index = createPrefixIndex({ capacity: 40_000 });
 * index.stored(2, hashes, 0, hashes.count);
 * index.overlaps(hashes, new Uint32Array(4)); // hashes.count, also stored for worker 2
 */
export function createPrefixIndex({
  capacity = 1024,
}: {
  readonly capacity?: number | undefined;
} = {}): PrefixIndex {
  return new WorkerSets(Math.max(1, capacity));
}

class WorkerSets implements PrefixIndex {
  readonly events = { stored: 0, removed: 0, cleared: 0, unknownParents: 0, unknownBlocks: 0 };
  readonly #hashes: HashSlots;
  readonly #free: FreeSlots;
  /** The workers of node `n`, a bit for each, in the words from `n * #width` on. */
  #sets: Uint32Array;
  /** Words in a set. */
  #width = 1;
  readonly #blocks = new Uint32Array(MOST_WORKERS);
  /** The workers that hold all blocks so far, while overlaps are counted. */
  #left = new Uint32Array(1);

  constructor(capacity: number) {
    this.#hashes = new HashSlots(capacity);
    this.#free = new FreeSlots(capacity);
    this.#sets = new Uint32Array(capacity);
  }

  get nodes(): number {
    return this.#free.capacity - this.#free.size;
  }

  blocksOf(worker: number): number {
    return this.#blocks[worker] ?? 0;
  }

  stored(worker: number, { sequence }: BlockHashes, from: number, to: number): boolean {
    this.#admit(worker);
    const word = worker >>> 5;
    const bit = 1 << (worker & 31);
    if (from > 0 && this.#find(sequence, from - 1, word, bit) < 0) {
      this.events.unknownParents++;
      return false;
    }
    for (let block = from; block < to; block++) {
      const low = sequence[2 * block]!;
      const high = sequence[2 * block + 1]!;
      let node = this.#hashes.find(low, high);
      if (node < 0) node = this.#addNode(low, high);
      const at = node * this.#width + word;
      if ((this.#sets[at]! & bit) !== 0) continue;
      this.#sets[at]! |= bit;
      this.#blocks[worker]!++;
    }
    this.events.stored++;
    return true;
  }

  removed(worker: number, words: Uint32Array, count: number): void {
    const word = worker >>> 5;
    const bit = 1 << (worker & 31);
    for (let block = 0; block < count; block++) {
      const node = word < this.#width ? this.#find(words, block, word, bit) : -1;
      if (node < 0) this.events.unknownBlocks++;
      else this.#leave(worker, node);
    }
    this.events.removed++;
  }

  cleared(worker: number): void {
    this.#forgetAll(worker);
    this.events.cleared++;
  }

  removeWorker(worker: number): void {
    this.#forgetAll(worker);
  }

  overlaps(hashes: BlockHashes, into: Uint32Array, isEarly = false): number {
    into.fill(0);
    return this.#width === 1
      ? this.#overlapsOfFew(hashes, into, isEarly)
      : this.#overlapsOfMany(hashes, into, isEarly);
  }

  /** Up to 32 workers: their set is one word. */
  #overlapsOfFew({ sequence, count }: BlockHashes, into: Uint32Array, isEarly: boolean): number {
    const sets = this.#sets;
    let left = -1;
    let depth = 0;
    for (; depth < count; depth++) {
      const node = this.#hashes.find(sequence[2 * depth]!, sequence[2 * depth + 1]!);
      const next = node < 0 ? 0 : left & sets[node]!;
      if (next !== left) {
        if (depth > 0) score(into, 0, left & ~next, depth);
        left = next;
        if (left === 0) return depth;
      }
      if (isEarly && (left & (left - 1)) === 0) {
        depth++;
        break;
      }
    }
    if (depth > 0) score(into, 0, left, depth);
    return depth;
  }

  #overlapsOfMany({ sequence, count }: BlockHashes, into: Uint32Array, isEarly: boolean): number {
    const left = this.#left.fill(0xffffffff);
    const width = this.#width;
    let depth = 0;
    for (; depth < count; depth++) {
      const node = this.#hashes.find(sequence[2 * depth]!, sequence[2 * depth + 1]!);
      // Whether no worker is left, or one, or more.
      let some = 0;
      for (let word = 0; word < width; word++) {
        const before = left[word]!;
        const next = node < 0 ? 0 : before & this.#sets[node * width + word]!;
        if (depth > 0 && next !== (before | 0)) score(into, word * 32, before & ~next, depth);
        left[word] = next;
        if (next !== 0) some += (next & (next - 1)) === 0 ? 1 : 2;
      }
      if (some === 0) return depth;
      if (isEarly && some === 1) {
        depth++;
        break;
      }
    }
    if (depth > 0) for (let word = 0; word < width; word++) score(into, word * 32, left[word]!, depth);
    return depth;
  }

  /** The node of a block, if the worker holds it; otherwise -1. */
  #find(words: Uint32Array, block: number, word: number, bit: number): number {
    const node = this.#hashes.find(words[2 * block]!, words[2 * block + 1]!);
    return node >= 0 && (this.#sets[node * this.#width + word]! & bit) !== 0 ? node : -1;
  }

  #addNode(low: number, high: number): number {
    let node = this.#free.take();
    if (node < 0) {
      const capacity = this.#free.capacity * 2;
      this.#free.enlarge(capacity);
      this.#hashes.enlarge(capacity);
      this.#sets = enlarged(this.#sets, capacity * this.#width);
      node = this.#free.take();
    }
    this.#hashes.add(node, low, high);
    return node;
  }

  /** Takes the worker out of a node that it is in. Nodes without workers are given up. */
  #leave(worker: number, node: number): void {
    const first = node * this.#width;
    this.#sets[first + (worker >>> 5)]! &= ~(1 << (worker & 31));
    this.#blocks[worker]!--;
    for (let word = 0; word < this.#width; word++) if (this.#sets[first + word] !== 0) return;
    this.#hashes.remove(node);
    this.#free.give(node);
  }

  #forgetAll(worker: number): void {
    const word = worker >>> 5;
    const bit = 1 << (worker & 31);
    for (let node = 0; this.blocksOf(worker) > 0; node++)
      if ((this.#sets[node * this.#width + word]! & bit) !== 0) this.#leave(worker, node);
  }

  /** Makes the sets wide enough for a worker. */
  #admit(worker: number): void {
    if (!(Number.isInteger(worker) && worker >= 0 && worker < MOST_WORKERS))
      throw new RangeError(`worker must be an integer from 0 to ${MOST_WORKERS - 1}, not ${worker}.`);
    const old = this.#width;
    if (worker < old * 32) return;
    const width = (worker >>> 5) + 1;
    const sets = new Uint32Array(this.#free.capacity * width);
    for (let at = 0; at < this.#sets.length; at++)
      sets[Math.floor(at / old) * width + (at % old)] = this.#sets[at]!;
    this.#sets = sets;
    this.#width = width;
    this.#left = new Uint32Array(width);
  }
}

/** Stores the depth for each worker in a word of a set. */
function score(into: Uint32Array, firstWorker: number, workers: number, depth: number): void {
  for (let rest = workers; rest !== 0; rest &= rest - 1) {
    into[firstWorker + 31 - Math.clz32(rest & -rest)] = depth;
  }
}

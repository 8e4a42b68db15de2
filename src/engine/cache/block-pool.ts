import type { BlockHashes } from './block-hashes.ts';
import { FreeSlots } from './free-slots.ts';
import { enlarged, HashSlots } from './hash-slots.ts';
import { HostTier } from './host-tier.ts';
import { RecencyList } from './recency-list.ts';

/**
 * The KV-cache blocks of one worker. `used + cached + free` is always `capacity`.
 *
 * Complete blocks are known by their hash and can be used again, while sequences use them and afterwards, until they are
 * evicted: the least recently used first, of one sequence the last one first, and never one that is in use. Blocks
 * without content are taken before any is evicted. Sequences that fill equal blocks at the same time have one each until it is
 * complete; then the later one uses that of the earlier one, and its own is free.
 *
 * Source: vLLM's automatic prefix caching, and the block life cycle of Dynamo's mocker.
 */
export interface BlockPool {
  /** Blocks in all. vLLM's null block is not one of them: of its `num_gpu_blocks`, one less is usable. */
  readonly capacity: number;
  /** Blocks that sequences use. */
  readonly used: number;
  /** Complete blocks that no sequence uses. */
  readonly cached: number;
  /** Blocks without content. */
  readonly free: number;
  /** Blocks in host memory. */
  readonly host: number;
  /** Blocks that became known under a hash since the pool was made. */
  readonly stored: number;
  /** Blocks that were evicted from the device, whether or not to host memory. */
  readonly evicted: number;
  /**
   * How many leading blocks of a sequence can be used again without a gap: those on the device, and those that have to be
   * brought back from host memory. Changes nothing.
   */
  match(hashes: BlockHashes): { readonly device: number; readonly host: number };
  /**
   * Takes `blocks` blocks for a sequence, the leading ones from the cache where they match: at most `reusable` of them.
   * Undefined if the pool cannot hold them now; nothing has changed then.
   *
   * A scheduler that computes at least one token of each prompt passes `Math.floor((tokens - 1) / blockSize)`.
   *
   * @param hashes must not change other than by growing
   */
  reserve(hashes: BlockHashes, blocks: number, reusable: number): BlockTable | undefined;
  /** Forgets the complete blocks that no sequence uses, also those in host memory. */
  clear(): void;
}

/** The blocks of one sequence. */
export interface BlockTable {
  readonly blocks: number;
  /** Leading blocks that were in the cache when the table was made, also those from host memory. */
  readonly fromCache: number;
  /** How many of these were brought back from host memory. */
  readonly fromHost: number;
  /** Takes more blocks. False if the pool has too few; nothing has changed then. */
  grow(blocks: number): boolean;
  /**
   * The first `count` blocks are complete, and known under their hashes from now on. Throws RangeError if there are fewer
   * blocks or hashes.
   */
  fill(hashes: BlockHashes, count: number): void;
  /** Gives the blocks up. Complete ones can still be used again. The table is empty then. */
  release(): void;
}

/**
 * What becomes known on the device, or unknown. Listeners read the hashes at once: they change later.
 *
 * - `stored`: blocks `from` to `to - 1` of a sequence; their parent is block `from - 1`, if any.
 * - `removed`: `count` blocks, by the words of their sequence hashes, the lower one first.
 * - `cleared`: none is left.
 */
export type BlockEvent =
  | { readonly type: 'stored'; readonly hashes: BlockHashes; readonly from: number; readonly to: number }
  | { readonly type: 'removed'; readonly words: Uint32Array; readonly count: number }
  | { readonly type: 'cleared' };

export interface BlockPoolOptions {
  /** Blocks on the device, at least 1. */
  readonly capacity: number;
  /** Blocks that host memory keeps of those evicted from the device. Default 0. */
  readonly hostCapacity?: number | undefined;
  readonly listener?: ((event: BlockEvent) => void) | undefined;
}

/**
 * Throws RangeError unless the capacities are integers, that of the device positive.
 *
 * @example
 * const pool = createBlockPool({ capacity: 10_000 });
 * const table = pool.reserve(hashes, Math.ceil(tokens / 16), Math.floor((tokens - 1) / 16));
 * table?.fill(hashes, hashes.count);
 * table?.release();
 */
export function createBlockPool(options: BlockPoolOptions): BlockPool {
  return new DeviceBlocks(options);
}

class DeviceBlocks implements BlockPool {
  readonly capacity: number;
  stored = 0;
  evicted = 0;
  /** Of the complete blocks. */
  readonly #hashes: HashSlots;
  readonly #isComplete: Uint8Array;
  readonly #references: Uint32Array;
  /** Complete blocks without references, in the order in which they are evicted. */
  readonly #cached: RecencyList;
  readonly #free: FreeSlots;
  readonly #host: HostTier;
  readonly #listener: ((event: BlockEvent) => void) | undefined;
  /** Hashes of the blocks that the current operation evicted. */
  #removed: Uint32Array = new Uint32Array(64);
  #removedCount = 0;

  constructor({ capacity, hostCapacity = 0, listener }: BlockPoolOptions) {
    if (!Number.isSafeInteger(capacity) || capacity < 1)
      throw new RangeError(`capacity must be a positive integer, not ${capacity}.`);
    if (!Number.isSafeInteger(hostCapacity) || hostCapacity < 0)
      throw new RangeError(`hostCapacity must be an integer of at least 0, not ${hostCapacity}.`);
    this.capacity = capacity;
    this.#hashes = new HashSlots(capacity);
    this.#isComplete = new Uint8Array(capacity);
    this.#references = new Uint32Array(capacity);
    this.#cached = new RecencyList(capacity);
    this.#free = new FreeSlots(capacity);
    this.#host = new HostTier(hostCapacity);
    this.#listener = listener;
  }

  get used(): number {
    return this.capacity - this.cached - this.free;
  }

  get cached(): number {
    return this.#cached.size;
  }

  get free(): number {
    return this.#free.size;
  }

  get host(): number {
    return this.#host.size;
  }

  match({ sequence, count }: BlockHashes): { device: number; host: number } {
    let device = 0;
    let host = 0;
    for (let block = 0; block < count; block++) {
      const low = sequence[2 * block]!;
      const high = sequence[2 * block + 1]!;
      if (this.#hashes.find(low, high) >= 0) device++;
      else if (this.#host.size > 0 && this.#host.has(low, high)) host++;
      else break;
    }
    return { device, host };
  }

  reserve(hashes: BlockHashes, blocks: number, reusable: number): BlockTable | undefined {
    const { sequence } = hashes;
    const most = Math.min(hashes.count, blocks, reusable);
    const ids = new Int32Array(blocks);
    let fromCache = 0;
    let fromHost = 0;
    let cached = 0;
    for (; fromCache < most; fromCache++) {
      const low = sequence[2 * fromCache]!;
      const high = sequence[2 * fromCache + 1]!;
      const id = this.#hashes.find(low, high);
      if (id >= 0) {
        if (this.#references[id] === 0) cached++;
      } else if (this.#host.size > 0 && this.#host.has(low, high)) fromHost++;
      else break;
      ids[fromCache] = id;
    }
    if (blocks - fromCache + fromHost > this.free + this.cached - cached) return undefined;
    // What is used again first, so that taking blocks for the rest evicts none of it, here or in host memory.
    for (let block = 0; block < fromCache; block++) {
      const id = ids[block]!;
      if (id >= 0) this.#refer(id);
      else this.#host.take(sequence[2 * block]!, sequence[2 * block + 1]!);
    }
    if (fromHost > 0) this.#bringBack(hashes, ids, fromCache);
    for (let block = fromCache; block < blocks; block++) ids[block] = this.#take();
    this.#tellRemoved();
    return new SequenceBlocks(this, ids, fromCache, fromHost);
  }

  clear(): void {
    this.#host.clear();
    while (this.#cached.size > 0) {
      const id = this.#cached.oldest;
      this.#cached.remove(id);
      this.#forget(id);
      this.#free.give(id);
    }
    if (this.used === 0) {
      this.#removedCount = 0;
      this.#listener?.({ type: 'cleared' });
    } else this.#tellRemoved();
  }

  /** More blocks behind the first `count` of `ids`; undefined if there are too few. */
  grow(ids: Int32Array, count: number, blocks: number): Int32Array | undefined {
    if (blocks > this.free + this.cached) return undefined;
    let grown = ids;
    if (count + blocks > ids.length) {
      grown = new Int32Array(Math.max(count + blocks, Math.ceil(count * 1.25) + 4));
      grown.set(ids);
    }
    for (let block = count; block < count + blocks; block++) grown[block] = this.#take();
    this.#tellRemoved();
    return grown;
  }

  /** Makes blocks `from` to `to - 1` of `ids` known under their hashes. */
  fill(ids: Int32Array, hashes: BlockHashes, from: number, to: number): void {
    const { sequence } = hashes;
    let first = from;
    for (let block = from; block < to; block++) {
      const low = sequence[2 * block]!;
      const high = sequence[2 * block + 1]!;
      const own = ids[block]!;
      const known = this.#hashes.find(low, high);
      if (known < 0) {
        if (this.#host.size > 0) this.#host.take(low, high);
        this.#complete(own, low, high);
        continue;
      }
      // Another sequence was faster.
      this.#tellStored(hashes, first, block);
      first = block + 1;
      this.#refer(known);
      ids[block] = known;
      this.#references[own] = 0;
      this.#free.give(own);
    }
    this.#tellStored(hashes, first, to);
  }

  /** Gives up the first `count` of `ids`, the last one first. */
  release(ids: Int32Array, count: number): void {
    for (let block = count - 1; block >= 0; block--) {
      const id = ids[block]!;
      if (--this.#references[id]! > 0) continue;
      if (this.#isComplete[id] === 1) this.#cached.push(id);
      else this.#free.give(id);
    }
  }

  #refer(id: number): void {
    if (this.#references[id] === 0) this.#cached.remove(id);
    this.#references[id]!++;
  }

  /** A block without content, with one reference. There must be one, or one to evict. */
  #take(): number {
    let id = this.#free.take();
    if (id < 0) {
      id = this.#cached.oldest;
      this.#cached.remove(id);
      this.#host.put(this.#hashes.low[id]!, this.#hashes.high[id]!);
      this.#forget(id);
      this.evicted++;
    }
    this.#references[id] = 1;
    return id;
  }

  #complete(id: number, low: number, high: number): void {
    this.#hashes.add(id, low, high);
    this.#isComplete[id] = 1;
    this.stored++;
  }

  #forget(id: number): void {
    this.#hashes.remove(id);
    this.#isComplete[id] = 0;
    if (this.#listener === undefined) return;
    const at = this.#removedCount++ * 2;
    if (at >= this.#removed.length) this.#removed = enlarged(this.#removed, at * 2);
    this.#removed[at] = this.#hashes.low[id]!;
    this.#removed[at + 1] = this.#hashes.high[id]!;
  }

  #tellRemoved(): void {
    const count = this.#removedCount;
    if (count === 0) return;
    this.#removedCount = 0;
    this.#listener?.({ type: 'removed', words: this.#removed, count });
  }

  #tellStored(hashes: BlockHashes, from: number, to: number): void {
    if (from < to) this.#listener?.({ type: 'stored', hashes, from, to });
  }

  /** Gives the negative ones of the first `count` ids, which were in host memory, blocks on the device. */
  #bringBack(hashes: BlockHashes, ids: Int32Array, count: number): void {
    const { sequence } = hashes;
    for (let block = 0; block < count; ) {
      const first = block;
      for (; block < count && ids[block]! < 0; block++) {
        ids[block] = this.#take();
        this.#complete(ids[block]!, sequence[2 * block]!, sequence[2 * block + 1]!);
      }
      this.#tellRemoved();
      this.#tellStored(hashes, first, block);
      while (block < count && ids[block]! >= 0) block++;
    }
  }
}

class SequenceBlocks implements BlockTable {
  readonly fromCache: number;
  readonly fromHost: number;
  readonly #pool: DeviceBlocks;
  #ids: Int32Array;
  #blocks: number;
  #complete: number;

  constructor(pool: DeviceBlocks, ids: Int32Array, fromCache: number, fromHost: number) {
    this.#pool = pool;
    this.#ids = ids;
    this.#blocks = ids.length;
    this.#complete = fromCache;
    this.fromCache = fromCache;
    this.fromHost = fromHost;
  }

  get blocks(): number {
    return this.#blocks;
  }

  grow(blocks: number): boolean {
    const grown = this.#pool.grow(this.#ids, this.#blocks, blocks);
    if (grown === undefined) return false;
    this.#ids = grown;
    this.#blocks += blocks;
    return true;
  }

  fill(hashes: BlockHashes, count: number): void {
    if (count > this.#blocks || count > hashes.count) {
      const most = Math.min(this.#blocks, hashes.count);
      throw new RangeError(`Cannot fill ${count} blocks: the sequence has ${most}.`);
    }
    if (count <= this.#complete) return;
    this.#pool.fill(this.#ids, hashes, this.#complete, count);
    this.#complete = count;
  }

  release(): void {
    this.#pool.release(this.#ids, this.#blocks);
    this.#blocks = 0;
    this.#complete = 0;
  }
}

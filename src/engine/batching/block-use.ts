import type { BlockPool } from '../cache/block-pool.ts';
import type { BatchOptions } from './batch-options.ts';
import type { BatchSequence } from './batch-sequence.ts';
import type { Entry } from './entry.ts';

/** How the sequences of a worker use its pool: blocks taken, found in the cache, completed, given back. */
export class BlockUse {
  readonly pool: BlockPool;
  readonly #blockSize: number;
  readonly #watermark: number;
  readonly #isCaching: boolean;

  constructor(pool: BlockPool, { blockSize, watermark, prefixCaching }: BatchOptions) {
    this.pool = pool;
    this.#blockSize = blockSize;
    this.#watermark = watermark;
    this.#isCaching = prefixCaching;
  }

  /** Tokens that one would have to compute to join the batch now. */
  uncached(entry: Entry<BatchSequence>): number {
    const reusable = this.#reusable(entry);
    if (reusable === 0) return entry.toCompute;
    const { device, host } = this.pool.match(entry.sequence.hashes(reusable));
    return entry.toCompute - Math.min(reusable, device + host) * this.#blockSize;
  }

  /**
   * Takes the blocks for all that is known of a sequence, also of a prompt that is computed in chunks, so that prompts do not
   * preempt each other; from the cache where it has them. Returns false if there is no room, or,
   * unless it is alone, if less than the watermark would stay free.
   */
  reserve(entry: Entry<BatchSequence>, isAlone: boolean): boolean {
    const { pool } = this;
    const blocks = entry.blocksFor(entry.known, this.#blockSize);
    const reusable = this.#reusable(entry);
    const hashes = entry.sequence.hashes(reusable);
    const most = isAlone ? pool.capacity : pool.capacity * (1 - this.#watermark);
    if (pool.used + blocks > most) {
      // Cached blocks may be in use already, so that they need no room.
      const matched = reusable === 0 ? 0 : Math.min(reusable, pool.match(hashes).device);
      if (pool.used + blocks - matched > most) return false;
    }
    const table = pool.reserve(hashes, blocks, reusable);
    if (table === undefined) return false;
    entry.table = table;
    entry.room = Math.ceil(entry.known / this.#blockSize) * this.#blockSize;
    entry.filled = table.fromCache;
    return true;
  }

  /** Leading blocks that may come from the cache: at least one token is computed, or there would be no next one. */
  #reusable(entry: Entry<BatchSequence>): number {
    return this.#isCaching ? entry.completeBlocks(entry.known - 1, this.#blockSize) : 0;
  }

  /** Takes blocks until a context has room. Returns false if the pool is exhausted. */
  grow(entry: Entry<BatchSequence>, context: number): boolean {
    while (context > entry.room) {
      if (!entry.table?.grow(entry.live)) return false;
      entry.room += this.#blockSize;
    }
    return true;
  }

  /** Registers the blocks of a context that are complete, so that others can use them. Returns whether there are more. */
  fill(entry: Entry<BatchSequence>, context: number): boolean {
    if (!this.#isCaching) return false;
    const complete = entry.completeBlocks(context, this.#blockSize);
    entry.fillAt = entry.isSingle ? (complete + 1) * this.#blockSize : Number.POSITIVE_INFINITY;
    if (complete <= entry.filled) return false;
    entry.table?.fill(entry.sequence.hashes(complete), complete);
    entry.filled = complete;
    return true;
  }
}

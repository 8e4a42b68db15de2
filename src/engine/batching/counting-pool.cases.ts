import type { BlockHashes, BlockPool, BlockTable } from './kv-pool.ts';

interface Block {
  references: number;
  key: string | undefined;
}

/** A pool that counts what was allocated and freed. Its host tier brings back the leading blocks that `host` names. */
export interface CountingPool extends BlockPool {
  readonly tables: number;
  readonly evicted: number;
}

export function createCountingPool(capacity: number, host: ReadonlySet<string> = new Set()): CountingPool {
  const registered = new Map<string, Block>();
  /** Unreferenced blocks that are registered, the oldest first. */
  const cached = new Set<Block>();
  let used = 0;
  let tables = 0;
  let evicted = 0;

  function take(): Block | undefined {
    if (used + cached.size >= capacity) {
      const [oldest] = cached;
      if (!oldest) return undefined;
      cached.delete(oldest);
      registered.delete(oldest.key as string);
      evicted++;
    }
    used++;
    return { references: 1, key: undefined };
  }

  function match(hashes: BlockHashes): { device: number; host: number } {
    let device = 0;
    while (device < hashes.count && registered.has(keyOf(hashes, device))) device++;
    let brought = 0;
    while (device + brought < hashes.count && host.has(keyOf(hashes, device + brought))) brought++;
    return { device, host: brought };
  }

  function free(block: Block): void {
    if (--block.references > 0) return;
    used--;
    if (block.key !== undefined && registered.get(block.key) === block) cached.add(block);
  }

  function reserve(hashes: BlockHashes, blocks: number, reusable: number): BlockTable | undefined {
    const matched = match(hashes);
    const device = Math.min(matched.device, reusable, blocks);
    const fromHost = Math.min(matched.host, Math.min(reusable, blocks) - device);
    const held: Block[] = [];
    for (let index = 0; index < device; index++) {
      const block = registered.get(keyOf(hashes, index)) as Block;
      if (block.references++ === 0) {
        cached.delete(block);
        used++;
      }
      held.push(block);
    }
    while (held.length < blocks) {
      const block = take();
      if (!block) {
        for (const other of held.reverse()) free(other);
        return undefined;
      }
      held.push(block);
    }
    tables++;
    return {
      fromCache: device + fromHost,
      fromHost,
      get blocks() {
        return held.length;
      },
      grow(more) {
        if (used + more > capacity) return false;
        for (let index = 0; index < more; index++) held.push(take() as Block);
        return true;
      },
      fill(filled, count) {
        if (count > held.length || count > filled.count) throw new RangeError('More is filled than is held');
        for (let index = 0; index < count; index++) {
          const block = held[index] as Block;
          const key = keyOf(filled, index);
          if (block.key !== undefined) continue;
          if (!registered.has(key)) {
            block.key = key;
            registered.set(key, block);
          }
        }
      },
      release() {
        tables--;
        for (const block of held.splice(0).reverse()) free(block);
      },
    };
  }

  return {
    capacity,
    get used() {
      return used;
    },
    get cached() {
      return cached.size;
    },
    get free() {
      return capacity - used - cached.size;
    },
    get tables() {
      return tables;
    },
    get evicted() {
      return evicted;
    },
    match,
    reserve,
    clear() {
      for (const block of cached) registered.delete(block.key as string);
      cached.clear();
    },
  };
}

function keyOf(hashes: BlockHashes, index: number): string {
  return `${hashes.sequence[2 * index]}:${hashes.sequence[2 * index + 1]}`;
}

/** Hashes of a text of which the first `shared` blocks are those of every text. */
export function hashesOf(text: number, shared = 0): (blocks: number) => BlockHashes {
  return (blocks) => {
    const sequence = new Uint32Array(2 * blocks);
    for (let index = 0; index < blocks; index++) {
      sequence[2 * index] = index;
      sequence[2 * index + 1] = index < shared ? 0xffff_ffff : text;
    }
    return { blockSize: 16, count: blocks, local: sequence, sequence };
  };
}

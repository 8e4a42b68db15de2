import { type BlockHashes, hashBlocks } from '../../src/engine/cache/block-hashes.ts';
import { createBlockPool } from '../../src/engine/cache/block-pool.ts';
import { createPrefixIndex } from '../../src/engine/cache/prefix-index.ts';
import type { Context } from '../context.ts';
import { figure, type Line, median } from '../report.ts';

const BLOCK_SIZE = 16;
const WORKERS = 4;

/** The one that the prompts go to, because it knows their first half. */
const WORKER = 2;

/** Blocks that the index holds while it is measured. */
const BLOCKS = 100_000;

/** What routing adds to each request, and the memory of caches. Called directly; CPU time in microseconds. */
export function measureCache({ quick }: Context): Promise<Line[]> {
  const rounds = quick ? 200 : 1000;
  // Memory first, while the process is small.
  const bytes = bytesOfCaches();
  const long = route(8000, rounds);
  const short = route(50, rounds * 20);
  const further = (long - short) / (8000 - 50);
  return Promise.resolve([
    line('block hashes, overlaps, insert: a prompt of 8,000 tokens, half of it known', 150, 'µs', long),
    line('the same for a prompt of 50 tokens', 3, 'µs', short),
    line('each further token', 0.03, 'µs', further),
    line('memory of 1,000,000 cached blocks, pool and index', 250, 'MB', bytes / 1e6),
  ]);
}

/** Prompts whose first half is known and whose second half is new. */
function route(tokens: number, rounds: number): number {
  const index = createPrefixIndex({ capacity: BLOCKS });
  fillIndex(index);
  const prompt = Array.from({ length: tokens }, (_, token) => (token * 7919) % 200_000);
  const half = tokens >> 1;
  let next = 0;
  const into = new Uint32Array(WORKERS);
  const stored: { hashes: BlockHashes; known: number }[] = [];
  const work = (): void => {
    // Another number in the second half makes its blocks new.
    prompt[half] = 200_000 + next++;
    const hashes = hashBlocks(prompt, { blockSize: BLOCK_SIZE });
    const known = index.overlaps(hashes, into);
    index.stored(WORKER, hashes, known, hashes.count);
    stored.push({ hashes, known });
  };
  // As evictions would, so that the index keeps its size.
  const undo = (): void => {
    for (const { hashes, known } of stored.splice(0))
      index.removed(WORKER, hashes.sequence.subarray(known * 2), hashes.count - known);
  };
  work();
  // The first half stays.
  stored.length = 0;
  const time = micros(rounds, work, undo);
  if (index.overlaps(hashBlocks(prompt, { blockSize: BLOCK_SIZE }), into) < Math.floor(half / BLOCK_SIZE))
    throw new Error('the known half was not found');
  return time;
}

function fillIndex(index: ReturnType<typeof createPrefixIndex>): void {
  for (let start = 0; start < BLOCKS / 1000; start++) {
    const tokens = Uint32Array.from({ length: 1000 * BLOCK_SIZE }, (_, token) => start * 31 + token);
    const hashes = hashBlocks(tokens, { blockSize: BLOCK_SIZE });
    index.stored(start % WORKERS, hashes, 0, hashes.count);
  }
}

/** Growth of the process by a pool and an index of a million blocks, all of them used. */
function bytesOfCaches(): number {
  const before = process.memoryUsage();
  const capacity = 1_000_000;
  const index = createPrefixIndex({ capacity });
  const pool = createBlockPool({
    capacity,
    listener: (event) => {
      if (event.type === 'stored') index.stored(0, event.hashes, event.from, event.to);
    },
  });
  for (let start = 0; start < 1000; start++) {
    const tokens = Uint32Array.from({ length: 1000 }, (_, token) => start + token);
    const hashes = hashBlocks(tokens, { blockSize: 1 });
    const table = pool.reserve(hashes, 1000, 1000);
    table?.fill(hashes, 1000);
    table?.release();
  }
  if (pool.cached !== capacity || index.nodes !== capacity) throw new Error('the pool is not full');
  const after = process.memoryUsage();
  return after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
}

/** Calls between two looks at the clock. */
const BATCH = 50;

/** Microseconds of CPU time for each call of `work`, without what undoes it: the median of three rounds after one to warm up. */
function micros(calls: number, work: () => void, undo: () => void): number {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    let used = 0;
    for (let done = 0; done < calls; done += BATCH) {
      const start = process.cpuUsage();
      for (let call = 0; call < BATCH; call++) work();
      const { user, system } = process.cpuUsage(start);
      used += user + system;
      undo();
    }
    if (round > 0) times.push(used / calls);
  }
  return median(times) ?? Number.NaN;
}

function line(work: string, most: number, unit: string, value: number): Line {
  return {
    work: `cache: ${work}`,
    target: `≤ ${most} ${unit}`,
    cells: { fakeai: figure(value, unit) },
    met: value <= most,
    details: { value },
  };
}

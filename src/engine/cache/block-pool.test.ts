import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockHashes, hashBlocks } from './block-hashes.ts';
import { type BlockEvent, type BlockPool, type BlockTable, createBlockPool } from './block-pool.ts';

/** A sequence whose blocks are named by letters: equal prefixes of letters are equal blocks. */
function sequence(letters: string): BlockHashes {
  return hashBlocks(
    [...letters].map((letter) => letter.charCodeAt(0)),
    { blockSize: 1 },
  );
}

/** Takes blocks for a sequence and fills them, as a scheduler does. */
function run(pool: BlockPool, letters: string, reusable = letters.length): BlockTable {
  const hashes = sequence(letters);
  const table = pool.reserve(hashes, letters.length, reusable);
  if (table === undefined) throw new Error('The pool is full.');
  table.fill(hashes, letters.length);
  return table;
}

const counts = ({ used, cached, free, host }: BlockPool) => ({ used, cached, free, host });
const onDevice = (pool: BlockPool, letters: string): number => pool.match(sequence(letters)).device;

describe('a block pool', () => {
  it('finds what earlier sequences have filled, while they run and afterwards', () => {
    const pool = createBlockPool({ capacity: 10 });
    const first = run(pool, 'abcd');
    expect(counts(pool)).toEqual({ used: 4, cached: 0, free: 6, host: 0 });
    const second = run(pool, 'abxy');
    expect(second).toMatchObject({ blocks: 4, fromCache: 2, fromHost: 0 });
    expect(counts(pool)).toEqual({ used: 6, cached: 0, free: 4, host: 0 });
    first.release();
    expect(counts(pool)).toEqual({ used: 4, cached: 2, free: 4, host: 0 });
    second.release();
    expect(counts(pool)).toEqual({ used: 0, cached: 6, free: 4, host: 0 });
    expect(pool.match(sequence('abcz'))).toEqual({ device: 3, host: 0 });
    expect(pool).toMatchObject({ stored: 6, evicted: 0 });
  });

  it('uses no more blocks again than it may', () => {
    const pool = createBlockPool({ capacity: 8 });
    run(pool, 'abcd').release();
    const table = run(pool, 'abcd', 3);
    expect(table.fromCache).toBe(3);
    // The last block was computed again, and is the one that was known.
    expect(counts(pool)).toEqual({ used: 4, cached: 0, free: 4, host: 0 });
  });

  it('evicts the least recently used sequence, its last blocks first', () => {
    const pool = createBlockPool({ capacity: 6 });
    run(pool, 'abc').release();
    run(pool, 'xyz').release();
    expect(pool.free).toBe(0);
    const third = run(pool, 'k');
    expect([onDevice(pool, 'abc'), onDevice(pool, 'xyz')]).toEqual([2, 3]);
    third.release();
    run(pool, 'abc').release(); // takes the last of xyz
    expect([onDevice(pool, 'abc'), onDevice(pool, 'xyz'), onDevice(pool, 'k')]).toEqual([3, 2, 1]);
    expect(pool.evicted).toBe(2);
  });

  it('never evicts a block that is in use', () => {
    const pool = createBlockPool({ capacity: 4 });
    const running = run(pool, 'abc');
    expect(pool.reserve(sequence('xy'), 2, 0)).toBeUndefined();
    expect(running.grow(2)).toBe(false);
    expect(counts(pool)).toEqual({ used: 3, cached: 0, free: 1, host: 0 });
    expect(running.grow(1)).toBe(true);
    expect(running.blocks).toBe(4);
    expect(onDevice(pool, 'abc')).toBe(3);
  });

  it('counts what it would use again as not evictable', () => {
    const pool = createBlockPool({ capacity: 4 });
    run(pool, 'abcd').release();
    expect(pool.reserve(sequence('abxyz'), 5, 5)).toBeUndefined();
    expect(counts(pool)).toEqual({ used: 0, cached: 4, free: 0, host: 0 });
    expect(run(pool, 'abxy').fromCache).toBe(2);
  });

  it('keeps one of equal blocks that two sequences fill at the same time', () => {
    const events: BlockEvent[] = [];
    const pool = createBlockPool({ capacity: 6, listener: (event) => events.push(event) });
    const hashes = sequence('abc');
    const [first, second] = [pool.reserve(hashes, 3, 3)!, pool.reserve(hashes, 3, 3)!];
    expect(counts(pool)).toEqual({ used: 6, cached: 0, free: 0, host: 0 });
    first.fill(hashes, 2);
    second.fill(hashes, 3);
    expect(counts(pool)).toEqual({ used: 4, cached: 0, free: 2, host: 0 });
    first.release();
    expect(counts(pool)).toEqual({ used: 3, cached: 0, free: 3, host: 0 });
    second.release();
    expect(counts(pool)).toEqual({ used: 0, cached: 3, free: 3, host: 0 });
    expect(events).toMatchObject([
      { type: 'stored', from: 0, to: 2 },
      { type: 'stored', from: 2, to: 3 },
    ]);
  });

  it('takes blocks of a sequence that did not complete them without evicting anything', () => {
    const pool = createBlockPool({ capacity: 4 });
    run(pool, 'ab').release();
    pool.reserve(sequence('xy'), 2, 0)!.release();
    expect(counts(pool)).toEqual({ used: 0, cached: 2, free: 2, host: 0 });
    run(pool, 'kl');
    expect(onDevice(pool, 'ab')).toBe(2);
  });

  it('refuses to fill blocks that are not there', () => {
    const pool = createBlockPool({ capacity: 4 });
    const table = pool.reserve(sequence('abc'), 2, 0)!;
    expect(() => table.fill(sequence('abc'), 3)).toThrow(RangeError);
    table.release();
    table.release();
    expect(() => table.fill(sequence('abc'), 1)).toThrow(RangeError);
    expect(counts(pool)).toEqual({ used: 0, cached: 0, free: 4, host: 0 });
  });

  it.each([0, -1, 1.5, Number.POSITIVE_INFINITY])('refuses a capacity of %s', (capacity) => {
    expect(() => createBlockPool({ capacity })).toThrow(/capacity/);
    expect(() => createBlockPool({ capacity: 1, hostCapacity: capacity || -1 })).toThrow(/hostCapacity/);
  });

  describe('with host memory', () => {
    it('brings evicted blocks back', () => {
      const events: BlockEvent['type'][] = [];
      const pool = createBlockPool({
        capacity: 4,
        hostCapacity: 3,
        listener: ({ type }) => events.push(type),
      });
      run(pool, 'abcd').release();
      run(pool, 'xy').release();
      expect(counts(pool)).toEqual({ used: 0, cached: 4, free: 0, host: 2 });
      expect(pool.match(sequence('abcd'))).toEqual({ device: 2, host: 2 });
      const table = run(pool, 'abcd');
      expect(table).toMatchObject({ fromCache: 4, fromHost: 2 });
      expect(pool.match(sequence('xy'))).toEqual({ device: 0, host: 2 });
      expect(counts(pool)).toEqual({ used: 4, cached: 0, free: 0, host: 2 });
      expect(events).toEqual(['stored', 'removed', 'stored', 'removed', 'stored']);
    });

    it('forgets what was evicted first', () => {
      const pool = createBlockPool({ capacity: 2, hostCapacity: 2 });
      for (const letters of ['ab', 'cd', 'ef']) run(pool, letters).release();
      expect(pool.host).toBe(2);
      expect(pool.match(sequence('ab'))).toEqual({ device: 0, host: 0 });
      expect(pool.match(sequence('cd'))).toEqual({ device: 0, host: 2 });
    });

    it('does not evict from host memory what it is bringing back', () => {
      const pool = createBlockPool({ capacity: 2, hostCapacity: 2 });
      run(pool, 'ab').release();
      run(pool, 'cd').release();
      expect(run(pool, 'ab')).toMatchObject({ fromCache: 2, fromHost: 2 });
      expect(pool.match(sequence('cd'))).toEqual({ device: 0, host: 2 });
    });

    it('drops the copy of a block that was computed again', () => {
      const pool = createBlockPool({ capacity: 2, hostCapacity: 2 });
      run(pool, 'ab').release();
      run(pool, 'cd').release();
      run(pool, 'ab', 0);
      expect(pool.match(sequence('ab'))).toEqual({ device: 2, host: 0 });
      expect(pool.match(sequence('cd'))).toEqual({ device: 0, host: 2 });
    });
  });

  describe('cleared', () => {
    it('forgets everything if nothing is in use', () => {
      const events: BlockEvent[] = [];
      const pool = createBlockPool({
        capacity: 4,
        hostCapacity: 4,
        listener: (event) => events.push(event),
      });
      run(pool, 'abcd').release();
      run(pool, 'xy').release();
      pool.clear();
      expect(counts(pool)).toEqual({ used: 0, cached: 0, free: 4, host: 0 });
      expect(pool.match(sequence('abcd'))).toEqual({ device: 0, host: 0 });
      expect(events.at(-1)).toEqual({ type: 'cleared' });
    });

    it('keeps what is in use', () => {
      const events: BlockEvent[] = [];
      const pool = createBlockPool({ capacity: 8, listener: (event) => events.push(event) });
      run(pool, 'abcd').release();
      run(pool, 'ab');
      pool.clear();
      expect(counts(pool)).toEqual({ used: 2, cached: 0, free: 6, host: 0 });
      expect(onDevice(pool, 'abcd')).toBe(2);
      expect(events.at(-1)).toMatchObject({ type: 'removed', count: 2 });
    });
  });

  it('behaves as a plain model does, and loses no block', () => {
    const action = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('admit' as const),
          letters: fc
            .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 })
            .map((list) => list.join('')),
          reusable: fc.nat(6),
          filled: fc.nat(6),
        }),
      },
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('release' as const), which: fc.nat() }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('fill' as const), which: fc.nat() }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('grow' as const), which: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const) }) },
    );
    const sizes = fc.record({ capacity: fc.integer({ min: 1, max: 12 }), hostCapacity: fc.nat(6) });
    fc.assert(
      fc.property(sizes, fc.array(action, { maxLength: 60 }), ({ capacity, hostCapacity }, actions) => {
        const known = new Set<string>();
        const pool = createBlockPool({ capacity, hostCapacity, listener: (event) => follow(known, event) });
        const model = new PlainPool(capacity, hostCapacity);
        const tables: { letters: string; table: BlockTable; model: PlainTable }[] = [];
        for (const step of actions) {
          if (step.kind === 'admit') {
            const hashes = sequence(step.letters);
            const table = pool.reserve(hashes, step.letters.length, step.reusable);
            const expected = model.reserve(step.letters, step.reusable);
            expect(table === undefined).toBe(expected === undefined);
            if (table === undefined || expected === undefined) continue;
            expect([table.fromCache, table.fromHost]).toEqual([expected.fromCache, expected.fromHost]);
            const filled = Math.min(step.filled, step.letters.length);
            table.fill(hashes, filled);
            model.fill(expected, step.letters, filled);
            tables.push({ letters: step.letters, table, model: expected });
          } else if (step.kind === 'clear') {
            pool.clear();
            model.clear();
          } else if (tables.length > 0) {
            const place = step.which % tables.length;
            const { letters, table, model: expected } = tables[place]!;
            if (step.kind === 'grow') expect(table.grow(1)).toBe(model.grow(expected));
            else if (step.kind === 'fill') {
              table.fill(sequence(letters), letters.length);
              model.fill(expected, letters, letters.length);
            } else {
              table.release();
              model.release(expected);
              tables.splice(place, 1);
            }
          }
          expect(counts(pool)).toEqual(model.counts());
          expect(pool.used + pool.cached + pool.free).toBe(capacity);
          expect(known).toEqual(new Set(model.known().flatMap(name)));
        }
        for (const { table } of tables) table.release();
        expect(pool.used).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

const key = (words: Uint32Array, block: number): string => `${words[2 * block]}:${words[2 * block + 1]}`;
const name = (letters: string): string[] => [key(sequence(letters).sequence, letters.length - 1)];

/** What a listener knows to be on the device. */
function follow(known: Set<string>, event: BlockEvent): void {
  if (event.type === 'cleared') known.clear();
  else if (event.type === 'removed') {
    for (let block = 0; block < event.count; block++)
      expect(known.delete(key(event.words, block))).toBe(true);
  } else {
    const { sequence } = event.hashes;
    if (event.from > 0) expect(known).toContain(key(sequence, event.from - 1));
    for (let block = event.from; block < event.to; block++) {
      expect(known).not.toContain(key(sequence, block));
      known.add(key(sequence, block));
    }
  }
}

interface PlainBlock {
  prefix?: string;
  references: number;
}

interface PlainTable {
  readonly blocks: PlainBlock[];
  readonly fromCache: number;
  readonly fromHost: number;
  complete: number;
}

/** The same with lists, which are searched from the start. */
class PlainPool {
  readonly #capacity: number;
  readonly #hostCapacity: number;
  #used = new Set<PlainBlock>();
  #cached: PlainBlock[] = [];
  #host: string[] = [];

  constructor(capacity: number, hostCapacity: number) {
    this.#capacity = capacity;
    this.#hostCapacity = hostCapacity;
  }

  counts() {
    const [used, cached] = [this.#used.size, this.#cached.length];
    return { used, cached, free: this.#capacity - used - cached, host: this.#host.length };
  }

  known(): string[] {
    return [...this.#used, ...this.#cached].flatMap(({ prefix }) => prefix ?? []);
  }

  reserve(letters: string, reusable: number): PlainTable | undefined {
    const hits: (PlainBlock | string)[] = [];
    while (hits.length < Math.min(letters.length, reusable)) {
      const prefix = letters.slice(0, hits.length + 1);
      const hit = this.#find(prefix) ?? this.#host.find((other) => other === prefix);
      if (hit === undefined) break;
      hits.push(hit);
    }
    const idle = hits.filter((hit) => this.#cached.includes(hit as PlainBlock)).length;
    const found = hits.filter((hit) => typeof hit !== 'string').length;
    if (letters.length - found > this.#capacity - this.#used.size - idle) return undefined;
    for (const hit of hits) {
      if (typeof hit === 'string') this.#host = this.#host.filter((other) => other !== hit);
      else this.#refer(hit);
    }
    const blocks = hits.map((hit) => {
      if (typeof hit !== 'string') return hit;
      const block = this.#take();
      block.prefix = hit;
      return block;
    });
    while (blocks.length < letters.length) blocks.push(this.#take());
    return { blocks, fromCache: hits.length, fromHost: hits.length - found, complete: hits.length };
  }

  grow({ blocks }: PlainTable): boolean {
    if (this.#used.size === this.#capacity) return false;
    blocks.push(this.#take());
    return true;
  }

  fill(table: PlainTable, letters: string, count: number): void {
    for (; table.complete < count; table.complete++) {
      const prefix = letters.slice(0, table.complete + 1);
      const own = table.blocks[table.complete]!;
      const known = this.#find(prefix);
      this.#host = this.#host.filter((other) => other !== prefix);
      if (known === undefined) own.prefix = prefix;
      else {
        this.#used.delete(own);
        this.#refer(known);
        table.blocks[table.complete] = known;
      }
    }
  }

  release({ blocks }: PlainTable): void {
    for (const block of blocks.toReversed()) {
      if (--block.references > 0) continue;
      this.#used.delete(block);
      if (block.prefix !== undefined) this.#cached.push(block);
    }
  }

  clear(): void {
    this.#cached = [];
    this.#host = [];
  }

  #find(prefix: string): PlainBlock | undefined {
    return [...this.#used, ...this.#cached].find((block) => block.prefix === prefix);
  }

  #refer(block: PlainBlock): void {
    this.#cached = this.#cached.filter((other) => other !== block);
    this.#used.add(block);
    block.references++;
  }

  #take(): PlainBlock {
    if (this.#used.size + this.#cached.length === this.#capacity) {
      const { prefix } = this.#cached.shift()!;
      this.#host.push(prefix!);
      if (this.#host.length > this.#hostCapacity) this.#host.shift();
    }
    const block = { references: 1 };
    this.#used.add(block);
    return block;
  }
}

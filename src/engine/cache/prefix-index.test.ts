import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockHashes, hashBlocks } from './block-hashes.ts';
import { createBlockPool } from './block-pool.ts';
import { createPrefixIndex, MOST_WORKERS, type PrefixIndex } from './prefix-index.ts';

/** A sequence whose blocks are named by letters: equal prefixes of letters are equal blocks. */
function sequence(letters: string): BlockHashes {
  return hashBlocks(
    [...letters].map((letter) => letter.charCodeAt(0)),
    { blockSize: 1 },
  );
}

/** The last block of a sequence, as the words of a removal. */
const last = (letters: string): Uint32Array => sequence(letters).sequence.slice(-2);

function store(index: PrefixIndex, worker: number, letters: string, from = 0): boolean {
  return index.stored(worker, sequence(letters), from, letters.length);
}

function overlaps(index: PrefixIndex, letters: string, workers = 4, isEarly = false): number[] {
  const into = new Uint32Array(workers).fill(99);
  const most = index.overlaps(sequence(letters), into, isEarly);
  if (!isEarly && workers === 4) expect(most).toBe(Math.max(...into));
  return [...into];
}

describe('a prefix index', () => {
  it('counts the leading blocks that each worker holds', () => {
    const index = createPrefixIndex();
    store(index, 0, 'abcd');
    store(index, 1, 'abx');
    store(index, 3, 'abc');
    expect(overlaps(index, 'abcz')).toEqual([3, 2, 0, 3]);
    expect(overlaps(index, 'abcde')).toEqual([4, 2, 0, 3]);
    expect(overlaps(index, 'z')).toEqual([0, 0, 0, 0]);
    expect(overlaps(index, '')).toEqual([0, 0, 0, 0]);
    expect(index.nodes).toBe(5);
    expect([0, 1, 2, 3].map((worker) => index.blocksOf(worker))).toEqual([4, 3, 0, 3]);
  });

  it('stops early once a single worker is left, if asked', () => {
    const index = createPrefixIndex();
    store(index, 0, 'abcd');
    store(index, 1, 'a');
    expect(overlaps(index, 'abcd', 4, true)).toEqual([2, 1, 0, 0]);
    store(index, 40, 'x');
    expect(overlaps(index, 'abcd', 4, true)).toEqual([2, 1, 0, 0]);
    expect(overlaps(index, 'abcd')).toEqual([4, 1, 0, 0]);
  });

  it('drops blocks whose parent the worker does not hold', () => {
    const index = createPrefixIndex();
    expect(store(index, 0, 'ab')).toBe(true);
    expect(store(index, 1, 'abc', 2)).toBe(false);
    expect(store(index, 0, 'xyz', 2)).toBe(false);
    expect(store(index, 0, 'abc', 2)).toBe(true);
    expect(overlaps(index, 'abc')).toEqual([3, 0, 0, 0]);
    expect(index.events).toEqual({ stored: 2, removed: 0, cleared: 0, unknownParents: 2, unknownBlocks: 0 });
  });

  it('ignores the removal of blocks that the worker does not hold', () => {
    const index = createPrefixIndex();
    store(index, 0, 'ab');
    index.removed(1, last('ab'), 1);
    index.removed(0, last('xy'), 1);
    index.removed(700, last('ab'), 1);
    expect(overlaps(index, 'ab')).toEqual([2, 0, 0, 0]);
    expect(index.events).toMatchObject({ removed: 3, unknownBlocks: 3 });
  });

  it('does not count blocks behind a gap until it is closed', () => {
    const index = createPrefixIndex();
    store(index, 0, 'abcd');
    store(index, 1, 'abcd');
    index.removed(0, last('ab'), 1);
    expect(overlaps(index, 'abcd')).toEqual([1, 4, 0, 0]);
    expect(index.blocksOf(0)).toBe(3);
    expect(index.stored(0, sequence('abcd'), 1, 2)).toBe(true);
    expect(overlaps(index, 'abcd')).toEqual([4, 4, 0, 0]);
  });

  it('empties the worker that is cleared, and no other', () => {
    const index = createPrefixIndex();
    store(index, 0, 'abc');
    store(index, 1, 'abd');
    index.cleared(0);
    expect(overlaps(index, 'abc')).toEqual([0, 2, 0, 0]);
    expect([index.blocksOf(0), index.blocksOf(1), index.nodes]).toEqual([0, 3, 3]);
    index.removeWorker(1);
    index.removeWorker(900);
    expect([index.blocksOf(1), index.nodes, index.events.cleared]).toEqual([0, 0, 1]);
  });

  it.each([-1, 1.5, MOST_WORKERS])('refuses worker %s', (worker) => {
    expect(() => store(createPrefixIndex(), worker, 'a')).toThrow(/worker/);
  });

  it('has room for all workers and grows with the blocks', () => {
    const index = createPrefixIndex({ capacity: 1 });
    const tokens = Array.from({ length: 3000 }, (_, token) => token);
    const hashes = hashBlocks(tokens, { blockSize: 1 });
    for (const worker of [0, 31, 32, 1023]) index.stored(worker, hashes, 0, 3000 - worker);
    const into = new Uint32Array(MOST_WORKERS);
    index.overlaps(hashes, into);
    expect([0, 1, 31, 32, 33, 1023].map((worker) => into[worker])).toEqual([3000, 0, 2969, 2968, 0, 1977]);
    expect(index.nodes).toBe(3000);
  });

  it('knows what pools tell it', () => {
    const index = createPrefixIndex();
    const pool = createBlockPool({
      capacity: 4,
      hostCapacity: 2,
      listener: (event) => {
        if (event.type === 'stored') index.stored(2, event.hashes, event.from, event.to);
        else if (event.type === 'removed') index.removed(2, event.words, event.count);
        else index.cleared(2);
      },
    });
    for (const letters of ['abcd', 'axy', 'abcd', 'kl', 'abcd']) {
      const table = pool.reserve(sequence(letters), letters.length, letters.length);
      table?.fill(sequence(letters), letters.length);
      table?.release();
      expect(index.blocksOf(2)).toBe(pool.cached);
      for (const other of ['abcd', 'axy', 'kl'])
        expect(overlaps(index, other)[2]).toBeGreaterThanOrEqual(
          pool.match(sequence(other)).device > 0 ? 1 : 0,
        );
    }
    pool.clear();
    expect(index.nodes).toBe(0);
    expect(index.events).toMatchObject({ unknownParents: 0, unknownBlocks: 0 });
  });

  it('behaves as sets of prefixes do', () => {
    const letters = fc
      .array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 6 })
      .map((list) => list.join(''));
    const worker = fc.constantFrom(0, 1, 2, 31, 32, 70, 1023);
    const action = fc.record({
      kind: fc.constantFrom('store', 'store', 'store', 'remove', 'remove', 'clear'),
      letters,
      worker,
      from: fc.nat(5),
    });
    const workers = fc.constantFrom(3, 32, MOST_WORKERS);
    fc.assert(
      fc.property(workers, fc.array(action, { maxLength: 40 }), (limit, actions) => {
        const index = createPrefixIndex({ capacity: 1 });
        const model = new Map<number, Set<string>>();
        for (const { kind, letters, worker, from } of actions) {
          if (worker >= limit) continue;
          const held = model.get(worker) ?? new Set();
          model.set(worker, held);
          if (kind === 'clear') {
            index.cleared(worker);
            held.clear();
          } else if (kind === 'remove') {
            index.removed(worker, last(letters), 1);
            held.delete(letters);
          } else {
            const start = Math.min(from, letters.length - 1);
            const isKnown = start === 0 || held.has(letters.slice(0, start));
            expect(store(index, worker, letters, start)).toBe(isKnown);
            for (let end = start + 1; isKnown && end <= letters.length; end++)
              held.add(letters.slice(0, end));
          }
          const all = overlaps(index, letters, MOST_WORKERS);
          for (const [other, prefixes] of model) {
            let depth = 0;
            while (depth < letters.length && prefixes.has(letters.slice(0, depth + 1))) depth++;
            expect(all[other]).toBe(depth);
            expect(index.blocksOf(other)).toBe(prefixes.size);
          }
          expect(index.nodes).toBe(new Set([...model.values()].flatMap((set) => [...set])).size);
        }
      }),
      { numRuns: 150 },
    );
  });
});

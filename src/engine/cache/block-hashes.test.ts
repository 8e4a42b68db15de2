import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import {
  type BlockHashes,
  createBlockSeed,
  GrowingBlockHashes,
  hashBlocks,
  hashBlocksInSteps,
} from './block-hashes.ts';
import { PromptBlocks } from './prompt-blocks.ts';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

function numbers(words: Uint32Array, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    String((BigInt(words[2 * index + 1]!) << 32n) | BigInt(words[2 * index]!)),
  );
}

const locals = (hashes: BlockHashes): string[] => numbers(hashes.local, hashes.count);
const sequences = (hashes: BlockHashes): string[] => numbers(hashes.sequence, hashes.count);

describe('the hashes of blocks', () => {
  // Published for NVIDIA Dynamo's router.
  it.each([
    [
      range(1, 8),
      4,
      ['14643705804678351452', '16777012769546811212'],
      ['14643705804678351452', '4945711292740353085'],
    ],
    [
      range(1, 12),
      4,
      ['14643705804678351452', '16777012769546811212', '483935686894639516'],
      ['14643705804678351452', '4945711292740353085', '12583592247330656132'],
    ],
    [
      range(0, 63),
      16,
      ['15310707395893867146', '15292316782987903195', '5532946206955930018', '14928757266181269122'],
      ['15310707395893867146', '13769157705258532664', '11879827756109914528', '3888788807566526800'],
    ],
    [range(0, 63), 64, ['3480597578098033343'], ['3480597578098033343']],
  ])('equal the published ones (%#)', (tokens, blockSize, local, sequence) => {
    const hashes = hashBlocks(tokens, { blockSize });
    expect(locals(hashes)).toEqual(local);
    expect(sequences(hashes)).toEqual(sequence);
  });

  it('of an adapter equal the published one', () => {
    const seed = createBlockSeed({ adapter: 'adapter-a' });
    expect((BigInt(seed.high) << 32n) | BigInt(seed.low)).toBe(8842669519798868182n);
    const hashes = hashBlocks(range(1, 4), { blockSize: 4, seed });
    expect(locals(hashes)).toEqual(['11381080598872079209']);
    expect(sequences(hashes)).toEqual(['11381080598872079209']);
  });

  it('keep adapters and salts apart', () => {
    const seeds = [
      {},
      { adapter: 'a' },
      { salt: 'a' },
      { adapter: 'a', salt: 'b' },
      { adapter: 'b', salt: 'a' },
    ];
    const all = seeds.map((options) =>
      locals(hashBlocks(range(1, 16), { blockSize: 16, seed: createBlockSeed(options) })),
    );
    expect(new Set(all.flat()).size).toBe(seeds.length);
    const plain = { blockSize: 16, seed: createBlockSeed({ adapter: '', salt: '' }) };
    expect(locals(hashBlocks(range(1, 16), plain))).toEqual(all[0]);
  });

  it('exist for complete blocks only', () => {
    expect(hashBlocks([], { blockSize: 16 }).count).toBe(0);
    expect(hashBlocks(range(1, 15), { blockSize: 16 }).count).toBe(0);
    expect(hashBlocks(range(1, 33), { blockSize: 16 }).count).toBe(2);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'need a size of blocks, not %s',
    (blockSize) => {
      expect(() => hashBlocks([1, 2, 3], { blockSize })).toThrow(RangeError);
    },
  );

  it('change from the block of a changed token on; local ones only there', () => {
    const cases = fc.record({
      tokens: fc.array(fc.nat(200_000), { minLength: 1, maxLength: 200 }),
      blockSize: fc.integer({ min: 1, max: 40 }),
      place: fc.nat(),
      change: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(cases, ({ tokens, blockSize, place, change }) => {
        const index = place % tokens.length;
        const before = hashBlocks(tokens, { blockSize });
        const after = hashBlocks(tokens.with(index, tokens[index]! + change), { blockSize });
        const block = Math.floor(index / blockSize);
        expect(after.count).toBe(before.count);
        for (let other = 0; other < before.count; other++) {
          expect(locals(after)[other] === locals(before)[other]).toBe(other !== block);
          expect(sequences(after)[other] === sequences(before)[other]).toBe(other < block);
        }
      }),
    );
  });

  it('are the same however a sequence grows', () => {
    const cases = fc.record({
      parts: fc.array(fc.array(fc.nat(200_000), { maxLength: 50 }), { maxLength: 10 }),
      blockSize: fc.integer({ min: 1, max: 70 }),
    });
    fc.assert(
      fc.property(cases, ({ parts, blockSize }) => {
        const growing = new GrowingBlockHashes({ blockSize });
        for (const part of parts) growing.append(Uint32Array.from(part));
        const whole = hashBlocks(parts.flat(), { blockSize });
        expect(growing.tokens).toBe(parts.flat().length);
        expect(locals(growing)).toEqual(locals(whole));
        expect(sequences(growing)).toEqual(sequences(whole));
      }),
    );
  });

  it('of a million tokens are made in steps', () => {
    const tokens = Uint32Array.from({ length: 1_000_000 }, (_, index) => index % 50_021);
    const steps = hashBlocksInSteps(tokens, { blockSize: 16 });
    expect(steps.next().done).toBe(false);
    const hashes = finish(steps);
    expect(hashes.count).toBe(62_500);
    const whole = hashBlocks(tokens, { blockSize: 16 });
    expect(hashes.sequence).toEqual(whole.sequence);
  });

  describe('with contents', () => {
    const picture = (start: number, length: number, low: number, high = 0) => ({
      start,
      length,
      hash: { low, high },
    });
    const tokens = range(1, 16);
    const hashed = (...contents: ReturnType<typeof picture>[]): string[] =>
      locals(hashBlocks(tokens, { blockSize: 4, contents }));
    const plain = hashed();
    const differ = (some: string[]): number[] =>
      some.flatMap((hash, index) => (hash === plain[index] ? [] : [index]));

    it('change in the blocks that they touch', () => {
      expect(differ(hashed(picture(3, 2, 7)))).toEqual([0, 1]);
      expect(differ(hashed(picture(4, 4, 7)))).toEqual([1]);
      expect(differ(hashed(picture(5, 9, 7)))).toEqual([1, 2, 3]);
      expect(differ(hashed(picture(5, 0, 7)))).toEqual([]);
    });

    it('do not depend on their order, but on which they are', () => {
      const [first, second] = [picture(4, 1, 1, 9), picture(6, 1, 2, 3)];
      expect(hashed(first, second)).toEqual(hashed(second, first));
      expect(hashed(first, second)).toEqual(hashed({ ...first, start: 6 }, { ...second, start: 4 }));
      expect(differ(hashed(first, second))).toEqual([1]);
      expect(hashed(first)).not.toEqual(hashed(second));
      expect(hashed(picture(4, 1, 1, 2))).not.toEqual(hashed(picture(4, 1, 2, 1)));
    });

    it('are hashed as 64-bit numbers behind the tokens', () => {
      const [, own] = hashed(picture(4, 4, 17, 18), picture(5, 1, 19, 1));
      // The same bytes as a block of eight tokens.
      expect(locals(hashBlocks([5, 6, 7, 8, 19, 1, 17, 18], { blockSize: 8 }))).toEqual([own]);
    });
  });
});

describe('a sequence that continues another one', () => {
  it('has the hashes of the whole', () => {
    const seed = createBlockSeed({ salt: 'tenant' });
    const ids = Array.from({ length: 1000 }, (_, index) => index * 7);
    for (const cut of [0, 5, 16, 17, 500]) {
      const prompt = new PromptBlocks(ids.slice(0, cut));
      const whole = prompt.answered(ids.slice(cut), { blockSize: 16, seed });
      const expected = hashBlocks(ids, { blockSize: 16, seed });
      expect(whole.count).toBe(expected.count);
      const words = 2 * expected.count;
      expect([...whole.local.subarray(0, words)]).toEqual([...expected.local.subarray(0, words)]);
      expect([...whole.sequence.subarray(0, words)]).toEqual([...expected.sequence.subarray(0, words)]);
      expect(prompt.hashes({ blockSize: 16, seed }).count).toBe(Math.floor(cut / 16));
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, hash32, type Random } from './random.ts';

const draw = (random: Random, count = 8): number[] => Array.from({ length: count }, () => random.next());

describe('a seeded generator', () => {
  it('repeats for the same seed and differs for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(draw(createRandom(one))).toEqual(draw(createRandom(one)));
        if (one !== other) expect(draw(createRandom(one))).not.toEqual(draw(createRandom(other)));
      }),
    );
    expect(draw(createRandom(7))).toEqual(draw(createRandom('7')));
  });

  it('forks depend only on its seed and the labels, not on how much was drawn', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { minLength: 1 }), fc.nat(50), (seed, labels, draws) => {
        const fresh = createRandom(seed);
        const used = createRandom(seed);
        draw(used, draws);
        used.normal();
        expect(draw(used.fork(...labels))).toEqual(draw(fresh.fork(...labels)));
      }),
    );
  });

  it('gives different streams for different labels, orders and groupings of labels', () => {
    const root = createRandom('seed');
    const forks = [
      root.fork('a'),
      root.fork('b'),
      root.fork('ab'),
      root.fork('a', 'b'),
      root.fork('b', 'a'),
      root.fork('a').fork('a'),
      root.fork(''),
      root.fork(0),
      root.fork(1),
      ...Array.from({ length: 2000 }, (_, index) => root.fork('choice', index)),
      createRandom('other').fork('a'),
    ];
    expect(new Set(forks.map((fork) => draw(fork, 2).join())).size).toBe(forks.length);
    expect(draw(root.fork('a').fork('b'))).toEqual(draw(root.fork('a', 'b')));
  });

  it('draws uniformly, also as the first draw of many forks', () => {
    const root = createRandom('even');
    const sources: (() => number)[] = [
      () => root.next(),
      (() => {
        let index = 0;
        return () => root.fork(index++).next();
      })(),
    ];
    for (const next of sources) {
      const bins = new Array<number>(20).fill(0);
      let sum = 0;
      for (let index = 0; index < 40_000; index++) {
        const value = next();
        expect(value >= 0 && value < 1).toBe(true);
        bins[Math.floor(value * 20)]!++;
        sum += value;
      }
      expect(sum / 40_000).toBeCloseTo(0.5, 1);
      // Chi-squared with 19 degrees of freedom: values above 50 have a probability below 1 in 10,000.
      expect(bins.reduce((total, count) => total + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(50);
    }
  });

  it('keeps integers within their bounds and reaches each', () => {
    const random = createRandom('whole');
    const seen = new Set(Array.from({ length: 2000 }, () => random.between(-3, 6)));
    expect([...seen].sort((one, other) => one - other)).toEqual([-3, -2, -1, 0, 1, 2, 3, 4, 5, 6]);
    expect(new Set(Array.from({ length: 2000 }, () => random.int(7)))).toEqual(
      new Set([0, 1, 2, 3, 4, 5, 6]),
    );
    expect(random.int(1)).toBe(0);
    expect(random.between(4, 4)).toBe(4);
  });

  it('picks each element about equally often, and throws for an empty list', () => {
    const random = createRandom('pick');
    const counts = { a: 0, b: 0, c: 0 };
    for (let index = 0; index < 9000; index++) counts[random.pick(['a', 'b', 'c'] as const)]++;
    for (const count of Object.values(counts)) expect(Math.abs(count - 3000)).toBeLessThan(250);
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('returns true with the given probability', () => {
    const random = createRandom('chance');
    let hits = 0;
    for (let index = 0; index < 10_000; index++) if (random.chance(0.2)) hits++;
    expect(Math.abs(hits - 2000)).toBeLessThan(200);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });

  it('draws normal deviates with mean 0, deviation 1 and the expected tails', () => {
    const random = createRandom('normal');
    const values = Array.from({ length: 40_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    const beyond = values.filter((value) => Math.abs(value) > 2).length / values.length;
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.006);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe('hash32', () => {
  it('is a 32-bit integer that depends on every character and the seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, seed) => {
        const hash = hash32(text, seed);
        expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32).toBe(true);
        expect(hash32(text, seed)).toBe(hash);
      }),
    );
    const texts = Array.from({ length: 20_000 }, (_, index) => `model-${index}`);
    // Fewer than one collision is expected among 20,000 of 2^32 values.
    expect(new Set(texts.map((text) => hash32(text))).size).toBeGreaterThanOrEqual(19_998);
    expect(hash32('a', 1)).not.toBe(hash32('a', 2));
    expect(hash32('ab')).not.toBe(hash32('ba'));
  });
});

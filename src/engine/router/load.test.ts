import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockHashes, hashBlocks } from '../cache/block-hashes.ts';
import { createLoadTracker, type LoadTracker, type RequestLoad } from './load.ts';
import { type GivenRouterOptions, toRouterOptions } from './router-options.ts';

/** A prompt whose blocks are named by letters: equal prefixes of letters are equal blocks. */
function prompt(letters: string): { readonly isl: number; readonly hashes: BlockHashes } {
  const tokens = [...letters].map((letter) => letter.charCodeAt(0));
  return { isl: tokens.length, hashes: hashBlocks(tokens, { blockSize: 1 }) };
}

const tracker = (given: GivenRouterOptions = {}): LoadTracker =>
  createLoadTracker(toRouterOptions({ blockSize: 1, ...given }));

const figures = (loads: LoadTracker, worker: number): number[] => [
  loads.activeRequests(worker),
  loads.prefillTokens(worker),
  loads.blocks(worker),
];

describe('the load of a worker', () => {
  it('is added at routing, loses prompt tokens at the first token, and all at the end', () => {
    const loads = tracker();
    const load = loads.add(2, { ...prompt('abcdef'), cachedTokens: 2 }, 0);
    expect(figures(loads, 2)).toEqual([1, 4, 6]);
    load.prefilled();
    load.prefilled();
    expect(figures(loads, 2)).toEqual([1, 0, 6]);
    load.end();
    load.end();
    load.prefilled();
    for (const worker of [0, 1, 2, 3]) expect(figures(loads, worker)).toEqual([0, 0, 0]);
  });

  it('counts blocks once that active requests share', () => {
    const loads = tracker();
    const one = loads.add(0, { ...prompt('abcd'), cachedTokens: 0 }, 0);
    expect(
      ['abcd', 'abxy', 'xbcd', 'abcdefghi', ''].map((text) => loads.blocksWith(0, prompt(text))),
    ).toEqual([4, 6, 8, 9, 4]);
    expect(loads.blocksWith(1, prompt('abcd'))).toBe(4);
    loads.add(0, { ...prompt('abxy'), cachedTokens: 0 }, 0);
    expect(loads.blocks(0)).toBe(6);
    one.end();
    expect(loads.blocks(0)).toBe(4);
    expect(loads.blocksWith(0, prompt('abcd'))).toBe(6);
  });

  it('counts them again if reuse is not assumed, and those without hashes always', () => {
    const loads = tracker({ assumeKvReuse: false });
    for (const text of ['abcd', 'abcd']) loads.add(0, { ...prompt(text), cachedTokens: 0 }, 0);
    expect([loads.blocks(0), loads.blocksWith(0, prompt('abcd'))]).toEqual([8, 12]);
    const sixteen = tracker({ blockSize: 16 });
    const load = sixteen.add(0, { isl: 50, cachedTokens: 0 }, 0);
    expect([sixteen.blocks(0), sixteen.blocksWith(0, { isl: 50 })]).toEqual([3, 6]);
    load.end();
    expect(sixteen.blocks(0)).toBe(0);
  });

  it('leaves out what is not tracked', () => {
    const noBlocks = tracker({ trackActiveBlocks: false });
    noBlocks.add(0, { ...prompt('abcd'), cachedTokens: 0 }, 0);
    expect([...figures(noBlocks, 0), noBlocks.blocksWith(0, prompt('x'))]).toEqual([1, 4, 0, 0]);
    const noPrompts = tracker({ trackPrefillTokens: false });
    noPrompts.add(0, { ...prompt('abcd'), cachedTokens: 0 }, 0);
    expect(figures(noPrompts, 0)).toEqual([1, 0, 4]);
  });

  it('counts blocks of answers if asked, less of them when the end is near', () => {
    const loads = tracker({ trackOutputBlocks: true, blockSize: 4 });
    const open = loads.add(0, { isl: 0, cachedTokens: 0 }, 0);
    open.generated(11);
    expect(loads.blocks(0)).toBe(2);
    const known = loads.add(1, { isl: 0, cachedTokens: 0, expectedTokens: 40 }, 0);
    const steps = [4, 20, 32, 40, 50].map((tokens) => {
      known.generated(tokens);
      return loads.blocks(1);
    });
    expect(steps).toEqual([1, 3, 2, 0, 0]);
    open.end();
    open.generated(100);
    expect(loads.blocks(0)).toBe(0);
    const untracked = tracker({ blockSize: 4 });
    untracked.add(0, { isl: 0, cachedTokens: 0 }, 0).generated(11);
    expect(untracked.blocks(0)).toBe(0);
  });

  it('expires five minutes after routing', () => {
    const loads = tracker();
    const old = loads.add(0, { ...prompt('abc'), cachedTokens: 0 }, 0);
    loads.add(0, { ...prompt('abd'), cachedTokens: 0 }, 1000);
    loads.expire(299_999);
    expect(figures(loads, 0)).toEqual([2, 6, 4]);
    loads.expire(300_000);
    expect(figures(loads, 0)).toEqual([1, 3, 3]);
    old.end();
    expect(figures(loads, 0)).toEqual([1, 3, 3]);
    const brief = tracker({ staleAfter: 10 });
    brief.add(0, { isl: 1, cachedTokens: 0 }, 5);
    brief.expire(15);
    expect(brief.activeRequests(0)).toBe(0);
  });

  it('is the sum of what is active, and zero after all have ended', () => {
    const letters = fc.array(fc.constantFrom('a', 'b'), { maxLength: 80 }).map((list) => list.join(''));
    const action = fc.record({
      kind: fc.constantFrom('add', 'add', 'prefilled', 'generated', 'end'),
      letters,
      worker: fc.nat(3),
      index: fc.nat(30),
      tokens: fc.nat(100),
    });
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 60 }),
        fc.boolean(),
        fc.boolean(),
        (actions, assumeKvReuse, isByExpiry) => {
          const loads = tracker({ trackOutputBlocks: true, assumeKvReuse });
          const active: {
            load: RequestLoad;
            worker: number;
            letters: string;
            prefill: number;
            output: number;
          }[] = [];
          const prefixes = (text: string): string[] => Array.from(text, (_, end) => text.slice(0, end + 1));
          for (const [now, { kind, letters: text, worker, index, tokens }] of actions.entries()) {
            const chosen = active[index % Math.max(1, active.length)];
            if (kind === 'add') {
              const cachedTokens = Math.min(tokens, text.length);
              active.push({
                load: loads.add(worker, { ...prompt(text), cachedTokens }, now),
                worker,
                letters: text,
                prefill: text.length - cachedTokens,
                output: 0,
              });
            } else if (chosen && kind === 'prefilled') {
              chosen.load.prefilled();
              chosen.prefill = 0;
            } else if (chosen && kind === 'generated') {
              chosen.load.generated(tokens);
              chosen.output = tokens;
            } else if (chosen) {
              chosen.load.end();
              active.splice(active.indexOf(chosen), 1);
            }
            for (const other of [0, 1, 2, 3]) {
              const own = active.filter((one) => one.worker === other);
              const all = own.flatMap((one) => prefixes(one.letters));
              const sum = (count: (one: (typeof own)[number]) => number): number =>
                own.reduce((total, one) => total + count(one), 0);
              const blocks = (assumeKvReuse ? new Set(all).size : all.length) + sum((one) => one.output);
              expect(figures(loads, other)).toEqual([own.length, sum((one) => one.prefill), blocks]);
              const added = prefixes(text).filter((prefix) => !assumeKvReuse || !all.includes(prefix));
              expect(loads.blocksWith(other, prompt(text))).toBe(blocks + added.length);
            }
          }
          if (isByExpiry) loads.expire(1e9);
          else for (const { load } of active) load.end();
          for (const other of [0, 1, 2, 3]) expect(figures(loads, other)).toEqual([0, 0, 0]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { createTokenizers } from '../tokenizer/create-tokenizers.ts';
import { logprobOf } from './logprobs.ts';

const tokenizer = await createTokenizers().load('o200k_base');
const NO_BIAS: ReadonlyMap<number, number> = new Map();

function draw(
  token: number,
  count: number,
  { seed = 'seed' as string | number, temperature = 1, bias = NO_BIAS } = {},
) {
  return logprobOf(token, count, { tokenizer, random: createRandom(seed), temperature, bias });
}

const tokens = fc.nat(tokenizer.size - 1).filter((token) => tokenizer.bytes(token) !== undefined);
const temperatures = fc.constantFrom(0, 0.2, 1, 1.7, 2);

describe('the log probabilities of a token', () => {
  it('form a distribution that includes the chosen token', () => {
    fc.assert(
      fc.property(
        tokens,
        fc.integer({ min: 1, max: 20 }),
        temperatures,
        fc.nat(),
        (token, count, temperature, seed) => {
          const { top, ...chosen } = draw(token, count, { temperature, seed });
          expect(top).toHaveLength(count);
          const own = top.filter((entry) => Buffer.from(entry.bytes).equals(Buffer.from(chosen.bytes)));
          expect(own).toEqual([chosen]);
          const logprobs = top.map(({ logprob }) => logprob);
          for (const logprob of logprobs) expect(logprob).toBeLessThanOrEqual(0);
          for (let index = 1; index < count; index++)
            expect(logprobs[index]).toBeLessThan(logprobs[index - 1] as number);
          expect(logprobs.reduce((sum, logprob) => sum + Math.exp(logprob), 0)).toBeLessThanOrEqual(1);
          expect(new Set(top.map(({ bytes }) => String(bytes))).size).toBe(count);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('include the bytes of the token', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        const { bytes, token: text, top } = draw(token, 3);
        expect(bytes).toEqual([...(tokenizer.bytes(token) as Uint8Array)]);
        for (const entry of [{ bytes, token: text }, ...top]) {
          expect(Buffer.from(entry.bytes).toString('utf8')).toBe(entry.token);
        }
      }),
    );
  });

  it('cover only the chosen token when no alternatives are requested', () => {
    const [token = 0] = tokenizer.encode(' hello');
    expect(draw(token, 0)).toMatchObject({ token: ' hello', top: [] });
  });

  it('choose the most likely token at temperature 0, and less likely ones more often as it rises', () => {
    const [token = 0] = tokenizer.encode(' hello');
    const surprises = [0, 0.5, 1, 2].map((temperature) => {
      let count = 0;
      for (let seed = 0; seed < 1500; seed++) {
        const { top, ...chosen } = draw(token, 5, { temperature, seed });
        if (top[0]?.token !== chosen.token) count++;
      }
      return count;
    });
    expect(surprises[0]).toBe(0);
    expect(surprises).toEqual([...surprises].sort((one, other) => one - other));
    expect(surprises[3]).toBeGreaterThan(surprises[1] as number);
  });

  it('offer alternatives of the same kind: with a leading space if the chosen token has one', () => {
    const [spaced = 0] = tokenizer.encode(' house');
    const [bare = 0] = tokenizer.encode('house');
    for (let seed = 0; seed < 50; seed++) {
      for (const { token } of draw(spaced, 5, { seed }).top) expect(token?.startsWith(' ')).toBe(true);
      for (const { token } of draw(bare, 5, { seed }).top) expect(token?.startsWith(' ')).toBe(false);
    }
  });

  it('leave out banned tokens', () => {
    const [token = 0] = tokenizer.encode(' hello');
    const usual = new Set(
      Array.from({ length: 30 }, (_, seed) =>
        draw(token, 20, { seed }).top.map((entry) => entry.token ?? ''),
      ).flat(),
    );
    usual.delete(' hello');
    for (const text of usual) if (tokenizer.encode(text).length !== 1) usual.delete(text);
    expect(usual.size).toBeGreaterThan(100);
    const bias = new Map(
      [...usual].flatMap((text) => tokenizer.encode(text)).map((id) => [id, -100] as const),
    );
    for (let seed = 0; seed < 30; seed++) {
      for (const entry of draw(token, 20, { seed, bias }).top)
        expect(usual.has(entry.token ?? '')).toBe(false);
    }
  });

  it('are found quickly even when nearly every token is banned', () => {
    const [token = 0] = tokenizer.encode(' hello');
    const bias = new Map(Array.from({ length: tokenizer.size }, (_, id) => [id, -100] as const));
    bias.delete(token);
    for (let seed = 0; seed < 1000; seed++) expect(draw(token, 20, { seed, bias }).top).toHaveLength(20);
  });

  it('have no text when the token is only part of a character', () => {
    const [first = 0] = tokenizer.encode('👩');
    expect(draw(first, 0)).toMatchObject({ token: undefined, bytes: [0xf0, 0x9f, 0x91] });
  });

  it('repeat for the same seed', () => {
    expect(draw(100, 5, { seed: 3 })).toEqual(draw(100, 5, { seed: 3 }));
    expect(draw(100, 5, { seed: 3 })).not.toEqual(draw(100, 5, { seed: 4 }));
  });
});

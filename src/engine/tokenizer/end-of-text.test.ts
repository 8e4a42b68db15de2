import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { createTokenizers } from './create-tokenizers.ts';
import { END_OF_TEXT, withEndOfText } from './end-of-text.ts';

const tokenizers = createTokenizers();

describe.each([
  ['cl100k_base', 100_257],
  ['o200k_base', 199_999],
] as const)('%s with end-of-text', (name, special) => {
  it('encodes it as one token, wherever it occurs', async () => {
    const plain = await tokenizers.load(name);
    const tokenizer = withEndOfText(plain);
    expect(plain.bytes(special)).toBeUndefined();
    const [hello, world] = [plain.encode('Hello'), plain.encode(' world')];
    for (const [text, tokens] of [
      ['', []],
      ['Hello world', [...hello, ...world]],
      [END_OF_TEXT, [special]],
      [`Hello${END_OF_TEXT} world`, [...hello, special, ...world]],
      [`${END_OF_TEXT}${END_OF_TEXT}Hello${END_OF_TEXT}`, [special, special, ...hello, special]],
    ] as const) {
      expect(tokenizer.encode(text)).toEqual(tokens);
      expect(tokenizer.count(text)).toBe(tokens.length);
      expect(tokenizer.decode(tokens)).toBe(text);
      for (const limit of [0, 1, 2, 9]) {
        const count = finish(tokenizer.countInSteps(text, limit));
        expect(count > limit).toBe(tokens.length > limit);
        if (count <= limit) expect(count).toBe(tokens.length);
        expect(tokenizer.encode(text, limit)).toEqual(tokens.slice(0, limit));
        expect(finish(tokenizer.encodeInSteps(text, limit))).toEqual(tokens.slice(0, limit));
      }
    }
    expect(tokenizer.text(special)).toBe(END_OF_TEXT);
    expect(Buffer.from(tokenizer.bytes(special) as Uint8Array).toString()).toBe(END_OF_TEXT);
    expect([tokenizer.name, tokenizer.size]).toEqual([plain.name, plain.size]);
  });
});

it('handles documents of any number and length', async () => {
  const tokenizer = withEndOfText(await tokenizers.load('cl100k_base'));
  const text = `${END_OF_TEXT}${'word '.repeat(50_000)}${END_OF_TEXT.repeat(5000)}`;
  const steps = tokenizer.encodeInSteps(text);
  let pauses = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) pauses++;
  expect(pauses).toBeGreaterThan(text.length / 8192);
  expect(tokenizer.decode(step.value)).toBe(text);
  expect(tokenizer.count(text)).toBe(step.value.length);
});

it('leaves an unknown vocabulary unchanged', async () => {
  const other = { ...(await tokenizers.load('o200k_base')), name: 'another' };
  expect(withEndOfText(other)).toBe(other);
});

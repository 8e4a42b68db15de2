import { describe, expect, it } from 'vitest';
import { CARD } from '../../../engine/models/card.cases.ts';
import { createTokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import { finish } from '../../../runtime/steps.ts';
import { decodePrompts } from './decode.ts';

const model = { ...CARD, contextWindow: 1_000_000 };
const vocabulary = await createTokenizers().load('cl100k_base');
const body = (prompt: number[] | number[][] | string[]) => ({ model: 'm', prompt });

function decode(prompt: Parameters<typeof body>[0]): { texts: string[]; steps: number } {
  const work = decodePrompts(body(prompt), model, vocabulary);
  for (let steps = 0; ; steps++) {
    const step = work.next();
    if (step.done) return { texts: step.value.map(({ text }) => text), steps };
  }
}

describe('prompts of token ids', () => {
  it('are decoded in steps to the same text, although characters are spread over tokens', () => {
    const text = 'Ein Satz, 一句話, 𒀀𒀁𒀂 und ein Bild 🦜. '.repeat(2000);
    const tokens = vocabulary.encode(text);
    const { texts, steps } = decode(tokens);
    expect(texts).toEqual([text]);
    expect(steps).toBeGreaterThanOrEqual(Math.floor(tokens.length / 5000));
    expect(finish(decodePrompts(body(tokens), model, vocabulary))[0]?.tokens).toEqual(tokens);
  });

  it('take at least a step each', () => {
    const { texts, steps } = decode(Array.from({ length: 2000 }, () => vocabulary.encode('word')));
    expect(texts).toEqual(Array.from({ length: 2000 }, () => 'word'));
    expect(steps).toBe(2000);
  });

  it('of an approximate vocabulary keep their number if they are unknown', () => {
    const unknown = Array.from({ length: 5000 }, (_, index) => (index % 2 ? 10 : 10_000_000));
    const own = { ...model, approximateTokens: true };
    expect(finish(decodePrompts(body(unknown), own, vocabulary))[0]?.tokens).toHaveLength(5000);
    expect(() => finish(decodePrompts(body(unknown), model, vocabulary))).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ param: 'prompt' }) }),
    );
  });
});

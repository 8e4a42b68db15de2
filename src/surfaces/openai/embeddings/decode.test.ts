import { beforeAll, describe, expect, it } from 'vitest';
import { cardOf } from '../../../engine/models/models.cases.ts';
import { createTokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { finish } from '../../../runtime/steps.ts';
import { checkEmbedding } from './check.ts';
import { type DecodedTexts, decodeTexts } from './decode.ts';
import type { EmbeddingRequest } from './schema.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await createTokenizers().load('cl100k_base');
});

async function decode(body: Partial<EmbeddingRequest>): Promise<DecodedTexts> {
  const whole: EmbeddingRequest = { model: 'text-embedding-3-small', input: '', ...body };
  return finish(decodeTexts(whole, checkEmbedding(whole, { model: cardOf(whole.model) }), tokenizer));
}

const faultOf = (body: Partial<EmbeddingRequest>): Promise<FaultDetail | undefined> =>
  decode(body).then(
    () => undefined,
    (error) => error.detail,
  );

const words = (count: number): string => 'word'.concat(' word'.repeat(count - 1));

describe('texts', () => {
  it('are counted by the model’s vocabulary', async () => {
    const texts = ['hello world', 'naïve 機械'];
    expect(await decode({ input: 'hello world' })).toEqual({ texts: ['hello world'], tokens: 2 });
    const { tokens } = await decode({ input: texts });
    expect(tokens).toBe(texts.reduce((sum, text) => sum + tokenizer.encode(text).length, 0));
  });

  it('can be token ids, of one text or several', async () => {
    const ids = ['The quick brown fox', 'jumps'].map((text) => tokenizer.encode(text));
    expect(await decode({ input: ids[0] as number[] })).toEqual({
      texts: ['The quick brown fox'],
      tokens: 4,
    });
    const several = await decode({ input: ids });
    expect(several.texts).toEqual(['The quick brown fox', 'jumps']);
    expect(several.tokens).toBe(ids.flat().length);
  });

  it('must not contain ids outside the vocabulary', async () => {
    expect(await faultOf({ input: [[1], [2, 100_000_000]] })).toMatchObject({
      param: 'input[1]',
      message: "Invalid 'input[1]': 100000000 is not a token of this model.",
      kind: 'invalid_value',
    });
    expect(await faultOf({ input: [100_000_000] })).toMatchObject({ param: 'input' });
  });
});

describe('limits', () => {
  it('allow 8,192 tokens per text and no more', async () => {
    expect((await decode({ input: words(8192) })).tokens).toBe(8192);
    const message =
      "This model's maximum context length is 8192 tokens, however you requested 8193 tokens (8193 in your prompt; 0 for the completion). Please reduce your prompt; or completion length.";
    expect(await faultOf({ input: words(8193) })).toMatchObject({ message, param: null, code: null });
    expect(await faultOf({ input: ['short', words(8193)] })).toMatchObject({ message });
    expect(await faultOf({ input: [Array.from({ length: 8193 }, () => 1)] })).toMatchObject({ message });
  });

  it('allow 300,000 tokens per request and no more', async () => {
    const input = Array.from({ length: 37 }, () => words(8000));
    expect((await decode({ input: [...input, words(4000)] })).tokens).toBe(300_000);
    expect(await faultOf({ input: [...input, words(4001)] })).toEqual({
      kind: 'too_many_tokens',
      limit: 300_000,
      tokens: 300_001,
    });
  });
});

describe('a text that is too long', () => {
  const model = 'nvidia/nv-embedqa-e5-v5';
  const text = `first ${words(600)} last`;
  const read = (truncate: 'NONE' | 'START' | 'END', input: string | number[] = text) =>
    decode({ model, input_type: 'passage', truncate, input });

  it('is truncated at the requested end', async () => {
    const [start, end] = [await read('START'), await read('END')];
    expect([start.tokens, end.tokens]).toEqual([512, 512]);
    expect(start.texts[0]).toMatch(/^ word.* last$/);
    expect(end.texts[0]).toMatch(/^first word.* word$/);
    expect(await read('END', tokenizer.encode(text))).toEqual(end);
  });

  it('is rejected if no end is given', async () => {
    expect(await faultOf({ model, input_type: 'passage', input: text })).toMatchObject({
      message: expect.stringContaining('maximum context length is 512 tokens'),
    });
    await expect(read('NONE')).rejects.toMatchObject({ detail: { kind: 'invalid_value' } });
  });

  it('is any text longer than the context window, and no other', async () => {
    expect((await read('START', 'short')).texts).toEqual(['short']);
  });
});

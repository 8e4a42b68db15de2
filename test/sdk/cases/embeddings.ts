import { encode } from 'gpt-tokenizer/encoding/cl100k_base';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

const MODEL = 'text-embedding-3-small';

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);

/** Embeddings with the official client. */
export function embeddingCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const embed = (params: Partial<OpenAI.EmbeddingCreateParams>) =>
    world.client.embeddings.create({ model: MODEL, input: 'The food was delicious', ...params });
  const vectorsOf = async (params: Partial<OpenAI.EmbeddingCreateParams>): Promise<number[][]> =>
    (await embed(params)).data.map(({ embedding }) => embedding);

  it('returns the complete object', async () => {
    const input = 'The food was delicious and the waiter…';
    const { data, ...rest } = await embed({ input, user: 'user-1234' });
    const tokens = encode(input).length;
    expect(rest).toEqual({
      object: 'list',
      model: MODEL,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    });
    expect(data).toEqual([{ object: 'embedding', index: 0, embedding: expect.any(Array) }]);
    const vector = data[0]?.embedding as number[];
    expect(vector).toHaveLength(1536);
    expect(dot(vector, vector)).toBeCloseTo(1, 5);
  });

  it('places related texts closer together', async () => {
    const [cat, kitten, tax] = (await vectorsOf({
      input: ['My cat sleeps all day', 'Kittens nap a lot', 'Taxes are due in April'],
    })) as [number[], number[], number[]];
    expect(dot(cat, kitten)).toBeGreaterThan(dot(cat, tax) + 0.2);
  });

  it.each([
    ['text-embedding-3-large', 3072],
    ['text-embedding-ada-002', 1536],
    ['sentence-transformers/all-mpnet-base-v2', 768],
    ['nomic-ai/nomic-embed-text-v1.5', 768],
    ['BAAI/bge-m3', 1024],
    ['acme/an-embedder-of-their-own', 1536],
  ])('has the dimensions of %s', async (model, dimensions) => {
    const { data, model: named } = await embed({ model });
    expect(data[0]?.embedding).toHaveLength(dimensions);
    expect(named).toBe(model);
  });

  it('returns identical values as base64 and as floats', async () => {
    // The client requests base64 by default and decodes it.
    const [decoded] = await vectorsOf({});
    const [plain] = await vectorsOf({ encoding_format: 'float' });
    expect(decoded).toEqual(plain);
    const [encoded] = await vectorsOf({ encoding_format: 'base64' });
    const bytes = Buffer.from(encoded as unknown as string, 'base64');
    expect(Array.from({ length: 1536 }, (_, index) => bytes.readFloatLE(index * 4))).toEqual(plain);
  });

  it('shortens vectors by truncating and renormalizing', async () => {
    const [long] = await vectorsOf({ encoding_format: 'float' });
    const [short] = await vectorsOf({ dimensions: 512 });
    const beginning = long?.slice(0, 512) as number[];
    const length = Math.hypot(...beginning);
    expect(short).toHaveLength(512);
    short?.forEach((value, index) => {
      expect(value).toBeCloseTo((beginning[index] as number) / length, 6);
    });
  });

  it('accepts token ids as input', async () => {
    const texts = ['The quick brown fox', 'jumps over the lazy dog 🐕'];
    const ids = texts.map((text) => encode(text));
    expect(await vectorsOf({ input: ids })).toEqual(await vectorsOf({ input: texts }));
    const { data, usage } = await embed({ input: ids[0] as number[] });
    expect(data).toHaveLength(1);
    expect(usage.prompt_tokens).toBe(ids[0]?.length);
  });

  it('embeds 2,048 texts at once, in order', async () => {
    const input = Array.from({ length: 2048 }, (_, index) => `text ${index % 2 === 0 ? 'even' : 'odd'}`);
    const { data } = await embed({ input, dimensions: 16 });
    expect(data.map(({ index }) => index)).toEqual(input.map((_, index) => index));
    expect(data[2046]?.embedding).toEqual(data[0]?.embedding);
    expect(data[2047]?.embedding).not.toEqual(data[0]?.embedding);
  });

  it.each<[string, Partial<OpenAI.EmbeddingCreateParams>, number, RegExp]>([
    ['an empty text', { input: '' }, 400, /^400 '\$\.input' is invalid/],
    ['an empty text among others', { input: ['a', ''] }, 400, /^400 '\$\.input' is invalid/],
    ['no text', { input: [] }, 400, /empty array/],
    ['2,049 texts', { input: Array.from({ length: 2049 }, () => 'a') }, 400, /maximum length 2048/],
    ['a text that is too long', { input: 'a '.repeat(9000) }, 400, /maximum context length is 8192 tokens/],
    [
      'too much in total',
      { input: Array.from({ length: 40 }, () => 'a b c d '.repeat(2000)) },
      400,
      /Requested \d+ tokens, max 300000 tokens per request/,
    ],
    [
      'other dimensions of a model that has one',
      { model: 'text-embedding-ada-002', dimensions: 256 },
      400,
      /does not support/,
    ],
    ['too many dimensions', { dimensions: 2000 }, 400, /less than or equal to 1536/],
    ['a chat model', { model: 'gpt-4o' }, 403, /not allowed to generate embeddings from this model/],
  ])('rejects %s', async (_what, params, status, message) => {
    const error = await embed(params).catch((reason) => reason);
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  it('accepts the parameters of NVIDIA’s retrieval models only for those models', async () => {
    const extras = (extra: object) => extra as Partial<OpenAI.EmbeddingCreateParams>;
    const model = 'nvidia/nv-embedqa-e5-v5';
    const long = 'word '.repeat(600);
    await expect(embed({ model })).rejects.toMatchObject({ status: 400, param: 'input_type' });
    await expect(embed({ model, input: long, ...extras({ input_type: 'passage' }) })).rejects.toThrow(
      /512 tokens/,
    );
    const { usage } = await embed({
      model,
      input: long,
      ...extras({ input_type: 'passage', truncate: 'END' }),
    });
    expect(usage.prompt_tokens).toBe(512);
    await expect(embed(extras({ input_type: 'query' }))).rejects.toMatchObject({ code: 'unknown_parameter' });
  });
}

import { describe, expect, it } from 'vitest';
import { createFixedLatency } from '../../../engine/latency/fixed.ts';
import type { LatencyModel } from '../../../engine/latency/model.ts';
import { createNoLatency } from '../../../engine/latency/none.ts';
import { createProfileLatency } from '../../../engine/latency/profile.ts';
import { createTokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import { incoming, KEYS } from '../../../kernel/dispatch.cases.ts';
import { Abort } from '../../../runtime/abort.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { toPieces } from '../../../runtime/pieces.ts';
import { createSystemClock } from '../../../runtime/system-clock.ts';
import { createTurns } from '../../../runtime/turns.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { embeddings } from './noun.ts';
import type { EmbeddingList } from './schema.ts';

const tokenizers = createTokenizers();

function open(latencyModel: LatencyModel = createNoLatency(), clock: Clock = createVirtualClock()) {
  const rig = openRig([only(embeddings)], { clock, latencyModel, seed: 1, apiKeys: [KEYS[0]] });
  const post = (json: object, abort = new Abort()) =>
    rig.dispatch(incoming({ path: '/v1/embeddings', json, abort, receivedAt: clock.now() }));
  const embed = async (json: object): Promise<EmbeddingList> => {
    const { status, body, frames } = await post(json);
    expect(status, String(body)).toBe(200);
    if (!frames) return JSON.parse(body as string);
    let text = '';
    for await (const piece of toPieces({ clock, turns: createTurns(clock) }, frames, new Abort()))
      text += piece;
    return JSON.parse(text);
  };
  return { ...rig, post, embed };
}

const ask = { model: 'text-embedding-3-small', input: 'The food was delicious.' };

describe('createEmbedding', () => {
  it('returns one vector per text, in order, with usage', async () => {
    const { embed, ended } = open();
    const list = await embed({ ...ask, input: ['one text', 'another'] });
    expect(list).toMatchObject({
      object: 'list',
      data: [
        { object: 'embedding', index: 0 },
        { object: 'embedding', index: 1 },
      ],
      model: 'text-embedding-3-small',
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
    expect(list.data.map(({ embedding }) => embedding.length)).toEqual([1536, 1536]);
    expect(ended[0]).toMatchObject({
      operation: 'createEmbedding',
      model: 'text-embedding-3-small',
      usage: { promptTokens: 3, completionTokens: 0 },
      outcome: 'ok',
    });
  });

  it('returns the same vector for a text and for its token ids', async () => {
    const { embed } = open();
    const tokenizer = await tokenizers.load('cl100k_base');
    const ids = tokenizer.encode(ask.input);
    expect(await embed({ ...ask, input: ids })).toEqual(await embed(ask));
    expect((await embed({ ...ask, input: [ids, ids] })).usage.prompt_tokens).toBe(2 * ids.length);
  });

  it('truncates and renormalises a vector to fewer dimensions', async () => {
    const { embed } = open();
    const [long, short] = [await embed(ask), await embed({ ...ask, dimensions: 256 })].map(
      ({ data }) => data[0]?.embedding as number[],
    ) as [number[], number[]];
    const length = Math.hypot(...long.slice(0, 256));
    expect(short).toHaveLength(256);
    short.forEach((value, index) => {
      expect(value).toBeCloseTo((long[index] as number) / length, 6);
    });
  });

  it('returns different vectors per model, regardless of the publisher prefix', async () => {
    const { embed } = open();
    const vectorOf = async (model: string) => (await embed({ ...ask, model })).data[0]?.embedding;
    expect(await vectorOf('text-embedding-ada-002')).not.toEqual(await vectorOf('text-embedding-3-small'));
    expect(await vectorOf('openai/text-embedding-3-small')).toEqual(await vectorOf('text-embedding-3-small'));
  });

  it('distinguishes queries from passages if the model does', async () => {
    const { embed } = open();
    const model = 'nvidia/llama-3.2-nv-embedqa-1b-v2';
    const [query, passage, suffix] = [
      await embed({ ...ask, model, input_type: 'query' }),
      await embed({ ...ask, model, input_type: 'passage' }),
      await embed({ ...ask, model: `${model}-query` }),
    ];
    expect(query.data).not.toEqual(passage.data);
    expect(suffix.data).toEqual(query.data);
    expect(suffix.model).toBe(`${model}-query`);
  });

  it('answers invalid requests with the API’s errors', async () => {
    const { post, ended } = open();
    const refuse = async (json: object) => {
      const { status, body } = await post(json);
      return { status, ...JSON.parse(String(body)).error };
    };
    expect(await refuse({ ...ask, model: 'gpt-4o' })).toMatchObject({
      status: 403,
      message: 'You are not allowed to generate embeddings from this model',
    });
    expect(await refuse({ ...ask, input: [] })).toMatchObject({
      status: 400,
      param: 'input',
      code: 'empty_array',
    });
    expect(await refuse({ ...ask, input: Array.from({ length: 2049 }, () => 'x') })).toMatchObject({
      status: 400,
      message:
        "Invalid 'input': array too long. Expected an array with maximum length 2048, but got an array with length 2049 instead.",
      code: 'array_above_max_length',
    });
    expect(await refuse({ ...ask, dimensions: 0 })).toMatchObject({ code: 'integer_below_min_value' });
    expect(await refuse({ ...ask, encoding_format: 'hex' })).toMatchObject({ param: 'encoding_format' });
    expect(await refuse({ ...ask, input_type: 'query' })).toMatchObject({ code: 'unknown_parameter' });
    expect(ended[0]).toMatchObject({ model: 'gpt-4o', outcome: 'error', fault: 'forbidden' });
  });
});

describe('the pace of createEmbedding', () => {
  it('is the TTFT alone', async () => {
    const fixed = createFixedLatency({
      ttft: { mean: 120, deviation: 0, shape: 'none' },
      itl: { mean: 50, deviation: 0, shape: 'none' },
    });
    const { clock, embed } = open(fixed);
    await embed(ask);
    expect(clock.now()).toBe(120);
  });

  it('is slower for more tokens, by the model’s profile', async () => {
    const time = async (input: string): Promise<number> => {
      const { clock, embed } = open(createProfileLatency({ spread: 0 }));
      await embed({ ...ask, input });
      return clock.now();
    };
    const short = await time('word');
    expect(short).toBeGreaterThan(0);
    // 4,000 tokens, of which 100 are free, at 333,000 per second.
    expect((await time('word '.repeat(4000).trim())) - short).toBeCloseTo((3900 / 333_000) * 1000, 6);
  });

  it('leaves no timer behind when the client disconnects', async () => {
    const clock = createVirtualClock({ automatic: false });
    await tokenizers.load('cl100k_base');
    const fixed = createFixedLatency({
      ttft: { mean: 5000, deviation: 0, shape: 'none' },
      itl: { mean: 0, deviation: 0, shape: 'none' },
    });
    const { post, ended } = open(fixed, clock);
    const abort = new Abort();
    const answer = Promise.resolve(post(ask, abort)).catch(() => 'gone');
    while (clock.pending === 0) await Promise.resolve();
    abort.abort();
    await answer;
    expect(clock.pending).toBe(0);
    expect(ended[0]).toMatchObject({ outcome: 'aborted' });
  });

  it('yields to other work during a large request', async () => {
    const { clock, embed } = open(createNoLatency(), createSystemClock());
    let ran = 0;
    let over = false;
    const other = (): void => {
      ran++;
      if (!over) clock.at(clock.now() + 1, other);
    };
    clock.at(clock.now() + 1, other);
    const input = Array.from(
      { length: 600 },
      (_, index) => `Sentence number ${index} speaks of rivers and banks`,
    );
    const { data } = await embed({ ...ask, input });
    over = true;
    expect(data).toHaveLength(600);
    expect(ran).toBeGreaterThan(2);
  });

  it.each(['float', 'base64'])(
    'sends a large answer (%s) as it is made, and no further than it is read',
    async (format) => {
      const { post, embed, ended } = open();
      const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`);
      const request = { model: 'text-embedding-3-large', encoding_format: format, input: texts };
      const answer = await post(request);
      expect(answer.headers).not.toHaveProperty('content-length');
      expect(answer.headers['content-type']).toBe('application/json');
      expect(ended).toEqual([]);
      answer.frames?.cancel();
      expect(ended).toMatchObject([{ outcome: 'aborted', usage: { promptTokens: 400 + 200 } }]);

      const { data, usage } = await embed(request);
      expect(data.map(({ index }) => index)).toEqual(texts.map((_, index) => index));
      expect(usage.prompt_tokens).toBe(600);
      const alone = await embed({ ...request, input: texts[150] });
      expect(data[150]?.embedding).toEqual(alone.data[0]?.embedding);
    },
  );
});

import OpenAI from 'openai';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import type { LatencyModel, LatencyWork } from '../../../engine/latency/model.ts';
import { KEYS } from '../../../kernel/dispatch.cases.ts';
import { fixedLatency, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { moderations } from './noun.ts';
import { Moderation } from './schema.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function open({ strict = false } = {}) {
  const fixed = fixedLatency(40, 10);
  const works: LatencyWork[] = [];
  const latencyModel: LatencyModel = {
    plan(work, random) {
      works.push(work);
      return fixed.plan(work, random);
    },
  };
  const rig = openRig([only(moderations)], {
    latencyModel,
    strictModels: strict,
    seed: 1,
    bodyLimit: 64 * 2 ** 20,
    apiKeys: [KEYS[0]],
  });
  const { fetch } = rig;
  const client = new OpenAI({ apiKey: KEYS[0], fetch, maxRetries: 0 });
  const send = async (body: unknown) => {
    const reply = await fetch('http://fake/v1/moderations', {
      method: 'POST',
      headers: { authorization: `Bearer ${KEYS[0]}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: reply.status, body: (await reply.json()) as never as Record<string, never> };
  };
  return { ...rig, client, send, works };
}

const text = (value: string) => ({ type: 'text' as const, text: value });
const image = (url: string) => ({ type: 'image_url' as const, image_url: { url } });

describe('a moderation', () => {
  it('flags the example of the README', async () => {
    const { client } = open();
    const { id, model, results } = await client.moderations.create({ input: 'I want to hurt someone' });
    expect(id).toMatch(/^modr-[A-Za-z0-9]{29}$/);
    expect(model).toBe('omni-moderation-latest');
    expect(results).toHaveLength(1);
    expect(results[0]?.flagged).toBe(true);
    expect(results[0]?.categories.violence).toBe(true);
    expect(results[0]?.categories.sexual).toBe(false);
    expect(results[0]?.category_applied_input_types.sexual).toEqual(['text']);
  });

  it('has one result per string, in order', async () => {
    const { client } = open();
    const input = ['Hello world', 'I will kill you', 'How do I kill a process?'];
    const { results } = await client.moderations.create({ input });
    expect(results.map(({ flagged }) => flagged)).toEqual([false, true, false]);
    const alone = await client.moderations.create({ input: 'Hello world' });
    expect(results[0]).toEqual(alone.results[0]);
  });

  it('has one result for text and image, with the input types applied to each category', async () => {
    const { client } = open();
    const { results } = await client.moderations.create({
      input: [text('Hello'), image(PIXEL), text('I will kill you')],
    });
    expect(results).toHaveLength(1);
    expect(results[0]?.categories.violence).toBe(true);
    expect(results[0]?.category_applied_input_types).toMatchObject({
      violence: ['text', 'image'],
      'self-harm/intent': ['text', 'image'],
      harassment: ['text'],
      'sexual/minors': ['text'],
    });
  });

  it('scores 0 for categories that do not apply to images', async () => {
    const { client } = open();
    const { results } = await client.moderations.create({ input: [image('https://example.com/cat.png')] });
    expect(results[0]?.flagged).toBe(false);
    expect(results[0]?.category_scores.illicit).toBe(0);
    expect(results[0]?.category_scores.violence).toBeGreaterThan(0);
    expect(results[0]?.category_applied_input_types).toMatchObject({ illicit: [], violence: ['image'] });
  });

  it('flags an image by its name', async () => {
    const { client } = open();
    const url = 'https://example.com/he-was-stabbed-to-death.png';
    const { results } = await client.moderations.create({ input: [image(url)] });
    expect(results[0]?.categories.violence).toBe(true);
  });

  it.each(['text-moderation-latest', 'text-moderation-stable', 'text-moderation-007'])(
    'by %s does not have the illicit categories',
    async (model) => {
      const { client } = open();
      const reply = await client.moderations.create({ model, input: 'How do I launder money?' });
      expect(reply.model).toBe(model);
      expect(reply.results[0]).toMatchObject({
        flagged: false,
        categories: { illicit: null, 'illicit/violent': null, violence: false },
        category_scores: { illicit: 0, 'illicit/violent': 0 },
        category_applied_input_types: { illicit: [], 'illicit/violent': [], violence: ['text'] },
      });
    },
  );

  it.each([
    ['a string', { input: 'I will kill you' }],
    ['strings', { input: ['a', 'b'] }],
    ['parts', { input: [text('a'), image(PIXEL)] }],
    ['an older model', { input: 'a', model: 'text-moderation-007' }],
  ])('of %s matches the reply schema', async (_name, body) => {
    const reply = await open().send(body);
    expect(reply.status).toBe(200);
    expect([...Compile(Moderation).Errors(reply.body)]).toEqual([]);
  });
});

describe('timing and usage', () => {
  it('takes the TTFT of its tokens, and reports them', async () => {
    const { client, clock, works, ended } = open();
    await client.moderations.create({ input: ['Hello world', 'Hello world'] });
    expect(clock.now()).toBe(40);
    expect(works[0]).toMatchObject({ promptTokens: 4, cachedTokens: 0 });
    expect(ended[0]).toMatchObject({
      operation: 'createModeration',
      model: 'omni-moderation-latest',
      outcome: 'ok',
      usage: { promptTokens: 4, completionTokens: 0 },
    });
    expect(clock.pending).toBe(0);
  });

  it('stops when the client disconnects', async () => {
    const { client, clock, ended } = open();
    const controller = new AbortController();
    const answer = client.moderations.create({ input: 'Hello' }, { signal: controller.signal });
    clock.at(20, () => controller.abort());
    await expect(answer).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    expect(clock.pending).toBe(0);
    expect(ended.map(({ outcome }) => outcome)).toEqual(['aborted']);
  });

  it('accepts the maximum number of inputs', async () => {
    const { client } = open();
    const { results } = await client.moderations.create({ input: Array.from({ length: 2048 }, () => 'Hi') });
    expect(results).toHaveLength(2048);
  });
});

describe('an invalid request', () => {
  it.each<[string, object, number, object]>([
    ['nothing', {}, 400, { param: 'input', code: 'missing_required_parameter' }],
    ['an empty string', { input: '' }, 400, { param: 'input', code: 'empty_string' }],
    ['an empty list', { input: [] }, 400, { param: 'input', code: 'empty_array' }],
    ['an empty string in a list', { input: ['a', ''] }, 400, { param: 'input[1]', code: 'empty_string' }],
    ['an empty text part', { input: [text('')] }, 400, { param: 'input[0].text', code: 'empty_string' }],
    ['a number', { input: 7 }, 400, { param: 'input', code: 'invalid_type' }],
    ['numbers', { input: [7] }, 400, { param: 'input[0]', code: 'invalid_type' }],
    ['a mixed list', { input: ['a', text('b')] }, 400, { param: 'input[1]', code: 'invalid_type' }],
    [
      'an unknown part',
      { input: [{ type: 'audio' }] },
      400,
      { param: 'input[0].type', code: 'invalid_value' },
    ],
    ['an unknown member', { input: 'a', mode: 1 }, 400, { param: 'mode', code: 'unknown_parameter' }],
    [
      'too many strings',
      { input: Array.from({ length: 2049 }, () => 'a') },
      400,
      { param: 'input', code: 'array_above_max_length' },
    ],
    [
      'two images',
      { input: [image(PIXEL), image(PIXEL)] },
      400,
      { param: 'input', code: 'too_many_images', message: 'Number of images (2) exceeds maximum of 1' },
    ],
    [
      'an unreadable image',
      { input: [image('data:image/png;base64,aGVsbG8=')] },
      400,
      { param: 'input[0].image_url.url', code: 'invalid_image_format' },
    ],
    [
      'an invalid URL',
      { input: [image('cat.png')] },
      400,
      { param: 'input[0].image_url.url', code: 'invalid_value' },
    ],
    [
      'a huge image',
      { input: [image(`data:image/png;base64,${'A'.repeat(28 * 2 ** 20)}`)] },
      400,
      { param: 'input[0].image_url.url', code: 'image_too_large' },
    ],
    [
      'an image for a text-only model',
      { input: [image(PIXEL)], model: 'text-moderation-007' },
      400,
      { param: 'input[0].type' },
    ],
    ['a chat model', { input: 'a', model: 'gpt-4o' }, 400, { param: 'model', code: 'invalid_value' }],
    [
      'too long a text',
      { input: 'word '.repeat(33_000) },
      400,
      { param: 'input', code: 'context_length_exceeded' },
    ],
  ])('%s', async (_name, body, status, error) => {
    const { send, ended } = open();
    expect(await send(body)).toMatchObject({
      status,
      body: { error: { type: 'invalid_request_error', ...error } },
    });
    expect(ended).toHaveLength(1);
  });

  it('names the moderation models for any other model', async () => {
    const { body } = await open().send({ input: 'a', model: 'gpt-4o' });
    expect((body.error as unknown as { message: string }).message).toContain("'omni-moderation-latest'");
  });

  it('has an unknown model if models are strict, which is accepted otherwise', async () => {
    const body = { input: 'I will kill you', model: 'acme/guard' };
    expect(await open({ strict: true }).send(body)).toMatchObject({
      status: 404,
      body: { error: { code: 'model_not_found' } },
    });
    expect(await open().send(body)).toMatchObject({
      status: 200,
      body: { model: 'acme/guard', results: [{ flagged: true }] },
    });
  });
});

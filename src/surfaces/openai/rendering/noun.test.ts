import { describe, expect, it } from 'vitest';
import { openEngineRig } from '../../vllm/rig.cases.ts';

const rig = openEngineRig();
const model = 'openai/gpt-oss-20b';
const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'How are the tides made?', name: 'ada' },
];
const tools = [
  {
    type: 'function',
    function: {
      name: 'moon',
      description: 'Phase',
      parameters: { type: 'object', properties: { day: { type: 'string' } } },
    },
  },
];

describe('/tokenize', () => {
  it('gives the tokens of a text, and their texts on request', async () => {
    const prompt = 'Hello, wörld!';
    const { status, body } = await rig.post('/tokenize', {
      model,
      prompt,
      add_special_tokens: false,
      return_token_strs: true,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      count: body.tokens.length,
      max_model_len: 131_072,
      tokens: expect.any(Array),
      token_strs: expect.any(Array),
    });
    expect(body.token_strs.join('')).toBe(prompt);
    const usage = (await rig.post('/v1/completions', { model, prompt, max_tokens: 1 })).body.usage;
    expect(body.count).toBe(usage.prompt_tokens);
    expect((await rig.post('/detokenize', { model, tokens: body.tokens })).body).toEqual({ prompt });
    expect((await rig.post('/tokenize', { prompt })).body).toEqual({ ...body, token_strs: null });
  });

  it.each([
    ['messages', {}],
    ['messages with tools', { tools }],
  ])('counts %s as the same chat request does', async (_, more) => {
    for (const id of [model, 'meta-llama/Llama-3.1-8B-Instruct', 'gpt-4o']) {
      const counted = (await rig.post('/tokenize', { model: id, messages, ...more })).body;
      const { usage } = (
        await rig.post('/v1/chat/completions', { model: id, messages, max_tokens: 1, ...more })
      ).body;
      expect(counted.tokens).toHaveLength(counted.count);
      expect(counted.count).toBe(usage.prompt_tokens);
    }
  });

  it('can leave out the beginning of the answer', async () => {
    const open = (await rig.post('/tokenize', { model, messages, add_generation_prompt: false })).body;
    expect(open.count).toBe((await rig.post('/tokenize', { model, messages })).body.count - 3);
    expect((await rig.post('/detokenize', { model, tokens: open.tokens })).body.prompt).toMatch(/<\|end\|>$/);
  });

  it('counts media', async () => {
    const content = [
      { type: 'text', text: 'See' },
      { type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } },
    ];
    const asked = { model: 'openai/gpt-oss-120b', messages: [{ role: 'user', content }] };
    const { usage } = (await rig.post('/v1/chat/completions', { ...asked, max_tokens: 1 })).body;
    expect((await rig.post('/tokenize', asked)).body.count).toBe(usage.prompt_tokens);
    expect(usage.prompt_tokens).toBeGreaterThan(500);
  });

  it.each([
    ['nothing', {}, 'prompt', /'prompt' is required/],
    ['two kinds of prompts', { prompt: 'a', messages }, 'prompt', /Use one of them/],
    ['tools without messages', { prompt: 'a', tools }, 'tools', /needs 'messages'/],
    ['a template', { messages, chat_template: '{{ x }}' }, 'chat_template', /is a program, and is not run/],
    ['a message without a role', { messages: [{ content: 'a' }] }, 'messages[0].role', /is required/],
    ['an unknown member', { prompt: 'a', promt: 'b' }, 'promt', /not a parameter/],
  ])('refuses %s, and names the field', async (_, asked, param, message) => {
    const { status, body } = await rig.post('/tokenize', { model, ...asked });
    expect(status).toBe(400);
    expect(body.error).toEqual({
      message: expect.stringMatching(message),
      type: 'BadRequestError',
      param,
      code: 400,
    });
  });

  it('refuses unknown models, and a missing key', async () => {
    const strict = openEngineRig({ strictModels: true });
    expect((await strict.post('/tokenize', { model: 'acme/x', prompt: 'a' })).body.error).toMatchObject({
      type: 'NotFoundError',
      param: 'model',
      code: 404,
    });
    expect((await rig.post('/tokenize', { prompt: 'a' }, null)).body.error).toMatchObject({
      type: 'AuthenticationError',
      code: 401,
    });
  });
});

describe('/detokenize', () => {
  it('refuses what is no token, unless the vocabulary only stands for that of the model', async () => {
    const tokens = [13225, 9_999_999];
    expect((await rig.post('/detokenize', { model, tokens })).body.error).toMatchObject({
      param: 'tokens[1]',
      code: 400,
    });
    expect((await rig.post('/detokenize', { model: 'Qwen/Qwen3-8B', tokens })).status).toBe(200);
  });
});

describe('what the engine gets', () => {
  it('of a chat completion is its tokens and how to sample', async () => {
    const asked = {
      model,
      messages,
      temperature: 0.2,
      max_tokens: 9,
      stop: 'x',
      guided_choice: ['yes', 'no'],
      request_id: 'mine',
    };
    const { status, body } = await rig.post('/v1/chat/completions/render', asked);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      request_id: 'mine',
      model,
      features: null,
      sampling_params: {
        n: 1,
        temperature: 0.2,
        max_tokens: 9,
        stop: ['x'],
        structured_outputs: { kind: 'choice', choices: ['yes', 'no'] },
      },
      stream: false,
    });
    expect(body.token_ids).toEqual((await rig.post('/tokenize', { model, messages })).body.tokens);
  });

  it('of a completion is a list, one for each prompt', async () => {
    const { body } = await rig.post('/v1/completions/render', {
      model,
      prompt: ['one two', 'three'],
      truncate_prompt_tokens: 1,
    });
    expect(body.map(({ token_ids: ids }: { token_ids: number[] }) => ids.length)).toEqual([1, 1]);
    expect(
      (await rig.post('/v1/completions/render', { model: 'gpt-4o', prompt: 'a' })).body.error,
    ).toMatchObject({ code: 400 });
  });

  it('is refused as the request itself is', async () => {
    const { status, body } = await rig.post('/v1/chat/completions/render', {
      model,
      messages: [],
      temperature: 9,
    });
    expect([status, body.error.type]).toEqual([400, 'BadRequestError']);
    expect(body.error.param).toMatch(/messages|temperature/);
  });
});

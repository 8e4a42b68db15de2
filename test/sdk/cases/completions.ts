import { encode } from 'gpt-tokenizer/encoding/cl100k_base';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

type Params = Omit<OpenAI.CompletionCreateParamsNonStreaming, 'model'> & { model?: string };

const MODEL = 'gpt-3.5-turbo-instruct';
const prompt = 'Once upon a time';

/** Completions, as the official client makes them. */
export function completionCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const complete = (params: Params) => world.client.completions.create({ model: MODEL, ...params });
  const refused = (params: Params) => complete(params).then(() => undefined, String);
  const textsOf = ({ choices }: OpenAI.Completion): string[] => choices.map(({ text }) => text);

  it('answers with the whole object', async () => {
    const { choices, ...rest } = await complete({ prompt });
    expect(rest).toEqual({
      id: expect.stringMatching(/^cmpl-\w{29}$/),
      object: 'text_completion',
      created: expect.any(Number),
      model: MODEL,
      system_fingerprint: expect.stringMatching(/^fp_/),
      usage: expect.objectContaining({ prompt_tokens: 4, completion_tokens: 16, total_tokens: 20 }),
    });
    const text = choices[0]?.text as string;
    expect(choices).toEqual([{ index: 0, text, logprobs: null, finish_reason: 'length' }]);
    expect(encode(prompt + text)).toHaveLength(20);
  });

  it('goes on with several prompts, as strings or tokens', async () => {
    const prompts = ['The old man', 'My favourite dish is', 'def add(a, b):'];
    const { choices, usage } = await complete({ prompt: prompts, n: 2, echo: true, max_tokens: 8 });
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    choices.forEach(({ text }, index) => {
      expect(text.startsWith(prompts[Math.floor(index / 2)] as string)).toBe(true);
    });
    expect(choices[4]?.text).toBe('def add(a, b):\n    return a + b\n');
    const tokens = prompts.map((one) => encode(one));
    expect(usage?.prompt_tokens).toBe(tokens.flat().length);
    const same = await complete({ prompt: tokens, n: 2, echo: true, max_tokens: 8 });
    expect(textsOf(same)).toEqual(choices.map(({ text }) => text));
    expect(same.usage).toEqual(usage);
    expect(textsOf(await complete({ prompt: tokens[0] as number[] }))).toEqual(
      textsOf(await complete({ prompt: 'The old man' })),
    );
  });

  it('streams what it tells at once', async () => {
    const params = { model: MODEL, prompt: [prompt, 'Tell me a joke.'], n: 2, echo: true, logprobs: 1 };
    const whole = await complete(params);
    const texts = ['', '', '', ''];
    const tokens: string[][] = [[], [], [], []];
    let last: OpenAI.Completion | undefined;
    for await (const chunk of await world.client.completions.create({
      ...params,
      stream: true,
      stream_options: { include_usage: true },
    })) {
      for (const { index, text, logprobs } of chunk.choices) {
        texts[index] += text;
        tokens[index]?.push(...(logprobs?.tokens ?? []));
      }
      last = chunk;
    }
    expect(texts).toEqual(textsOf(whole));
    expect(tokens).toEqual(whole.choices.map(({ logprobs }) => logprobs?.tokens));
    expect(last).toMatchObject({ choices: [], usage: whole.usage });
  });

  it('tells how likely a text is', async () => {
    const text = 'The quick brown fox jumps over the lazy dog';
    const { choices, usage } = await complete({ prompt: text, echo: true, max_tokens: 0, logprobs: 2 });
    const logprobs = choices[0]?.logprobs;
    expect(choices[0]?.text).toBe(text);
    expect(usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 0 });
    expect(logprobs?.tokens?.join('')).toBe(text);
    expect(logprobs?.text_offset).toEqual(
      logprobs?.tokens?.map((_, index) => logprobs.tokens?.slice(0, index).join('').length),
    );
    expect(logprobs?.token_logprobs?.[0]).toBeNull();
    for (const value of logprobs?.token_logprobs?.slice(1) ?? [1]) expect(value).toBeLessThan(0);
  });

  it('writes more to choose from', async () => {
    const { choices, usage } = await complete({ prompt, best_of: 4 });
    expect(choices).toHaveLength(1);
    expect(usage?.completion_tokens).toBe(64);
  });

  it('fills a gap', async () => {
    const { choices } = await complete({ prompt: 'The rain', suffix: ', so we stayed in.', max_tokens: 40 });
    expect(choices[0]).toMatchObject({
      text: expect.stringMatching(/^ \p{L}.*[^.]$/u),
      finish_reason: 'stop',
    });
  });

  it('stops, and repeats itself', async () => {
    const params = { prompt: 'Q: What is the capital of France?\nA:', stop: ['\n', 'Q:'], temperature: 0 };
    const [one, two] = [await complete(params), await complete({ ...params, seed: 5 })];
    expect(textsOf(one)[0]).toContain('Paris');
    expect(one.choices[0]?.finish_reason).toBe('stop');
    expect(textsOf(two)).toEqual(textsOf(one));
  });

  it('is for models that complete', async () => {
    await expect(complete({ model: 'gpt-4o', prompt })).rejects.toThrow(OpenAI.NotFoundError);
    expect(await refused({ model: 'gpt-4o', prompt })).toContain('Did you mean to use v1/chat/completions?');
    for (const model of ['davinci-002', 'babbage-002', 'openai/gpt-oss-120b', 'acme/whatever']) {
      expect((await complete({ model, prompt })).model).toBe(model);
    }
    const chat = world.client.chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: prompt }],
    });
    await expect(chat).rejects.toThrow('Did you mean to use v1/completions?');
  });

  it.each<[string, Params, string]>([
    ['more log probabilities than there are', { prompt, logprobs: 6 }, 'Expected a value <= 5'],
    ['fewer to choose from than to show', { prompt, n: 3, best_of: 2 }, "you must set 'n' (currently 3)"],
    ['a token of another vocabulary', { prompt: [1, 200_000] }, '200000 is not a token of this model'],
    [
      'a gap where none can be filled',
      { model: 'davinci-002', prompt, suffix: 'end' },
      "'suffix' is not supported",
    ],
    [
      'more than fits',
      { prompt, max_tokens: 4096 },
      'maximum context length is 4096 tokens, however you requested 4100',
    ],
    ['a negative limit', { prompt, max_tokens: -1 }, 'Expected a value >= 0'],
  ])('refuses %s', async (_name, params, message) => {
    await expect(complete(params)).rejects.toThrow(OpenAI.BadRequestError);
    expect(await refused(params)).toContain(message);
  });
}

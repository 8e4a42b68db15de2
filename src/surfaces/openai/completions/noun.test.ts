import { describe, expect, it } from 'vitest';
import type { Brief, ContentSource } from '../../../engine/ports/content.ts';
import { Abort } from '../../../runtime/abort.ts';
import { cl100k, ITL, MODEL, o200k, openCompletions, TTFT } from './rig.cases.ts';
import type { Completion } from './schema.ts';

/** A content source that answers with the result of a function. */
const saying = (text: string | ((brief: Brief) => string)): ContentSource => ({
  repeats: true,
  compose: (brief) => ({ text: typeof text === 'string' ? text : text(brief) }),
});

const prompt = 'Once upon a time';
const { complete, chunks, refusal, post, ended, clock } = openCompletions();

const textsOf = ({ choices }: Completion): string[] => choices.map(({ text }) => text);
const firstOf = ({ choices }: Completion): Completion['choices'][number] =>
  choices[0] as Completion['choices'][number];

describe('a completion', () => {
  it('continues its prompt for 16 tokens by default', async () => {
    const start = clock.now();
    const { choices, ...rest } = await complete({ prompt });
    expect(clock.now() - start).toBe(TTFT + 15 * ITL);
    expect(rest).toEqual({
      id: expect.stringMatching(/^cmpl-\w{29}$/),
      object: 'text_completion',
      created: expect.any(Number),
      model: MODEL,
      usage: expect.objectContaining({ prompt_tokens: 4, completion_tokens: 16, total_tokens: 20 }),
      system_fingerprint: expect.stringMatching(/^fp_[0-9a-f]{10}$/),
    });
    const text = choices[0]?.text as string;
    expect(choices).toEqual([{ index: 0, text, logprobs: null, finish_reason: 'length' }]);
    expect(text).toMatch(/^, in |^, (?:nobody|it|long) /);
    expect(cl100k.encode(text)).toHaveLength(16);
    expect(cl100k.encode(prompt + text)).toEqual([...cl100k.encode(prompt), ...cl100k.encode(text)]);
    expect(ended.at(-1)).toMatchObject({
      operation: 'createCompletion',
      model: MODEL,
      outcome: 'ok',
      usage: { promptTokens: 4, completionTokens: 16 },
    });
  });

  it('is reproducible, and depends on the seed', async () => {
    const [one, again, other] = [
      await complete({ prompt }),
      await complete({ prompt }),
      await complete({ prompt, seed: 3, max_tokens: 40 }),
    ];
    expect(again).toEqual({ ...one, id: again.id, created: again.created });
    expect(again.id).not.toBe(one.id);
    expect(textsOf(other)[0]?.startsWith(textsOf(one)[0] as string)).toBe(false);
  });

  it('has no reasoning and no chat template for any model', async () => {
    const { usage, choices } = await complete({ model: 'gpt-oss-120b', prompt, max_tokens: 5 });
    expect(usage).toMatchObject({
      prompt_tokens: o200k.count(prompt),
      completion_tokens: 5,
      completion_tokens_details: { reasoning_tokens: 0 },
    });
    expect(choices[0]?.text).not.toBe('');
  });

  it('ends before the first of its stop strings', async () => {
    const { complete } = openCompletions(saying(' one, two; three'));
    for (const [stop, text] of [
      [',', ' one'],
      [[';', 'three'], ' one, two'],
      [['four', ' one'], ''],
    ]) {
      expect(firstOf(await complete({ prompt, stop }))).toMatchObject({ text, finish_reason: 'stop' });
    }
  });

  it('starts a new document without a prompt', async () => {
    const { complete } = openCompletions(saying(({ request }) => JSON.stringify(request.turns[0]?.parts)));
    const said = '[{"kind":"text","text":"<|endoftext|>"}]';
    const asked = { max_tokens: 40, echo: true };
    for (const given of [{}, { prompt: null }, { prompt: '<|endoftext|>' }, { prompt: [100257] }]) {
      const { choices, usage } = await complete({ ...asked, ...given });
      expect(choices[0]?.text).toBe(`<|endoftext|>${said}`);
      expect(usage.prompt_tokens).toBe(1);
    }
    expect((await complete({ prompt: '' })).usage.prompt_tokens).toBe(0);
  });

  it('honours limits, biases and engine switches', async () => {
    const long = await complete({ prompt, max_tokens: 600, ignore_eos: true });
    expect(long.usage.completion_tokens).toBe(600);
    expect(firstOf(long).finish_reason).toBe('length');
    const least = await complete({ prompt: 'What is 2 + 2?', max_tokens: 90, min_tokens: 80 });
    expect(least.usage.completion_tokens).toBeGreaterThanOrEqual(80);
    const [token] = cl100k.encode(' yes') as [number];
    const biased = await complete({ prompt, max_tokens: 3, logit_bias: { [token]: 100 } });
    expect(textsOf(biased)).toEqual([' yes yes yes']);
    expect(
      (await complete({ prompt, user: 'me', top_k: 5, priority: 1, temperature: 0, top_p: 0.5 })).usage,
    ).toMatchObject({ completion_tokens: 16 });
  });
});

describe('prompts', () => {
  const { complete } = openCompletions(
    saying(({ request, choice }) => {
      const part = request.turns[0]?.parts[0];
      return ` ${choice} of ${part?.kind === 'text' ? part.text : ''}`;
    }),
  );

  it('are answered in order, each as if sent alone', async () => {
    const one = await complete({ prompt: 'red', n: 2 });
    const two = await complete({ prompt: 'a green field', n: 2 });
    const both = await complete({ prompt: ['red', 'a green field'], n: 2 });
    expect(textsOf(both)).toEqual([' 0 of red', ' 1 of red', ' 0 of a green field', ' 1 of a green field']);
    expect(textsOf(both)).toEqual([...textsOf(one), ...textsOf(two)]);
    expect(both.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    for (const member of ['prompt_tokens', 'completion_tokens', 'total_tokens'] as const) {
      expect(both.usage[member]).toBe(one.usage[member] + two.usage[member]);
    }
  });

  it('can be token ids', async () => {
    const ids = cl100k.encode('a green field');
    expect(textsOf(await complete({ prompt: ids }))).toEqual([' 0 of a green field']);
    expect(textsOf(await complete({ prompt: [ids, cl100k.encode('red')] }))).toEqual([
      ' 0 of a green field',
      ' 0 of red',
    ]);
    // As many as were sent, although the same text has fewer.
    const letters = [...'red'].flatMap((letter) => cl100k.encode(letter));
    const spelt = await complete({ prompt: letters });
    expect(textsOf(spelt)).toEqual([' 0 of red']);
    expect(spelt.usage.prompt_tokens).toBe(3);
  });

  it('share the pace', async () => {
    const { complete, clock } = openCompletions(
      saying(({ request }) => (JSON.stringify(request.turns).includes('long') ? ' a b c d e f' : ' a')),
    );
    const start = clock.now();
    await complete({ prompt: ['short', 'long', 'short'] });
    expect(clock.now() - start).toBe(TTFT + 5 * ITL);
  });

  it('reject ids outside the model’s vocabulary', async () => {
    for (const [model, bad] of [
      [MODEL, 100256],
      [MODEL, 5_000_000_000],
      ['gpt-oss-20b', 199998],
    ]) {
      expect(await refusal({ model, prompt: [1, bad] })).toMatchObject({
        status: 400,
        message: `Invalid 'prompt': ${bad} is not a token of this model.`,
        param: 'prompt',
        code: 'invalid_value',
      });
      expect(await refusal({ model, prompt: [[1], [bad]] })).toMatchObject({ param: 'prompt[1]' });
    }
    // If the model's own vocabulary is not available, this cannot be checked.
    const llama = 'meta-llama/Llama-3.1-8B-Instruct';
    expect((await complete({ model: llama, prompt: [1, 128_000, 2] })).usage.prompt_tokens).toBe(3);
  });
});

describe('best_of', () => {
  it('returns the likeliest and counts them all', async () => {
    const all = await complete({ prompt, n: 5, logprobs: 0 });
    const best = await complete({ prompt, n: 2, best_of: 5 });
    const mean = ({ logprobs }: Completion['choices'][number]): number =>
      (logprobs?.token_logprobs ?? []).reduce<number>((sum, one) => sum + (one ?? 0), 0) / 16;
    const ranked = [...all.choices].sort((one, other) => mean(other) - mean(one));
    expect(textsOf(best)).toEqual(ranked.slice(0, 2).map(({ text }) => text));
    expect(best.choices.map(({ index, logprobs }) => [index, logprobs])).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(best.usage.completion_tokens).toBe(80);
    expect(best.usage.prompt_tokens).toBe(4);
  });

  it('chooses per prompt', async () => {
    const { choices } = await complete({ prompt: ['Red', 'Blue'], best_of: 3, echo: true });
    expect(choices.map(({ index, text }) => [index, text.split(' ')[0]])).toEqual([
      [0, 'Red'],
      [1, 'Blue'],
    ]);
  });
});

describe('an echo', () => {
  it('precedes each completion with the prompt', async () => {
    const plain = await complete({ prompt, n: 2 });
    const echoed = await complete({ prompt, n: 2, echo: true });
    expect(textsOf(echoed)).toEqual(textsOf(plain).map((text) => prompt + text));
    expect(echoed.usage).toEqual(plain.usage);
  });

  it('can be sent without a completion', async () => {
    const start = clock.now();
    const { choices, usage } = await complete({ prompt, echo: true, max_tokens: 0, logprobs: 1 });
    expect(clock.now() - start).toBe(TTFT);
    expect(choices[0]).toMatchObject({ text: prompt, finish_reason: 'length' });
    expect(choices[0]?.logprobs?.tokens).toEqual(['Once', ' upon', ' a', ' time']);
    expect(usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 0, total_tokens: 4 });
  });
});

describe('a limit of zero tokens', () => {
  const nothing = { tokens: [], token_logprobs: [], top_logprobs: [], text_offset: [] };

  it.each([
    [{ prompt }, [['', null]]],
    [{ prompt, echo: true }, [[prompt, null]]],
    [{ prompt: '' }, [['', null]]],
    [{ prompt, logprobs: 2 }, [['', nothing]]],
    [
      { prompt, best_of: 3, n: 2 },
      [
        ['', null],
        ['', null],
      ],
    ],
    [{ prompt: ['Red', 'Blue'], n: 2 }, new Array(4).fill(['', null])],
    [{ prompt, stop: ['a'], suffix: 'end', ignore_eos: true, min_tokens: 0 }, [['', null]]],
    [{ prompt, logit_bias: { 100: 100 } }, [['', null]]],
  ])('generates none: %j', async (body, choices) => {
    const whole = await complete({ ...body, max_tokens: 0 });
    expect(whole.choices).toEqual(
      choices.map(([text, logprobs], index) => ({ index, text, logprobs, finish_reason: 'length' })),
    );
    expect(whole.usage).toMatchObject({ completion_tokens: 0, total_tokens: whole.usage.prompt_tokens });
    if ('best_of' in body) return;
    const told = await chunks({ ...body, max_tokens: 0, stream_options: { include_usage: true } });
    const said = told.flatMap(({ chunk }) => chunk.choices).filter(({ text }) => text !== '');
    expect(said.map(({ text }) => text)).toEqual(choices.map(([text]) => text).filter((text) => text !== ''));
    const ends = told.flatMap(({ chunk }) => chunk.choices.map(({ finish_reason }) => finish_reason));
    expect(ends.filter((reason) => reason !== null)).toEqual(choices.map(() => 'length'));
    expect(told.at(-1)?.chunk.usage).toEqual(whole.usage);
  });
});

describe('log probabilities', () => {
  it('cover the prompt and the completion, with offsets into the text', async () => {
    const { choices } = await complete({ prompt, echo: true, logprobs: 3, max_tokens: 12 });
    const { text, logprobs } = firstOf({ choices } as Completion);
    if (!logprobs) throw new Error('There are none');
    const { tokens, token_logprobs, top_logprobs, text_offset } = logprobs;
    expect(tokens).toHaveLength(16);
    expect(tokens.join('')).toBe(text);
    tokens.forEach((token, index) => {
      const at = text_offset[index] as number;
      expect(text.slice(at, at + token.length)).toBe(token);
    });
    expect([token_logprobs[0], top_logprobs[0]]).toEqual([null, null]);
    for (let index = 1; index < 16; index++) {
      const top = top_logprobs[index] as Record<string, number>;
      expect(token_logprobs[index]).toBeLessThanOrEqual(0);
      expect(top[tokens[index] as string]).toBe(token_logprobs[index]);
      expect([3, 4]).toContain(Object.keys(top).length);
    }
  });

  it('cover only the completion without an echo', async () => {
    const { logprobs, text } = firstOf(await complete({ prompt, logprobs: 0 }));
    expect(logprobs?.tokens.join('')).toBe(text);
    // Offsets count from the start of the prompt, even if it is not echoed.
    expect(logprobs?.text_offset[0]).toBe(prompt.length);
    expect(logprobs?.top_logprobs.map((top) => Object.keys(top ?? {}))).toEqual(
      logprobs?.tokens.map((token) => [token]),
    );
  });

  it('name the bytes of a token that is not a whole character', async () => {
    const { complete } = openCompletions(saying(' 🦜!'));
    const { logprobs, text } = firstOf(await complete({ prompt: 'é', echo: true, logprobs: 0 }));
    expect(text).toBe('é 🦜!');
    const parts = logprobs?.tokens.filter((token) => token.startsWith('bytes:')) ?? [];
    expect(parts.join('').replaceAll('bytes:', '')).toBe(' \\xf0\\x9f\\xa6\\x9c');
    // The alternatives have the same names.
    for (const part of parts) {
      expect(logprobs?.top_logprobs[logprobs.tokens.indexOf(part)]).toHaveProperty([part]);
    }
    // Every token of a divided character has the offset of that character.
    expect(logprobs?.text_offset.at(-1)).toBe(3);
    expect(logprobs?.tokens.at(-1)).toBe('!');
  });
});

describe('a stream', () => {
  it('adds up to the complete response', async () => {
    for (const body of [
      { prompt },
      { prompt: ['Red', 'The green field'], n: 2, echo: true, max_tokens: 9 },
      { prompt, logprobs: 2, n: 2 },
      { prompt, echo: true, logprobs: 1, max_tokens: 5 },
      { prompt, echo: true, max_tokens: 0 },
      { prompt: 'Say: 🦜 Ünïcödé 日本語', logprobs: 0, echo: true, max_tokens: 40 },
    ]) {
      const { id: _, created: __, ...whole } = await complete(body);
      const told = await chunks({ ...body, stream_options: { include_usage: true } });
      const last = told.at(-1)?.chunk;
      expect(last?.choices).toEqual([]);
      const choices = whole.choices.map((choice) => {
        const own = told.flatMap(({ chunk }) => chunk.choices.filter(({ index }) => index === choice.index));
        const lists = own.flatMap(({ logprobs }) => (logprobs ? [logprobs] : []));
        return {
          index: choice.index,
          text: own.map(({ text }) => text).join(''),
          finish_reason: own
            .map(({ finish_reason }) => finish_reason)
            .filter((reason) => reason !== null)
            .join(),
          logprobs:
            lists.length === 0
              ? null
              : {
                  tokens: lists.flatMap(({ tokens }) => tokens),
                  token_logprobs: lists.flatMap(({ token_logprobs }) => token_logprobs),
                  top_logprobs: lists.flatMap(({ top_logprobs }) => top_logprobs),
                  text_offset: lists.flatMap(({ text_offset }) => text_offset),
                },
        };
      });
      expect({ ...whole, choices, usage: last?.usage }).toEqual(whole);
    }
  });

  it('is sent token by token, with usage last if requested', async () => {
    const told = await chunks({ prompt, max_tokens: 4 });
    expect(told.map(({ at }) => at)).toEqual([100, 110, 120, 130, 130]);
    expect(told.map(({ chunk }) => chunk.choices[0]?.finish_reason)).toEqual([
      null,
      null,
      null,
      null,
      'length',
    ]);
    expect(told.every(({ chunk }) => !('usage' in chunk))).toBe(true);
    expect(new Set(told.map(({ chunk }) => chunk.id)).size).toBe(1);
    const counted = await chunks({ prompt, max_tokens: 2, stream_options: { include_usage: true } });
    expect(counted.map(({ chunk }) => chunk.usage?.completion_tokens ?? null)).toEqual([null, null, null, 2]);
    const running = await chunks({ prompt, max_tokens: 2, stream_options: { continuous_usage_stats: true } });
    expect(running.map(({ chunk }) => chunk.usage?.completion_tokens)).toEqual([1, 2, 2]);
  });

  it('pads its chunks if requested', async () => {
    const told = await chunks({ prompt, stream_options: { include_obfuscation: true } });
    for (const { chunk } of told) {
      const length = (chunk.choices[0]?.text.length ?? 0) + (chunk.obfuscation?.length ?? 0);
      expect(length % 16).toBe(0);
    }
  });

  it('counts what was generated when the client disconnects', async () => {
    const reply = await post({ prompt, stream: true, max_tokens: 50 });
    reply.frames?.take(clock.now() + 2 * ITL);
    reply.frames?.cancel();
    expect(ended.at(-1)?.usage).toMatchObject({ promptTokens: 4, completionTokens: 3 });
    const abort = new Abort();
    const pending = post({ prompt }, abort);
    abort.abort();
    expect((await pending).status).toBe(499);
    expect(ended.at(-1)).toMatchObject({ outcome: 'aborted', usage: { completionTokens: 0 } });
  });
});

describe('errors', () => {
  it('refer chat models to their endpoint', async () => {
    for (const model of ['gpt-4o', 'o3', 'gpt-3.5-turbo', 'ft:gpt-4o-mini:acme::abc123']) {
      expect(await refusal({ model, prompt })).toEqual({
        status: 404,
        message:
          'This is a chat model and not supported in the v1/completions endpoint. Did you mean to use v1/chat/completions?',
        type: 'invalid_request_error',
        param: 'model',
        code: null,
      });
    }
    expect(await refusal({ model: 'text-embedding-3-small', prompt })).toMatchObject({
      status: 403,
      message: 'You are not allowed to sample from this model',
    });
    for (const model of ['davinci-002', 'babbage-002', 'meta-llama/Llama-3.1-8B-Instruct', 'acme/any']) {
      expect((await post({ model, prompt })).status).toBe(200);
    }
  });

  it('report what does not fit the model', async () => {
    expect(await refusal({ prompt: 'word '.repeat(4000), max_tokens: 200 })).toEqual({
      status: 400,
      message:
        "This model's maximum context length is 4096 tokens, however you requested 4201 tokens (4001 in your prompt; 200 for the completion). Please reduce your prompt; or completion length.",
      type: 'invalid_request_error',
      param: null,
      code: null,
    });
    expect(await refusal({ prompt: new Array(5000).fill(1) })).toMatchObject({
      message: expect.stringContaining('(5000 in your prompt; 16 for the completion)'),
    });
    expect(await refusal({ prompt, max_tokens: 4097 })).toMatchObject({ param: 'max_tokens' });
  });

  it('report invalid parameters', async () => {
    const cases: [body: object, param: string | null, code: string | null, message: RegExp][] = [
      [{ logprobs: 6 }, 'logprobs', 'integer_above_max_value', /Expected a value <= 5, but got 6/],
      [{ n: 2, best_of: 1 }, 'best_of', null, /'n' \(currently 2\) to be at most 'best_of' \(currently 1\)/],
      [{ best_of: 0 }, 'best_of', null, /currently 0/],
      [{ best_of: 21 }, 'best_of', 'integer_above_max_value', /<= 20/],
      [{ best_of: 2, stream: true }, 'stream', null, /cannot be streamed/],
      [{ max_tokens: -1 }, 'max_tokens', 'integer_below_min_value', /Expected a value >= 0, but got -1/],
      [{ max_tokens: 0, min_tokens: 1 }, 'min_tokens', 'integer_above_max_value', /<= 0/],
      [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop', 'array_above_max_length', /maximum length 4/],
      [{ stream_options: {} }, 'stream_options', null, /only allowed when 'stream' is enabled/],
      [{ min_tokens: 20 }, 'min_tokens', 'integer_above_max_value', /<= 16, but got 20/],
      [{ prompt: [] }, 'prompt', 'empty_array', /empty array/],
      [{ prompt: ['a', [1]] }, 'prompt[1]', 'invalid_type', /expected a string, but got an array/],
      [{ prompt: new Array(1025).fill('a'), n: 2 }, 'prompt', null, /at most 2048 completions/],
      [{ prompt: new Array(2049).fill('a') }, 'prompt', 'array_above_max_length', /2048/],
      [{ messages: [] }, null, null, /^Unrecognized request argument supplied: messages$/],
      [
        { tools: [], modalities: [] },
        null,
        null,
        /^Unrecognized request arguments supplied: tools, modalities$/,
      ],
    ];
    for (const [body, param, code, message] of cases) {
      const refused = await refusal({ prompt, ...body });
      expect(refused, JSON.stringify(body).slice(0, 80)).toEqual({
        status: 400,
        message: expect.stringMatching(message),
        type: 'invalid_request_error',
        param,
        code,
      });
    }
    // All generated choices are returned, so there is nothing to choose.
    expect((await post({ prompt, n: 2, best_of: 2, stream: true })).status).toBe(200);
  });

  it('reject a suffix for models without insertion', async () => {
    expect((await complete({ prompt: 'I went', suffix: 'home.' })).usage.prompt_tokens).toBe(
      cl100k.count('I went') + cl100k.count('home.'),
    );
    expect(await refusal({ model: 'davinci-002', prompt: 'I went', suffix: 'home.' })).toMatchObject({
      status: 400,
      param: 'suffix',
      code: 'unsupported_parameter',
    });
    expect((await post({ model: 'davinci-002', prompt, suffix: null })).status).toBe(200);
  });
});

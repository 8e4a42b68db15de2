import { describe, expect, it } from 'vitest';
import { mp4Of } from '../../../media/measure-video.cases.ts';
import { type Json, openEngineRig } from '../../vllm/rig.cases.ts';
import { ENGINE_EXTRAS } from './schema.ts';

const rig = openEngineRig();
const model = 'openai/gpt-oss-20b';
const ask = (more: object, content: unknown = 'Is the sky blue? Answer me.') =>
  rig.post('/v1/chat/completions', {
    model,
    messages: [{ role: 'user', content }],
    reasoning_effort: 'none',
    max_tokens: 40,
    ...more,
  });
const complete = (more: object) =>
  rig.post('/v1/completions', { model, prompt: 'The sky is', max_tokens: 20, ...more });
const said = ({ body }: { body: Json }): string => body.choices[0].message?.content ?? body.choices[0].text;

const chunks = (text: string): Json[] =>
  text
    .trimEnd()
    .split('\n\n')
    .slice(0, -1)
    .map((event) => JSON.parse(event.slice('data: '.length)));

describe('a form of answer', () => {
  const schema = {
    type: 'object',
    properties: { blue: { type: 'boolean' } },
    required: ['blue'],
    additionalProperties: false,
  };
  const cases: [string, object, RegExp][] = [
    ['guided_json', { guided_json: schema }, /^\{"blue":(true|false)\}$/],
    ['guided_json as text', { guided_json: JSON.stringify(schema) }, /^\{"blue":(true|false)\}$/],
    ['guided_regex', { guided_regex: '[a-f]{3}-\\d' }, /^[a-f]{3}-\d$/],
    ['guided_choice', { guided_choice: ['certainly', 'never'] }, /^(certainly|never)$/],
    ['guided_grammar', { guided_grammar: 'root ::= "so" [0-9]' }, /^so\d$/],
    ['guided_grammar in Lark', { guided_grammar: 'start: "x" /[0-9]/' }, /^x\d$/],
    ['regex', { regex: 'z{2}' }, /^zz$/],
    ['ebnf', { ebnf: 'root ::= "a" | "b"' }, /^[ab]$/],
    ['structured_outputs with json', { structured_outputs: { json: schema } }, /^\{"blue":/],
    ['structured_outputs with json_object', { structured_outputs: { json_object: true } }, /^\{/],
    ['structured_outputs with regex', { structured_outputs: { regex: 'q\\d' } }, /^q\d$/],
    ['structured_outputs with choice', { structured_outputs: { choice: ['one', 'two'] } }, /^(one|two)$/],
    ['structured_outputs with grammar', { structured_outputs: { grammar: 'root ::= "g"' } }, /^g$/],
  ];
  it.each(cases)('is %s', async (_, more, expected) => {
    const tokens = {
      chat: (await ask({})).body.usage.prompt_tokens,
      text: (await complete({})).body.usage.prompt_tokens,
    };
    const [answer, continued] = [await ask(more), await complete(more)];
    expect(said(answer)).toMatch(expected);
    expect(said(continued)).toMatch(expected);
    // The model does not read what the decoder enforces.
    expect(answer.body.usage.prompt_tokens).toBe(tokens.chat);
    expect(continued.body.usage.prompt_tokens).toBe(tokens.text);
  });

  it.each([
    ['a schema that nothing meets', { guided_json: { type: 'strin' } }, 'guided_json'],
    ['a schema that is no JSON', { structured_outputs: { json: '{' } }, 'structured_outputs.json'],
    ['a regular expression that is none', { guided_regex: '(' }, 'guided_regex'],
    [
      'a grammar that is none',
      { structured_outputs: { grammar: 'root ::= <x>' } },
      'structured_outputs.grammar',
    ],
    ['two forms', { guided_regex: 'a', guided_choice: ['a'] }, 'guided_regex'],
    ['no form', { structured_outputs: {} }, 'structured_outputs'],
    ['an empty list', { guided_choice: [] }, 'guided_choice'],
  ])('is refused if it is %s', async (_, more, param) => {
    for (const { status, body } of [await ask(more), await complete(more)]) {
      expect([status, body.error.param]).toEqual([400, param]);
    }
  });

  it('is not asked for in two vocabularies', async () => {
    const { body } = await ask({ guided_regex: 'a', response_format: { type: 'json_object' } });
    expect(body.error).toMatchObject({
      param: 'guided_regex',
      message: expect.stringContaining('response_format'),
    });
  });
});

describe('the end of an answer', () => {
  it('is before a token', async () => {
    const whole = said(await complete({ temperature: 0 }));
    const { tokens } = (await rig.post('/tokenize', { model, prompt: whole })).body;
    const stopped = await complete({ temperature: 0, stop_token_ids: [tokens[6]] });
    const at = tokens.indexOf(tokens[6]);
    expect(stopped.body.usage.completion_tokens).toBe(at);
    expect(whole.startsWith(said(stopped))).toBe(true);
    expect(stopped.body.choices[0].finish_reason).toBe('stop');
    const later = await complete({ temperature: 0, stop_token_ids: [tokens[at]], min_tokens: at + 1 });
    expect(later.body.usage.completion_tokens).toBeGreaterThan(at);
  });

  it.each(['include_stop_str_in_output', 'no_stop_trim'])('has the stop string with %s', async (name) => {
    const whole = said(await complete({ temperature: 0 }));
    const stop = whole.slice(5, 9);
    const without = said(await complete({ temperature: 0, stop }));
    expect(said(await complete({ temperature: 0, stop, [name]: true }))).toBe(without + stop);
  });
});

describe('the tokens of an answer', () => {
  const asked = { return_token_ids: true };

  it('are told with those of the prompt', async () => {
    const { body } = await ask(asked);
    expect(body.prompt_token_ids).toHaveLength(body.usage.prompt_tokens);
    expect(body.choices[0].token_ids).toHaveLength(body.usage.completion_tokens);
    const text = (await rig.post('/detokenize', { model, tokens: body.choices[0].token_ids })).body.prompt;
    expect(text).toBe(said({ body }));
    const continued = (await complete({ ...asked, n: 2, prompt: ['a b', 'c'] })).body;
    expect(continued.choices).toHaveLength(4);
    const all = continued.choices.flatMap(({ token_ids: ids }: Json) => ids);
    expect(all).toHaveLength(continued.usage.completion_tokens);
    expect(continued.choices[3].prompt_token_ids).toHaveLength(1);
  });

  it('are all told in a stream, also those of reasoning and calls', async () => {
    const tool = {
      type: 'function',
      function: {
        name: 'look',
        parameters: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
      },
    };
    for (const more of [
      {},
      { reasoning_effort: 'low' },
      { tools: [tool], tool_choice: 'required' },
      { n: 2 },
      { logprobs: true },
    ]) {
      const request = { ...asked, ...more, seed: 3, stream_options: { include_usage: true } };
      const whole = (await ask({ ...asked, ...more, seed: 3 })).body;
      const sent = chunks((await ask({ ...request, stream: true })).text);
      const choices = sent.flatMap(({ choices: own }) => own);
      for (const { index, token_ids: ids } of whole.choices) {
        const told = choices.filter((one) => one.index === index).flatMap((one) => one.token_ids ?? []);
        expect(told).toEqual(ids);
      }
      expect(sent[0].prompt_token_ids).toEqual(whole.prompt_token_ids);
      const total = whole.choices.reduce((sum: number, one: Json) => sum + one.token_ids.length, 0);
      expect(total).toBe(sent.at(-1).usage.completion_tokens);
    }
    const continued = chunks((await complete({ ...asked, stream: true })).text).flatMap(
      ({ choices: own }) => own,
    );
    expect(continued.flatMap(({ token_ids: ids }) => ids ?? [])).toEqual(
      (await complete(asked)).body.choices[0].token_ids,
    );
    expect(continued.filter((one) => one.prompt_token_ids)).toHaveLength(1);
  });

  it('have names by their id', async () => {
    const { choices } = (
      await ask({ ...asked, logprobs: true, top_logprobs: 1, return_tokens_as_token_ids: true })
    ).body;
    const names = choices[0].logprobs.content.map(({ token }: Json) => token);
    expect(names).toEqual(choices[0].token_ids.map((id: number) => `token_id:${id}`));
    const continued = (await complete({ ...asked, logprobs: 0, return_tokens_as_token_ids: true })).body
      .choices[0];
    expect(continued.logprobs.tokens).toEqual(continued.token_ids.map((id: number) => `token_id:${id}`));
  });
});

describe('the log probabilities of a prompt', () => {
  it('are told by token, the first one without', async () => {
    const { body } = await ask({ prompt_logprobs: 2, return_token_ids: true });
    expect(body.prompt_logprobs).toHaveLength(body.usage.prompt_tokens);
    expect(body.prompt_logprobs[0]).toBeNull();
    for (const [index, entries] of body.prompt_logprobs.slice(1).entries()) {
      const own = entries[body.prompt_token_ids[index + 1]];
      expect(own).toEqual({
        logprob: expect.any(Number),
        rank: expect.any(Number),
        decoded_token: expect.any(String),
      });
      expect(Object.keys(entries).length).toBeGreaterThanOrEqual(2);
    }
    const [choice] = (await complete({ prompt_logprobs: 0 })).body.choices;
    expect(choice.prompt_logprobs).toHaveLength(3);
    // A long one is written while it is made.
    const long = (await complete({ prompt: 'word '.repeat(2000), prompt_logprobs: 5 })).body;
    expect(long.choices[0].prompt_logprobs).toHaveLength(long.usage.prompt_tokens);
  });

  it('are not streamed', async () => {
    expect((await ask({ prompt_logprobs: 1, stream: true })).body.error).toMatchObject({
      param: 'prompt_logprobs',
    });
  });
});

describe('a prompt that is cut', () => {
  const long = 'word '.repeat(200_000);

  it('has so many tokens, or as many as fit', async () => {
    expect((await ask({}, long)).status).toBe(400);
    expect((await ask({ truncate_prompt_tokens: 50 }, long)).body.usage.prompt_tokens).toBe(50);
    expect((await ask({ truncate_prompt_tokens: -1 }, long)).body.usage.prompt_tokens).toBe(131_072 - 40);
    expect((await ask({ truncate_prompt_tokens: 50 }, 'short')).body.usage.prompt_tokens).toBeLessThan(50);
    expect((await complete({ prompt: long, truncate_prompt_tokens: -1 })).body.usage.prompt_tokens).toBe(
      131_072 - 20,
    );
    expect(
      (await complete({ prompt: 'one two three', truncate_prompt_tokens: 1, echo: true, max_tokens: 0 })).body
        .choices[0].text,
    ).toBe(' three');
    expect((await complete({ prompt: [1, 2, 3], truncate_prompt_tokens: 2 })).body.usage.prompt_tokens).toBe(
      2,
    );
  });

  it('is not cut to nothing', async () => {
    for (const { body } of [
      await ask({ truncate_prompt_tokens: 0 }),
      await complete({ truncate_prompt_tokens: 0 }),
    ]) {
      expect(body.error.param).toBe('truncate_prompt_tokens');
    }
  });

  it('of an embedding model keeps its beginning', async () => {
    const embed = (input: unknown, more: object = {}) =>
      rig.post('/v1/embeddings', { model: 'BAAI/bge-m3', input, ...more });
    expect((await embed(long)).status).toBe(400);
    expect((await embed(long, { truncate_prompt_tokens: -1 })).body.usage.prompt_tokens).toBe(8192);
    const cut = (await embed(['one two three', 'four five six'], { truncate_prompt_tokens: 2 })).body;
    expect(cut.usage.prompt_tokens).toBe(4);
    expect(cut.data[0].embedding).toEqual((await embed('one two')).body.data[0].embedding);
    expect((await embed('a', { truncate_prompt_tokens: 0 })).body.error.param).toBe('truncate_prompt_tokens');
    const noted = await embed('a', {
      truncate_prompt_tokens: -1,
      priority: 1,
      normalize: true,
      embed_dtype: 'float32',
    });
    expect(noted.headers.has('x-fakeai-note')).toBe(false);
    expect((await embed('a', { normalize: false })).body.error.param).toBe('normalize');
  });
});

describe('a parameter', () => {
  it('without effect is named in a header', async () => {
    const plain = await ask({ seed: 1 });
    expect(plain.headers.has('x-fakeai-note')).toBe(false);
    const noted = await ask({ seed: 1, top_k: 5, min_p: 0.1 });
    expect(noted.headers.get('x-fakeai-note')).toBe('No effect here: top_k, min_p.');
    expect(said(noted)).toBe(said(plain));
    expect((await ask({ top_k: 5, stream: true })).headers.get('x-fakeai-note')).toBe(
      'No effect here: top_k.',
    );
    expect((await complete({ vllm_xargs: {} })).headers.get('x-fakeai-note')).toBe(
      'No effect here: vllm_xargs.',
    );
  });

  it('that is not simulated is refused, unless it asks for nothing', async () => {
    const given: Record<string, unknown> = {
      chat_template: 'x',
      documents: [{}],
      continue_final_message: true,
      echo: true,
      include_reasoning: false,
      separate_reasoning: false,
      bad_words: ['a'],
      allowed_token_ids: [1],
      guided_whitespace_pattern: ' ',
      lora_path: 'x',
      normalize: false,
      embed_dtype: 'float16',
    };
    const refused = Object.entries(ENGINE_EXTRAS).filter(([, { effect }]) => effect === 'refused');
    expect(refused.map(([name]) => name).sort()).toEqual(Object.keys(given).sort());
    for (const [name, extra] of refused) {
      if (name === 'normalize' || name === 'embed_dtype') continue;
      const { status, body } = await ask({ [name]: given[name] });
      expect([status, body.error.param]).toEqual([400, name]);
      expect(body.error.message).toContain(extra.says);
      if ('unless' in extra && extra.unless !== undefined)
        expect((await ask({ [name]: extra.unless })).status).toBe(200);
    }
    // The `echo` of completions is another one.
    expect((await complete({ echo: true })).status).toBe(200);
  });

  it('outside the table is unknown', async () => {
    expect((await ask({ top_kk: 1 })).body.error.message).toBe(
      'Unrecognized request argument supplied: top_kk',
    );
  });

  it('says the id of the answer', async () => {
    expect((await ask({ request_id: 'run-1' })).body.id).toBe('chatcmpl-run-1');
    expect((await complete({ rid: 'run-2' })).body.id).toBe('cmpl-run-2');
  });
});

describe('a video', () => {
  const uri = (seconds: number) =>
    `data:video/mp4;base64,${Buffer.from(mp4Of({ width: 64, height: 64, seconds })).toString('base64')}`;
  const see = (url: string, id = 'openai/gpt-oss-120b') =>
    rig.post('/v1/chat/completions', {
      model: id,
      max_tokens: 5,
      messages: [{ role: 'user', content: [{ type: 'video_url', video_url: { url } }] }],
    });

  it('costs its frames', async () => {
    const [short, long, longest] = await Promise.all(
      [1, 3, 500].map(async (seconds) => (await see(uri(seconds))).body.usage.prompt_tokens),
    );
    const frame = (long - short) / 2;
    expect(frame).toBeGreaterThan(50);
    expect(longest - short).toBe(31 * frame);
    expect((await see('https://example.com/a.mp4')).status).toBe(200);
  });

  it.each([
    ['that is none', 'data:text/plain,x', 'openai/gpt-oss-120b', 'video_url.url'],
    ['at no URL', 'nowhere', 'openai/gpt-oss-120b', 'video_url.url'],
    ['that the model does not read', uri(1), 'gpt-4o', 'type'],
  ])('%s is refused', async (_, url, id, at) => {
    const { status, body } = await see(url, id);
    expect([status, body.error.param]).toEqual([400, `messages[0].content[0].${at}`]);
  });
});

it('logs no unexpected errors', () => {
  expect(rig.lines).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { fixedLatency } from '../rig.cases.ts';
import { openEngineRig } from '../vllm/rig.cases.ts';

const rig = openEngineRig();
const generate = (body: object) => rig.post('/generate', body);
const events = (text: string): object[] => {
  const data = text
    .trimEnd()
    .split('\n\n')
    .map((event) => event.replace(/^data: /, ''));
  expect(data.at(-1)).toBe('[DONE]');
  return data.slice(0, -1).map((event) => JSON.parse(event));
};

describe('/generate', () => {
  const text = 'Once upon a time';
  const params = { max_new_tokens: 12, temperature: 0 };

  it('continues a text', async () => {
    const { status, body } = await generate({ text, sampling_params: params });
    expect(status).toBe(200);
    expect(body).toEqual({
      text: expect.any(String),
      output_ids: expect.any(Array),
      meta_info: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        finish_reason: { type: 'length', length: 12 },
        prompt_tokens: 4,
        completion_tokens: 12,
        cached_tokens: 0,
        weight_version: 'default',
        e2e_latency: expect.any(Number),
      },
    });
    expect(body.output_ids).toHaveLength(12);
    const { prompt } = (await rig.post('/detokenize', { tokens: body.output_ids })).body;
    expect(prompt).toBe(body.text);
    const { tokens } = (await rig.post('/tokenize', { prompt: text })).body;
    expect((await generate({ input_ids: tokens, sampling_params: params })).body.text).toBe(body.text);
  });

  it('continues several texts, each with its parameters', async () => {
    const several = [text, 'The tides'];
    const each = [params, { max_new_tokens: 3 }];
    const { body } = await generate({ text: several, sampling_params: each });
    expect(body.map(({ output_ids: ids }: { output_ids: number[] }) => ids.length)).toEqual([12, 3]);
    expect(body[0].text).toBe((await generate({ text, sampling_params: params })).body.text);
    expect(body[0].meta_info).not.toHaveProperty('cached_tokens');
    const choices = (await generate({ text, sampling_params: { n: 3, max_new_tokens: 2 } })).body;
    expect(choices).toHaveLength(3);
  });

  it('streams the text so far, each token when it is due', async () => {
    const slow = openEngineRig({ latencyModel: fixedLatency(100, 10) });
    const whole = (await slow.post('/generate', { text, sampling_params: params })).body;
    const { headers, text: stream } = await slow.post('/generate', {
      text,
      sampling_params: params,
      stream: true,
    });
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    const sent = events(stream) as (typeof whole)[];
    expect(sent).toHaveLength(12);
    for (const [index, event] of sent.entries()) {
      expect(whole.text.startsWith(event.text)).toBe(true);
      expect(event.meta_info.completion_tokens).toBe(index + 1);
      expect(event.meta_info.finish_reason === null).toBe(index < 11);
    }
    expect({ ...sent.at(-1), meta_info: { ...sent.at(-1).meta_info, id: '' } }).toEqual({
      ...whole,
      meta_info: { ...whole.meta_info, id: '' },
    });
    expect(slow.ended.at(-1)).toMatchObject({
      operation: 'generate',
      streamed: true,
      usage: { completionTokens: 12 },
    });
  });

  it('streams several texts with their index', async () => {
    const { text: stream } = await generate({
      text: [text, 'The sea'],
      sampling_params: params,
      stream: true,
    });
    const last = new Map(
      events(stream).map((event) => [(event as { index: number }).index, event as { text: string }]),
    );
    const whole = (await generate({ text: [text, 'The sea'], sampling_params: params })).body;
    expect([last.get(0)?.text, last.get(1)?.text]).toEqual([whole[0].text, whole[1].text]);
  });

  it('tells log probabilities', async () => {
    const asked = {
      text,
      sampling_params: params,
      return_logprob: true,
      top_logprobs_num: 2,
      return_text_in_logprobs: true,
    };
    const { output_ids: ids, meta_info: meta, text: said } = (await generate(asked)).body;
    expect(meta.output_token_logprobs.map(([, id]: [number, number]) => id)).toEqual(ids);
    expect(meta.output_token_logprobs.map(([, , word]: [number, number, string]) => word).join('')).toBe(
      said,
    );
    expect(meta.output_top_logprobs[0]).toHaveLength(2);
    const { text: stream } = await generate({ ...asked, stream: true });
    expect((events(stream).at(-1) as { meta_info: object }).meta_info).toMatchObject({
      output_token_logprobs: meta.output_token_logprobs,
    });
  });

  it.each([
    ['regex', '[a-f]{4}\\d', /^[a-f]{4}\d$/],
    ['ebnf', 'root ::= "yes" | "no"', /^(yes|no)$/],
    [
      'json_schema',
      '{"type":"object","properties":{"age":{"type":"integer"}},"required":["age"],"additionalProperties":false}',
      /^\{"age":-?\d+\}$/,
    ],
  ])('follows a %s', async (name, definition, expected) => {
    const { body } = await generate({ text, sampling_params: { [name]: definition } });
    expect(body.text).toMatch(expected);
    expect(body.meta_info).toMatchObject({ finish_reason: { type: 'stop' }, prompt_tokens: 4 });
  });

  it('answers with an adapter, and has the id that the request wants', async () => {
    await rig.post('/v1/load_lora_adapter', { lora_name: 'tales', lora_path: 'x' });
    const { status, body } = await generate({ text, lora_path: 'tales', rid: 'mine' });
    expect([status, body.meta_info.id]).toEqual([200, 'mine']);
  });

  it.each([
    ['nothing', {}, 'text', 400],
    ['two prompts', { text, input_ids: [1] }, 'input_ids', 400],
    ['an image', { text, image_data: 'x' }, 'image_data', 400],
    ['a sound', { text, audio_data: 'x' }, 'audio_data', 400],
    ['a video', { text, video_data: 'x' }, 'video_data', 400],
    ['fewer parameters than texts', { text: ['a', 'b'], sampling_params: [{}] }, 'sampling_params', 400],
    [
      'more tokens than there are',
      { text, sampling_params: { min_new_tokens: 9, max_new_tokens: 2 } },
      'sampling_params.min_new_tokens',
      400,
    ],
    [
      'a schema that is no JSON',
      { text, sampling_params: { json_schema: '{' } },
      'sampling_params.json_schema',
      400,
    ],
    [
      'a schema that nothing meets',
      { text, sampling_params: { json_schema: '{"type":"strin"}' } },
      'sampling_params.json_schema',
      400,
    ],
    ['a grammar that is none', { text, sampling_params: [{ ebnf: '<x>' }] }, 'sampling_params[0].ebnf', 400],
    [
      'two forms',
      { text, sampling_params: { regex: 'a', ebnf: 'root ::= "a"' } },
      'sampling_params.ebnf',
      400,
    ],
    ['a temperature of 9', { text, sampling_params: { temperature: 9 } }, 'sampling_params.temperature', 400],
    [
      'log probabilities of the prompt',
      { text, return_logprob: true, logprob_start_len: 0 },
      'logprob_start_len',
      400,
    ],
    ['an adapter that is not loaded', { text, lora_path: 'nobody' }, 'lora_path', 404],
    ['a token that is none', { model: 'openai/gpt-oss-20b', input_ids: [9_999_999] }, 'input_ids', 400],
    [
      'a text that does not fit',
      { model: 'TinyLlama/TinyLlama-1.1B-Chat-v1.0', text: 'word '.repeat(3000) },
      'text',
      400,
    ],
  ])('refuses %s, and names the field', async (_, body, param, code) => {
    const answer = await generate(body);
    expect(answer.status).toBe(code);
    expect(answer.body.error).toMatchObject({ param, code });
  });
});

it('tells the model', async () => {
  for (const path of ['/model_info', '/get_model_info']) {
    expect((await rig.get(path)).body).toMatchObject({
      model_path: 'openai/gpt-oss-120b',
      tokenizer_path: 'o200k_base',
      is_generation: true,
    });
  }
});

it('logs no unexpected errors', () => {
  expect(rig.lines).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { version } from '../../config/version.ts';
import { fixedLatency } from '../rig.cases.ts';
import { openEngineRig } from './rig.cases.ts';

const rig = openEngineRig();
const chat = (model: string, more: object = {}) => ({
  model,
  messages: [{ role: 'user', content: 'Hello' }],
  ...more,
});

describe('scores', () => {
  const first = 'What is machine learning?';
  const second = ['Python is a programming language.', 'Machine learning is a branch of AI.'];
  const scoresOf = async (body: object): Promise<number[]> =>
    (await rig.post('/score', body)).body.data.map(({ score }: { score: number }) => score);

  it('are made for one text with one, with several, and pair by pair', async () => {
    const { status, body } = await rig.post('/score', { text_1: first, text_2: second });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^score-[0-9a-f]{32}$/),
      object: 'list',
      created: expect.any(Number),
      model: 'nvidia/nv-rerankqa-mistral-4b-v3',
      data: [0, 1].map((index) => ({ index, object: 'score', score: expect.any(Number) })),
      usage: { prompt_tokens: body.usage.total_tokens, total_tokens: body.usage.total_tokens },
    });
    const [low, high] = await scoresOf({ text_1: first, text_2: second });
    expect(high).toBeGreaterThan(0.9);
    expect(low).toBeLessThan(0.1);
    expect(await scoresOf({ text_1: [first], text_2: second[1] })).toEqual([high]);
    expect(await scoresOf({ text_1: [first, first], text_2: second })).toEqual([low, high]);
    expect((await rig.post('/v1/score', { text_1: first, text_2: second })).body.data).toEqual(body.data);
  });

  it.each([
    ['data_1', 'data_2'],
    ['queries', 'documents'],
    ['queries', 'items'],
  ])('are made of %s and %s too', async (one, other) => {
    const parts = { content: [{ type: 'text', text: first }] };
    expect(await scoresOf({ [one]: parts, [other]: second })).toEqual(
      await scoresOf({ text_1: first, text_2: second }),
    );
  });

  it('are logits on request, and cosines of an embedding model', async () => {
    const [logit] = await scoresOf({ text_1: first, text_2: second[0], use_activation: false });
    expect(logit).toBeLessThan(-1);
    const model = 'BAAI/bge-m3';
    const [other, near, same] = await scoresOf({ model, text_1: first, text_2: [...second, first] });
    expect(same).toBeCloseTo(1, 5);
    expect(near).toBeGreaterThan(other as number);
  });

  it('need texts that fit, or are cut', async () => {
    const asked = { model: 'BAAI/bge-reranker-large', text_1: first, text_2: ['word '.repeat(600)] };
    const { status, body } = await rig.post('/score', asked);
    expect([status, body.error.param]).toEqual([400, 'text_2[0]']);
    const cut = (await rig.post('/score', { ...asked, truncate_prompt_tokens: -1 })).body.usage.total_tokens;
    expect(cut).toBe(512);
    expect(
      (await rig.post('/score', { ...asked, truncate_prompt_tokens: 100 })).body.usage.total_tokens,
    ).toBe(100);
  });

  it.each([
    ['half a pair', { text_1: 'a' }, 'text_2'],
    ['nothing', {}, 'text_1'],
    ['two pairs', { text_1: 'a', text_2: 'b', documents: 'c' }, 'documents'],
    ['lists of different lengths', { text_1: ['a', 'b'], text_2: ['c'] }, 'text_1'],
    ['a chat model', { model: 'gpt-4o', text_1: 'a', text_2: 'b' }, 'model'],
    ['a cut to nothing', { text_1: 'a', text_2: 'b', truncate_prompt_tokens: 0 }, 'truncate_prompt_tokens'],
    ['an unknown member', { text_1: 'a', text_2: 'b', top_n: 1 }, 'top_n'],
  ])('refuse %s, and name the field', async (_, body, param) => {
    const answer = await rig.post('/v1/score', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toEqual({
      message: expect.stringContaining(param),
      type: 'BadRequestError',
      param,
      code: 400,
    });
  });
});

describe('pooling', () => {
  it('gives the vectors that embeddings have', async () => {
    const asked = { model: 'BAAI/bge-m3', input: ['tea', 'coffee'] };
    const { body } = await rig.post('/pooling', asked);
    const embedded = (await rig.post('/v1/embeddings', asked)).body;
    expect(body).toMatchObject({
      id: expect.stringMatching(/^pool-/),
      object: 'list',
      model: 'BAAI/bge-m3',
      usage: embedded.usage,
    });
    expect(body.data.map(({ data }: { data: number[] }) => data)).toEqual(
      embedded.data.map(({ embedding }: { embedding: number[] }) => embedding),
    );
    const coded = (await rig.post('/pooling', { ...asked, encoding_format: 'base64' })).body.data[0].data;
    expect(new Float32Array(new Uint8Array(Buffer.from(coded, 'base64')).buffer)[5]).toBeCloseTo(
      body.data[0].data[5],
      6,
    );
  });

  it('refuses dimensions that the model does not have', async () => {
    const { body } = await rig.post('/pooling', { model: 'BAAI/bge-m3', input: 'tea', dimensions: 8 });
    expect(body.error).toMatchObject({ param: 'dimensions', code: 400 });
    expect(
      (await rig.post('/pooling', { model: 'nomic-ai/nomic-embed-text-v1.5', input: 'tea', dimensions: 8 }))
        .body.data[0].data,
    ).toHaveLength(8);
  });
});

it('classifies texts', async () => {
  const { body } = await rig.post('/classify', {
    input: ['What a wonderful, happy day!', 'A terrible, sad mistake.'],
  });
  expect(body.data.map(({ label }: { label: string }) => label)).toEqual(['POSITIVE', 'NEGATIVE']);
  for (const { probs, num_classes: classes } of body.data) {
    expect(classes).toBe(2);
    expect(probs[0] + probs[1]).toBeCloseTo(1, 5);
  }
});

describe('an adapter', () => {
  const own = openEngineRig();
  const listed = async (id: string) =>
    (await own.get('/v1/models')).body.data.find((one: { id: string }) => one.id === id);

  it('is a model while it is loaded', async () => {
    const base = 'meta-llama/Llama-3.1-8B-Instruct';
    const loaded = await own.post('/v1/load_lora_adapter', {
      lora_name: 'sql',
      lora_path: '/adapters/sql',
      base_model_name: base,
    });
    expect([loaded.status, loaded.text]).toEqual([200, "Success: LoRA adapter 'sql' added successfully."]);
    expect(await listed('sql')).toMatchObject({
      parent: base,
      root: '/adapters/sql',
      context_window: 131_072,
    });
    const { status, body } = await own.post('/v1/chat/completions', chat('sql', { max_tokens: 3 }));
    expect([status, body.model]).toEqual([200, 'sql']);
    const unloaded = await own.post('/v1/unload_lora_adapter', { lora_name: 'sql' });
    expect(unloaded.text).toBe("Success: LoRA adapter 'sql' removed successfully.");
    expect(await listed('sql')).toBeUndefined();
  });

  it('works where other models are strict, and does not afterwards', async () => {
    const strict = openEngineRig({ strictModels: true });
    expect((await strict.post('/v1/chat/completions', chat('tuned'))).status).toBe(404);
    await strict.post('/v1/load_lora_adapter', { lora_name: 'tuned', lora_path: 'x' });
    expect((await strict.get('/v1/models/tuned')).body.parent).toBe('openai/gpt-oss-120b');
    expect((await strict.post('/v1/chat/completions', chat('tuned'))).status).toBe(200);
    await strict.post('/v1/unload_lora_adapter', { lora_name: 'tuned' });
    expect((await strict.post('/v1/chat/completions', chat('tuned'))).status).toBe(404);
  });

  it('is loaded twice only on purpose', async () => {
    const asked = { lora_name: 'twice', lora_path: 'a' };
    expect((await own.post('/v1/load_lora_adapter', asked)).status).toBe(200);
    expect((await own.post('/v1/load_lora_adapter', asked)).body.error).toMatchObject({
      param: 'lora_name',
      code: 400,
    });
    expect((await own.post('/v1/load_lora_adapter', { ...asked, load_inplace: true })).status).toBe(200);
  });

  it.each([
    ['without a path', '/v1/load_lora_adapter', { lora_name: 'a' }, 400, 'lora_path'],
    [
      'with the name of a model',
      '/v1/load_lora_adapter',
      { lora_name: 'gpt-4o', lora_path: 'a' },
      400,
      'lora_name',
    ],
    ['that is not loaded', '/v1/unload_lora_adapter', { lora_name: 'nobody' }, 404, 'lora_name'],
  ])('%s is refused', async (_, path, body, status, param) => {
    const answer = await own.post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ param, code: status });
  });
});

describe('an engine', () => {
  it('that sleeps refuses requests until all of it is back', async () => {
    const own = openEngineRig();
    const state = async () => (await own.get('/is_sleeping')).body;
    expect(await state()).toEqual({ is_sleeping: false });
    expect((await own.post('/sleep?level=2')).status).toBe(200);
    expect(await state()).toEqual({ is_sleeping: true });
    for (const [path, body] of [
      ['/v1/chat/completions', chat('gpt-4o')],
      ['/v1/embeddings', { model: 'BAAI/bge-m3', input: 'a' }],
      ['/score', { text_1: 'a', text_2: 'b' }],
      ['/generate', { text: 'a' }],
    ] as const) {
      const { status, headers, body: refused } = await own.post(path, body);
      expect([status, headers.get('retry-after')], path).toEqual([503, '5']);
      expect(refused.error.message).toBe('The engine is asleep. Wake it with POST /wake_up.');
    }
    expect((await own.get('/health_generate')).status).toBe(503);
    expect((await own.post('/tokenize', { prompt: 'a' })).status).toBe(200);
    await own.post('/wake_up?tags=weights');
    expect(await state()).toEqual({ is_sleeping: true });
    await own.post('/wake_up?tags=kv_cache');
    expect((await own.post('/v1/chat/completions', chat('gpt-4o'))).status).toBe(200);
    expect((await own.get('/health_generate')).status).toBe(200);
    expect((await own.post('/sleep?level=3')).body.error).toMatchObject({ param: 'level', code: 400 });
    expect((await own.post('/wake_up?tags=brain')).body.error).toMatchObject({
      param: expect.stringMatching(/^tags/),
    });
  });

  it('of workers that batch puts them to sleep, and loads their weights again', async () => {
    const own = openEngineRig({ latencyModel: undefined, latency: 'engine' });
    const asked = chat('openai/gpt-oss-120b', { max_tokens: 2 });
    const status = async () => (await own.post('/v1/chat/completions', asked)).status;
    const states = () =>
      own.platform.workers?.figures.groups.flatMap(({ workers }) => workers.map(({ state }) => state)) ?? [];
    expect(await status()).toBe(200);
    await own.post('/sleep?level=2');
    expect(new Set(states())).toEqual(new Set(['asleep']));
    expect(await status()).toBe(503);
    await own.post('/wake_up?tags=weights');
    expect(new Set(states())).toEqual(new Set(['asleep']));
    await own.post('/wake_up?tags=kv_cache');
    const { status: early, headers } = await own.post('/v1/chat/completions', asked);
    expect([early, Number(headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);
    own.clock.advance(1000 * Number(headers.get('retry-after')));
    expect(await status()).toBe(200);
  });

  it.each([
    ['/reset_prefix_cache', 'openai/gpt-oss-120b'],
    ['/flush_cache', 'openai/gpt-oss-120b'],
    ['/sleep', 'openai/gpt-oss-120b'],
    ['/flush_cache', 'gpt-4o'],
  ])('forgets its prompts by %s: %s', async (path, model) => {
    const own = openEngineRig({ engineWorkers: 3 });
    const asked = chat(model, {
      messages: [{ role: 'user', content: 'word '.repeat(1500) }],
      max_tokens: 1,
    });
    const cached = async () =>
      (await own.post('/v1/chat/completions', asked)).body.usage.prompt_tokens_details.cached_tokens;
    expect(await cached()).toBe(0);
    expect(await cached()).toBeGreaterThan(1000);
    const [cluster] = own.platform.clusters();
    expect(cluster?.index.nodes).toBeGreaterThan(60);
    expect((await own.post(path)).status).toBe(200);
    expect(cluster?.index.nodes).toBe(0);
    await own.post('/wake_up');
    expect(await cached()).toBe(0);
    expect(await cached()).toBeGreaterThan(1000);
  });

  it('tells how many requests are in progress', async () => {
    const own = openEngineRig({ latencyModel: fixedLatency(1000) });
    expect((await own.get('/load')).body).toEqual({ server_load: 0 });
    const during: number[] = [];
    own.clock.at(own.clock.now() + 500, () => {
      during.push(own.platform.metrics.inFlight());
    });
    await Promise.all([1, 2].map(() => own.post('/v1/chat/completions', chat('gpt-4o'))));
    expect(during).toEqual([2]);
    expect((await own.get('/load')).body).toEqual({ server_load: 0 });
  });

  it('tells what it is', async () => {
    expect((await rig.get('/version')).body).toEqual({ version });
    for (const path of ['/server_info', '/get_server_info']) {
      expect((await rig.get(path)).body).toMatchObject({
        model_path: 'openai/gpt-oss-120b',
        vllm_config: { max_model_len: 131_072 },
        internal_states: [{}],
      });
    }
    const limited = openEngineRig({ models: ['acme/tiny'] });
    expect((await limited.get('/model_info')).body.model_path).toBe('acme/tiny');
    const old = openEngineRig({ models: ['gpt-4'] });
    expect((await old.get('/tokenizer_info')).body).toMatchObject({
      tokenizer_class: 'cl100k_base',
      model_max_length: 8192,
    });
    expect(
      (await openEngineRig({ models: ['BAAI/bge-m3'] }).get('/tokenizer_info')).body.error,
    ).toMatchObject({ code: 404 });
  });

  it('accepts what load tools send around a run', async () => {
    for (const path of ['/start_profile', '/stop_profile']) expect((await rig.post(path)).status).toBe(200);
    for (const path of ['/start_profile', '/flush_cache']) expect((await rig.get(path)).status).toBe(200);
    expect((await rig.post('/reset_prefix_cache', undefined, null)).status).toBe(401);
  });
});

it('logs no unexpected errors', () => {
  expect(rig.lines).toEqual([]);
});

import { AzureOpenAI } from 'openai';
import type { TSchema } from 'typebox';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { defineNoun } from '../../kernel/noun.ts';
import { toOpenApi } from '../../kernel/openapi.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import { json } from '../../kernel/reply.ts';
import { UploadField } from '../../kernel/upload.ts';
import { ITL, KEY, openRig, saying, TTFT } from './rig.cases.ts';

const VERSION = 'api-version=2024-10-21';
const CHAT = `/openai/deployments/gpt-4o/chat/completions?${VERSION}`;
const ask = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

const DENIED = {
  error: { code: '401', message: expect.stringMatching(/^Access denied due to invalid subscription key/) },
};
const NOT_FOUND = { error: { code: '404', message: 'Resource not found' } };
const SAFE = {
  hate: { filtered: false, severity: 'safe' },
  self_harm: { filtered: false, severity: 'safe' },
  sexual: { filtered: false, severity: 'safe' },
  violence: { filtered: false, severity: 'safe' },
};

/** Rows that Azure serves. */
const of = (azure: string, rows: readonly Row[]) =>
  defineNoun({ tag: 'More', servedBy: { azure }, rows: () => rows });

const rig = openRig();

describe('paths', () => {
  it('have one dated and one undated form of each row', () => {
    const rows = rig.operations
      .filter(({ surface }) => surface.name === 'azure')
      .map(({ method, path }) => `${method} ${path}`);
    const inDeployments = ['POST /chat/completions', 'POST /embeddings'];
    const beside = [
      'GET /chat/completions',
      'GET /chat/completions/{completion_id}',
      'POST /chat/completions/{completion_id}',
      'DELETE /chat/completions/{completion_id}',
      'GET /chat/completions/{completion_id}/messages',
      'GET /models',
      'GET /models/{model*}',
      'DELETE /models/{model*}',
    ];
    expect(rows.sort()).toEqual(
      [
        ...inDeployments.map((row) => row.replace('/', '/openai/deployments/{deployment}/')),
        ...beside.map((row) => row.replace('/', '/openai/')),
        ...[...inDeployments, ...beside].map((row) => row.replace('/', '/openai/v1/')),
      ].sort(),
    );
    expect(new Set(rig.operations.map(({ id }) => id)).size).toBe(rig.operations.length);
  });

  it.each([
    ['/openai/models', 404],
    ['/openai/models?api-version=2024', 404],
    ['/openai/models?api-version=2024-10-21-beta', 404],
    ['/openai/models?api-version=', 404],
    ['/openai/models?api-version=2024-10-21', 200],
    ['/openai/models?api-version=2025-04-01-preview', 200],
    ['/openai/models/gpt-4o?api-version=2024-10-21', 200],
    ['/openai/v1/models', 200],
    ['/openai/v1/models?api-version=preview', 200],
    ['/openai/v1/models/meta-llama/Llama-3.1-8B-Instruct', 200],
    ['/v1/openai/v1/models', 404],
    ['/openai/nothing?api-version=2024-10-21', 404],
    ['/openai/v1/nothing', 404],
  ])('%s is %i', async (path, status) => {
    const reply = await rig.send(path);
    expect(reply.status).toBe(status);
    if (status === 404 && path.startsWith('/openai/')) expect(await reply.json()).toEqual(NOT_FOUND);
  });

  it('rejects a dated version on an undated path', async () => {
    const reply = await rig.send('/openai/v1/models?api-version=2024-10-21');
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({
      error: { code: 'BadRequest', message: 'API version not supported' },
    });
  });

  it('lists the methods that a path supports', async () => {
    const reply = await rig.send(CHAT);
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(await reply.json()).toEqual({ error: { code: '405', message: 'Method not allowed' } });
  });

  it('are documented unchanged, with both ways to pass a key', () => {
    const { paths, components } = toOpenApi(rig.operations, { title: 'Test', version: '1' });
    expect(paths['/openai/deployments/{deployment}/chat/completions']?.post).toMatchObject({
      operationId: 'azureDeploymentCreateChatCompletion',
      parameters: [
        { name: 'deployment', in: 'path', required: true },
        { name: 'api-version', in: 'query', required: true },
      ],
      security: [{ bearer: [] }, { 'api-key': [] }],
    });
    expect(paths['/openai/v1/models/{model}']).toBeDefined();
    expect(components.securitySchemes).toHaveProperty('api-key');
  });
});

describe('access', () => {
  it.each([
    [{ 'api-key': KEY }, 200],
    [{ authorization: `Bearer ${KEY}` }, 200],
    [{ 'api-key': 'wrong' }, 401],
    [{ 'api-key': 'wrong', authorization: `Bearer ${KEY}` }, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{}, 401],
  ])('with %j is %i', async (headers, status) => {
    for (const path of [CHAT, '/openai/v1/chat/completions']) {
      const reply = await rig.send(path, { model: 'gpt-4o', ...ask('Hello') }, headers as never);
      expect(reply.status).toBe(status);
      if (status === 401) expect(await reply.json()).toEqual(DENIED);
    }
  });

  it('does not accept that header on other paths', async () => {
    expect((await rig.send('/v1/models')).status).toBe(401);
  });
});

describe('the model', () => {
  const modelOf = async (path: string, body: object): Promise<string> =>
    ((await (await rig.send(path, body)).json()) as { model: string }).model;

  it.each([{}, { model: '' }, { model: null }, { model: 'gpt-5' }])(
    'is the deployment, regardless of the body: %j',
    async (named) => {
      expect(await modelOf(CHAT, { ...named, ...ask('Hello') })).toBe('gpt-4o-2024-08-06');
    },
  );

  it('is that of each deployment when the same bytes are sent repeatedly', async () => {
    const models: string[] = [];
    for (const deployment of ['gpt-4o', 'gpt-4o', 'my-own', 'gpt-4o', 'acme%2Fmodel', 'my-own']) {
      models.push(
        await modelOf(`/openai/deployments/${deployment}/chat/completions?${VERSION}`, ask('Again')),
      );
    }
    const snapshot = 'gpt-4o-2024-08-06';
    expect(models).toEqual([snapshot, snapshot, 'my-own', snapshot, 'acme/model', 'my-own']);
  });

  it('comes from the body where the path has none', async () => {
    expect(await modelOf('/openai/v1/chat/completions', { model: 'gpt-5', ...ask('Hello') })).toBe(
      'gpt-5-2025-08-07',
    );
    const reply = await rig.send('/openai/v1/chat/completions', ask('Hello'));
    expect(await reply.json()).toMatchObject({
      error: { param: 'model', code: 'missing_required_parameter' },
    });
  });

  it('is reported as a missing deployment if models are strict', async () => {
    const strict = openRig({ strictModels: true });
    const reply = await strict.send(`/openai/deployments/nobody/chat/completions?${VERSION}`, ask('Hello'));
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: { code: 'DeploymentNotFound' } });
  });

  it('is the deployment for forms too', async () => {
    const seen: unknown[] = [];
    const { send, fetch } = openRig({
      more: of('deployment', [
        operation({
          id: 'createTranscription',
          method: 'POST',
          path: '/audio/transcriptions',
          access: 'project',
          summary: 'Transcribe',
          form: Type.Object({ file: UploadField, model: Type.String() }, { additionalProperties: false }),
          handle: ({ body }) => {
            seen.push(body.model, body.file.filename, body.file.bytes.length);
            return json({ text: '' });
          },
        }),
      ]),
    });
    const form = new FormData();
    form.append('file', new Blob(['abc']), 'a.wav');
    const init = { method: 'POST', headers: { 'api-key': KEY }, body: form };
    const path = '/audio/transcriptions';
    const reply = await fetch(`http://fakeai.test/openai/deployments/whisper${path}?${VERSION}`, init);
    expect([reply.status, seen]).toEqual([200, ['whisper', 'a.wav', 3]]);
    expect((await fetch(`http://fakeai.test/openai/v1${path}`, init)).status).toBe(400);
    expect((await send('/openai/models?api-version=2024-10-21')).status).toBe(200);
  });
});

describe('errors and headers', () => {
  it('passes on errors about the body', async () => {
    const reply = await rig.send(CHAT, { ...ask('Hello'), temperature: 3 });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({
      error: { type: 'invalid_request_error', param: 'temperature', code: 'decimal_above_max_value' },
    });
  });

  it('identifies the call', async () => {
    const { headers } = await rig.send(CHAT, ask('Hello'));
    expect(headers.get('apim-request-id')).toBe(headers.get('x-request-id'));
    expect(headers.get('x-request-id')).toMatch(/^req_\w{32}$/);
  });

  it('counts calls under their own path', async () => {
    await rig.send(CHAT, ask('Hello'));
    expect(rig.ended.at(-1)).toMatchObject({
      operation: 'azureDeploymentCreateChatCompletion',
      endpoint: '/openai/deployments/{deployment}/chat/completions',
      model: 'gpt-4o',
      outcome: 'ok',
    });
  });
});

describe('the content filter', () => {
  const row = rig.operations.find(({ id }) => id === 'azureDeploymentCreateChatCompletion');
  const expectFit = (schema: TSchema | undefined, value: unknown): void => {
    const check = Compile(schema as TSchema);
    expect(check.Check(value) ? [] : check.Errors(value)).toEqual([]);
  };
  const eventsOf = async (reply: Response): Promise<Chunk[]> =>
    (await reply.text())
      .split('\n\n')
      .filter((frame) => frame.startsWith('data: {'))
      .map((frame) => JSON.parse(frame.slice(6)) as Chunk);

  interface Filtered {
    readonly choices: readonly { readonly content_filter_results: object }[];
    readonly prompt_filter_results: unknown;
  }
  const answerOf = async (reply: Response): Promise<Filtered> => (await reply.json()) as Filtered;

  interface Chunk {
    readonly choices: readonly {
      readonly index: number;
      readonly delta: { readonly content?: string };
      readonly finish_reason: string | null;
      readonly content_filter_results: object;
    }[];
    readonly usage?: object | null;
    readonly prompt_filter_results?: unknown;
  }

  it('reports results for prompt and choices', async () => {
    const answer = await (await rig.send(CHAT, { ...ask('Name a tree'), n: 2 })).json();
    expectFit(row?.reply, answer);
    expect(answer).toMatchObject({
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
      choices: [{ content_filter_results: SAFE }, { content_filter_results: SAFE }],
    });
  });

  it('leaves the rest of the response unchanged', async () => {
    const one = openRig();
    const other = openRig();
    const body = { model: 'gpt-4o', ...ask('Name a tree'), seed: 3 };
    const { prompt_filter_results: _, choices, ...rest } = await answerOf(await one.send(CHAT, body));
    const plain = await other.send('/v1/chat/completions', body, { authorization: `Bearer ${KEY}` });
    const unfiltered = choices.map(({ content_filter_results: __, ...choice }) => choice);
    expect({ ...rest, choices: unfiltered }).toEqual(await plain.json());
  });

  it('is the same for an answer that is made while it is written', async () => {
    // More than a megabyte.
    const long = { n: 4, logprobs: true, top_logprobs: 20, min_tokens: 400, max_tokens: 400, seed: 3 };
    const body = { model: 'gpt-4o', ...ask('Name a tree'), ...long };
    const {
      prompt_filter_results: prompts,
      choices,
      ...rest
    } = await answerOf(await openRig().send(CHAT, body));
    expect(prompts).toEqual([{ prompt_index: 0, content_filter_results: SAFE }]);
    expect(choices.map(({ content_filter_results: results }) => results)).toEqual([SAFE, SAFE, SAFE, SAFE]);
    const plain = await openRig().send('/v1/chat/completions', body, { authorization: `Bearer ${KEY}` });
    expect(plain.headers.get('content-length')).toBeNull();
    const unfiltered = choices.map(({ content_filter_results: _, ...choice }) => choice);
    expect({ ...rest, choices: unfiltered }).toEqual(await plain.json());
  });

  it('reports the prompt first in a stream, then every chunk that has text', async () => {
    const reply = await rig.send(CHAT, {
      ...ask('Name a tree'),
      stream: true,
      stream_options: { include_usage: true },
    });
    const [first, ...chunks] = await eventsOf(reply);
    const usage = chunks.pop();
    expect(first).toEqual({
      choices: [],
      created: 0,
      id: '',
      model: '',
      object: '',
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
    });
    expect(usage).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } });
    for (const chunk of [first, ...chunks, usage]) expectFit(row?.event, chunk);
    expect(chunks.length).toBeGreaterThan(3);
    for (const { choices } of chunks) {
      expect(choices[0]?.content_filter_results).toEqual(choices[0]?.delta.content ? SAFE : {});
    }
  });

  it('blocks prompts from medium severity on, without generating an answer', async () => {
    const before = rig.clock.now();
    const reply = await rig.send(CHAT, ask('I want to kill my neighbour with a knife'));
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({
      error: {
        message: expect.stringMatching(/^The response was filtered due to the prompt triggering/),
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: {
          code: 'ResponsibleAIPolicyViolation',
          content_filter_result: {
            ...SAFE,
            violence: { filtered: true, severity: expect.stringMatching(/medium|high/) },
          },
        },
      },
    });
    expect(rig.clock.now() - before).toBeLessThan(TTFT);
    expect(rig.ended.at(-1)).toMatchObject({ status: 400, outcome: 'error', fault: 'content_filtered' });
  });

  it('checks every message and every part', async () => {
    const parts = [
      { type: 'text', text: 'Hello' },
      { type: 'text', text: 'I want to end my life' },
    ];
    const reply = await rig.send(CHAT, {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: parts },
        { role: 'assistant', content: 'I am here.' },
        { role: 'user', content: 'Thanks' },
      ],
    });
    expect(await reply.json()).toMatchObject({
      error: { innererror: { content_filter_result: { self_harm: { filtered: true } } } },
    });
  });

  it('gives the same results for repeated bytes', async () => {
    for (let time = 0; time < 3; time++) {
      expect((await rig.send(CHAT, ask('I will stab you'))).status).toBe(400);
      expect((await rig.send(CHAT, ask('I like you'))).status).toBe(200);
    }
  });

  const harmful = openRig({
    content: saying('Well, listen. I will kill you and your family tonight. Good bye.'),
  });

  it('removes blocked content from a response', async () => {
    const answer = await answerOf(await harmful.send(CHAT, ask('Hello')));
    expectFit(row?.reply, answer);
    expect(answer.choices).toMatchObject([
      {
        finish_reason: 'content_filter',
        message: { role: 'assistant', content: null },
        content_filter_results: { violence: { filtered: true } },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('kill');
  });

  it('ends a stream at blocked content', async () => {
    const reply = await harmful.send(CHAT, {
      ...ask('Hello'),
      stream: true,
      stream_options: { include_usage: true },
    });
    const events = await eventsOf(reply);
    for (const event of events) expectFit(row?.event, event);
    const said = events.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
    expect(said).toMatch(/^Well, listen\. I/);
    expect(said).not.toContain('tonight');
    const reasons = events.flatMap(({ choices }) => choices.map((choice) => choice.finish_reason));
    expect(reasons.filter((reason) => reason !== null)).toEqual(['content_filter']);
    expect(reasons.at(-1)).toBe('content_filter');
    expect(events.at(-1)?.usage).toBeTruthy();
  });

  it('reports results for the current sentence, not for earlier ones', async () => {
    const rude = openRig({ content: saying('I might punch someone. The garden is quiet today.') });
    const events = await eventsOf(await rude.send(CHAT, { ...ask('Hello'), stream: true }));
    const last = events.findLast(({ choices }) => choices[0]?.delta.content);
    expect(last?.choices[0]?.content_filter_results).toEqual(SAFE);
  });
});

describe('completions', () => {
  const bodies: unknown[] = [];
  const completions = openRig({
    more: of('completion', [
      operation({
        id: 'createCompletion',
        method: 'POST',
        path: '/completions',
        access: 'project',
        summary: 'Complete',
        body: Type.Object({ model: Type.String(), prompt: Type.Optional(Type.Unknown()) }),
        handle: ({ body }) => {
          bodies.push(body.model);
          return json({ choices: [{ index: 0, text: 'I will kill you', finish_reason: 'stop' }] });
        },
      }),
    ]),
  });
  const path = `/openai/deployments/gpt-3.5-turbo-instruct/completions?${VERSION}`;

  it('has results for each prompt', async () => {
    const reply = await completions.send(path, { prompt: ['One', 'Two'] });
    expect(await reply.json()).toMatchObject({
      prompt_filter_results: [
        { prompt_index: 0, content_filter_results: SAFE },
        { prompt_index: 1, content_filter_results: SAFE },
      ],
      choices: [{ text: '', finish_reason: 'content_filter' }],
    });
    expect(bodies).toEqual(['gpt-3.5-turbo-instruct']);
  });

  it('decodes token ids, and skips invalid ones', async () => {
    const { encode } = await import('gpt-tokenizer/encoding/cl100k_base');
    const ids = encode('I want to hurt someone');
    for (const prompt of [ids, [ids], ['Hello', ids], [[1e9], ids]]) {
      expect((await completions.send(path, { prompt })).status, JSON.stringify(prompt)).toBe(400);
    }
    for (const prompt of [undefined, '', [], [1e9]]) {
      expect((await completions.send(path, { prompt })).status, JSON.stringify(prompt)).toBe(200);
    }
  });
});

describe('the official client', () => {
  const client = (options = {}) =>
    new AzureOpenAI({
      endpoint: 'http://fakeai.test',
      apiKey: KEY,
      apiVersion: '2024-10-21',
      fetch: rig.fetch,
      maxRetries: 0,
      ...options,
    });

  it('receives each token when it is due', async () => {
    const start = rig.clock.now();
    const stream = await client({ deployment: 'gpt-4o' }).chat.completions.create({
      model: '',
      ...ask('Describe a forest.'),
      max_tokens: 12,
      stream: true,
    });
    const times: number[] = [];
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) times.push(rig.clock.now() - start);
    }
    expect(times).toEqual(Array.from({ length: 12 }, (_, index) => TTFT + index * ITL));
    expect(rig.clock.pending).toBe(0);
  });

  it('leaves no timers behind when it disconnects', async () => {
    const stream = await client().chat.completions.create({
      model: 'gpt-4o',
      ...ask('Describe a forest.'),
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    expect(rig.clock.pending).toBe(0);
    expect(rig.ended.at(-1)).toMatchObject({ outcome: 'aborted' });
  });

  it('stores, retrieves, updates and deletes completions', async () => {
    const azure = client();
    const { id } = await azure.chat.completions.create({ model: 'gpt-4o', ...ask('Hello'), store: true });
    expect((await azure.chat.completions.retrieve(id)).id).toBe(id);
    const { data: messages } = await azure.chat.completions.messages.list(id);
    expect(messages).toMatchObject([{ role: 'user', content: 'Hello' }]);
    expect(await azure.chat.completions.update(id, { metadata: { team: 'blue' } })).toMatchObject({
      metadata: { team: 'blue' },
    });
    const found: string[] = [];
    for await (const one of azure.chat.completions.list({ metadata: { team: 'blue' } })) found.push(one.id);
    expect(found).toEqual([id]);
    expect(await azure.chat.completions.delete(id)).toMatchObject({ id, deleted: true });
  });

  it('creates embeddings', async () => {
    const { data, model } = await client().embeddings.create({
      model: 'text-embedding-3-small',
      input: 'text',
    });
    expect([data[0]?.embedding.length, model]).toEqual([1536, 'text-embedding-3-small']);
  });
});

it('logs no unexpected errors', () => {
  expect(rig.lines).toEqual([]);
});

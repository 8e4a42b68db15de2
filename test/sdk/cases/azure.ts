import { AuthenticationError, type AzureOpenAI, BadRequestError, NotFoundError, toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, personFormat, weatherTool } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

const SAFE = {
  hate: { filtered: false, severity: 'safe' },
  self_harm: { filtered: false, severity: 'safe' },
  sexual: { filtered: false, severity: 'safe' },
  violence: { filtered: false, severity: 'safe' },
};

/** Azure's client with deployments, and OpenAI's client with Azure's v1 path. */
export function azureCases(open: OpenWorld): void {
  let world: World;
  let azure: AzureOpenAI;
  beforeAll(async () => {
    world = await open();
    azure = world.connectAzure({ deployment: 'gpt-4o' });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('chats with a deployment', async () => {
    const { data, response, request_id } = await azure.chat.completions
      .create({ model: '', messages: ask('Hello') })
      .withResponse();
    expect(data).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-4o-2024-08-06',
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
      choices: [{ finish_reason: 'stop', content_filter_results: SAFE }],
    });
    expect(data.choices[0]?.message.content).toBeTruthy();
    expect(response.headers.get('apim-request-id')).toBe(request_id);
    expect(request_id).toMatch(/^req_/);
  });

  it('uses the model as the deployment if none is set', async () => {
    const client = world.connectAzure();
    const { model } = await client.chat.completions.create({ model: 'acme/own', messages: ask('Hello') });
    expect(model).toBe('acme/own');
  });

  it('streams the prompt’s filter results first', async () => {
    const stream = await azure.chat.completions.create({
      model: '',
      messages: ask('Name three trees'),
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: object[] = [];
    let said = '';
    for await (const chunk of stream) {
      chunks.push(chunk);
      said += chunk.choices[0]?.delta.content ?? '';
    }
    expect(chunks[0]).toMatchObject({
      choices: [],
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
    });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
    const whole = await azure.chat.completions.create({ model: '', messages: ask('Name three trees') });
    expect(said).toBe(whole.choices[0]?.message.content);
  });

  it('accumulates a stream', async () => {
    const final = await azure.chat.completions
      .stream({ model: '', messages: ask('Name three trees') })
      .finalChatCompletion();
    const whole = await azure.chat.completions.create({ model: '', messages: ask('Name three trees') });
    expect(final.model).toBe('gpt-4o-2024-08-06');
    expect(final.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
  });

  it('calls tools and follows schemas', async () => {
    const called = await azure.chat.completions.create({
      model: '',
      messages: ask('What is the weather in Paris?'),
      tools: [weatherTool],
      tool_choice: 'required',
    });
    expect(called.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'get_weather' } }] },
    });
    const filled = await azure.chat.completions.create({
      model: '',
      messages: ask('Tell me about Alice, who is 30'),
      response_format: personFormat,
    });
    expect(JSON.parse(filled.choices[0]?.message.content ?? '')).toMatchObject({ age: expect.any(Number) });
  });

  it('creates the same embeddings as OpenAI’s path', async () => {
    const client = world.connectAzure({ deployment: 'text-embedding-3-small' });
    const { data, usage } = await client.embeddings.create({ model: '', input: 'The food was delicious' });
    const plain = await world.client.embeddings.create({
      model: 'text-embedding-3-small',
      input: 'The food was delicious',
    });
    expect(data).toEqual(plain.data);
    expect(usage).toEqual(plain.usage);
  });

  it('generates speech and transcribes it', async () => {
    const voice = world.connectAzure({ deployment: 'tts-1' });
    const spoken = await voice.audio.speech.create({
      model: '',
      voice: 'alloy',
      input: 'The quick brown fox.',
      response_format: 'wav',
    });
    const file = await toFile(new Uint8Array(await spoken.arrayBuffer()), 'speech.wav');
    const listener = world.connectAzure({ deployment: 'whisper-1' });
    const { text } = await listener.audio.transcriptions.create({ model: 'whisper-1', file });
    expect(text).toBe('The quick brown fox.');
  });

  it('generates images', async () => {
    const painter = world.connectAzure({ deployment: 'dall-e-3' });
    const { data } = await painter.images.generate({
      model: '',
      prompt: 'A red fox',
      response_format: 'b64_json',
    });
    expect(
      Buffer.from(data?.[0]?.b64_json ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('lists models', async () => {
    const ids = (await azure.models.list()).data.map(({ id }) => id);
    expect(ids).toContain('gpt-4o');
    expect((await azure.models.retrieve('gpt-4o')).id).toBe('gpt-4o');
  });

  it('accepts a token instead of a key', async () => {
    const { origin } = new URL(azure.baseURL);
    const client = world.connect({ baseURL: `${origin}/openai/v1` });
    const { model } = await client.chat.completions.create({ model: 'gpt-4o', messages: ask('Hello') });
    expect(model).toBe('gpt-4o-2024-08-06');
    const [first] = (await client.models.list()).data;
    expect((await client.models.retrieve(first?.id ?? '')).id).toBe(first?.id);
  });

  describe('rejects', () => {
    it('a wrong key', async () => {
      const request = world
        .connectAzure({ apiKey: 'nobody-knows-this' })
        .chat.completions.create({ model: 'gpt-4o', messages: ask('Hello') });
      await expect(request).rejects.toMatchObject({ constructor: AuthenticationError, code: '401' });
    });

    it('an invalid API version', async () => {
      const request = world
        .connectAzure({ apiVersion: 'yesterday' })
        .chat.completions.create({ model: 'gpt-4o', messages: ask('Hello') });
      await expect(request).rejects.toMatchObject({ constructor: NotFoundError, code: '404' });
    });

    it('a prompt that the filter blocks', async () => {
      const request = azure.chat.completions.create({ model: '', messages: ask('I want to hurt someone') });
      await expect(request).rejects.toMatchObject({
        constructor: BadRequestError,
        code: 'content_filter',
        param: 'prompt',
        error: {
          innererror: {
            code: 'ResponsibleAIPolicyViolation',
            content_filter_result: { violence: { filtered: true } },
          },
        },
      });
    });

    it('an invalid parameter, as OpenAI does', async () => {
      const request = azure.chat.completions.create({ model: '', messages: ask('Hello'), temperature: 3 });
      await expect(request).rejects.toMatchObject({
        constructor: BadRequestError,
        param: 'temperature',
        type: 'invalid_request_error',
      });
    });

    it('an unknown deployment with strict models', async () => {
      await using strict = await open({ strictModels: true });
      const request = strict
        .connectAzure({ deployment: 'nobody' })
        .chat.completions.create({ model: '', messages: ask('Hello') });
      await expect(request).rejects.toMatchObject({ constructor: NotFoundError, code: 'DeploymentNotFound' });
    });
  });
}

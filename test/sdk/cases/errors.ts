import { APIError, AuthenticationError, BadRequestError, NotFoundError } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

export function errorCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const failureOf = async (request: object): Promise<APIError> => {
    try {
      await world.client.chat.completions.create({
        model: 'gpt-4o',
        messages: ask('Hi'),
        ...request,
      } as never);
    } catch (error) {
      if (error instanceof APIError) return error;
      throw error;
    }
    throw new Error('The request was not refused');
  };

  it('refuses a wrong key, showing only its ends', async () => {
    const stranger = world.connect({ apiKey: 'sk-wrong-key-0123456789' });
    const error = await stranger.models.list().then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      type: 'invalid_request_error',
      param: null,
    });
    expect(error.message).toMatch(/Incorrect API key provided: /);
    expect(error.message).not.toContain('sk-wrong-key-0123456789');
    expect(error.requestID).toMatch(/^req_/);
  });

  it.each<[string, object, object]>([
    [
      'a missing parameter',
      { messages: undefined },
      { param: 'messages', code: 'missing_required_parameter' },
    ],
    ['an unknown parameter', { colour: 'red' }, { param: null, code: null }],
    [
      'an unknown parameter of another',
      { response_format: { type: 'text', colour: 'red' } },
      { param: 'response_format.colour', code: 'unknown_parameter' },
    ],
    ['a wrong type', { temperature: 'hot' }, { param: 'temperature', code: 'invalid_type' }],
    ['a number too large', { temperature: 3 }, { param: 'temperature', code: 'decimal_above_max_value' }],
    ['an integer too small', { n: 0 }, { param: 'n', code: 'integer_below_min_value' }],
    ['no messages', { messages: [] }, { param: 'messages', code: 'empty_array' }],
    [
      'an unknown content part',
      { messages: [{ role: 'user', content: [{ type: 'video', video: {} }] }] },
      { param: 'messages[0].content[0].type', code: 'invalid_value' },
    ],
    [
      'a nested parameter',
      { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      { param: 'messages[0].content[0].text', code: 'missing_required_parameter' },
    ],
    [
      'too many stop strings',
      { stop: ['a', 'b', 'c', 'd', 'e'] },
      { param: 'stop', code: 'array_above_max_length' },
    ],
    ['a context too long', { messages: ask('word '.repeat(130_000)) }, { code: 'context_length_exceeded' }],
    [
      'a parameter the model lacks',
      { model: 'o3', max_tokens: 5 },
      { param: 'max_tokens', code: 'unsupported_parameter' },
    ],
    [
      'a value the model lacks',
      { model: 'gpt-5', temperature: 0.5 },
      { param: 'temperature', code: 'unsupported_value' },
    ],
    [
      'an image for a model that cannot see',
      {
        model: 'gpt-4',
        messages: [
          { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
        ],
      },
      { param: 'messages[0].content[0].type' },
    ],
    [
      'a tool result without a call',
      { messages: [{ role: 'tool', tool_call_id: 'call_1', content: 'x' }] },
      { param: 'messages[0].role' },
    ],
  ])('refuses %s', async (_name, request, expected) => {
    const error = await failureOf(request);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', ...expected });
    expect(error.requestID).toMatch(/^req_/);
  });

  it('refuses a stream with a real error, before it begins', async () => {
    expect(await failureOf({ stream: true, temperature: 3 })).toBeInstanceOf(BadRequestError);
  });

  it('tells an unknown path', async () => {
    await expect(world.client.get('/nowhere')).rejects.toBeInstanceOf(NotFoundError);
  });

  it('refuses strict schemas that OpenAI refuses, when asked to', async () => {
    const request = {
      model: 'gpt-4o',
      messages: ask('Extract: John is 30 years old'),
      response_format: {
        type: 'json_schema' as const,
        json_schema: {
          name: 'person',
          strict: true,
          schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
        },
      },
    };
    await using strict = await open({ strictSchemas: true });
    await expect(strict.client.chat.completions.create(request)).rejects.toMatchObject({
      constructor: BadRequestError,
      param: 'response_format',
      message: expect.stringContaining("'additionalProperties' is required to be supplied and to be false"),
    });
    const { response } = await world.client.chat.completions.create(request).withResponse();
    expect(response.headers.get('x-fakeai-note')).toContain("'additionalProperties' is required");
  });

  it('lets anyone in when no key is required', async () => {
    await using open_ = await open({ requireApiKey: false });
    const stranger = open_.connect({ apiKey: 'anything' });
    await expect(
      stranger.chat.completions.create({ model: 'gpt-4o', messages: ask('Hi') }),
    ).resolves.toBeDefined();
  });

  it('answers with and without /v1', async () => {
    const baseURL = world.client.baseURL.replace(/\/v1$/, '');
    expect(baseURL).not.toBe(world.client.baseURL);
    const bare = world.connect({ baseURL });
    expect((await bare.models.retrieve('gpt-4o')).id).toBe('gpt-4o');
    const { choices } = await bare.chat.completions.create({ model: 'gpt-4o', messages: ask('Hi') });
    expect(choices).toHaveLength(1);
  });

  it('tells about itself in headers, organization and project given or not', async () => {
    const member = world.connect({ organization: 'org-acme', project: 'proj_acme' });
    const { data, response, request_id } = await member.chat.completions
      .create({ model: 'gpt-4o', messages: ask('Hi') })
      .withResponse();
    expect(data.choices).toHaveLength(1);
    expect(request_id).toMatch(/^req_/);
    expect(response.headers.get('x-request-id')).toBe(request_id);
    expect(response.headers.get('openai-processing-ms')).toMatch(/^\d+$/);
    expect(response.headers.get('openai-version')).toBe('2020-10-01');
    expect(response.headers.get('openai-organization')).toBe('org-fakeai');
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);

    const stream = await member.chat.completions
      .create({ model: 'gpt-4o', messages: ask('Hi'), stream: true })
      .withResponse();
    expect(stream.request_id).toMatch(/^req_/);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    for await (const chunk of stream.data) expect(chunk.object).toBe('chat.completion.chunk');
  });
}

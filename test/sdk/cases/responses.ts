import type OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

type Create = OpenAI.Responses.ResponseCreateParamsNonStreaming;

const model = 'gpt-4o';
const weather: OpenAI.Responses.FunctionTool = {
  type: 'function',
  name: 'get_weather',
  description: 'The current weather of a city',
  strict: true,
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

/** Responses with the official client. */
export function responseCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const create = (body: Create) => world.client.responses.create({ model, ...body });
  const refused = (body: object): Promise<InstanceType<typeof OpenAI.APIError>> =>
    create(body as Create).then(
      () => expect.fail('was not refused'),
      (error) => error,
    );

  it('tells what it was asked', async () => {
    const asked = {
      access_programs: { cyber: 'standard' },
      instructions: 'Be brief.',
      max_output_tokens: 50,
      max_tool_calls: 3,
      parallel_tool_calls: false,
      prompt_cache_key: 'key',
      prompt_cache_retention: '24h',
      safety_identifier: 'user-1',
      temperature: 0.5,
      top_p: 0.9,
      truncation: 'auto',
      user: 'user-2',
    } as const;
    const response = await create({ ...asked, input: 'Hello', service_tier: 'flex' } as Create);
    expect(response).toMatchObject({ ...asked, service_tier: 'flex' });
  });

  it('has hours for a response in the background', async () => {
    const background_options = { completion_window: '2h' as const };
    const { id } = await create({ input: 'Hello', background: true, background_options } as Create);
    expect((await world.client.responses.retrieve(id)).status).toBe('completed');
  });

  it('counts no personality', async () => {
    const counted = world.client.responses.inputTokens.count({ model, input: 'Hi', personality: 'friendly' });
    await expect(counted).rejects.toMatchObject({ status: 400, param: 'personality' });
  });

  it('fills in a prompt', async () => {
    const messages = [{ role: 'user' as const, content: 'What is {{a}} times {{b}}?' }];
    const prompts = { pmpt_product: { model, messages } };
    await using own = await open({ prompts });
    const prompt = { id: 'pmpt_product', variables: { a: '6', b: '7' } };
    const response = await own.client.responses.create({ prompt });
    expect(response.output_text).toContain('42');
    expect(response.prompt).toEqual({ ...prompt, version: '1' });
    const unknown = own.client.responses.create({ model, prompt: { id: 'pmpt_1' } });
    await expect(unknown).rejects.toMatchObject({ status: 404, param: 'prompt.id' });
  });

  it('answers', async () => {
    const response = await create({ input: 'What is 6 * 7?', metadata: { a: 'b' } });
    expect(response.output_text).toContain('42');
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_\w{48}$/),
      object: 'response',
      status: 'completed',
      error: null,
      incomplete_details: null,
      instructions: null,
      metadata: { a: 'b' },
      store: true,
      tools: [],
      tool_choice: 'auto',
      output: [
        { id: expect.stringMatching(/^msg_/), type: 'message', role: 'assistant', status: 'completed' },
      ],
    });
    const { usage } = response;
    expect(usage?.total_tokens).toBe((usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0));
    expect(await world.client.responses.retrieve(response.id)).toEqual(response);
  });

  describe('a stream', () => {
    const asked: [string, Create][] = [
      ['a text', { input: 'Tell me about the sea' }],
      ['a text that is cut', { input: 'Tell me about the sea', max_output_tokens: 20 }],
      ['log probabilities', { input: 'Hello', include: ['message.output_text.logprobs'], top_logprobs: 2 }],
      ['a call', { input: 'What is the weather in Paris?', tools: [weather] }],
      [
        'a free call',
        { input: 'Run 1+1', tools: [{ type: 'custom', name: 'run' }], tool_choice: 'required' },
      ],
      ['hidden reasoning', { model: 'o4-mini', input: 'Why is the sky blue?' }],
      ['a summary', { model: 'o4-mini', input: 'Why is the sky blue?', reasoning: { summary: 'auto' } }],
      ['shown reasoning', { model: 'openai/gpt-oss-20b', input: 'Why is the sky blue?' }],
      ['encrypted reasoning', { model: 'o4-mini', input: 'Hi', include: ['reasoning.encrypted_content'] }],
    ];

    it.each(asked)('ends with what is kept: %s', async (_, body) => {
      const stream = world.client.responses.stream({ model, ...body } as never);
      const events: OpenAI.Responses.ResponseStreamEvent[] = [];
      for await (const event of stream) events.push(event as OpenAI.Responses.ResponseStreamEvent);
      const { parsed: __, ...final } = (await stream.finalResponse()) as {
        parsed?: unknown;
        id: string;
      } & OpenAI.Responses.Response;
      expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((___, index) => index));
      expect(events.slice(0, 2).map(({ type }) => type)).toEqual([
        'response.created',
        'response.in_progress',
      ]);
      const last = events.at(-1) as { type: string; response: OpenAI.Responses.Response };
      expect(last.type).toBe(`response.${last.response.status}`);
      const kept = await world.client.responses.retrieve(final.id);
      const { output_text: ____, ...wire } = kept;
      expect(last.response).toEqual(wire);
    });

    it('can be left', async () => {
      const stream = await world.client.responses.create({
        model,
        input: 'Tell me about the sea',
        stream: true,
      });
      for await (const event of stream) if (event.type === 'response.output_text.delta') break;
      expect((await create({ input: 'What is 6 * 7?' })).output_text).toContain('42');
    });
  });

  it('calls a function and uses its result, by the chain and by the whole input', async () => {
    const input: OpenAI.Responses.ResponseInput = [
      { role: 'user', content: 'What is the weather in Paris?' },
    ];
    const first = await create({ input, tools: [weather] });
    const call = first.output.find((item) => item.type === 'function_call');
    expect(JSON.parse(call?.arguments ?? '')).toEqual({ city: 'Paris' });
    const output: OpenAI.Responses.ResponseInputItem = {
      type: 'function_call_output',
      call_id: call?.call_id as string,
      output: '{"temperature":"17 C","sky":"overcast"}',
    };
    const chained = await create({ previous_response_id: first.id, input: [output], tools: [weather] });
    expect(chained.output_text).toMatch(/17/);
    const whole = await create({
      input: [...input, ...first.output, output] as OpenAI.Responses.ResponseInput,
      tools: [weather],
      store: false,
    });
    expect(whole.output_text).toMatch(/17/);
    const again = await refused({ previous_response_id: first.id, input: 'And in Rome?' });
    expect(again.message).toContain(`No tool output found for function call ${call?.call_id}.`);
    const lost = await refused({ input: [output] });
    expect(lost.message).toContain(
      `No tool call found for function call output with call_id ${call?.call_id}.`,
    );
  });

  it('remembers what was said in a chain', async () => {
    const first = await create({ input: 'My name is Ada and I live in Oslo.' });
    const second = await create({ input: 'Thanks!', previous_response_id: first.id });
    const third = await create({ input: 'Where do I live?', previous_response_id: second.id });
    expect(third.output_text).toContain('Oslo');
    expect(third.previous_response_id).toBe(second.id);
    expect(third.usage?.input_tokens).toBeGreaterThan(first.usage?.input_tokens as number);
    const branch = await create({ input: 'What is my name?', previous_response_id: first.id });
    expect(branch.output_text).toContain('Ada');
  });

  it('continues a conversation and appends to it', async () => {
    const { id } = await world.client.conversations.create({
      items: [{ type: 'message', role: 'user', content: 'My name is Ada and I live in Oslo.' }],
    });
    const first = await create({ input: 'Where do I live?', conversation: id });
    expect(first.output_text).toContain('Oslo');
    expect(first.conversation).toEqual({ id });
    const second = await create({ input: 'What is my name?', conversation: { id }, store: false });
    expect(second.output_text).toContain('Ada');
    const items: OpenAI.Conversations.ConversationItem[] = [];
    for await (const item of world.client.conversations.items.list(id, { order: 'asc' })) items.push(item);
    expect(items.map((item) => item.type === 'message' && item.role)).toEqual([
      'user',
      'user',
      'assistant',
      'user',
      'assistant',
    ]);
    expect(items[2]?.id).toBe(first.output[0]?.id);
    await world.client.conversations.delete(id);
    expect(await refused({ input: 'Go on', conversation: id })).toMatchObject({ status: 404 });
  });

  it('lets one response at a time continue a conversation', async () => {
    const { id } = await world.client.conversations.create();
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => create({ input: 'Hello', conversation: id })),
    );
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      expect(answer.reason).toMatchObject({
        status: 400,
        code: 'conversation_locked',
        param: 'conversation',
      });
    }
    expect(answers.map(({ status }) => status)).toContain('fulfilled');
    expect((await create({ input: 'Hello', conversation: id })).status).toBe('completed');
  });

  it('runs in the background', async () => {
    let response = await create({ input: 'What is 6 * 7?', background: true });
    expect(response).toMatchObject({ status: 'queued', background: true });
    for (let looks = 0; looks < 200 && response.status !== 'completed'; looks++) {
      response = await world.client.responses.retrieve(response.id);
    }
    expect(response.output_text).toContain('42');
    const stream = await world.client.responses.retrieve(response.id, { stream: true, starting_after: 2 });
    const numbers: number[] = [];
    for await (const event of stream) numbers.push(event.sequence_number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 3));
    const { status, output } = await world.client.responses.cancel(response.id);
    expect([status, output]).toEqual(['completed', response.output]);
  });

  it('counts the tokens of an input', async () => {
    const first = await create({ input: 'Hello there' });
    const count = (body: object) =>
      world.client.responses.inputTokens.count({ model, ...body }).then(({ input_tokens: tokens }) => tokens);
    expect(await count({ input: 'Hello there' })).toBe(first.usage?.input_tokens);
    const next = {
      input: 'Go on',
      previous_response_id: first.id,
      instructions: 'Be brief.',
      tools: [weather],
    };
    const second = await create({ ...next, tool_choice: 'none' });
    expect(await count({ ...next, tool_choice: 'none' })).toBe(second.usage?.input_tokens);
  });

  it('compacts a conversation, which can be continued', async () => {
    const input: OpenAI.Responses.ResponseInput = [
      { role: 'user', content: 'My name is Ada.' },
      { role: 'assistant', content: 'The code of the door is 4711.' },
      { role: 'user', content: 'Thanks.' },
    ];
    const compacted = await world.client.responses.compact({ model, input });
    expect(compacted).toMatchObject({
      object: 'response.compaction',
      output: [
        { type: 'message', role: 'user', content: [{ text: 'My name is Ada.' }] },
        { type: 'message', role: 'user', content: [{ text: 'Thanks.' }] },
        { type: 'compaction', encrypted_content: expect.not.stringContaining('4711') },
      ],
    });
    const kept = compacted.output as OpenAI.Responses.ResponseInput;
    const ask = (content: string) => create({ input: [...kept, { role: 'user', content }], store: false });
    expect((await ask('What is the code of the door?')).output_text).toContain('4711');
    expect((await ask('What is my name?')).output_text).toContain('Ada');
    const foreign = { type: 'compaction', encrypted_content: 'abc' };
    expect(await refused({ input: [foreign] })).toMatchObject({ code: 'invalid_encrypted_content' });
  });

  it('does not store what is too large to be stored', async () => {
    const png = Buffer.alloc(7 * 2 ** 20).toString('base64');
    const input = [{ role: 'user', content: [{ type: 'input_file', filename: 'a.bin', file_data: png }] }];
    expect(await refused({ input })).toMatchObject({
      param: 'store',
      message: expect.stringContaining('false'),
    });
    const error = await refused({ input, store: false });
    expect(error).toMatchObject({ code: 'context_length_exceeded' });
  });

  it('drops the oldest turns if the whole does not fit and truncation is wanted', async () => {
    const old = { role: 'user', content: 'word '.repeat(9000) } as const;
    const input = [
      old,
      { role: 'assistant', content: 'Yes.' },
      { role: 'user', content: 'What is 6 * 7?' },
    ] as const;
    const small = 'gpt-4';
    expect(await refused({ model: small, input })).toMatchObject({
      code: 'context_length_exceeded',
      param: 'input',
    });
    const { output_text: text } = await create({ model: small, input: [...input], truncation: 'auto' });
    expect(text).toContain('42');
  });

  it('parses structured output', async () => {
    const { z } = await import('zod');
    const Person = z.object({ name: z.string(), age: z.number() });
    const { output_parsed: parsed } = await world.client.responses.parse({
      model,
      input: 'Ada is 36 years old.',
      text: { format: zodTextFormat(Person, 'person') },
    });
    expect(parsed).toEqual({ name: 'Ada', age: 36 });
  });

  it('lists its input items', async () => {
    const { id } = await create({
      input: [
        { role: 'user', content: 'One' },
        { role: 'assistant', content: 'Two' },
        { role: 'user', content: [{ type: 'input_text', text: 'Three' }] },
      ],
    });
    const items: OpenAI.Responses.ResponseItem[] = [];
    for await (const item of world.client.responses.inputItems.list(id, { limit: 2, order: 'asc' }))
      items.push(item);
    expect(items).toMatchObject([
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'One' }] },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Two' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Three' }] },
    ]);
    expect(new Set(items.map((item) => item.id)).size).toBe(3);
  });

  it('makes images, which a stream shows while they get finer', async () => {
    const tool = {
      type: 'image_generation',
      model: 'acme/painter',
      size: '64x96',
      partial_images: 2,
    } as const;
    const body = { model, input: 'Draw a red fox in the snow', tools: [tool as OpenAI.Responses.Tool] };
    const stream = world.client.responses.stream(body);
    const partials: string[] = [];
    stream.on('response.image_generation_call.partial_image', (event) => {
      partials.push(event.partial_image_b64);
    });
    const response = await stream.finalResponse();
    expect(new Set(partials).size).toBe(2);
    const [image] = response.output;
    expect(image).toMatchObject({ type: 'image_generation_call', status: 'completed', size: '64x96' });
    expect(response.output_text).toContain('a red fox in the snow');
    const stored = await world.client.responses.retrieve(response.id);
    expect(stored.output[0]).toEqual(image);
    const edited = await world.client.responses.create({
      ...body,
      input: [
        ...stored.output,
        { role: 'user', content: 'Now make it blue' },
      ] as OpenAI.Responses.ResponseInput,
    });
    expect(edited.output[0]).toMatchObject({ type: 'image_generation_call', action: 'edit' });
  });

  it('is gone once it is deleted, and never there if it is not stored', async () => {
    const stored = await create({ input: 'Hello' });
    await world.client.responses.delete(stored.id);
    const { id } = await create({ input: 'Hello', store: false });
    for (const gone of [stored.id, id]) {
      await expect(world.client.responses.retrieve(gone)).rejects.toMatchObject({ status: 404 });
      const error = await refused({ input: 'Go on', previous_response_id: gone });
      expect(error).toMatchObject({
        status: 400,
        code: 'previous_response_not_found',
        param: 'previous_response_id',
        message: expect.stringContaining(`Previous response with id '${gone}' not found.`),
      });
    }
  });

  it.each<[string, object, object]>([
    ['no model', { model: null, input: 'Hi' }, { code: 'missing_required_parameter', param: 'model' }],
    ['an unknown member', { input: 'Hi', stop: 'x' }, { code: 'unknown_parameter', param: 'stop' }],
    [
      'an unknown member of an item',
      { input: [{ role: 'user', content: 'Hi', extra: 1 }] },
      { code: 'unknown_parameter', param: 'input[0].extra' },
    ],
    ['both chains', { input: 'Hi', previous_response_id: 'resp_1', conversation: 'conv_1' }, {}],
    [
      'an id of another kind',
      { input: 'Hi', previous_response_id: 'abc' },
      { param: 'previous_response_id' },
    ],
    ['too few tokens', { input: 'Hi', max_output_tokens: 1 }, { param: 'max_output_tokens' }],
    ['a model that does not chat', { model: 'text-embedding-3-small', input: 'Hi' }, { param: 'model' }],
    [
      'an effort without reasoning',
      { input: 'Hi', reasoning: { effort: 'low' } },
      { param: 'reasoning.effort' },
    ],
    ['what is not simulated', { input: 'Hi', image: { context_compression: 'auto' } }, { param: 'image' }],
    [
      'options of a background that is not there',
      { input: 'Hi', background_options: {} },
      { param: 'background_options' },
    ],
    [
      'a stream that may take hours',
      { input: 'Hi', background: true, stream: true, background_options: { completion_window: '2h' } },
      { param: 'background_options.completion_window' },
    ],
    [
      'a fast tier that may take hours',
      {
        input: 'Hi',
        background: true,
        service_tier: 'priority',
        background_options: { completion_window: '8h' },
      },
      { param: 'background_options.completion_window' },
    ],
    [
      'an unknown continuation',
      { input: 'Hi', background: true, background_options: { continuation_id: 'cont_1' } },
      { param: 'background_options.continuation_id' },
    ],
    [
      'a tool for programs without programs',
      { input: 'Hi', tools: [{ type: 'custom', name: 'write', allowed_callers: ['programmatic'] }] },
      { param: 'tools[0].allowed_callers' },
    ],
    [
      'reasoning of another server',
      { input: [{ type: 'reasoning', summary: [], encrypted_content: 'abc' }] },
      { code: 'invalid_encrypted_content' },
    ],
    ['json without the word', { input: 'Hi', text: { format: { type: 'json_object' } } }, { param: 'input' }],
  ])('refuses %s', async (_, body, error) => {
    expect(await refused(body)).toMatchObject({ status: 400, ...error });
  });
}

import type OpenAI from 'openai';
import { zodFunction } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, weatherTool } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

const question = ask("What's the weather in San Francisco?");

export function toolCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('calls a function with arguments from the prompt', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      tools: [weatherTool],
      messages: question,
    });
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [{ id: expect.stringMatching(/^call_[A-Za-z0-9]{24}$/), type: 'function' }],
      },
    });
    expect(calledIn(choices)).toEqual([{ name: 'get_weather', arguments: { location: 'San Francisco' } }]);
  });

  it('calls nothing when nothing asks for it', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      tools: [weatherTool],
      messages: ask('Write a poem about love.'),
    });
    expect(choices[0]?.message.tool_calls).toBeUndefined();
    expect(choices[0]?.message.content).toBeTruthy();
  });

  it.each<[string, OpenAI.Chat.ChatCompletionToolChoiceOption, number]>([
    ['none', 'none', 0],
    ['required', 'required', 1],
    ['a name', { type: 'function', function: { name: 'get_weather' } }, 1],
    [
      'allowed tools',
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'get_weather' } }] },
      },
      1,
    ],
  ])('obeys a tool choice: %s', async (_name, tool_choice, calls) => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      tools: [
        weatherTool,
        { type: 'function', function: { name: 'send_mail', parameters: { type: 'object', properties: {} } } },
      ],
      tool_choice,
      parallel_tool_calls: false,
      messages: ask('What is the weather in Rome?'),
    });
    expect(calledIn(choices).map(({ name }) => name)).toEqual(calls === 1 ? ['get_weather'] : []);
  });

  const named = { name: 'get_weather' };
  const functions = [weatherTool.function];
  const note = { type: 'custom', custom: { name: 'note', description: 'Notes the weather' } } as const;
  const allowed = (mode: 'auto' | 'required'): OpenAI.Chat.ChatCompletionAllowedToolChoice => ({
    type: 'allowed_tools',
    allowed_tools: { mode, tools: [{ type: 'function', function: named }] },
  });
  type Choosing = Pick<
    OpenAI.Chat.ChatCompletionCreateParams,
    'tools' | 'tool_choice' | 'functions' | 'function_call'
  >;
  describe.each<[string, Choosing, string]>([
    ['auto', { tools: [weatherTool] }, 'tool_calls'],
    ['required', { tools: [weatherTool], tool_choice: 'required' }, 'tool_calls'],
    ['allowed tools, auto', { tools: [weatherTool], tool_choice: allowed('auto') }, 'tool_calls'],
    ['allowed tools, required', { tools: [weatherTool], tool_choice: allowed('required') }, 'tool_calls'],
    [
      'a named function',
      { tools: [weatherTool], tool_choice: { type: 'function', function: named } },
      'stop',
    ],
    ['a custom tool, required', { tools: [note], tool_choice: 'required' }, 'tool_calls'],
    [
      'a named custom tool',
      { tools: [note], tool_choice: { type: 'custom', custom: { name: 'note' } } },
      'stop',
    ],
    ['a legacy function, auto', { functions }, 'function_call'],
    ['a named legacy function', { functions, function_call: named }, 'stop'],
  ])('finishes a call for %s', (_, choosing, reason) => {
    it.each(['OpenAI', 'Azure'])(`with ${reason}, whole and streamed, by %s`, async (by) => {
      const client = by === 'Azure' ? world.connectAzure() : world.client;
      const request = { model: 'gpt-4o', messages: question, ...choosing };
      const { choices } = await client.chat.completions.create(request);
      expect(choices[0]?.finish_reason).toBe(reason);
      expect(choices[0]?.message.tool_calls ?? choices[0]?.message.function_call).toBeDefined();
      const reasons: unknown[] = [];
      for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
        const finish = chunk.choices[0]?.finish_reason;
        if (finish) reasons.push(finish);
      }
      expect(reasons).toEqual([reason]);
    });
  });

  it('calls once for each place, or once in all when told so', async () => {
    const request = {
      model: 'gpt-4o',
      tools: [weatherTool],
      messages: ask("What's the weather in Paris and Tokyo?"),
    };
    const parallel = await world.client.chat.completions.create(request);
    expect(calledIn(parallel.choices).map((call) => call.arguments.location)).toEqual(['Paris', 'Tokyo']);
    const single = await world.client.chat.completions.create({ ...request, parallel_tool_calls: false });
    expect(calledIn(single.choices)).toHaveLength(1);
  });

  it('tells arguments to the stream helper piece by piece', async () => {
    let pieces = 0;
    const finished: string[] = [];
    const stream = world.client.chat.completions
      .stream({
        model: 'gpt-4o',
        tools: [zodFunction({ name: 'get_weather', parameters: z.object({ location: z.string() }) })],
        messages: question,
      })
      .on('tool_calls.function.arguments.delta', () => {
        pieces++;
      })
      .on('tool_calls.function.arguments.done', ({ name, arguments: text }) =>
        finished.push(`${name} ${text}`),
      );
    await stream.done();
    expect(pieces).toBeGreaterThan(1);
    expect(finished).toEqual(['get_weather {"location":"San Francisco"}']);
  });

  it.each([false, true])(
    'ends an agent loop with an answer from the results (streamed: %s)',
    async (stream) => {
      const asked: string[] = [];
      const tools = [
        zodFunction({
          name: 'get_weather',
          description: 'Get the current weather for a location',
          parameters: z.object({ location: z.string() }),
          function: ({ location }) => {
            asked.push(location);
            return { temperature: 17.25, conditions: 'drizzle' };
          },
        }),
      ];
      const request = { model: 'gpt-4o', messages: question, tools };
      const runner = stream
        ? world.client.chat.completions.runTools({ ...request, stream: true })
        : world.client.chat.completions.runTools(request);
      const answer = await runner.finalContent();
      expect(asked).toEqual(['San Francisco']);
      expect(answer).toContain('17.25');
      expect(answer).toMatch(/drizzle/i);
      expect(runner.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    },
  );

  it('goes through several turns of tools and ends', async () => {
    const tool = (name: string, description: string) =>
      zodFunction({
        name,
        description,
        parameters: z.object({ city: z.string() }),
        function: ({ city }) => `${name} of ${city}: 42`,
      });
    const runner = world.client.chat.completions.runTools(
      {
        model: 'gpt-4o',
        messages: ask('Look up the population and the elevation of Quito.'),
        tools: [
          tool('get_population', 'Look up the population of a city'),
          tool('get_elevation', 'Look up the elevation of a city'),
        ],
      },
      { maxChatCompletions: 6 },
    );
    const answer = await runner.finalContent();
    expect(runner.allChatCompletions().length).toBeLessThan(6);
    expect(answer).toContain('42');
  });

  it('serves legacy functions and their results', async () => {
    const functions = [weatherTool.function];
    const called = await world.client.chat.completions.create({
      model: 'gpt-4o',
      functions,
      messages: question,
    });
    expect(called.choices[0]).toMatchObject({
      finish_reason: 'function_call',
      message: { content: null, function_call: { name: 'get_weather' } },
    });
    const answered = await world.client.chat.completions.create({
      model: 'gpt-4o',
      functions,
      messages: [
        ...question,
        called.choices[0]!.message,
        { role: 'function', name: 'get_weather', content: '{"temperature":17.25}' },
      ],
    });
    expect(answered.choices[0]?.finish_reason).toBe('stop');
    expect(answered.choices[0]?.message.content).toContain('17.25');
  });

  it('calls custom tools with text, held to their grammar', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-5',
      tools: [
        {
          type: 'custom',
          custom: {
            name: 'timestamp',
            description: 'Saves a timestamp',
            format: {
              type: 'grammar',
              grammar: { syntax: 'regex', definition: '^\\d{4}-\\d{2}-\\d{2} at [0-2]\\d:[0-5]\\d$' },
            },
          },
        },
      ],
      tool_choice: { type: 'custom', custom: { name: 'timestamp' } },
      messages: ask('Save a timestamp for August 7th 2025 at 10AM.'),
    });
    const call = choices[0]?.message.tool_calls?.[0];
    expect(call?.type).toBe('custom');
    expect(call?.type === 'custom' && call.custom.input).toMatch(/^\d{4}-\d{2}-\d{2} at [0-2]\d:[0-5]\d$/);
  });
}

function calledIn(
  choices: readonly OpenAI.Chat.ChatCompletion.Choice[],
): { name: string; arguments: { location?: string } }[] {
  return (choices[0]?.message.tool_calls ?? []).flatMap((call) => {
    if (call.type !== 'function') return [];
    const { location } = JSON.parse(call.function.arguments);
    return [{ name: call.function.name, arguments: { location } }];
  });
}

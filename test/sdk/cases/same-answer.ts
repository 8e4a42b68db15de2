import type OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pngUri } from '../media.ts';
import { ask, type ChatRequest, personFormat, treeFormat, weatherTool } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

export function sameAnswerCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(Object.entries(REQUESTS))('%s', async (_name, request) => {
    // Both answers find the same in the cache.
    await world.client.chat.completions.create(request);
    const plain = await world.client.chat.completions.create(request);
    const stream = world.client.chat.completions.stream({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    });
    // For unknown fields the client keeps only the last chunk, so collect them here.
    const reasoning: string[] = request.n ? new Array(request.n).fill('') : [''];
    stream.on('chunk', ({ choices }) => {
      for (const { index, delta } of choices) reasoning[index] += reasoningOf(delta) ?? '';
    });
    const accumulated = await stream.finalChatCompletion();
    for (const { index, message } of accumulated.choices) {
      if (reasoning[index]) Object.assign(message, { reasoning_content: reasoning[index] });
    }
    expect(comparable(accumulated)).toEqual(comparable(plain));
  });
}

/** The fields that must be equal: all except ids, times and fields that the client's accumulation adds or omits. */
function comparable(completion: OpenAI.Chat.ChatCompletion): object {
  const { id: _id, created: _created, choices, ...rest } = completion;
  return {
    ...rest,
    choices: choices.map(({ index, finish_reason, logprobs, message }) => ({
      index,
      finish_reason,
      logprobs,
      role: message.role,
      content: message.content,
      refusal: message.refusal,
      reasoning: reasoningOf(message),
      annotations: message.annotations ?? [],
      functionCall: message.function_call,
      toolCalls: message.tool_calls?.map((call) => ({
        type: call.type,
        called: call.type === 'function' ? call.function : call.custom,
      })),
    })),
  };
}

function reasoningOf(message: object): string | undefined {
  return (message as { reasoning_content?: string }).reasoning_content;
}

const toolHistory: OpenAI.Chat.ChatCompletionMessageParam[] = [
  { role: 'user', content: "What's the weather in Oslo?" },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Oslo"}' } },
    ],
  },
  { role: 'tool', tool_call_id: 'call_1', content: '{"temperature":-4,"sky":"snow"}' },
];

/** Requests that cover everything that influences an answer. */
const REQUESTS: Readonly<Record<string, ChatRequest>> = {
  'a greeting': { model: 'gpt-4o', messages: ask('Hello') },
  'an empty message': { model: 'gpt-4o', messages: ask('') },
  'an explanation': { model: 'gpt-4o-mini', messages: ask('Explain how rainbows form.') },
  'a system prompt': {
    model: 'gpt-4.1',
    messages: [
      { role: 'system', content: 'Answer in French.' },
      { role: 'user', content: 'Where is Lyon?' },
    ],
  },
  'a conversation': {
    model: 'gpt-4o',
    messages: [
      { role: 'user', content: 'My name is Mo.' },
      { role: 'assistant', content: 'Nice to meet you, Mo.' },
      { role: 'user', content: 'What is my name?' },
    ],
  },
  'characters of several tokens': { model: 'gpt-4o', messages: ask('Repeat: 🦜 Ünïcödé 日本語 👩‍👩‍👧') },
  code: { model: 'gpt-4-turbo', messages: ask('Write a function in Rust that reverses a string.') },
  'an older vocabulary': { model: 'gpt-3.5-turbo', messages: ask('List four fruits.') },
  choices: { model: 'gpt-4o', n: 3, seed: 7, messages: ask('Write a haiku about the moon.') },
  'a limit': { model: 'gpt-4o', max_tokens: 9, messages: ask('Describe a volcano.') },
  'a stop string': { model: 'gpt-4o', stop: '.', messages: ask('Describe a volcano.') },
  'a low temperature': { model: 'gpt-4o', temperature: 0, messages: ask('Describe a volcano.') },
  'log probabilities': {
    model: 'gpt-4o',
    logprobs: true,
    top_logprobs: 2,
    messages: ask('Name two colours.'),
  },
  'log probabilities of choices': {
    model: 'gpt-4o',
    logprobs: true,
    n: 2,
    messages: ask('Name two colours.'),
  },
  'a bias': { model: 'gpt-4o', logit_bias: { 13: -100 }, messages: ask('Describe a volcano.') },
  'hidden reasoning': { model: 'o3', messages: ask('What is 17 times 23?') },
  'hidden reasoning cut': { model: 'gpt-5', max_completion_tokens: 6, messages: ask('What is 17 times 23?') },
  'shown reasoning': { model: 'gpt-oss-120b', messages: ask('What is 17 times 23?') },
  'shown reasoning cut': { model: 'gpt-oss-20b', max_tokens: 6, messages: ask('What is 17 times 23?') },
  'a tool': { model: 'gpt-4o', tools: [weatherTool], messages: ask("What's the weather in San Francisco?") },
  'a tool after reasoning': {
    model: 'deepseek-ai/DeepSeek-R1',
    tools: [weatherTool],
    messages: ask("What's the weather in Paris?"),
  },
  'several tools at once': {
    model: 'gpt-4o',
    tools: [weatherTool],
    messages: ask("What's the weather in Paris, Rome and Oslo?"),
  },
  'a tool cut': {
    model: 'gpt-4o',
    max_tokens: 8,
    tools: [weatherTool],
    tool_choice: 'required',
    messages: ask("What's the weather in San Francisco?"),
  },
  'a tool result': { model: 'gpt-4o', tools: [weatherTool], messages: toolHistory },
  'a custom tool': {
    model: 'gpt-5',
    tools: [{ type: 'custom', custom: { name: 'run_python', description: 'Runs Python code' } }],
    tool_choice: 'required',
    messages: ask('Run code that prints the first ten squares.'),
  },
  'a legacy function': {
    model: 'gpt-4o',
    functions: [weatherTool.function],
    messages: ask("What's the weather in Berlin?"),
  },
  'a schema': {
    model: 'gpt-4o',
    response_format: personFormat,
    messages: ask('Extract: John is 30 years old'),
  },
  'a recursive schema': { model: 'gpt-4o', response_format: treeFormat, messages: ask('Describe a folder.') },
  'some JSON': { model: 'gpt-4o', response_format: { type: 'json_object' }, messages: ask('A city as JSON') },
  'a search': {
    model: 'gpt-4o-search-preview',
    web_search_options: {},
    messages: ask('What is new in space travel?'),
  },
  'a prediction': {
    model: 'gpt-4o',
    prediction: { type: 'content', content: 'A volcano is a mountain that opens downward.' },
    messages: ask('Describe a volcano.'),
  },
  'an image': {
    model: 'gpt-4o',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: "What's in this image?" },
          { type: 'image_url', image_url: { url: pngUri(64, 64) } },
        ],
      },
    ],
  },
  'a service tier': { model: 'gpt-4o', service_tier: 'flex', messages: ask('Hello again') },
};

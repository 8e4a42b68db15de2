import type { Example, Send } from '../example.ts';
import { pixel } from './files.ts';

const ask = (content: string) => [{ role: 'user', content }];

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tell the weather at a place',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
};

const person = {
  type: 'json_schema',
  json_schema: {
    name: 'person',
    schema: {
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'integer' } },
      required: ['name', 'age'],
      additionalProperties: false,
    },
  },
};

/** Creates a stored completion. */
export const keepCompletion = async (send: Send): Promise<Record<string, string>> => {
  const body = { model: 'gpt-4o', messages: ask('Hello'), store: true, metadata: { team: 'blue' } };
  const reply = await send('POST', '/v1/chat/completions', { body });
  return { completion_id: ((await reply.json()) as { id: string }).id };
};

const chat: readonly Example[] = [
  { name: 'plain' },
  {
    name: 'every role',
    body: {
      model: 'gpt-4o',
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'system', content: [{ type: 'text', text: 'Be kind.' }], name: 'house' },
        { role: 'user', content: 'Weather in Oslo?', name: 'ada' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'get_weather', arguments: '{"location":"Oslo"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '{"celsius":-4}' },
      ],
      tools: [weather],
    },
  },
  {
    name: 'an image',
    body: {
      model: 'gpt-4o',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: pixel, detail: 'low' } },
          ],
        },
      ],
    },
  },
  { name: 'several choices', body: { model: 'gpt-4o', messages: ask('Name a colour'), n: 3 } },
  {
    name: 'log probabilities',
    body: { model: 'gpt-4o', messages: ask('Hello'), logprobs: true, top_logprobs: 3 },
  },
  {
    name: 'a tool, called',
    body: { model: 'gpt-4o', messages: ask('Weather in Oslo?'), tools: [weather], tool_choice: 'required' },
  },
  {
    name: 'a custom tool, called',
    body: {
      model: 'gpt-5',
      messages: ask('Write it down'),
      tools: [{ type: 'custom', custom: { name: 'note', description: 'Write a note' } }],
      tool_choice: { type: 'custom', custom: { name: 'note' } },
    },
  },
  {
    name: 'a deprecated function, called',
    body: {
      model: 'gpt-4o',
      messages: ask('Weather in Oslo?'),
      functions: [weather.function],
      function_call: { name: 'get_weather' },
    },
  },
  {
    name: 'structured output',
    body: { model: 'gpt-4o', messages: ask('John is 30 years old'), response_format: person },
  },
  { name: 'reasoning', body: { model: 'gpt-5', messages: ask('Why is 7 prime?'), reasoning_effort: 'low' } },
  {
    name: 'visible reasoning',
    body: { model: 'deepseek-ai/DeepSeek-R1', messages: ask('Why is 7 prime?') },
  },
  {
    name: 'cut short',
    body: { model: 'gpt-4o', messages: ask('Tell me a story'), max_completion_tokens: 5 },
  },
  {
    name: 'web search',
    body: { model: 'gpt-4o-search-preview', messages: ask('News from Oslo'), web_search_options: {} },
  },
  {
    name: 'stored',
    body: { model: 'gpt-4o', messages: ask('Hello'), store: true, metadata: { team: 'blue' }, user: 'ada' },
  },
  {
    name: 'every other setting',
    body: {
      model: 'gpt-4o',
      messages: ask('Hello'),
      frequency_penalty: 0.5,
      presence_penalty: -0.5,
      logit_bias: { 100: -5 },
      temperature: 0.2,
      top_p: 0.9,
      seed: 7,
      stop: ['\n\n'],
      service_tier: 'flex',
      safety_identifier: 'ada',
      prompt_cache_key: 'house',
      prediction: { type: 'content', content: 'Hello there' },
      parallel_tool_calls: false,
      tools: [weather],
      tool_choice: 'none',
      modalities: ['text'],
      verbosity: 'medium',
    },
  },
];

export const chatExamples: Readonly<Record<string, readonly Example[]>> = {
  createChatCompletion: chat,
  listChatCompletions: [
    { name: 'all' },
    { name: 'filtered', query: 'model=gpt-4o&metadata[team]=blue&limit=1&order=desc' },
  ],
  getChatCompletionMessages: [{ query: 'limit=5&order=asc' }],
};

import type OpenAI from 'openai';

/** Requests and parts of requests shared by several suites. */

export type ChatRequest = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;

export const ask = (content: string): OpenAI.Chat.ChatCompletionMessageParam[] => [{ role: 'user', content }];

export const weatherTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Get the current weather for a location',
    parameters: {
      type: 'object',
      properties: {
        location: { type: 'string' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['location'],
    },
  },
} as const satisfies OpenAI.Chat.ChatCompletionTool;

export const personFormat = {
  type: 'json_schema',
  json_schema: {
    name: 'person_info',
    strict: true,
    schema: {
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'number' } },
      required: ['name', 'age'],
    },
  },
} as const satisfies OpenAI.ResponseFormatJSONSchema;

/** A recursive schema. */
export const treeFormat = {
  type: 'json_schema',
  json_schema: {
    name: 'folder',
    strict: true,
    schema: {
      type: 'object',
      properties: { root: { $ref: '#/$defs/folder' } },
      required: ['root'],
      additionalProperties: false,
      $defs: {
        folder: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            kind: { type: 'string', enum: ['public', 'private'] },
            children: { type: 'array', items: { $ref: '#/$defs/folder' } },
          },
          required: ['name', 'kind', 'children'],
          additionalProperties: false,
        },
      },
    },
  },
} as const satisfies OpenAI.ResponseFormatJSONSchema;

import { describe, expect, it } from 'vitest';
import { CARD } from '../../../engine/models/card.cases.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { createSchemaChecker } from '../../../simulation/structured/index.ts';
import type { Reading, Readings } from '../media/readings.ts';
import { checkChat } from './check.ts';
import type { ChatCompletionRequest } from './schema.ts';

const schemaChecker = createSchemaChecker();
const MODEL: ModelCard = {
  ...CARD,
  contextWindow: 1000,
  maxOutputTokens: 100,
  rules: { formats: ['json_object', 'json_schema'], instructions: true },
};
const TEXT_ONLY: ModelCard = { ...MODEL, input: { image: false, audio: false, file: false }, tools: false };
const REASONING: ModelCard = {
  ...MODEL,
  reasoning: { efforts: ['none', 'low', 'medium', 'high'], defaultEffort: 'medium', visible: false },
  refuses: [
    { field: 'max_tokens', instead: 'max_completion_tokens' },
    { field: 'temperature', only: 1, whileReasoning: true },
  ],
};

/** Only data that contain `good` can be read. */
function readingsOf({ messages }: ChatCompletionRequest): Readings {
  const readings = new Map<object, Reading>();
  for (const { content } of messages) {
    for (const part of Array.isArray(content) ? content : []) {
      if (JSON.stringify(part).includes('good')) {
        readings.set(part, { kind: 'image', size: { width: 10, height: 10 } });
      }
    }
  }
  return readings;
}

type Body = Partial<ChatCompletionRequest> & Record<string, unknown>;

function faultOf(body: Body, model = MODEL, strictSchemas = false): FaultDetail | undefined {
  try {
    const request = { model: 'test-model', messages: [{ role: 'user', content: 'hi' }], ...body };
    checkChat(request as ChatCompletionRequest, model, {
      readings: readingsOf(request as ChatCompletionRequest),
      schemaChecker,
      strictSchemas,
    });
  } catch (error) {
    return (error as { detail: FaultDetail }).detail;
  }
  return undefined;
}

const part = (content: object): Body => ({ messages: [{ role: 'user', content: [content] }] as never });
const image = (url: string) => part({ type: 'image_url', image_url: { url } });
const audio = (data: string) => part({ type: 'input_audio', input_audio: { data, format: 'wav' } });
const file = (given: object) => part({ type: 'file', file: given });
const tool = (name: string, parameters?: object, strict?: boolean) => ({
  type: 'function',
  function: { name, ...(parameters && { parameters }), ...(strict !== undefined && { strict }) },
});
const called = (...ids: string[]) => ({
  role: 'assistant',
  content: null,
  tool_calls: ids.map((id) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } })),
});
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'ok' });
const user = { role: 'user', content: 'hi' };
const talk = (...messages: object[]): Body => ({ messages: messages as never });

const invalid = (param: string | null, message: string | RegExp, code: string | null = null) => ({
  kind: 'invalid_value',
  param,
  message: typeof message === 'string' ? message : expect.stringMatching(message),
  code,
});

describe('a valid request', () => {
  it.each<[string, Body, ModelCard?]>([
    ['is plain', {}],
    ['has stream options with a stream', { stream: true, stream_options: { include_usage: true } }],
    ['has top_logprobs with logprobs', { logprobs: true, top_logprobs: 5 }],
    ['has a limit within the model’s', { max_tokens: 100 }],
    ['has a readable image', image('data:image/png;base64,good')],
    ['has a remote image', image('https://example.org/a.png')],
    ['has readable audio', audio('good')],
    ['has a readable file', file({ file_data: 'good', filename: 'a.txt' })],
    ['answers its calls', talk(user, called('a', 'b'), result('b'), result('a'), user)],
    [
      'sends back an answer that was cut off while reasoning',
      talk(user, { role: 'assistant', reasoning_content: 'Hm' }),
    ],
    ['sends back a refusal', talk(user, { role: 'assistant', refusal: 'No' }, user)],
    [
      'has a temperature while the model does not reason',
      { temperature: 0.5, reasoning_effort: 'none' },
      REASONING,
    ],
    ['has the only temperature the model accepts', { temperature: 1 }, REASONING],
    [
      'asks for JSON in the messages',
      { response_format: { type: 'json_object' }, ...talk({ role: 'user', content: 'As JSON' }) },
    ],
    [
      'has tools and a choice among them',
      { tools: [tool('f')] as never, tool_choice: { type: 'function', function: { name: 'f' } } },
    ],
  ])('%s', (_, body, model) => {
    expect(faultOf(body, model)).toBeUndefined();
  });
});

describe('an invalid request', () => {
  it.each<[string, Body, unknown, ModelCard?]>([
    [
      'a model of another kind',
      {},
      invalid('model', /^This is not a chat model/),
      { ...MODEL, kind: 'embedding' },
    ],
    [
      'a model of another endpoint',
      {},
      invalid('model', /only supported in v1\/responses/),
      { ...MODEL, responsesOnly: true },
    ],
    [
      'audio output from a text-only model',
      { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'mp3' } },
      { kind: 'unsupported_value', param: 'modalities', given: ['text', 'audio'], only: 'text' },
    ],
    [
      'a parameter the model rejects',
      { max_tokens: 5 },
      { kind: 'unsupported_parameter', param: 'max_tokens', instead: 'max_completion_tokens' },
      REASONING,
    ],
    [
      'a value the model rejects',
      { temperature: 0.5 },
      { kind: 'unsupported_value', param: 'temperature', given: 0.5, only: 1 },
      REASONING,
    ],
    [
      'an effort the model does not support',
      { reasoning_effort: 'xhigh' },
      invalid(
        'reasoning_effort',
        /does not support 'xhigh' with this model\. Supported values are: 'none', 'low'/,
        'unsupported_value',
      ),
      REASONING,
    ],
    [
      'stream options without a stream',
      { stream_options: {} },
      invalid('stream_options', /only allowed when 'stream' is enabled/),
    ],
    [
      'top_logprobs without logprobs',
      { top_logprobs: 0 },
      invalid('top_logprobs', /only allowed when 'logprobs' is enabled/),
    ],
    [
      'a tool choice without tools',
      { tool_choice: 'auto' },
      invalid(
        'tool_choice',
        "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
      ),
    ],
    [
      'a tool choice of none without tools',
      { tool_choice: 'none' },
      invalid('tool_choice', /only allowed when 'tools' are specified/),
    ],
    [
      'parallel calls without tools',
      { parallel_tool_calls: false },
      invalid(
        'parallel_tool_calls',
        "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.",
      ),
    ],
    [
      'a function call without functions',
      { function_call: 'auto' },
      invalid(
        'function_call',
        "Invalid value for 'function_call': 'function_call' is only allowed when 'functions' are specified.",
      ),
    ],
    [
      'functions and tools',
      { functions: [{ name: 'f' }], tools: [tool('g')] as never },
      invalid('functions', /deprecated/),
    ],
    [
      'two token limits',
      { max_tokens: 5, max_completion_tokens: 5 },
      invalid('max_tokens', /at the same time/, 'invalid_parameter_combination'),
    ],
    [
      'a minimum above the limit',
      { max_tokens: 5, min_tokens: 6 },
      {
        kind: 'out_of_range',
        param: 'min_tokens',
        number: 'integer',
        side: 'above',
        bound: 5,
        exclusive: false,
        given: 6,
      },
    ],
    [
      'a limit above the model’s',
      { max_completion_tokens: 101 },
      { kind: 'above_model_limit', of: 'completion', param: 'max_completion_tokens', limit: 100, given: 101 },
    ],
    [
      'a result without a call',
      talk(user, result('a')),
      invalid('messages[1].role', /must be a response to a preceeding message/),
    ],
    [
      'a late result',
      talk(user, called('a'), result('a'), user, result('a')),
      invalid('messages[4].role', /preceeding/),
    ],
    [
      'an unanswered call',
      talk(user, called('a', 'b'), result('a')),
      invalid('messages[2].role', /did not have response messages: b$/),
    ],
    [
      'a call followed by another message',
      talk(user, called('a'), user),
      invalid('messages[1].role', /response messages: a$/),
    ],
    [
      'an empty assistant message',
      talk(user, { role: 'assistant' }),
      invalid('messages[1].content', /needs 'content'/),
    ],
    [
      'an image for a model without vision',
      image('data:image/png;base64,good'),
      invalid('messages[0].content[0].type', /image_url is only supported by certain models/),
      TEXT_ONLY,
    ],
    [
      'audio for a model without audio input',
      audio('good'),
      invalid('messages[0].content[0].type', /input_audio is only/),
      TEXT_ONLY,
    ],
    [
      'a file for a model without file input',
      file({ file_data: 'good' }),
      invalid('messages[0].content[0].type', /file is only/),
      TEXT_ONLY,
    ],
    [
      'an unreadable image',
      image('data:image/png;base64,bad'),
      invalid('messages[0].content[0].image_url.url', /unsupported image/, 'invalid_image_format'),
    ],
    [
      'an invalid URL',
      image('nonsense'),
      invalid('messages[0].content[0].image_url.url', /Expected a valid URL/, 'invalid_value'),
    ],
    [
      'a file URL',
      image('file:///etc/passwd'),
      invalid('messages[0].content[0].image_url.url', /Expected a valid URL/, 'invalid_value'),
    ],
    [
      'unreadable audio',
      audio('bad'),
      invalid('messages[0].content[0].input_audio.data', /could not be decoded/, 'invalid_value'),
    ],
    [
      'an unknown file',
      file({ file_id: 'file-1' }),
      { kind: 'not_found', noun: 'file', id: 'file-1', param: 'messages[0].content[0].file.file_id' },
    ],
    [
      'a file without content',
      file({}),
      { kind: 'missing_parameter', param: 'messages[0].content[0].file.file_id' },
    ],
    [
      'an unreadable file',
      file({ file_data: 'bad' }),
      invalid('messages[0].content[0].file.file_data', /could not be decoded/, 'invalid_value'),
    ],
    [
      'tools for a model without tools',
      { tools: [tool('f')] as never },
      { kind: 'unsupported_parameter', param: 'tools' },
      TEXT_ONLY,
    ],
    [
      'functions for a model without tools',
      { functions: [{ name: 'f' }] },
      { kind: 'unsupported_parameter', param: 'functions' },
      TEXT_ONLY,
    ],
    [
      'two tools with the same name',
      { tools: [tool('f'), tool('f')] as never },
      invalid('tools[1].function.name', /'f' is used more than once/),
    ],
    [
      'a choice of an unknown tool',
      { tools: [tool('f')] as never, tool_choice: { type: 'function', function: { name: 'g' } } },
      invalid('tool_choice.function.name', "Tool choice 'g' not found in 'tools' parameter."),
    ],
    [
      'an unknown allowed tool',
      {
        tools: [tool('f')] as never,
        tool_choice: {
          type: 'allowed_tools',
          allowed_tools: { mode: 'auto', tools: [tool('f'), tool('g')] as never },
        },
      },
      invalid('tool_choice.allowed_tools.tools[1]', /'g' not found/),
    ],
    [
      'a function call of an unknown function',
      { functions: [{ name: 'f' }], function_call: { name: 'g' } },
      invalid('function_call.name', /'g' not found in 'functions'/),
    ],
    [
      'parameters that are not a schema',
      { tools: [tool('f', { type: 'nonsense' })] as never },
      invalid(
        'tools[0].function.parameters',
        /^Invalid schema for function 'f': /,
        'invalid_function_parameters',
      ),
    ],
    [
      'JSON without the word in the messages',
      { response_format: { type: 'json_object' } },
      invalid('messages', /must contain the word 'json'/),
    ],
    [
      'a format that is not a schema',
      { response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 7 } } } },
      invalid('response_format', /^Invalid schema for response_format 'n': /),
    ],
  ])('has %s', (_, body, fault, model) => {
    expect(faultOf(body, model)).toEqual(fault);
  });

  it('must follow the strict-mode rules only if strictSchemas is on', () => {
    const loose = { type: 'object', properties: { a: { type: 'string' } } };
    const body: Body = { tools: [tool('f', loose, true)] as never };
    expect(faultOf(body)).toBeUndefined();
    expect(faultOf(body, MODEL, true)).toMatchObject({ param: 'tools[0].function.parameters' });
    expect(faultOf({ tools: [tool('f', loose, false)] as never }, MODEL, true)).toBeUndefined();
    const format: Body = {
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: loose, strict: true } },
    };
    expect(faultOf(format)).toBeUndefined();
    expect(faultOf(format, MODEL, true)).toMatchObject({ param: 'response_format' });
  });
});

describe('a format', () => {
  const formats = {
    json_object: { type: 'json_object' as const },
    json_schema: {
      type: 'json_schema' as const,
      json_schema: { name: 'n', schema: { type: 'object', properties: {} } },
    },
  };
  const asked = talk({ role: 'user', content: 'Answer in JSON' });
  const withFormats = (...names: ('json_object' | 'json_schema')[]): ModelCard => ({
    ...MODEL,
    rules: { formats: names, instructions: true },
  });
  const GUIDE =
    ' Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs';

  it.each([
    ['json_object', withFormats(), ''],
    ['json_schema', withFormats(), GUIDE],
    ['json_schema', withFormats('json_object'), GUIDE],
  ] as const)('%s is refused where the model does not write it', (type, model, more) => {
    expect(faultOf({ ...asked, response_format: formats[type] }, model)).toEqual(
      invalid(
        'response_format',
        `Invalid parameter: 'response_format' of type '${type}' is not supported with this model.${more}`,
      ),
    );
  });

  it.each([
    ['json_object', withFormats('json_object')],
    ['json_object', MODEL],
    ['json_schema', MODEL],
    ['json_object', CARD],
    ['json_schema', CARD],
  ] as const)('%s is taken where the model writes it', (type, model) => {
    expect(faultOf({ ...asked, response_format: formats[type] }, model)).toBeUndefined();
  });

  it('of text is accepted for every model', () => {
    expect(faultOf({ response_format: { type: 'text' } }, withFormats())).toBeUndefined();
  });

  it('of JSON needs the word in the messages for OpenAI models only', () => {
    expect(faultOf({ response_format: formats.json_object })).toMatchObject({ param: 'messages' });
    expect(faultOf({ response_format: formats.json_object }, CARD)).toBeUndefined();
  });
});

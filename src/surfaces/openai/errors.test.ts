import { describe, expect, it } from 'vitest';
import { Fault, type FaultDetail, toFault } from '../../kernel/fault.ts';
import { encodeFault, encodeFaultUnrecognized, errorBody } from './errors.ts';

type Row = [
  detail: FaultDetail,
  status: number,
  code: string | null,
  param: string | null,
  message: string | RegExp,
  more?: { type?: string; headers?: Record<string, string> },
];

const rows: Row[] = [
  [
    { kind: 'malformed_body' },
    400,
    null,
    null,
    /^We could not parse the JSON body of your request\. \(HINT: /,
  ],
  [{ kind: 'nested_too_deep', limit: 64 }, 400, 'invalid_value', null, /64 levels/],
  [{ kind: 'body_too_large', limit: 1000 }, 413, 'request_too_large', null, /1000 bytes/],
  [
    { kind: 'unsupported_media_type', given: 'text/plain', expected: 'application/json' },
    400,
    'unsupported_content_type',
    null,
    /^Unsupported content type: 'text\/plain'\. This API method only accepts 'application\/json' requests/,
  ],
  [
    { kind: 'unsupported_body_type', given: 'text/plain', supported: ['application/sdp', 'audio/wav'] },
    415,
    'unsupported_content_type',
    null,
    "Unsupported content type: 'text/plain'. This API method only accepts requests with the content type 'application/sdp' or 'audio/wav'.",
    { headers: { accept: 'application/sdp, audio/wav' } },
  ],
  [
    { kind: 'upgrade_required', protocol: 'websocket' },
    426,
    'upgrade_required',
    null,
    /^This endpoint only accepts websocket connections\./,
    { headers: { upgrade: 'websocket', connection: 'upgrade' } },
  ],
  [
    { kind: 'unsatisfiable_range', size: 10 },
    416,
    'invalid_range',
    null,
    /10 bytes/,
    { headers: { 'content-range': 'bytes */10' } },
  ],
  [
    { kind: 'storage_full', message: 'The store has its maximum of 10 bytes' },
    400,
    null,
    null,
    /^You have exceeded your file storage quota\. The store has its maximum of 10 bytes\. Please delete old files/,
  ],
  [{ kind: 'unknown_route', method: 'GET', path: '/v1/x' }, 404, null, null, 'Invalid URL (GET /v1/x)'],
  [
    { kind: 'method_not_allowed', method: 'PUT', path: '/v1/models', allowed: ['GET', 'HEAD'] },
    405,
    'method_not_supported',
    null,
    /^Not allowed to PUT on \/v1\/models\./,
    { headers: { allow: 'GET, HEAD' } },
  ],
  [{ kind: 'missing_credentials' }, 401, null, null, /^You didn't provide an API key\./],
  [
    { kind: 'wrong_credentials', masked: 'sk-a***b' },
    401,
    'invalid_api_key',
    null,
    'Incorrect API key provided: sk-a***b. You can find your API key at https://platform.openai.com/account/api-keys. FakeAI accepts the keys that --api-keys lists, or any with --no-require-api-key.',
  ],
  [
    { kind: 'missing_parameter', param: 'messages[0].role' },
    400,
    'missing_required_parameter',
    'messages[0].role',
    "Missing required parameter: 'messages[0].role'.",
  ],
  [{ kind: 'unknown_parameter', param: 'x' }, 400, 'unknown_parameter', 'x', "Unknown parameter: 'x'."],
  [
    { kind: 'invalid_type', param: 'n', expected: ['integer'], given: 'string' },
    400,
    'invalid_type',
    'n',
    "Invalid type for 'n': expected an integer, but got a string instead.",
  ],
  [
    { kind: 'invalid_type', param: 'n', expected: ['integer'], given: 'decimal' },
    400,
    'invalid_type',
    'n',
    "Invalid type for 'n': expected an integer, but got a decimal number instead.",
  ],
  [
    { kind: 'invalid_type', param: 'stop', expected: ['string', 'array of strings'], given: 'object' },
    400,
    'invalid_type',
    'stop',
    "Invalid type for 'stop': expected one of a string or array of strings, but got an object instead.",
  ],
  [
    { kind: 'invalid_type', param: 'x', expected: ['string', 'array', 'boolean'], given: 'null' },
    400,
    'invalid_type',
    'x',
    "Invalid type for 'x': expected one of a string, array, or boolean, but got null instead.",
  ],
  [
    { kind: 'invalid_type', param: '', expected: ['object'], given: 'array' },
    400,
    'invalid_type',
    null,
    'Invalid body: expected an object, but got an array instead.',
  ],
  [
    { kind: 'invalid_choice', param: 'tier', given: 'gold', allowed: ['auto', 'default', 'flex'] },
    400,
    'invalid_value',
    'tier',
    "Invalid value: 'gold'. Supported values are: 'auto', 'default', and 'flex'.",
  ],
  [
    { kind: 'invalid_choice', param: 'tier', given: 'gold', allowed: ['auto', 'default'] },
    400,
    'invalid_value',
    'tier',
    "Invalid value: 'gold'. Supported values are: 'auto' and 'default'.",
  ],
  [
    {
      kind: 'out_of_range',
      param: 'temperature',
      number: 'decimal',
      side: 'above',
      bound: 2,
      exclusive: false,
      given: 2.5,
    },
    400,
    'decimal_above_max_value',
    'temperature',
    "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.5 instead.",
  ],
  [
    {
      kind: 'out_of_range',
      param: 'n',
      number: 'integer',
      side: 'below',
      bound: 1,
      exclusive: false,
      given: 0,
    },
    400,
    'integer_below_min_value',
    'n',
    "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.",
  ],
  [
    {
      kind: 'out_of_range',
      param: 'p',
      number: 'decimal',
      side: 'below',
      bound: 0,
      exclusive: true,
      given: 0,
    },
    400,
    'decimal_below_min_value',
    'p',
    "Invalid 'p': decimal below minimum value. Expected a value > 0, but got 0 instead.",
  ],
  [
    { kind: 'wrong_length', param: 'messages', of: 'array', side: 'below', bound: 1, given: 0 },
    400,
    'empty_array',
    'messages',
    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
  ],
  [
    { kind: 'wrong_length', param: 'stop', of: 'array', side: 'above', bound: 4, given: 5 },
    400,
    'array_above_max_length',
    'stop',
    "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.",
  ],
  [
    { kind: 'wrong_length', param: 'model', of: 'string', side: 'below', bound: 1, given: 0 },
    400,
    'empty_string',
    'model',
    /empty string\. Expected a string with minimum length 1/,
  ],
  [
    { kind: 'wrong_length', param: 'name', of: 'string', side: 'above', bound: 64, given: 65 },
    400,
    'string_above_max_length',
    'name',
    "Invalid 'name': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
  ],
  [
    { kind: 'wrong_length', param: 'metadata', of: 'object', side: 'above', bound: 16, given: 17 },
    400,
    'object_above_max_properties',
    'metadata',
    "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with 17 properties instead.",
  ],
  [
    { kind: 'invalid_format', param: 'tools[0].function.name', expected: '^[a-z]+$', given: 'A b' },
    400,
    'invalid_value',
    'tools[0].function.name',
    "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-z]+$'.",
  ],
  [
    {
      kind: 'out_of_range',
      param: 'seed',
      number: 'integer',
      side: 'above',
      bound: '9223372036854775807',
      exclusive: false,
      given: '9223372036854775809',
    },
    400,
    'integer_above_max_value',
    'seed',
    "Invalid 'seed': integer above maximum value. Expected a value <= 9223372036854775807, but got 9223372036854775809 instead.",
  ],
  [
    { kind: 'above_model_limit', of: 'completion', param: 'max_tokens', limit: 4096, given: 5000 },
    400,
    'invalid_value',
    'max_tokens',
    'max_tokens is too large: 5000. This model supports at most 4096 completion tokens, whereas you provided 5000.',
  ],
  [
    { kind: 'above_model_limit', of: 'embedding', param: 'dimensions', limit: 1536, given: '1e30' },
    400,
    null,
    'dimensions',
    "Invalid value for 'dimensions' = 1e30. Must be less than or equal to 1536.",
  ],
  [{ kind: 'invalid_value', param: 'x', message: 'No.' }, 400, 'invalid_value', 'x', 'No.'],
  [{ kind: 'invalid_value', param: null, message: 'No.', code: null }, 400, null, null, 'No.'],
  [
    { kind: 'unsupported_parameter', param: 'max_tokens', instead: 'max_completion_tokens' },
    400,
    'unsupported_parameter',
    'max_tokens',
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  ],
  [
    { kind: 'unsupported_parameter', param: 'top_p' },
    400,
    'unsupported_parameter',
    'top_p',
    "Unsupported parameter: 'top_p' is not supported with this model.",
  ],
  [
    { kind: 'unsupported_value', param: 'temperature', given: 0.5, only: 1 },
    400,
    'unsupported_value',
    'temperature',
    "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.",
  ],
  [
    { kind: 'context_exceeded', limit: 100, promptTokens: 120, param: 'messages' },
    400,
    'context_length_exceeded',
    'messages',
    "This model's maximum context length is 100 tokens. However, your messages resulted in 120 tokens. Please reduce the length of the messages.",
  ],
  [
    { kind: 'context_exceeded', limit: 100, promptTokens: 201, isAtLeast: true, param: 'messages' },
    400,
    'context_length_exceeded',
    'messages',
    "This model's maximum context length is 100 tokens. However, your messages resulted in at least 201 tokens. Please reduce the length of the messages.",
  ],
  [
    { kind: 'context_exceeded', limit: 100, promptTokens: 80, completionTokens: 30, param: 'messages' },
    400,
    'context_length_exceeded',
    'messages',
    "This model's maximum context length is 100 tokens. However, you requested 110 tokens (80 in the messages, 30 in the completion). Please reduce the length of the messages or completion.",
  ],
  [{ kind: 'not_found', noun: 'chat completion', id: 'c-1' }, 404, expect.anything(), null, /c-1/],
  [{ kind: 'not_found', noun: 'note', id: 'n-1', param: 'after' }, 404, expect.anything(), 'after', /n-1/],
  [{ kind: 'not_found', noun: 'file', id: 'f-1' }, 404, null, 'id', 'No such File object: f-1'],
  [
    { kind: 'unknown_model', model: 'gpt-x' },
    404,
    'model_not_found',
    null,
    'The model `gpt-x` does not exist or you do not have access to it.',
  ],
  [{ kind: 'unsuited_model', message: 'Chat.' }, 404, null, 'model', 'Chat.'],
  [{ kind: 'conflict', message: 'Taken.' }, 409, null, null, 'Taken.'],
  [{ kind: 'forbidden', message: 'No.' }, 403, 'forbidden', null, 'No.'],
  [
    { kind: 'rate_limited', message: 'Slow down.', retryAfter: 3 },
    429,
    'rate_limit_exceeded',
    null,
    'Slow down.',
    { type: 'requests', headers: { 'retry-after': '3' } },
  ],
  [
    { kind: 'overloaded', retryAfter: 2 },
    503,
    'overloaded',
    null,
    /overloaded/,
    { type: 'server_error', headers: { 'retry-after': '2' } },
  ],
  [
    { kind: 'storage_unavailable', code: 'storage_full', message: 'The disk is full', retryAfter: 5 },
    503,
    'storage_full',
    null,
    'The disk is full, please try again later',
    { type: 'server_error', headers: { 'retry-after': '5' } },
  ],
  [{ kind: 'internal' }, 500, 'internal_error', null, /^The server had an error/, { type: 'server_error' }],
];

describe('encodeFault', () => {
  it.each(rows.map((row) => [row[0].kind, row] as const))(
    '%s',
    (_, [detail, status, code, param, message, more]) => {
      const reply = encodeFault(new Fault(detail));
      expect(reply.status).toBe(status);
      expect(reply.contentType).toBe('application/json');
      expect(reply.headers).toEqual(more?.headers);
      const { error, ...rest } = JSON.parse(String(reply.body));
      expect(rest).toEqual({});
      expect(error).toEqual({
        message: typeof message === 'string' ? message : expect.stringMatching(message),
        type: more?.type ?? 'invalid_request_error',
        param,
        code,
      });
      expect(errorBody(new Fault(detail))).toEqual(error);
    },
  );

  it('truncates long values', () => {
    const long = 'x'.repeat(1_000_000);
    const details: FaultDetail[] = [
      { kind: 'invalid_choice', param: 'x', given: long, allowed: ['a'] },
      { kind: 'invalid_choice', param: 'x', given: { long }, allowed: ['a'] },
      { kind: 'invalid_format', param: 'x', expected: 'a', given: long },
    ];
    for (const detail of details)
      expect(String(encodeFault(new Fault(detail)).body).length).toBeLessThan(1000);
  });

  it('does not expose internal errors', () => {
    const reply = encodeFault(toFault(new Error('secret')));
    expect([reply.status, String(reply.body).includes('secret')]).toEqual([500, false]);
    const fault = new Fault({ kind: 'malformed_body' });
    expect(toFault(fault)).toBe(fault);
  });
});

describe('encodeFaultUnrecognized', () => {
  const errorOf = (detail: FaultDetail) =>
    JSON.parse(String(encodeFaultUnrecognized(new Fault(detail)).body)).error;
  const nameless = { type: 'invalid_request_error', param: null, code: null };

  it.each([
    [['a'], 'Unrecognized request argument supplied: a'],
    [['a', 'b.c'], 'Unrecognized request arguments supplied: a, b.c'],
  ])('names unknown body members %j', (all, message) => {
    expect(errorOf({ kind: 'unknown_parameter', param: all[0] as string, all })).toEqual({
      message,
      ...nameless,
    });
  });

  it('reports nested unknown members like every other endpoint', () => {
    const detail: FaultDetail = { kind: 'unknown_parameter', param: 'response_format.schema' };
    expect(errorOf(detail)).toEqual(JSON.parse(String(encodeFault(new Fault(detail)).body)).error);
  });

  it('truncates a long list of unknown members', () => {
    const all = Array.from({ length: 100_000 }, (_, index) => `member${index}`);
    expect(errorOf({ kind: 'unknown_parameter', param: 'member0', all }).message.length).toBeLessThan(2100);
  });
});

import { type Fault, type FaultDetail, MEMBERS } from '../../kernel/fault.ts';
import { json, type WholeReply } from '../../kernel/reply.ts';
import { isNotServedYet } from './not-served.ts';

/** OpenAI's error object. */
interface ErrorBody {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

interface Encoded {
  readonly status: number;
  readonly message: string;
  readonly type?: string;
  readonly param?: string | null;
  readonly code?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

type Encoders = {
  readonly [Kind in FaultDetail['kind']]: (detail: Extract<FaultDetail, { kind: Kind }>) => Encoded;
};

/**
 * Encodes a fault as OpenAI does: status, `message`, `type`, `param` and `code` as its API sends them
 * (platform documentation, "Error codes", and observed responses).
 *
 * @example
 * encodeFault(new Fault({ kind: 'unknown_model', model: 'gpt-x' })).status; // 404
 */
export function encodeFault(fault: Fault): WholeReply {
  const { status, headers, ...error } = encode(fault.detail);
  return json({ error: toBody(error) }, { status, ...(headers && { headers }) });
}

/** Only the `error` object, for streams that fail after their first byte. */
export function errorBody(fault: Fault): ErrorBody {
  return toBody(encode(fault.detail));
}

/**
 * Like {@link encodeFault}, but reports unknown body members as the endpoints that predate
 * `unknown_parameter` do: all of them in one message, without `param` and `code`.
 */
export function encodeFaultUnrecognized(fault: Fault): WholeReply {
  const { detail } = fault;
  if (detail.kind !== 'unknown_parameter' || !detail.all) return encodeFault(fault);
  const { all } = detail;
  const message = `Unrecognized request argument${all.length === 1 ? '' : 's'} supplied: ${all.join(', ')}`;
  return json({ error: toBody({ message }) }, { status: 400 });
}

function toBody(error: Omit<Encoded, 'status' | 'headers'>): ErrorBody {
  const { message, type = 'invalid_request_error', param = null, code = null } = error;
  return {
    message: cut(message, LONGEST_MESSAGE),
    type,
    param: param === null ? null : cut(param, LONGEST_PARAM),
    code,
  };
}

/** Messages and params quote client input, which can be megabytes long. */
const LONGEST_MESSAGE = 2000;
const LONGEST_PARAM = 500;

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function encode(detail: FaultDetail): Encoded {
  return (ENCODERS[detail.kind] as (detail: FaultDetail) => Encoded)(detail);
}

const NOT_SERVED_YET =
  '. FakeAI does not serve this endpoint yet; docs/support-matrix.md lists those it serves.';

/** OpenAI's own sentences do not help users of FakeAI. */
const KEYS = ' FakeAI accepts the keys that --api-keys lists, or any with --no-require-api-key.';

const HELP = 'https://platform.openai.com/account/api-keys';

const ENCODERS: Encoders = {
  malformed_body: () => ({
    status: 400,
    message:
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, please contact us through our help center at help.openai.com.)",
  }),
  malformed_form: ({ message }) => ({ status: 400, message: `Could not parse multipart form. ${message}` }),
  nested_too_deep: ({ limit }) => ({
    status: 400,
    message: `Invalid body: nested too deeply. Expected at most ${limit} levels of arrays and objects.`,
    code: 'invalid_value',
  }),
  too_many_members: ({ of, limit }) => ({
    status: 400,
    message: `Invalid body: too many members. Expected at most ${limit} ${MEMBERS[of]} in total.`,
    code: 'invalid_value',
  }),
  body_too_large: ({ limit }) => ({
    status: 413,
    message: `Request body too large. Expected at most ${limit} bytes.`,
    code: 'request_too_large',
  }),
  upgrade_required: ({ protocol }) => ({
    status: 426,
    message: `This endpoint only accepts ${protocol} connections. (HINT: Open it with a ${protocol} client instead of sending a plain HTTP request.)`,
    code: 'upgrade_required',
    headers: { upgrade: protocol, connection: 'upgrade' },
  }),
  unsatisfiable_range: ({ size }) => ({
    status: 416,
    message: `The requested range is not satisfiable: the content has ${size} bytes.`,
    code: 'invalid_range',
    headers: { 'content-range': `bytes */${size}` },
  }),
  unsupported_media_type: ({ given, expected }) => ({
    status: 400,
    message: `Unsupported content type: '${given}'. This API method only accepts '${expected}' requests, but you specified the header 'Content-Type: ${given}'. Please try again with a supported content type.`,
    code: 'unsupported_content_type',
  }),
  unsupported_body_type: ({ given, supported }) => ({
    status: 415,
    message: `Unsupported content type: ${quote(given)}. This API method only accepts requests with the content type ${listed(supported.map(quote), 'or')}.`,
    code: 'unsupported_content_type',
    headers: { accept: supported.join(', ') },
  }),
  unsupported_coding: ({ given, supported, most }) => ({
    status: 415,
    message: `Unsupported content encoding: ${quote(given)}. Request bodies may be encoded with ${listed(supported.map(quote), 'or')}, at most ${most} times.`,
    code: 'unsupported_content_encoding',
    headers: { 'accept-encoding': supported.join(', ') },
  }),
  damaged_body: ({ coding }) => ({
    status: 400,
    message: `Could not decode the body of your request: it is not valid '${coding}' data, or it is cut short.`,
  }),
  unknown_route: ({ method, path }) => ({
    status: 404,
    message: `Invalid URL (${method} ${path})${isNotServedYet(path) ? NOT_SERVED_YET : ''}`,
  }),
  method_not_allowed: ({ method, path, allowed }) => ({
    status: 405,
    message: `Not allowed to ${method} on ${path}. (HINT: Perhaps you meant to use a different HTTP method?)`,
    code: 'method_not_supported',
    headers: { allow: allowed.join(', ') },
  }),

  missing_credentials: () => ({
    status: 401,
    message: `You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API from your browser and are prompted for a username and password. You can obtain an API key from ${HELP}.${KEYS}`,
  }),
  wrong_credentials: ({ masked }) => ({
    status: 401,
    message: `Incorrect API key provided: ${masked}. You can find your API key at ${HELP}.${KEYS}`,
    code: 'invalid_api_key',
  }),

  missing_parameter: ({ param }) => ({
    status: 400,
    message: `Missing required parameter: '${param}'.`,
    param,
    code: 'missing_required_parameter',
  }),
  unknown_parameter: ({ param }) => ({
    status: 400,
    message: `Unknown parameter: '${param}'.`,
    param,
    code: 'unknown_parameter',
  }),
  invalid_type: ({ param, expected, given }) =>
    param === ''
      ? {
          status: 400,
          message: `Invalid body: expected ${oneOf(expected)}, but got ${a(given)} instead.`,
          code: 'invalid_type',
        }
      : {
          status: 400,
          message: `Invalid type for '${param}': expected ${oneOf(expected)}, but got ${a(given)} instead.`,
          param,
          code: 'invalid_type',
        },
  invalid_choice: ({ param, given, allowed }) => ({
    status: 400,
    message: `Invalid value: ${quote(given)}. Supported values are: ${listed(allowed.map(quote))}.`,
    param,
    code: 'invalid_value',
  }),
  out_of_range: ({ param, number, side, bound, exclusive, given }) => ({
    status: 400,
    message: `Invalid '${param}': ${number} ${side} ${side === 'below' ? 'minimum' : 'maximum'} value. Expected a value ${side === 'below' ? '>' : '<'}${exclusive ? '' : '='} ${bound}, but got ${given} instead.`,
    param,
    code: `${number}_${side}_${side === 'below' ? 'min' : 'max'}_value`,
  }),
  wrong_length: encodeLength,
  invalid_format: ({ param, expected }) => ({
    status: 400,
    message: `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${expected}'.`,
    param,
    code: 'invalid_value',
  }),

  invalid_value: ({ param, message, code = 'invalid_value' }) => ({ status: 400, message, param, code }),
  unsupported_parameter: ({ param, instead }) => ({
    status: 400,
    message: `Unsupported parameter: '${param}' is not supported with this model.${instead === undefined ? '' : ` Use '${instead}' instead.`}`,
    param,
    code: 'unsupported_parameter',
  }),
  unsupported_value: ({ param, given, only }) => ({
    status: 400,
    message: `Unsupported value: '${param}' does not support ${JSON.stringify(given)} with this model. Only the default (${String(only)}) value is supported.`,
    param,
    code: 'unsupported_value',
  }),
  above_model_limit: ({ of, param, limit, given }) =>
    of === 'completion'
      ? {
          status: 400,
          message: `${param} is too large: ${given}. This model supports at most ${limit} completion tokens, whereas you provided ${given}.`,
          param,
          code: 'invalid_value',
        }
      : {
          status: 400,
          message: `Invalid value for '${param}' = ${given}. Must be less than or equal to ${limit}.`,
          param,
        },
  context_exceeded: ({ limit, promptTokens, completionTokens, isAtLeast, param }) => ({
    status: 400,
    message:
      completionTokens === undefined
        ? `This model's maximum context length is ${limit} tokens. However, your messages resulted in ${isAtLeast ? 'at least ' : ''}${promptTokens} tokens. Please reduce the length of the messages.`
        : `This model's maximum context length is ${limit} tokens. However, you requested ${isAtLeast ? 'at least ' : ''}${promptTokens + completionTokens} tokens (${promptTokens} in the messages, ${completionTokens} in the completion). Please reduce the length of the messages or completion.`,
    param,
    code: 'context_length_exceeded',
  }),

  not_found: ({ noun, id, param = null, advice }) => {
    if (noun === 'file') return { status: 404, message: `No such File object: ${id}`, param: param ?? 'id' };
    const subject = OF_CONVERSATIONS[noun];
    return subject === undefined
      ? { status: 404, message: `No ${noun} found with id '${id}'.`, param, code: 'not_found' }
      : { status: 404, message: `${subject} with id '${id}' not found.${advice ? ` ${advice}` : ''}`, param };
  },
  unknown_model: ({ model }) => ({
    status: 404,
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    code: 'model_not_found',
  }),
  unsuited_model: ({ message }) => ({ status: 404, message, param: 'model' }),
  conflict: ({ message, param }) => ({ status: 409, message, param: param ?? null }),
  too_many_tokens: ({ limit, tokens }) => ({
    status: 400,
    message: `Requested ${tokens} tokens, max ${limit} tokens per request`,
    type: 'max_tokens_per_request',
    code: 'max_tokens_per_request',
  }),
  forbidden: ({ message, code = 'forbidden' }) => ({ status: 403, message, code }),

  rate_limited: ({ message, retryAfter }) => ({
    status: 429,
    message,
    type: 'requests',
    code: 'rate_limit_exceeded',
    headers: { 'retry-after': String(retryAfter) },
  }),
  overloaded: ({ retryAfter, message = 'The engine is currently overloaded, please try again later' }) => ({
    status: 503,
    message,
    type: 'server_error',
    code: 'overloaded',
    headers: { 'retry-after': String(retryAfter) },
  }),
  storage_full: ({ message }) => ({
    status: 400,
    message: `You have exceeded your file storage quota. ${message}. Please delete old files or attempt with a smaller file size.`,
  }),
  storage_unavailable: ({ code, message, retryAfter }) => ({
    status: 503,
    message: `${message}, please try again later`,
    type: 'server_error',
    code,
    headers: { 'retry-after': String(retryAfter) },
  }),
  internal: ({ message = 'The server had an error while processing your request. Sorry about that!' }) => ({
    status: 500,
    message,
    type: 'server_error',
    code: 'internal_error',
  }),
};

/** Objects whose absence is worded in another way, by noun. */
const OF_CONVERSATIONS: Readonly<Record<string, string>> = {
  conversation: 'Conversation',
  item: 'Item',
  prompt: 'Prompt',
  'prompt version': 'Prompt version',
  response: 'Response',
};

function encodeLength(detail: Extract<FaultDetail, { kind: 'wrong_length' }>): Encoded {
  const { param, of, side, bound, given } = detail;
  if (of === 'array' && given === 0) {
    return {
      status: 400,
      message: `Invalid '${param}': empty array. Expected an array with minimum length ${bound}, but got an empty array instead.`,
      param,
      code: 'empty_array',
    };
  }
  if (of === 'string' && given === 0) {
    return {
      status: 400,
      message: `Invalid '${param}': empty string. Expected a string with minimum length ${bound}, but got an empty string instead.`,
      param,
      code: 'empty_string',
    };
  }
  const measure = side === 'below' ? 'minimum' : 'maximum';
  if (of === 'object') {
    return {
      status: 400,
      message: `Invalid '${param}': too many properties. Expected an object with at most ${bound} properties, but got an object with ${given} properties instead.`,
      param,
      code: 'object_above_max_properties',
    };
  }
  return {
    status: 400,
    message: `Invalid '${param}': ${of} too ${side === 'below' ? 'short' : 'long'}. Expected ${a(of)} with ${measure} length ${bound}, but got ${a(of)} with length ${given} instead.`,
    param,
    code: `${of}_${side}_${side === 'below' ? 'min' : 'max'}_length`,
  };
}

const ARTICLES: Readonly<Record<string, string>> = {
  array: 'an array',
  object: 'an object',
  integer: 'an integer',
  number: 'a decimal',
  decimal: 'a decimal number',
  string: 'a string',
  boolean: 'a boolean',
  null: 'null',
};

const a = (type: string): string => ARTICLES[type] ?? `${type.startsWith('array') ? 'an' : 'a'} ${type}`;

/** OpenAI puts an article before the first type only. */
function oneOf([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return a(first);
  return `one of ${listed([a(first), ...others.map((type) => a(type).replace(/^an? /, ''))], 'or')}`;
}

/** Quotes a value as OpenAI does. Long values are truncated. */
function quote(value: unknown): string {
  if (typeof value !== 'string') return String(JSON.stringify(value)).slice(0, 200);
  return `'${cut(value, 200)}'`;
}

function listed(items: readonly string[], word = 'and'): string {
  if (items.length < 2) return items.join('');
  if (items.length === 2) return `${items[0]} ${word} ${items[1]}`;
  return `${items.slice(0, -1).join(', ')}, ${word} ${items.at(-1)}`;
}

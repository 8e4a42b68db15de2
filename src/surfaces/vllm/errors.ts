import { type Fault, type FaultDetail, MEMBERS } from '../../kernel/fault.ts';
import { json, type WholeReply } from '../../kernel/reply.ts';

/** A fault in vLLM's form: an error object with the class of the error and the status as its code. */
export function encodeFault({ detail }: Fault): WholeReply {
  const { status, param = null, headers, message } = toError(detail);
  const error = {
    message: cut(message, LONGEST_MESSAGE),
    type: TYPES[status] ?? 'BadRequestError',
    param: param === null ? null : cut(param, LONGEST_PARAM),
    code: status,
  };
  return json({ error }, { status, ...(headers && { headers }) });
}

const TYPES: Readonly<Record<number, string>> = {
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  405: 'MethodNotAllowedError',
  409: 'ConflictError',
  413: 'RequestEntityTooLargeError',
  415: 'UnsupportedMediaTypeError',
  429: 'RateLimitError',
  500: 'InternalServerError',
  503: 'ServiceUnavailableError',
};

interface ErrorReply {
  readonly status: number;
  readonly message: string;
  readonly param?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const LONGEST_MESSAGE = 2000;
const LONGEST_PARAM = 500;

const retryAfter = (seconds: number): Readonly<Record<string, string>> => ({
  'retry-after': String(seconds),
});

function toError(detail: FaultDetail): ErrorReply {
  switch (detail.kind) {
    case 'missing_credentials':
      return {
        status: 401,
        message: 'Unauthorized: send an API key in an Authorization header with Bearer.',
      };
    case 'wrong_credentials':
      return { status: 401, message: `Unauthorized: incorrect API key ${detail.masked}.` };
    case 'forbidden':
      return { status: 403, message: detail.message };
    case 'unknown_model':
      return { status: 404, message: `The model \`${cut(detail.model)}\` does not exist.`, param: 'model' };
    case 'not_found':
      return {
        status: 404,
        message: `The ${detail.noun} '${cut(detail.id)}' cannot be found.`,
        param: detail.param ?? null,
      };
    case 'unknown_route':
      return { status: 404, message: `Not Found: ${detail.method} ${cut(detail.path)}` };
    case 'method_not_allowed':
      return {
        status: 405,
        message: `Method Not Allowed: ${detail.method}`,
        headers: { allow: detail.allowed.join(', ') },
      };
    case 'conflict':
      return { status: 409, message: detail.message, param: detail.param ?? null };
    case 'body_too_large':
      return { status: 413, message: `The request body has more than ${detail.limit} bytes.` };
    case 'unsupported_body_type':
      return {
        status: 415,
        message: `Content type ${cut(detail.given)} is not supported, use ${detail.supported.join(', ')}.`,
        headers: { accept: detail.supported.join(', ') },
      };
    case 'unsupported_coding':
      return {
        status: 415,
        message: `Content encoding ${cut(detail.given)} is not supported, use ${detail.supported.join(', ')}.`,
        headers: { 'accept-encoding': detail.supported.join(', ') },
      };
    case 'unsatisfiable_range':
      return {
        status: 416,
        message: `The content has ${detail.size} bytes.`,
        headers: { 'content-range': `bytes */${detail.size}` },
      };
    case 'upgrade_required':
      return {
        status: 426,
        message: `Only ${detail.protocol} connections are accepted.`,
        headers: { upgrade: detail.protocol, connection: 'upgrade' },
      };
    case 'rate_limited':
      return { status: 429, message: detail.message, headers: retryAfter(detail.retryAfter) };
    case 'overloaded':
      return {
        status: 503,
        message: detail.message ?? 'The engine is overloaded, try again later.',
        headers: retryAfter(detail.retryAfter),
      };
    case 'storage_unavailable':
      return { status: 503, message: `${detail.message}.`, headers: retryAfter(detail.retryAfter) };
    case 'internal':
      return { status: 500, message: detail.message ?? 'Internal server error' };
    case 'unsuited_model':
      return { status: 400, message: detail.message, param: 'model' };
    default:
      return {
        status: 400,
        message: describe(detail),
        param: 'param' in detail ? (detail.param ?? null) : null,
      };
  }
}

/** What is wrong with a value. */
function describe(detail: FaultDetail): string {
  switch (detail.kind) {
    case 'malformed_body':
      return 'The body is not valid JSON.';
    case 'malformed_form':
    case 'storage_full':
    case 'invalid_value':
      return detail.message;
    case 'damaged_body':
      return `The body is not valid ${detail.coding} data.`;
    case 'nested_too_deep':
      return `The body is nested deeper than ${detail.limit} levels.`;
    case 'too_many_members':
      return `The body has more than ${detail.limit} ${MEMBERS[detail.of]}.`;
    case 'unsupported_media_type':
      return `Content type ${cut(detail.given)} is not supported, use ${detail.expected}.`;
    case 'missing_parameter':
      return `'${cut(detail.param)}' is required.`;
    case 'unknown_parameter':
      return `'${cut(detail.param)}' is not a parameter of this endpoint.`;
    case 'invalid_type': {
      const where = detail.param === '' ? 'The body' : `'${cut(detail.param)}'`;
      return `${where} must be of type ${detail.expected.join(' or ')}, not ${detail.given}.`;
    }
    case 'invalid_choice':
      return `'${cut(detail.param)}' must be one of ${detail.allowed.join(', ')}.`;
    case 'out_of_range':
      return `'${cut(detail.param)}' must be ${detail.side === 'below' ? 'at least' : 'at most'} ${detail.bound}, not ${detail.given}.`;
    case 'wrong_length':
      return `'${cut(detail.param)}' must have ${detail.side === 'below' ? 'at least' : 'at most'} ${detail.bound} ${UNITS[detail.of]}, not ${detail.given}.`;
    case 'invalid_format':
      return `'${cut(detail.param)}' must match the pattern ${detail.expected}.`;
    case 'unsupported_value':
      return `'${cut(detail.param)}' must be ${String(detail.only)}, not ${cut(JSON.stringify(detail.given) ?? '')}.`;
    case 'unsupported_parameter':
      return `'${cut(detail.param)}' is not supported by this model.`;
    case 'above_model_limit':
      return `'${cut(detail.param)}' must be at most ${detail.limit} for this model, not ${detail.given}.`;
    case 'context_exceeded':
      return `The maximum context length is ${detail.limit} tokens. The request has ${detail.isAtLeast ? 'at least ' : ''}${detail.promptTokens + (detail.completionTokens ?? 0)} tokens.`;
    case 'too_many_tokens':
      return `The request has ${detail.tokens} tokens, more than ${detail.limit}.`;
    default:
      return 'The request cannot be served.';
  }
}

const UNITS = { string: 'characters', array: 'entries', object: 'members' } as const;

/** Truncates quoted input, which can be a megabyte long. */
function cut(text: string, longest = 200): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

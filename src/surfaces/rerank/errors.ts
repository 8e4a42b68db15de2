import { type Fault, type FaultDetail, MEMBERS } from '../../kernel/fault.ts';
import { json, type WholeReply } from '../../kernel/reply.ts';

interface ErrorReply {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A fault in Cohere's format: a `message`. */
export function encodeCohereFault({ detail }: Fault): WholeReply {
  const { status, message, headers } = toErrorReply(detail);
  return json({ message }, { status, ...(headers && { headers }) });
}

/**
 * The format for the path shared by several providers: Cohere's clients read `message`, Jina's read `detail`.
 */
export function encodeSharedFault({ detail }: Fault): WholeReply {
  const { status, message, headers } = toErrorReply(detail);
  return json({ message, detail: message }, { status, ...(headers && { headers }) });
}

/** A fault in Voyage's format: a `detail`. */
export function encodeDetailFault({ detail }: Fault): WholeReply {
  const { status, message, headers } = toErrorReply(detail);
  return json({ detail: message }, { status, ...(headers && { headers }) });
}

/** A fault in DeepInfra's format. */
export function encodeNestedDetailFault({ detail }: Fault): WholeReply {
  const { status, message, headers } = toErrorReply(detail);
  return json({ detail: { error: message } }, { status, ...(headers && { headers }) });
}

/** A fault in Infinity's format: OpenAI's, with the status as code. */
export function encodeErrorFault({ detail }: Fault): WholeReply {
  const { status, message, headers } = toErrorReply(detail);
  const error = { message, type: null, param: null, code: status };
  return json({ error }, { status, ...(headers && { headers }) });
}

const REFERENCE = 'For proper usage, please refer to https://docs.cohere.com/reference/rerank';

function toErrorReply(detail: FaultDetail): ErrorReply {
  switch (detail.kind) {
    case 'missing_credentials':
      return { status: 401, message: 'no api key supplied' };
    case 'wrong_credentials':
      return { status: 401, message: 'invalid api token' };
    case 'forbidden':
      return { status: 403, message: detail.message };
    case 'unknown_model':
      return {
        status: 404,
        message: `model '${cut(detail.model)}' not found, make sure the correct model ID was used and that you have access to the model.`,
      };
    case 'not_found':
      return { status: 404, message: `${detail.noun} '${cut(detail.id)}' not found` };
    case 'unknown_route':
      return { status: 404, message: '404 page not found' };
    case 'method_not_allowed':
      return {
        status: 405,
        message: `method ${detail.method} not allowed`,
        headers: { allow: detail.allowed.join(', ') },
      };
    case 'conflict':
      return { status: 409, message: detail.message };
    case 'body_too_large':
      return { status: 413, message: `request body exceeds ${detail.limit} bytes` };
    case 'unsupported_body_type':
      return {
        status: 415,
        message: `content type ${cut(detail.given)} is not supported, use one of ${detail.supported.join(', ')}`,
        headers: { accept: detail.supported.join(', ') },
      };
    case 'upgrade_required':
      return {
        status: 426,
        message: `this endpoint only accepts ${detail.protocol} connections`,
        headers: { upgrade: detail.protocol, connection: 'upgrade' },
      };
    case 'unsupported_coding':
      return {
        status: 415,
        message: `content encoding ${cut(detail.given)} is not supported, use one of ${detail.supported.join(', ')}`,
        headers: { 'accept-encoding': detail.supported.join(', ') },
      };
    case 'unsatisfiable_range':
      return {
        status: 416,
        message: `the content has ${detail.size} bytes`,
        headers: { 'content-range': `bytes */${detail.size}` },
      };
    case 'unknown_parameter':
      return {
        status: 422,
        message: `unknown field: parameter '${cut(detail.param)}' is not a valid field. ${REFERENCE}`,
      };
    case 'rate_limited':
      return { status: 429, message: detail.message, headers: { 'retry-after': String(detail.retryAfter) } };
    case 'overloaded':
      return {
        status: 503,
        message: detail.message ?? 'the service is overloaded, please try again later',
        headers: { 'retry-after': String(detail.retryAfter) },
      };
    case 'storage_unavailable':
      return { status: 503, message: detail.message, headers: { 'retry-after': String(detail.retryAfter) } };
    case 'internal':
      return { status: 500, message: detail.message ?? 'internal server error' };
    default:
      return { status: 400, message: `invalid request: ${describe(detail)}` };
  }
}

/** A fault in the format of Text Embeddings Inference: `error`, and the component that failed. */
export function encodeTextsFault({ detail }: Fault): WholeReply {
  const { status, type, message, headers } = toTextsErrorReply(detail);
  return json({ error: message, error_type: type }, { status, ...(headers && { headers }) });
}

type ErrorType = 'Unhealthy' | 'Backend' | 'Overloaded' | 'Validation' | 'Tokenizer' | 'Empty';

function toTextsErrorReply(detail: FaultDetail): ErrorReply & { readonly type: ErrorType } {
  const validation = (message: string): ErrorReply & { type: ErrorType } => ({
    status: 422,
    type: 'Validation',
    message,
  });
  switch (detail.kind) {
    case 'wrong_length':
      if (detail.of !== 'array') break;
      return detail.given === 0
        ? { status: 400, type: 'Empty', message: `\`${detail.param}\` cannot be empty` }
        : validation(`batch size ${detail.given} > maximum allowed batch size ${detail.bound}`);
    case 'context_exceeded':
      return validation(
        `Input validation error: \`inputs\` must have less than ${detail.limit} tokens. Given: ${detail.promptTokens}`,
      );
    case 'missing_parameter':
      return validation(
        `Failed to deserialize the JSON body into the target type: missing field \`${cut(detail.param)}\``,
      );
    case 'unsupported_value':
      return { status: 424, type: 'Backend', message: 'Inference error: model is not a re-ranker model' };
    case 'rate_limited':
    case 'overloaded':
      return {
        status: 429,
        type: 'Overloaded',
        message: 'Model is overloaded',
        headers: { 'retry-after': String(detail.retryAfter) },
      };
    case 'storage_unavailable':
      return {
        status: 503,
        type: 'Unhealthy',
        message: detail.message,
        headers: { 'retry-after': String(detail.retryAfter) },
      };
    case 'internal':
      return {
        status: 424,
        type: 'Backend',
        message: `Inference error: ${detail.message ?? 'unexpected failure'}`,
      };
    default:
      break;
  }
  const { message, ...reply } = toErrorReply(detail);
  if (reply.status !== 400) return { ...reply, type: 'Validation', message };
  return validation(`Failed to deserialize the JSON body into the target type: ${describe(detail)}`);
}

/** Describes what is wrong with a value, as a sentence fragment. */
function describe(detail: FaultDetail): string {
  switch (detail.kind) {
    case 'malformed_body':
      return 'the body is not valid JSON';
    case 'malformed_form':
    case 'storage_full':
      return detail.message;
    case 'damaged_body':
      return `the body is not valid ${detail.coding} data`;
    case 'nested_too_deep':
      return `the body is nested deeper than ${detail.limit} levels`;
    case 'too_many_members':
      return `the body has more than ${detail.limit} ${MEMBERS[detail.of]}`;
    case 'unsupported_media_type':
      return `content type ${cut(detail.given)} is not supported, use ${detail.expected}`;
    case 'missing_parameter':
      return `'${cut(detail.param)}' must be provided`;
    case 'invalid_type':
      return `'${cut(detail.param)}' must be of type ${detail.expected.join(' or ')}, not ${detail.given}`;
    case 'invalid_choice':
      return `'${cut(detail.param)}' must be one of ${detail.allowed.join(', ')}`;
    case 'out_of_range':
      return `'${cut(detail.param)}' must be ${detail.side === 'below' ? 'at least' : 'at most'} ${detail.bound}`;
    case 'wrong_length':
      return describeLength(detail);
    case 'invalid_format':
      return `'${cut(detail.param)}' has the wrong format`;
    case 'invalid_value':
      return detail.message;
    case 'unsupported_value':
      return `model '${cut(String(detail.given))}' is not supported by the rerank API`;
    case 'unsupported_parameter':
      return `'${cut(detail.param)}' is not supported by this model`;
    case 'context_exceeded':
      return `${detail.promptTokens} tokens exceed the model's limit of ${detail.limit}`;
    default:
      return 'the request cannot be served';
  }
}

function describeLength(detail: Extract<FaultDetail, { kind: 'wrong_length' }>): string {
  const { param, of, side, bound, given } = detail;
  if (given === 0) return `${of === 'array' ? 'list of ' : ''}${param} must not be empty`;
  const unit = of === 'string' ? 'characters' : 'entries';
  return `'${cut(param)}' must have ${side === 'below' ? 'at least' : 'at most'} ${bound} ${unit}, not ${given}`;
}

/** Truncates quoted input, which can be a megabyte long. */
function cut(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

const LONGEST_QUOTE = 200;

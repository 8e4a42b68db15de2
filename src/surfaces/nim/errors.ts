import { type Fault, type FaultDetail, MEMBERS, type ParamPath } from '../../kernel/fault.ts';
import { json, type WholeReply } from '../../kernel/reply.ts';

/** One entry of the list that FastAPI returns for an invalid body. */
interface Issue {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input?: unknown;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

interface Encoded {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A fault in the format of NVIDIA's microservices: schema violations are 422 with FastAPI's list of issues, a
 * passage that is too long is 400 with an `error`, and errors about the caller or the server have `status`,
 * `title` and `detail`.
 */
export function encodeFault({ detail }: Fault): WholeReply {
  const { status, body, headers } = encode(detail);
  return json(body, { status, ...(headers && { headers }) });
}

function encode(detail: FaultDetail): Encoded {
  const issue = toIssue(detail);
  if (issue) return { status: 422, body: { detail: [issue] } };
  switch (detail.kind) {
    case 'context_exceeded':
      return {
        status: 400,
        body: {
          error: `Input length ${detail.promptTokens} exceeds maximum allowed token size ${detail.limit}`,
        },
      };
    case 'missing_credentials':
      return problem(401, 'Unauthorized', 'Header of type `authorization` was missing');
    case 'wrong_credentials':
      return problem(401, 'Unauthorized', 'Authentication failed');
    case 'forbidden':
      return problem(403, 'Forbidden', detail.message);
    case 'unknown_model':
      return problem(404, 'Not Found', `The model \`${cut(detail.model)}\` does not exist.`);
    case 'not_found':
      return problem(404, 'Not Found', `No ${detail.noun} found with id '${cut(detail.id)}'.`);
    case 'method_not_allowed':
      return { ...plain(405, 'Method Not Allowed'), headers: { allow: detail.allowed.join(', ') } };
    case 'unknown_route':
      return plain(404, 'Not Found');
    case 'conflict':
      return problem(409, 'Conflict', detail.message);
    case 'body_too_large':
      return problem(413, 'Payload Too Large', `Request body exceeds ${detail.limit} bytes`);
    case 'unsupported_body_type':
      return {
        ...problem(415, 'Unsupported Media Type', `Content type \`${cut(detail.given)}\` is not supported`),
        headers: { accept: detail.supported.join(', ') },
      };
    case 'upgrade_required':
      return {
        ...problem(426, 'Upgrade Required', `This endpoint only accepts ${detail.protocol} connections`),
        headers: { upgrade: detail.protocol, connection: 'upgrade' },
      };
    case 'unsupported_coding':
      return {
        ...problem(
          415,
          'Unsupported Media Type',
          `Content encoding \`${cut(detail.given)}\` is not supported`,
        ),
        headers: { 'accept-encoding': detail.supported.join(', ') },
      };
    case 'damaged_body':
      return problem(400, 'Bad Request', `Request body is not valid ${detail.coding} data`);
    case 'unsatisfiable_range':
      return {
        ...problem(416, 'Range Not Satisfiable', `The content has ${detail.size} bytes`),
        headers: { 'content-range': `bytes */${detail.size}` },
      };
    case 'storage_full':
      return problem(400, 'Bad Request', detail.message);
    case 'rate_limited':
      return { ...problem(429, 'Too Many Requests', detail.message), headers: retryAfter(detail.retryAfter) };
    case 'overloaded':
      return {
        ...problem(503, 'Service Unavailable', detail.message ?? 'The service is overloaded'),
        headers: retryAfter(detail.retryAfter),
      };
    case 'storage_unavailable':
      return {
        ...problem(503, 'Service Unavailable', detail.message),
        headers: retryAfter(detail.retryAfter),
      };
    case 'internal':
      return problem(500, 'Internal Server Error', detail.message ?? INTERNAL);
    default:
      return problem(500, 'Internal Server Error', INTERNAL);
  }
}

const INTERNAL = 'Something went wrong with the request.';

const plain = (status: number, detail: string): Encoded => ({ status, body: { detail } });

const problem = (status: number, title: string, detail: string): Encoded => ({
  status,
  body: { status, title, detail },
});

const retryAfter = (seconds: number): Record<string, string> => ({ 'retry-after': String(seconds) });

/** Faults in the body, with Pydantic's types and messages; undefined for other faults. */
function toIssue(detail: FaultDetail): Issue | undefined {
  switch (detail.kind) {
    case 'malformed_body':
      return {
        type: 'json_invalid',
        loc: ['body', 0],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      };
    case 'nested_too_deep':
      return { type: 'recursion_loop', loc: ['body'], msg: `Nested deeper than ${detail.limit} levels` };
    case 'too_many_members':
      return {
        type: 'value_error',
        loc: ['body'],
        msg: `Value error, more than ${detail.limit} ${MEMBERS[detail.of]}`,
      };
    case 'unsupported_media_type':
      return {
        type: 'model_attributes_type',
        loc: ['body'],
        msg: 'Input should be a valid dictionary or object to extract fields from',
        input: cut(detail.given),
      };
    case 'malformed_form':
      return { type: 'value_error', loc: ['body'], msg: `Value error, ${detail.message}` };
    case 'missing_parameter':
      return { type: 'missing', loc: toLocation(detail.param), msg: 'Field required' };
    case 'unknown_parameter':
      return {
        type: 'extra_forbidden',
        loc: toLocation(detail.param),
        msg: 'Extra inputs are not permitted',
      };
    case 'invalid_type':
      return { ...toTypeIssue(detail.expected[0] ?? ''), loc: toLocation(detail.param) };
    case 'invalid_choice':
    case 'unsupported_value':
      return toChoiceIssue(detail);
    case 'out_of_range':
      return toRangeIssue(detail);
    case 'wrong_length':
      return toLengthIssue(detail);
    case 'invalid_format':
      return {
        type: 'string_pattern_mismatch',
        loc: toLocation(detail.param),
        msg: `String should match pattern '${detail.expected}'`,
        input: cut(detail.given),
        ctx: { pattern: detail.expected },
      };
    case 'invalid_value':
      return {
        type: 'value_error',
        loc: toLocation(detail.param ?? ''),
        msg: `Value error, ${detail.message}`,
      };
    case 'unsupported_parameter':
      return {
        type: 'value_error',
        loc: toLocation(detail.param),
        msg: 'Value error, this model does not take this field',
      };
    default:
      return undefined;
  }
}

/** `passages[0].text` becomes `["body", "passages", 0, "text"]`. */
function toLocation(param: ParamPath): (string | number)[] {
  const steps = param.slice(0, LONGEST_LOCATION).match(/[^.[\]]+/g) ?? [];
  return [
    'body',
    ...steps.slice(0, MOST_STEPS).map((step) => (/^\d{1,9}$/.test(step) ? Number(step) : cut(step))),
  ];
}

const MOST_STEPS = 20;

/** Characters of a path that are looked at: names come from the request and can be megabytes long. */
const LONGEST_LOCATION = 2000;

function toTypeIssue(expected: string): Pick<Issue, 'type' | 'msg'> {
  if (expected.startsWith('array')) return { type: 'list_type', msg: 'Input should be a valid list' };
  const [type, what] = TYPES[expected] ?? ['value_error', `valid ${expected}`];
  return { type, msg: `Input should be a ${what}` };
}

const TYPES: Readonly<Record<string, readonly [type: string, what: string]>> = {
  string: ['string_type', 'valid string'],
  integer: ['int_type', 'valid integer'],
  number: ['float_type', 'valid number'],
  boolean: ['bool_type', 'valid boolean'],
  object: ['model_attributes_type', 'valid dictionary or object to extract fields from'],
};

function toChoiceIssue(
  detail: Extract<FaultDetail, { kind: 'invalid_choice' | 'unsupported_value' }>,
): Issue {
  const allowed = detail.kind === 'invalid_choice' ? detail.allowed : [detail.only];
  const names = allowed.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  const expected = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return {
    type: 'enum',
    loc: toLocation(detail.param),
    msg: `Input should be ${expected}`,
    input: typeof detail.given === 'string' ? cut(detail.given) : detail.given,
    ctx: { expected },
  };
}

function toRangeIssue(detail: Extract<FaultDetail, { kind: 'out_of_range' }>): Issue {
  const { side, exclusive, bound, given, param } = detail;
  const relation = side === 'below' ? 'greater than' : 'less than';
  const type = `${relation.replace(' ', '_')}${exclusive ? '' : '_equal'}`;
  return {
    type,
    loc: toLocation(param),
    msg: `Input should be ${relation}${exclusive ? '' : ' or equal to'} ${bound}`,
    input: given,
    ctx: { [`${side === 'below' ? 'g' : 'l'}${exclusive ? 't' : 'e'}`]: bound },
  };
}

function toLengthIssue(detail: Extract<FaultDetail, { kind: 'wrong_length' }>): Issue {
  const { of, side, bound, given, param } = detail;
  const limit = side === 'below' ? 'min_length' : 'max_length';
  const most = side === 'below' ? 'at least' : 'at most';
  const loc = toLocation(param);
  const size = side === 'below' ? 'short' : 'long';
  if (of === 'string') {
    return {
      type: `string_too_${size}`,
      loc,
      msg: `String should have ${most} ${bound} character${bound === 1 ? '' : 's'}`,
      ctx: { [limit]: bound },
    };
  }
  const field = of === 'array' ? 'List' : 'Dictionary';
  return {
    type: `too_${size}`,
    loc,
    msg: `${field} should have ${most} ${bound} item${bound === 1 ? '' : 's'} after validation, not ${given}`,
    ctx: { field_type: field, [limit]: bound, actual_length: given },
  };
}

/** Truncates quoted input, which can be a megabyte long. */
function cut(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

const LONGEST_QUOTE = 200;

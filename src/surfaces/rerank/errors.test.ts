import { describe, expect, it } from 'vitest';
import { Fault, type FaultDetail } from '../../kernel/fault.ts';
import { encodeCohereFault, encodeSharedFault, encodeTextsFault } from './errors.ts';

const read = ({ status, body }: ReturnType<typeof encodeCohereFault>) => ({
  status,
  body: JSON.parse(body as string) as Record<string, string>,
});
const long = 'x'.repeat(100_000);

/** Each fault in the formats of Cohere and of Text Embeddings Inference. */
const rows: [FaultDetail, number, RegExp, number, string, RegExp][] = [
  [{ kind: 'missing_credentials' }, 401, /^no api key supplied$/, 401, 'Validation', /no api key/],
  [
    { kind: 'wrong_credentials', masked: '*' },
    401,
    /^invalid api token$/,
    401,
    'Validation',
    /invalid api token/,
  ],
  [
    { kind: 'unknown_model', model: 'm' },
    404,
    /^model 'm' not found, make sure the correct model ID was used/,
    404,
    'Validation',
    /model 'm' not found/,
  ],
  [
    { kind: 'unknown_parameter', param: 'top_k' },
    422,
    /^unknown field: parameter 'top_k' is not a valid field\./,
    422,
    'Validation',
    /top_k/,
  ],
  [
    { kind: 'missing_parameter', param: 'query' },
    400,
    /^invalid request: 'query' must be provided$/,
    422,
    'Validation',
    /missing field `query`$/,
  ],
  [
    { kind: 'wrong_length', param: 'documents', of: 'array', side: 'below', bound: 1, given: 0 },
    400,
    /^invalid request: list of documents must not be empty$/,
    400,
    'Empty',
    /^`documents` cannot be empty$/,
  ],
  [
    {
      kind: 'out_of_range',
      param: 'top_n',
      number: 'integer',
      side: 'below',
      bound: 1,
      exclusive: false,
      given: 0,
    },
    400,
    /^invalid request: 'top_n' must be at least 1$/,
    422,
    'Validation',
    /top_n/,
  ],
  [
    { kind: 'malformed_body' },
    400,
    /^invalid request: the body is not valid JSON$/,
    422,
    'Validation',
    /valid JSON/,
  ],
  [{ kind: 'body_too_large', limit: 9 }, 413, /9 bytes/, 413, 'Validation', /9 bytes/],
  [
    { kind: 'unsupported_body_type', given: 'text/plain', supported: ['audio/wav'] },
    415,
    /text\/plain is not supported, use one of audio\/wav/,
    415,
    'Validation',
    /audio\/wav/,
  ],
  [
    { kind: 'upgrade_required', protocol: 'websocket' },
    426,
    /websocket connections/,
    426,
    'Validation',
    /websocket/,
  ],
  [{ kind: 'unsatisfiable_range', size: 9 }, 416, /9 bytes/, 416, 'Validation', /9 bytes/],
  [{ kind: 'storage_full', message: 'It is full' }, 400, /It is full/, 422, 'Validation', /It is full/],
  [{ kind: 'rate_limited', message: 'Slow', retryAfter: 1 }, 429, /^Slow$/, 429, 'Overloaded', /overloaded/],
  [{ kind: 'overloaded', retryAfter: 1 }, 503, /overloaded/, 429, 'Overloaded', /overloaded/],
  [
    { kind: 'storage_unavailable', code: 'storage_full', message: 'The disk is full', retryAfter: 5 },
    503,
    /^The disk is full$/,
    503,
    'Unhealthy',
    /^The disk is full$/,
  ],
  [{ kind: 'internal' }, 500, /^internal server error$/, 424, 'Backend', /^Inference error/],
];

describe.each(rows)('%o', (detail, status, message, textsStatus, type, error) => {
  const fault = new Fault(detail);

  it("is Cohere's", () => {
    const answer = read(encodeCohereFault(fault));
    expect(answer).toEqual({ status, body: { message: expect.stringMatching(message) } });
  });

  it('also has a detail on the path shared with Jina', () => {
    const { message: same } = read(encodeCohereFault(fault)).body;
    expect(read(encodeSharedFault(fault))).toEqual({ status, body: { message: same, detail: same } });
  });

  it("is Text Embeddings Inference's", () => {
    expect(read(encodeTextsFault(fault))).toEqual({
      status: textsStatus,
      body: { error: expect.stringMatching(error), error_type: type },
    });
  });
});

it('truncates long input that it quotes', () => {
  for (const detail of [
    { kind: 'unknown_model', model: long },
    { kind: 'unknown_parameter', param: long },
    { kind: 'missing_parameter', param: long },
    { kind: 'unsupported_value', param: 'model', given: long, only: 'x' },
  ] satisfies FaultDetail[]) {
    const fault = new Fault(detail);
    for (const encode of [encodeCohereFault, encodeSharedFault, encodeTextsFault])
      expect((encode(fault).body as string).length).toBeLessThan(1000);
  }
});

import { describe, expect, it } from 'vitest';
import { Fault, type FaultDetail } from '../../kernel/fault.ts';
import { encodeFault } from './errors.ts';

const encode = (detail: FaultDetail) => {
  const { status, body, headers } = encodeFault(new Fault(detail));
  return { status, headers, body: JSON.parse(body as string) as Record<string, unknown> };
};

describe("faults in a body, in FastAPI's format", () => {
  it.each<[FaultDetail, object]>([
    [
      { kind: 'missing_parameter', param: 'query.text' },
      { type: 'missing', loc: ['body', 'query', 'text'], msg: 'Field required' },
    ],
    [
      { kind: 'invalid_type', param: 'passages', expected: ['array of objects'], given: 'string' },
      { type: 'list_type', loc: ['body', 'passages'], msg: 'Input should be a valid list' },
    ],
    [
      { kind: 'invalid_type', param: 'model', expected: ['string'], given: 'integer' },
      { type: 'string_type', loc: ['body', 'model'], msg: 'Input should be a valid string' },
    ],
    [
      {
        kind: 'wrong_length',
        param: 'passages[12].text',
        of: 'string',
        side: 'below',
        bound: 1,
        given: 0,
      },
      {
        type: 'string_too_short',
        loc: ['body', 'passages', 12, 'text'],
        msg: 'String should have at least 1 character',
        ctx: { min_length: 1 },
      },
    ],
    [
      {
        kind: 'out_of_range',
        param: 'n',
        number: 'integer',
        side: 'above',
        bound: 9,
        exclusive: false,
        given: 10,
      },
      {
        type: 'less_than_equal',
        loc: ['body', 'n'],
        msg: 'Input should be less than or equal to 9',
        input: 10,
        ctx: { le: 9 },
      },
    ],
  ])('%o', (detail, issue) => {
    expect(encode(detail)).toEqual({ status: 422, body: { detail: [issue] } });
  });

  it('quotes at most one line of the input', () => {
    const given = 'x'.repeat(100_000);
    for (const detail of [
      { kind: 'invalid_choice', param: 'truncate', given, allowed: ['NONE'] },
      { kind: 'unknown_parameter', param: given },
      { kind: 'missing_parameter', param: 'a.'.repeat(50_000) },
      { kind: 'unknown_model', model: given },
    ] satisfies FaultDetail[]) {
      expect(JSON.stringify(encode(detail).body).length).toBeLessThan(800);
    }
  });
});

describe('faults of the caller and the server', () => {
  it.each<[FaultDetail, number, object]>([
    [{ kind: 'missing_credentials' }, 401, { status: 401, title: 'Unauthorized' }],
    [{ kind: 'wrong_credentials', masked: 'sk-***' }, 401, { status: 401, title: 'Unauthorized' }],
    [{ kind: 'unknown_model', model: 'x' }, 404, { status: 404, title: 'Not Found' }],
    [{ kind: 'body_too_large', limit: 10 }, 413, { status: 413 }],
    [
      { kind: 'unsupported_body_type', given: 'text/plain', supported: ['audio/wav'] },
      415,
      { status: 415, detail: 'Content type `text/plain` is not supported' },
    ],
    [{ kind: 'upgrade_required', protocol: 'websocket' }, 426, { status: 426, title: 'Upgrade Required' }],
    [{ kind: 'unsatisfiable_range', size: 10 }, 416, { status: 416, detail: 'The content has 10 bytes' }],
    [{ kind: 'storage_full', message: 'It is full' }, 400, { status: 400, detail: 'It is full' }],
    [{ kind: 'rate_limited', message: 'Slow down', retryAfter: 3 }, 429, { detail: 'Slow down' }],
    [{ kind: 'overloaded', retryAfter: 3 }, 503, { title: 'Service Unavailable' }],
    [
      { kind: 'storage_unavailable', code: 'storage_full', message: 'The disk is full', retryAfter: 5 },
      503,
      { title: 'Service Unavailable', detail: 'The disk is full' },
    ],
    [{ kind: 'internal' }, 500, { title: 'Internal Server Error' }],
    [
      { kind: 'context_exceeded', limit: 512, promptTokens: 600, param: 'passages[0].text' },
      400,
      { error: 'Input length 600 exceeds maximum allowed token size 512' },
    ],
  ])('%o is %i', (detail, status, body) => {
    expect(encode(detail)).toMatchObject({ status, body });
  });

  it.each([1, 3])('have a short location for a name of a million steps of %i letters', (letters) => {
    const param = `${'a'.repeat(letters)}.`.repeat(1_000_000);
    const { body } = encode({ kind: 'unknown_parameter', param });
    expect((body.detail as { loc: unknown[] }[])[0]?.loc).toEqual([
      'body',
      ...Array.from({ length: 20 }, () => 'a'.repeat(letters)),
    ]);
  });

  it('say when to retry', () => {
    expect(encode({ kind: 'overloaded', retryAfter: 3 }).headers).toEqual({ 'retry-after': '3' });
  });
});

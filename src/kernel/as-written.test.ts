import { describe, expect, it } from 'vitest';
import { asWritten } from './as-written.ts';
import { Fault, type FaultDetail } from './fault.ts';

const outOfRange = (given: number): FaultDetail => ({
  kind: 'out_of_range',
  param: 'n',
  number: 'integer',
  side: 'above',
  bound: 128,
  exclusive: false,
  given,
});
const tooLong = (given: number): FaultDetail => ({
  kind: 'above_model_limit',
  of: 'completion',
  param: 'max_tokens',
  limit: 100,
  given,
});
const givenIn = (detail: FaultDetail, body: string | undefined, query = '') => {
  const request = { query, body: body === undefined ? undefined : Buffer.from(body) };
  return (asWritten(new Fault(detail), request).detail as { given: unknown }).given;
};

describe.each([
  ['out of range', outOfRange],
  ['too long', tooLong],
])('a number that is %s', (_, detail) => {
  it.each([
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['18446744073709551615', '18446744073709551615'],
    ['1e30', '1e30'],
    ['1e999', '1e999'],
    ['9007199254740993', '9007199254740993'],
  ])('is shown as %s', (written, shown) => {
    const body = `{"text":"${written}0","deep":[{"n":1}],"n":${written}}`;
    expect(givenIn(detail(Number(written)), body)).toBe(shown);
    expect(givenIn(detail(Number(written)), undefined, `a=b&n=${written}`)).toBe(shown);
  });

  it.each([129, 2.5, -0.5, Number.MAX_SAFE_INTEGER])('stays the number %d', (given) => {
    expect(givenIn(detail(given), `{"n":${given}}`)).toBe(given);
  });

  it.each([
    ['without a body', undefined],
    ['in a body that is not JSON', '--x\r\n'],
    ['in a body too long to parse again', `{"n":9223372036854775807,"text":"${'x'.repeat(65_536)}"}`],
  ])('is shown with all digits if the source text is unavailable: %s', (_name, body) => {
    expect(givenIn(detail(2 ** 63), body)).toBe('9223372036854775808');
  });
});

it('leaves other faults unchanged', () => {
  const fault = new Fault({ kind: 'malformed_body' });
  expect(asWritten(fault, { query: '', body: Buffer.from('{"n":1e30}') })).toBe(fault);
});

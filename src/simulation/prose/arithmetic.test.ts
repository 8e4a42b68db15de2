import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate } from './arithmetic.ts';

describe('calculate', () => {
  it.each([
    ['12 * (3 + 4)', '84'],
    ['2 + 3 * 4', '14'],
    ['10 - 4 - 3', '3'],
    ['100 / 10 / 2', '5'],
    ['2 ^ 3 ^ 2', '512'],
    ['2 ** 10', '1024'],
    ['-2 ^ 2', '-4'],
    ['7 % 3', '1'],
    ['7 / 2', '3.5'],
    ['1 / 3', '0.333333333333'],
    ['0.1 + 0.2', '0.3'],
    ['1,250.50 * 2', '2501'],
    ['123456789 * 987654321', '121932631112635269'],
    ['2 ^ 100', '1267650600228229401496703205376'],
    ['99999999999999999999 + 1', '100000000000000000000'],
    ['5!', '120'],
    ['sqrt 144', '12'],
    ['sqrt(2)', '1.41421356237'],
    ['-(-(3))', '3'],
    ['1e3 + 1', '1001'],
    ['(-1) ^ 1001', '-1'],
  ])('%s is %s', (source, text) => {
    expect(calculate(source)).toMatchObject({ kind: 'value', text });
  });

  it.each([
    ['1 / 0', 'division by zero'],
    ['5 % (2 - 2)', 'division by zero'],
    ['0 ^ (-1)', 'division by zero'],
    ['sqrt(-4)', 'root of a negative number'],
    ['9 ^ 9 ^ 9', 'too large'],
    ['41!', 'too large'],
    ['40!!!', 'too large'],
  ])('%s has no value: %s', (source, reason) => {
    expect(calculate(source)).toEqual({ kind: 'undefined', reason });
  });

  it.each([
    '',
    '1 +',
    '(1',
    '1)',
    '1 1',
    'a + 1',
    '1,2 + 3',
    '--',
    `${'('.repeat(200)}1${')'.repeat(200)}`,
    '1'.repeat(500),
  ])('rejects %s', (source) => {
    expect(calculate(source)).toBeUndefined();
  });

  it('agrees with exact integers on any sum and product', () => {
    const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        const expected = (BigInt(a) + BigInt(b)) * BigInt(c) - BigInt(a);
        expect(calculate(`(${a} + ${b}) * ${c} - ${a}`)).toMatchObject({ text: expected.toString() });
      }),
    );
  });

  it('never throws', () => {
    const signs = fc.array(fc.constantFrom(...'0123456789.+-*/%^!() ,e'.split(''), 'sqrt'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(signs, (parts) => {
        const result = calculate(parts.join(''));
        if (result?.kind === 'value') expect(result.text).toMatch(/^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/);
      }),
    );
  });
});

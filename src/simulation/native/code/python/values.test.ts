import { describe, expect, it } from 'vitest';
import { OutOfRange, PythonError, python } from './operations.ts';
import { fixed, repr, round, str } from './values.ts';

describe('values of Python', () => {
  it.each([
    [1n, '1'],
    [1, '1.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e-5, '1.5e-05'],
    [1e-4, '0.0001'],
    [1e100, '1e+100'],
    [null, 'None'],
    [true, 'True'],
    ["it's", '"it\'s"'],
    ['a\n"b"\'', "'a\\n\"b\"\\''"],
    ['\u0000\u00a0é\u{1F600}', "'\\x00\\xa0é\u{1F600}'"],
    [[1n, [2.5, false]], '[1, [2.5, False]]'],
  ])('are shown as %s', (value, shown) => {
    expect(repr(value)).toBe(shown);
  });

  it('are printed without quotes if they are texts', () => {
    expect(str("it's")).toBe("it's");
    expect(str(2)).toBe('2.0');
  });

  it.each([
    [2.675, 2, 2.67],
    [0.5, 0, 0],
    [1.5, 0, 2],
    [2.5, 0, 2],
    [-0.001, 2, -0],
    [1234.5678, 2, 1234.57],
    [7n, 2, 7n],
  ])('round %s to %s digits', (value, digits, rounded) => {
    expect(round(value, digits)).toBe(rounded);
  });

  it('have a fixed number of digits', () => {
    expect([fixed(0.125, 2), fixed(-1.005, 2), fixed(3n, 2), fixed(2.5, 0)]).toEqual([
      '0.12',
      '-1.00',
      '3.00',
      '2',
    ]);
  });

  it('are calculated with as in Python', () => {
    expect(python.remainder(-7n, 3n)).toBe(2n);
    expect(python.remainder(7.5, -2n)).toBe(-0.5);
    expect(repr(python.divide(123456789012345678901234567890n, 7n))).toBe('1.763668414462081e+28');
    expect(python.power(2n, -3n)).toBe(0.125);
    expect(() => python.divide(1n, 0n)).toThrow(new PythonError('ZeroDivisionError', 'division by zero'));
    expect(() => python.power(10n, 5_000n)).toThrow(OutOfRange);
  });
});

import { type Exact, times, toExact, toFloat } from './exact.ts';
import type { PythonNumber } from './values.ts';

/** What Python raises: `ZeroDivisionError: division by zero`. */
export class PythonError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** A result that is not shown: it would be too long, or has no exact double. */
export class OutOfRange extends Error {}

/** The operations of Python's numbers. All throw {@link PythonError} where Python does. */
export const python = {
  add: (left: PythonNumber, right: PythonNumber): PythonNumber =>
    isInt(left) && isInt(right) ? left + right : finite(Number(left) + Number(right)),
  subtract: (left: PythonNumber, right: PythonNumber): PythonNumber =>
    isInt(left) && isInt(right) ? left - right : finite(Number(left) - Number(right)),
  multiply: (left: PythonNumber, right: PythonNumber): PythonNumber =>
    isInt(left) && isInt(right) ? bounded(left * right) : finite(Number(left) * Number(right)),
  divide,
  remainder,
  power,
  negate: (value: PythonNumber): PythonNumber => -value,
  factorial,
  root,
};

const isInt = (value: PythonNumber): value is bigint => typeof value === 'bigint';

function divide(left: PythonNumber, right: PythonNumber): number {
  if (Number(right) === 0)
    throw new PythonError(
      'ZeroDivisionError',
      isInt(left) && isInt(right) ? 'division by zero' : 'float division by zero',
    );
  return isInt(left) && isInt(right)
    ? finite(toFloat(right < 0n ? { n: -left, d: -right } : { n: left, d: right }))
    : finite(Number(left) / Number(right));
}

function remainder(left: PythonNumber, right: PythonNumber): PythonNumber {
  if (isInt(left) && isInt(right)) {
    if (right === 0n) throw new PythonError('ZeroDivisionError', 'integer modulo by zero');
    const rest = left % right;
    return rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest;
  }
  const divisor = Number(right);
  if (divisor === 0) throw new PythonError('ZeroDivisionError', 'float modulo');
  const rest = Number(left) % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
}

function power(base: PythonNumber, exponent: PythonNumber): PythonNumber {
  if (isInt(base) && isInt(exponent) && exponent >= 0n) {
    const size = Math.log10(Math.max(1, Math.abs(Number(base)))) * Number(exponent);
    if (base !== 0n && base !== 1n && base !== -1n && !(size < MOST_DIGITS)) throw new OutOfRange();
    return base ** exponent;
  }
  const [number, by] = [Number(base), Number(exponent)];
  if (number === 0 && by < 0)
    throw new PythonError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  // The result would be a complex number.
  if (number < 0 && !Number.isInteger(by)) throw new OutOfRange();
  return finite(Number.isInteger(by) && Math.abs(by) <= MOST_FACTORS ? exactPower(number, by) : number ** by);
}

/** The nearest double; the engine's own power may be off by one place. */
function exactPower(base: number, exponent: number): number {
  finite(base);
  if (base === 0) return exponent === 0 ? 1 : 0;
  const { n, d } = toExact(base);
  const by = BigInt(Math.abs(exponent));
  const raised: Exact = { n: n ** by, d: d ** by };
  if (exponent >= 0) return toFloat(raised);
  return toFloat(raised.n < 0n ? { n: -raised.d, d: -raised.n } : { n: raised.d, d: raised.n });
}

function factorial(value: PythonNumber): bigint {
  if (!isInt(value)) throw new PythonError('TypeError', "'float' object cannot be interpreted as an integer");
  if (value < 0n) throw new PythonError('ValueError', 'factorial() not defined for negative values');
  if (value > LARGEST_FACTORIAL) throw new OutOfRange();
  let product = 1n;
  for (let factor = 2n; factor <= value; factor++) product *= factor;
  return product;
}

function root(value: PythonNumber): number {
  if (value < 0) throw new PythonError('ValueError', 'math domain error');
  return Math.sqrt(finite(Number(value)));
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new OutOfRange();
  return value;
}

function bounded(value: bigint): bigint {
  if (value > LARGEST || value < -LARGEST) throw new OutOfRange();
  return value;
}

/** The sum of doubles as `math.fsum` rounds it, once; of integers, the integer. */
export function sumOf(values: readonly PythonNumber[]): PythonNumber {
  if (values.every(isInt)) return values.reduce((sum, value) => sum + value, 0n);
  return toFloat(exactSum(values));
}

/** The exact sum. */
export function exactSum(values: readonly PythonNumber[]): Exact {
  let sum: Exact = { n: 0n, d: 1n };
  for (const value of values) {
    const { n, d } = toExact(value);
    // Denominators are powers of two, so the larger one holds both.
    const most = larger(d, sum.d);
    sum = { n: sum.n * (most / sum.d) + n * (most / d), d: most };
  }
  return sum;
}

function larger(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}

/** `min` of at least one value: the first of those that are equal. */
export function smallest(values: readonly PythonNumber[]): PythonNumber {
  let found = values[0]!;
  for (const value of values) if (value < found) found = value;
  return found;
}

/** `max` of at least one value: the first of those that are equal. */
export function largest(values: readonly PythonNumber[]): PythonNumber {
  let found = values[0]!;
  for (const value of values) if (value > found) found = value;
  return found;
}

/** What `statistics` makes of an exact result: an integer of integers if it is one, else the nearest double. */
export function converted(value: Exact, of: readonly PythonNumber[]): PythonNumber {
  return of.every(isInt) && value.n % value.d === 0n ? value.n / value.d : toFloat(value);
}

/** The sum of squared distances from the mean, exactly. */
export function exactSquares(values: readonly PythonNumber[]): Exact {
  const count = BigInt(values.length);
  const sum = exactSum(values);
  let squares: Exact = { n: 0n, d: 1n };
  for (const value of values) {
    const { n, d } = toExact(value);
    const most = larger(d, squares.d);
    const scale = most / d;
    squares = {
      n: squares.n * (most / squares.d) * (most / squares.d) + n * scale * n * scale,
      d: most,
    };
  }
  const square: Exact = { n: squares.n, d: squares.d * squares.d };
  const mean = times(sum, sum);
  return {
    n: square.n * mean.d * count - mean.n * square.d,
    d: square.d * mean.d * count,
  };
}

/** Python refuses to print integers of more than 4,300 digits. */
const MOST_DIGITS = 4_000;
const LARGEST = 10n ** BigInt(MOST_DIGITS);
const LARGEST_FACTORIAL = 1_000n;
/** Of a power that is calculated exactly. */
const MOST_FACTORS = 400;

/** The outcome of {@link calculate}. */
export type Calculation =
  | { readonly kind: 'value'; readonly value: number; readonly text: string }
  | {
      readonly kind: 'undefined';
      readonly reason: 'division by zero' | 'root of a negative number' | 'too large';
    };

/**
 * Evaluates an arithmetic expression: `+ - * / % ^ !`, parentheses, `sqrt`, decimals, thousands separators.
 * Integers are exact up to 60 digits; decimals are rounded to 12 significant digits. Undefined when `source`
 * is not such an expression.
 *
 * @example
 * calculate('12 * (3 + 4)'); // { kind: 'value', value: 84, text: '84' }
 */
export function calculate(source: string): Calculation | undefined {
  try {
    const value = readArithmetic(source, AMOUNTS);
    return value === undefined ? undefined : { kind: 'value', value: Number(value), text: textOf(value) };
  } catch (problem) {
    if (problem instanceof NotArithmetic) return undefined;
    if (problem instanceof NoResult) return { kind: 'undefined', reason: problem.reason };
    throw problem;
  }
}

/** What the parts of an expression are made into: a number, or an expression in another notation. */
export interface Algebra<Value> {
  /** @param digits without separators: `1200`, `.5`, `2e10` */
  number(digits: string): Value;
  add(left: Value, right: Value): Value;
  subtract(left: Value, right: Value): Value;
  multiply(left: Value, right: Value): Value;
  divide(left: Value, right: Value): Value;
  remainder(left: Value, right: Value): Value;
  power(base: Value, exponent: Value): Value;
  negate(value: Value): Value;
  factorial(value: Value): Value;
  root(value: Value): Value;
}

/**
 * Reads an expression in the notation of {@link calculate}. Undefined when `source` is not such an expression; errors of
 * the algebra are passed on.
 */
export function readArithmetic<Value>(source: string, algebra: Algebra<Value>): Value | undefined {
  if (source.length > 400) return undefined;
  try {
    return new Parser(source, algebra).whole();
  } catch (problem) {
    if (problem instanceof NotArithmetic) return undefined;
    throw problem;
  }
}

/** An integer stays exact for as long as the operations allow. */
type Amount = bigint | number;

class NotArithmetic extends Error {}

class NoResult extends Error {
  readonly reason: 'division by zero' | 'root of a negative number' | 'too large';

  constructor(reason: NoResult['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** Recursive descent parser with bounded depth. */
class Parser<Value> {
  readonly #source: string;
  readonly #algebra: Algebra<Value>;
  #at = 0;
  #depth = 0;

  constructor(source: string, algebra: Algebra<Value>) {
    this.#source = source;
    this.#algebra = algebra;
  }

  whole(): Value {
    const value = this.#sum();
    this.#skipBlanks();
    if (this.#at < this.#source.length) throw new NotArithmetic();
    return value;
  }

  #sum(): Value {
    if (++this.#depth > DEEPEST) throw new NotArithmetic();
    let value = this.#product();
    for (;;) {
      if (this.#take('+')) value = this.#algebra.add(value, this.#product());
      else if (this.#take('-')) value = this.#algebra.subtract(value, this.#product());
      else break;
    }
    this.#depth--;
    return value;
  }

  #product(): Value {
    let value = this.#signed();
    for (;;) {
      if (this.#take('*')) value = this.#algebra.multiply(value, this.#signed());
      else if (this.#take('/')) value = this.#algebra.divide(value, this.#signed());
      else if (this.#take('%')) value = this.#algebra.remainder(value, this.#signed());
      else return value;
    }
  }

  #signed(): Value {
    let sign = false;
    for (let count = 0; ; count++) {
      if (count > DEEPEST) throw new NotArithmetic();
      if (this.#take('-')) sign = !sign;
      else if (!this.#take('+')) break;
    }
    const value = this.#powered();
    return sign ? this.#algebra.negate(value) : value;
  }

  #powered(): Value {
    const base = this.#factorial();
    if (!this.#take('**') && !this.#take('^')) return base;
    if (++this.#depth > DEEPEST) throw new NotArithmetic();
    const value = this.#algebra.power(base, this.#signed());
    this.#depth--;
    return value;
  }

  #factorial(): Value {
    let value = this.#atom();
    while (this.#take('!')) value = this.#algebra.factorial(value);
    return value;
  }

  #atom(): Value {
    if (this.#take('(')) {
      const value = this.#sum();
      if (!this.#take(')')) throw new NotArithmetic();
      return value;
    }
    if (this.#take('sqrt')) return this.#algebra.root(this.#factorial());
    this.#skipBlanks();
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#source);
    if (match === null) throw new NotArithmetic();
    this.#at += match[0].length;
    return this.#algebra.number(match[0].replaceAll(',', ''));
  }

  #take(symbol: string): boolean {
    this.#skipBlanks();
    if (!this.#source.startsWith(symbol, this.#at)) return false;
    this.#at += symbol.length;
    return true;
  }

  #skipBlanks(): void {
    while (this.#source[this.#at] === ' ') this.#at++;
  }
}

function amount(digits: string): Amount {
  if (digits.length > MOST_DIGITS) throw new NoResult('too large');
  if (/^\d+$/.test(digits)) return BigInt(digits);
  return checked(Number(digits));
}

function add(left: Amount, right: Amount): Amount {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left + right;
  return checked(rounded(Number(left) + Number(right)));
}

function multiply(left: Amount, right: Amount): Amount {
  if (typeof left === 'bigint' && typeof right === 'bigint') return bounded(left * right);
  return checked(rounded(Number(left) * Number(right)));
}

function divide(left: Amount, right: Amount): Amount {
  if (Number(right) === 0) throw new NoResult('division by zero');
  if (typeof left === 'bigint' && typeof right === 'bigint' && left % right === 0n) return left / right;
  return checked(rounded(Number(left) / Number(right)));
}

function remainder(left: Amount, right: Amount): Amount {
  if (Number(right) === 0) throw new NoResult('division by zero');
  if (typeof left === 'bigint' && typeof right === 'bigint') return left % right;
  return checked(rounded(Number(left) % Number(right)));
}

function power(base: Amount, exponent: Amount): Amount {
  if (typeof base === 'bigint' && typeof exponent === 'bigint' && exponent >= 0n) {
    const size = Math.abs(Number(base));
    if (size > 1 && Math.log10(size) * Number(exponent) > MOST_DIGITS) throw new NoResult('too large');
    if (size > 1) return base ** exponent;
    return exponent === 0n ? 1n : exponent % 2n === 0n ? base * base : base;
  }
  if (Number(base) === 0 && Number(exponent) < 0) throw new NoResult('division by zero');
  const value = Number(base) ** Number(exponent);
  if (Number.isNaN(value)) throw new NoResult('root of a negative number');
  return checked(rounded(value));
}

function factorial(value: Amount): Amount {
  if (typeof value !== 'bigint' || value < 0n) throw new NotArithmetic();
  if (value > LARGEST_FACTORIAL) throw new NoResult('too large');
  let product = 1n;
  for (let factor = 2n; factor <= value; factor++) product *= factor;
  return product;
}

function root(value: Amount): Amount {
  const number = Number(value);
  if (number < 0) throw new NoResult('root of a negative number');
  const result = Math.sqrt(number);
  if (typeof value === 'bigint' && Number.isSafeInteger(result)) {
    const whole = BigInt(Math.round(result));
    if (whole * whole === value) return whole;
  }
  return checked(rounded(result));
}

function bounded(value: bigint): bigint {
  if (value > LARGEST || value < -LARGEST) throw new NoResult('too large');
  return value;
}

function checked(value: number): number {
  if (!Number.isFinite(value)) throw new NoResult('too large');
  return value;
}

/** Removes binary rounding errors: 0.1 + 0.2 is 0.3. */
function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(14)) : value;
}

function textOf(value: Amount): string {
  if (typeof value === 'bigint') return value.toString();
  const text = Number(value.toPrecision(12)).toString();
  return text === '-0' ? '0' : text;
}

const NUMBER = /(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,3})?/y;

const DEEPEST = 40;

/** Maximum digits of an integer. */
const MOST_DIGITS = 60;

const LARGEST = 10n ** BigInt(MOST_DIGITS);
const LARGEST_FACTORIAL = 40n;

const AMOUNTS: Algebra<Amount> = {
  number: amount,
  add,
  subtract: (left, right) => add(left, -right),
  multiply,
  divide,
  remainder,
  power,
  negate: (value) => -value,
  factorial,
  root,
};

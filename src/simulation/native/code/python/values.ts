import { roundedTo, toExact, toFloat } from './exact.ts';

/** An `int` is a bigint and a `float` a number. */
export type PythonNumber = bigint | number;
export type PythonValue = PythonNumber | string | boolean | null | readonly PythonValue[];

/**
 * A value as `repr` shows it.
 *
 * @example
 * repr([1n, 2.5, 'a', true, null]); // "[1, 2.5, 'a', True, None]"
 */
export function repr(value: PythonValue): string {
  if (value === null) return 'None';
  switch (typeof value) {
    case 'bigint':
      return value.toString();
    case 'number':
      return float(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'string':
      return quoted(value);
    default:
      return `[${value.map(repr).join(', ')}]`;
  }
}

/** A value as `print` shows it: a text without quotes, all else as `repr` does. */
export function str(value: PythonValue): string {
  return typeof value === 'string' ? value : repr(value);
}

function float(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16))
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let shown = quote;
  for (const character of text) shown += character === quote ? `\\${quote}` : escaped(character);
  return shown + quote;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) return character;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** A text as it is written in code. JSON's notation is also Python's. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** `round(value, digits)`. */
export function round(value: PythonNumber, digits: number): PythonNumber {
  if (typeof value === 'bigint' || !Number.isFinite(value)) return value;
  const rounded = roundedTo(toExact(value), digits);
  // A negative number that is rounded to nothing stays negative.
  if (rounded === 0n) return value < 0 || Object.is(value, -0) ? -0 : 0;
  return toFloat({ n: rounded, d: 10n ** BigInt(digits) });
}

/** `f"{value:.2f}"` and the like. */
export function fixed(value: PythonNumber, digits: number): string {
  const rounded = roundedTo(toExact(value), digits);
  const text = String(rounded < 0n ? -rounded : rounded).padStart(digits + 1, '0');
  const isNegative = value < 0;
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return isNegative ? `-${whole}` : whole;
}

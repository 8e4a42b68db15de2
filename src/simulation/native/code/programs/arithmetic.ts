import { type Algebra, readArithmetic } from '../../../prose/arithmetic.ts';
import { expressionOf } from '../../../prose/forms/sum.ts';
import { solve } from '../../../prose/forms/word-problem.ts';
import { expressionsIn } from '../../../structured/values/operations.ts';
import type { Program } from '../program.ts';
import { OutOfRange, PythonError, python } from '../python/operations.ts';
import { type PythonNumber, round } from '../python/values.ts';
import { shown } from '../said.ts';
import { type Plan, Script } from '../script.ts';

/** Expressions in figures or words, and the arithmetic that a few sentences describe. */
export const arithmetic: Program = {
  name: 'arithmetic',
  plan: ({ text, sentences }) => {
    for (const source of sourcesIn(text, sentences)) {
      const plan = calculated(source);
      if (plan) return [plan];
    }
    return [];
  },
};

function* sourcesIn(text: string, sentences: readonly string[]): Iterable<string> {
  for (const sentence of sentences) {
    const whole = expressionOf(sentence.toLowerCase());
    if (whole !== undefined) yield whole;
  }
  if (text.length > LONGEST) return;
  const solved = solve(text);
  if (solved) yield solved.expression;
  yield* expressionsIn(text).slice(0, MOST_EXPRESSIONS);
}

const LONGEST = 1_000;
const MOST_EXPRESSIONS = 4;

/** A part of an expression, as code. */
interface Term {
  readonly code: string;
  /** How strongly its parts hold together. */
  readonly level: number;
  /** Undefined behind an error: what is left is only written. */
  readonly value: PythonNumber | undefined;
  readonly needsMath: boolean;
  readonly error: PythonError | undefined;
}

const LEVELS = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

/** An expression as Python calculates it. */
const CODE: Algebra<Term> = {
  number: (digits) => {
    const value = /^\d+$/.test(digits) ? BigInt(digits) : Number(digits);
    if (value === Number.POSITIVE_INFINITY) throw new OutOfRange();
    // Python accepts no integer that begins with zeros.
    const code = typeof value === 'bigint' ? String(value) : digits;
    return { code, level: LEVELS.atom, value, needsMath: false, error: undefined };
  },
  add: (left, right) => joined(left, '+', right, 'sum', python.add),
  subtract: (left, right) => joined(left, '-', right, 'sum', python.subtract),
  multiply: (left, right) => joined(left, '*', right, 'product', python.multiply),
  divide: (left, right) => joined(left, '/', right, 'product', python.divide),
  remainder: (left, right) => joined(left, '%', right, 'product', python.remainder),
  power: (base, exponent) =>
    applied(
      [base, exponent],
      'power',
      `${inside(base, LEVELS.atom)} ** ${inside(exponent, LEVELS.sign)}`,
      () => python.power(base.value!, exponent.value!),
    ),
  negate: (value) =>
    applied([value], 'sign', `-${inside(value, LEVELS.sign)}`, () => python.negate(value.value!)),
  factorial: (value) =>
    applied([value], 'atom', `math.factorial(${value.code})`, () => python.factorial(value.value!), true),
  root: (value) =>
    applied([value], 'atom', `math.sqrt(${value.code})`, () => python.root(value.value!), true),
};

type Operation = (left: PythonNumber, right: PythonNumber) => PythonNumber;

function joined(left: Term, sign: string, right: Term, level: 'sum' | 'product', operation: Operation): Term {
  const code = `${inside(left, LEVELS[level])} ${sign} ${inside(right, LEVELS[level] + 1)}`;
  return applied([left, right], level, code, () => operation(left.value!, right.value!));
}

const inside = ({ code, level }: Term, least: number): string => (level < least ? `(${code})` : code);

function applied(
  of: readonly Term[],
  level: keyof typeof LEVELS,
  code: string,
  calculate: () => PythonNumber,
  isMath = false,
): Term {
  const needsMath = isMath || of.some((term) => term.needsMath);
  let error = of.find((term) => term.error)?.error;
  let value: PythonNumber | undefined;
  try {
    if (error === undefined) value = calculate();
  } catch (problem) {
    if (!(problem instanceof PythonError)) throw problem;
    error = problem;
  }
  return { code, level: LEVELS[level], value, needsMath, error };
}

function calculated(source: string): Plan | undefined {
  const term = termOf(source);
  if (term === undefined) return undefined;
  const { code, value, needsMath, error } = term;
  const script = new Script(...(needsMath ? ['import math', ''] : []), `result = ${code}`);
  if (error !== undefined) return script.failing(error, { says: sayingOf(error) });
  if (value === undefined) return undefined;
  const result = round(value, 10);
  if (typeof value === 'bigint') script.print('result', value);
  else script.print('round(result, 10)', result);
  return script.plan({ says: `The result of ${code} is ${shown(result)}.`, value: shown(result) });
}

function termOf(source: string): Term | undefined {
  try {
    return readArithmetic(source, CODE);
  } catch (problem) {
    if (problem instanceof OutOfRange) return undefined;
    throw problem;
  }
}

function sayingOf({ type, message }: PythonError): string {
  return type === 'ZeroDivisionError'
    ? 'The code stopped with a ZeroDivisionError: division by zero is not defined, so there is no result.'
    : `The code stopped with a ${type}: ${message}. So there is no result.`;
}

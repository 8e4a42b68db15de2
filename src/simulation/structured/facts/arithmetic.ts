import { expressionsIn } from '../values/operations.ts';

export interface Solution {
  readonly steps: readonly { readonly explanation: string; readonly output: string }[];
  readonly value: number;
  /** `x = -3.75`, or the value alone. */
  readonly answer: string;
}

/**
 * Solves the first calculation or linear equation in a text, with the steps a person would write down. Undefined if
 * there is none with exactly one solution.
 *
 * @example
 * solveArithmetic('How can I solve 8x + 7 = -23?')?.answer; // 'x = -3.75'
 */
export function solveArithmetic(text: string): Solution | undefined {
  const share = /(?<![\w.,])(\d{1,9}(?:\.\d{1,6})?) ?(?:%|percent) of (\d{1,9}(?:\.\d{1,6})?)(?![\w,])/i.exec(
    text.slice(0, 4_000),
  );
  if (share !== null) return solveSum(`${share[1]} / 100 * ${share[2]}`);
  for (const match of text.slice(0, 4_000).matchAll(EXPRESSION)) {
    const source = match[0].trim();
    if (!/\d/.test(source)) continue;
    const solution = source.includes('=') ? solveEquation(source) : solveSum(source);
    if (solution !== undefined) return solution;
  }
  const worded = text.slice(0, 4_000);
  return WORDED.test(worded) && !GOES_ON.test(worded) ? solveWords(worded) : undefined;
}

/** What asks for the result of an operation in words. */
const WORDED = /\b(?:what(?:['’]s| is| are)|how much (?:is|are)|calculate|compute|evaluate|work out)\b/i;

/** A further step: the first operation is not the answer. */
const GOES_ON =
  /\b(?:then|after that|afterwards|the (?:result|answer|outcome|sum|product|difference)|(?:it|that) (?:by|to|from))\b/i;

/** The only operation that a text states in words: "20 times 82". */
function solveWords(text: string): Solution | undefined {
  const [expression, ...others] = expressionsIn(text);
  return expression === undefined || others.length > 0 ? undefined : solveSum(expression);
}

/** A run of numbers, operators and single letters; every character is consumed at most once. */
const EXPRESSION =
  /(?<![\p{L}\d.,$€£])(?:[-−+(]\s?){0,8}(?:\d|[a-z](?![\p{L}]))(?:[\d\s.,+\-−*/×÷^()=]|[a-z](?![\p{L}])){0,200}/gu;

/** `slope · letter + constant`. */
interface Linear {
  readonly slope: number;
  readonly constant: number;
}

function solveSum(source: string): Solution | undefined {
  const trimmed = source.replace(/[.,\s]+$/, '');
  if (!/\d\s*[+\-−*/×÷^]\s*[\d(−-]/.test(trimmed) || /^\d{2,4}([-/]\d{1,4}){1,4}$/.test(trimmed))
    return undefined;
  if (/[a-z]/.test(trimmed)) return undefined;
  const result = new LinearReader(trimmed).read();
  if (result === undefined) return undefined;
  const value = tidy(result.constant);
  if (!Number.isFinite(value)) return undefined;
  return {
    value,
    answer: shown(value),
    steps: [
      { explanation: 'Write down the expression', output: trimmed },
      {
        explanation: 'Evaluate it, multiplication and division first',
        output: `${trimmed} = ${shown(value)}`,
      },
    ],
  };
}

function solveEquation(source: string): Solution | undefined {
  const sides = source.replace(/[.,\s]+$/, '').split('=');
  const letter = /[a-z]/.exec(source)?.[0];
  if (sides.length !== 2 || letter === undefined) return undefined;
  const left = new LinearReader(sides[0] ?? '', letter).read();
  const right = new LinearReader(sides[1] ?? '', letter).read();
  if (left === undefined || right === undefined) return undefined;
  const slope = tidy(left.slope - right.slope);
  if (slope === 0) return undefined;
  const value = tidy((right.constant - left.constant) / slope);
  if (!Number.isFinite(value)) return undefined;
  return { value, answer: `${letter} = ${shown(value)}`, steps: stepsOf(left, right, letter, value) };
}

function stepsOf(left: Linear, right: Linear, letter: string, value: number): Solution['steps'] {
  const steps = [
    { explanation: 'Start with the equation', output: `${side(left, letter)} = ${side(right, letter)}` },
  ];
  let [near, far] = [left, right];
  if (far.slope !== 0) {
    near = { slope: tidy(near.slope - far.slope), constant: near.constant };
    far = { slope: 0, constant: far.constant };
    const moved = shown(Math.abs(right.slope) === 1 ? '' : Math.abs(right.slope)) + letter;
    const explanation = right.slope > 0 ? `Subtract ${moved} from both sides` : `Add ${moved} to both sides`;
    steps.push({ explanation, output: `${side(near, letter)} = ${side(far, letter)}` });
  }
  if (near.constant !== 0) {
    const moved = shown(Math.abs(near.constant));
    const explanation =
      near.constant > 0 ? `Subtract ${moved} from both sides` : `Add ${moved} to both sides`;
    far = { slope: 0, constant: tidy(far.constant - near.constant) };
    near = { slope: near.slope, constant: 0 };
    steps.push({ explanation, output: `${side(near, letter)} = ${side(far, letter)}` });
  }
  if (near.slope !== 1) {
    steps.push({
      explanation: `Divide both sides by ${shown(near.slope)}`,
      output: `${letter} = ${shown(value)}`,
    });
  }
  return steps;
}

function side({ slope, constant }: Linear, letter: string): string {
  if (slope === 0) return shown(constant);
  const term = slope === 1 ? letter : slope === -1 ? `-${letter}` : `${shown(slope)}${letter}`;
  if (constant === 0) return term;
  return `${term} ${constant < 0 ? '-' : '+'} ${shown(Math.abs(constant))}`;
}

function shown(value: number | string): string {
  return String(value);
}

/** Removes floating point noise: 0.1 + 0.2 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

class LinearReader {
  readonly #tokens: readonly string[];
  readonly #letter: string | undefined;
  #at = 0;
  #depth = 0;

  constructor(source: string, letter?: string) {
    this.#tokens = source.match(/\d[\d,]{0,20}(?:\.\d{1,12})?|\.\d{1,12}|[a-z]|\S/g) ?? [];
    this.#letter = letter;
  }

  read(): Linear | undefined {
    const value = this.#sum();
    return value === undefined || this.#at < this.#tokens.length ? undefined : value;
  }

  #sum(): Linear | undefined {
    let total = this.#product();
    while (total !== undefined) {
      const sign = this.#take('+') ? 1 : this.#take('-', '−') ? -1 : 0;
      if (sign === 0) return total;
      const next = this.#product();
      if (next === undefined) return undefined;
      total = { slope: total.slope + sign * next.slope, constant: total.constant + sign * next.constant };
    }
    return undefined;
  }

  #product(): Linear | undefined {
    let total = this.#signed();
    while (total !== undefined) {
      const divides = this.#take('/', '÷');
      if (!divides && !this.#take('*', '×') && !this.#startsFactor()) return total;
      const next = this.#signed();
      if (next === undefined) return undefined;
      if (divides) {
        if (next.slope !== 0 || next.constant === 0) return undefined;
        total = { slope: total.slope / next.constant, constant: total.constant / next.constant };
      } else {
        if (total.slope !== 0 && next.slope !== 0) return undefined;
        total = {
          slope: total.slope * next.constant + total.constant * next.slope,
          constant: total.constant * next.constant,
        };
      }
    }
    return undefined;
  }

  #signed(): Linear | undefined {
    let sign = 1;
    while (this.#depth < 200) {
      if (this.#take('-', '−')) sign = -sign;
      else if (!this.#take('+')) break;
    }
    const value = this.#power();
    return value === undefined ? undefined : { slope: sign * value.slope, constant: sign * value.constant };
  }

  #power(): Linear | undefined {
    const base = this.#factor();
    if (base === undefined || !this.#take('^')) return base;
    const exponent = this.#signed();
    if (exponent === undefined || exponent.slope !== 0 || base.slope !== 0) return undefined;
    return { slope: 0, constant: base.constant ** exponent.constant };
  }

  #factor(): Linear | undefined {
    if (this.#take('(')) {
      if (++this.#depth > 50) return undefined;
      const inner = this.#sum();
      return inner !== undefined && this.#take(')') ? inner : undefined;
    }
    const token = this.#tokens[this.#at];
    if (token === undefined) return undefined;
    this.#at++;
    if (token === this.#letter) return { slope: 1, constant: 0 };
    const constant = Number(token.replaceAll(',', ''));
    return Number.isFinite(constant) && /\d/.test(token) ? { slope: 0, constant } : undefined;
  }

  #startsFactor(): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && (token === '(' || token === this.#letter);
  }

  #take(...symbols: readonly string[]): boolean {
    if (!symbols.includes(this.#tokens[this.#at] ?? '')) return false;
    this.#at++;
    return true;
  }
}

import { type Calculation, calculate } from '../arithmetic.ts';
import type { Form } from '../scene.ts';

/** Calculates arithmetic in figures or words. */
export const sum: Form = {
  name: 'sum',
  clues: {
    consists:
      '0 only just return output reply answer what whats s is are how much calculate compute solve evaluate work out find tell give me the ' +
      'value result answer of to equals equal square squared cubed root sqrt sum product difference ' +
      'between and add plus minus multiply multiplied times divide divided subtract by with from over ' +
      'modulo modulus mod raised power percent per cent half x e zero one two three four five six seven ' +
      'eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty ' +
      'thirty forty fifty sixty seventy eighty ninety hundred thousand million',
  },
  recognise: (ask) => {
    if (!/\d|^what (?:is|'s)|^square|zero|one|two|three|ten/.test(ask.lower)) return undefined;
    const expression = expressionOf(ask.lower);
    if (expression === undefined) return undefined;
    const result = calculate(expression);
    if (result === undefined) return undefined;
    return ({ random, ask: { reading } }) => {
      if (result.kind === 'value' && (reading.manner.only || /\b(?:only|just)\b/.test(ask.lower)))
        return [result.text];
      return [random.pick(sayings(shownOf(ask.lower, expression), result))];
    };
  },
};

/**
 * The expression in the notation of `calculate`, if a request is nothing but an expression.
 *
 * @param lower in lower case
 *
 * @example
 * expressionOf('what is twelve times 3?'); // '12 * 3'
 */
export function expressionOf(lower: string): string | undefined {
  if (lower.length > 300) return undefined;
  let text = lower
    .replace(
      /^(?:what(?:'s| is| are|s)|how much(?: is| are)|calculate|compute|solve|evaluate|work out|find|tell me|give(?: me)?|return|output|reply with|answer with)(?: only| just)?(?: the)?(?: value of| result of| answer to)? ?/,
      '',
    )
    .replace(/[\s?=.]+$/, '')
    .replace(/(?: equals?(?: to)?| is(?: equal to)?)$/, '')
    .replace(/[×·]/g, '*')
    .replace(/÷/g, '/')
    .replace(/−/g, '-')
    .replace(/√/g, 'sqrt');
  // The final mark of "What is 2 + 3!" is not a factorial.
  if (/[+*/%^-].*\d!$/.test(text) && text.indexOf('!') === text.length - 1) text = text.slice(0, -1);
  text = text
    .replace(/\bthe /g, '')
    .replace(/\bsquare root of\b/g, 'sqrt')
    .replace(/\bsum of (.{1,40}) and\b/, '$1 +')
    .replace(/\bproduct of (.{1,40}) and\b/, '$1 *')
    .replace(/\bdifference between (.{1,40}) and\b/, '$1 -')
    .replace(/^(?:add|plus) (.{1,40}) (?:and|to|plus) /, '$1 + ')
    .replace(/^multiply (.{1,40}) (?:by|and|with) /, '$1 * ')
    .replace(/^divide (.{1,40}) by /, '$1 / ')
    .replace(/^subtract (.{1,40}) from (.{1,40})$/, '$2 - $1')
    .replace(/\bmultiplied by\b|\btimes\b/g, '*')
    .replace(/\bdivided by\b|\bover\b/g, '/')
    .replace(/\bplus\b/g, '+')
    .replace(/\bminus\b/g, '-')
    .replace(/\b(?:modulo|modulus|mod)\b/g, '%')
    .replace(/\b(?:raised )?to the power of\b/g, '^')
    .replace(/\bsquared\b/g, '^ 2')
    .replace(/\bcubed\b/g, '^ 3')
    .replace(/(\d) ?(?:percent|per cent|%) of\b/g, '$1 / 100 *')
    .replace(/\bhalf of\b/g, '1 / 2 *')
    .replace(/(\d) ?x ?(?=\d)/g, '$1 * ');
  text = text.replace(
    /\b[a-z]+(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?\b/g,
    (word) => numberOf(word) ?? word,
  );
  // A bare number is not a request; remaining letters mean prose, and hyphenated digits a date or phone
  // number.
  if (!/[+*/%^!]|sqrt|\d\s*-\s*[\d(]|\)\s*-/.test(text) || /[a-df-z]/.test(text.replaceAll('sqrt', '')))
    return undefined;
  if (/^\d{2,4}[-/]\d{1,2}[-/]\d{1,4}$|^\+?\d[\d -]{8,}$/.test(text)) return undefined;
  return text;
}

function numberOf(words: string): string | undefined {
  const whole = SMALL.get(words);
  if (whole !== undefined) return whole;
  const [tens, ones] = words.split(/[ -]/);
  const high = SMALL.get(tens!);
  const low = ones === undefined ? undefined : SMALL.get(ones);
  return high !== undefined && low !== undefined && Number(high) >= 20
    ? String(Number(high) + Number(low))
    : undefined;
}

/** The expression as worded in the question if that is short and clear, else in symbols. */
function shownOf(lower: string, expression: string): string {
  const percent = /\d+(?:\.\d+)? ?(?:%|percent) of \d[\d.,]*\d|\d+ ?% of \d/.exec(lower)?.[0];
  return percent ?? legible(expression);
}

function legible(expression: string): string {
  return expression
    .replace(/sqrt ?(\d[\d.,]*)/g, 'the square root of $1')
    .replace(/ +/g, ' ')
    .replaceAll('*', '×')
    .trim();
}

function sayings(expression: string, result: Calculation): string[] {
  if (result.kind === 'value') {
    const { text } = result;
    return [
      `${capital(expression)} ${/[a-z]/.test(expression) ? 'is' : '='} ${text}.`,
      `The answer is ${text}.`,
      `${capital(expression)} equals ${text}.`,
      `That comes to ${text}.`,
      `The result is ${text}.`,
    ];
  }
  if (result.reason === 'division by zero') {
    return [
      'Division by zero is undefined, so this expression has no value.',
      'This has no answer: dividing by zero is not defined.',
    ];
  }
  if (result.reason === 'root of a negative number') {
    return [
      'A negative number has no real square root, so there is no real result.',
      'There is no real number that solves this, because the root of a negative number is not real.',
    ];
  }
  return [
    'The result is too large to write out in full here.',
    'That number is so large that I cannot write all of its digits here.',
  ];
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

const SMALL = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, value) => [word, String(value)] as const),
);
for (const [index, word] of 'thirty forty fifty sixty seventy eighty ninety hundred'.split(' ').entries()) {
  SMALL.set(word, String((index + 3) * 10));
}
SMALL.set('thousand', '1000');
SMALL.set('million', '1000000');

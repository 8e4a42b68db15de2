/** An arithmetic operation that a text states, with its operands in the order in which it takes them. */
export interface Operation {
  readonly kind: 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'root' | 'modulo' | 'percent';
  readonly operands: readonly number[];
  readonly start: number;
  readonly end: number;
}

const N = String.raw`([-−]?\d[\d,]{0,20}(?:\.\d{1,12})?)`;
const B = String.raw`(?<![\p{L}\d.])`;

type Order = 'same' | 'swapped';
const FORMS: readonly (readonly [Operation['kind'], Order, string])[] = [
  ['percent', 'same', `${N} ?(?:%|percent) of ${N}`],
  ['subtract', 'swapped', `(?:subtract|deduct|take(?: away)?) ${N} (?:away )?from ${N}`],
  ['subtract', 'same', `(?:difference (?:between|of)) ${N} and ${N}`],
  ['subtract', 'same', `${N} (?:minus|less|take away) ${N}`],
  ['subtract', 'same', `(?:reduce|decrease) ${N} by ${N}`],
  ['divide', 'same', `(?:divide|split) ${N} (?:by|into) ${N}`],
  [
    'divide',
    'same',
    `(?:share|split|divide|distribute) ${N}(?: \\p{L}+)? (?:equally |evenly )?(?:among|between|by|across) ${N}`,
  ],
  ['divide', 'swapped', `(?:how (?:often|many times) does) ${N} (?:go|fit) into ${N}`],
  ['divide', 'same', `${N} (?:divided by|over|split by|shared by|shared among) ${N}`],
  ['divide', 'same', `(?:quotient of) ${N} and ${N}`],
  ['multiply', 'same', `(?:multiply|multiplying) ${N} (?:by|and|with) ${N}`],
  ['multiply', 'same', `(?:product of) ${N} and ${N}`],
  ['multiply', 'same', `${N} (?:times|multiplied (?:by|with)) ${N}`],
  ['power', 'same', `${N} (?:to the power(?: of)?|raised to(?: the power(?: of)?)?) ${N}`],
  ['modulo', 'same', `${N} (?:mod|modulo) ${N}`],
  ['add', 'same', `(?:add|adding|sum(?: of| up)?|total of) ${N}(?:,| and| to| plus| with) ${N}`],
  ['add', 'same', `${N} (?:plus|added to) ${N}`],
  ['add', 'same', `(?:increase) ${N} by ${N}`],
];

const SIGNS: Readonly<Record<string, Operation['kind']>> = {
  '+': 'add',
  '-': 'subtract',
  '−': 'subtract',
  '–': 'subtract',
  '*': 'multiply',
  '×': 'multiply',
  x: 'multiply',
  '·': 'multiply',
  '/': 'divide',
  '÷': 'divide',
  '^': 'power',
  '**': 'power',
  '%': 'modulo',
};

const PATTERNS = FORMS.map(([kind, order, form]) => ({ kind, order, form: new RegExp(B + form, 'giu') }));
const SIGNED = new RegExp(String.raw`${B}${N} ?(\*\*|[+*×x·/÷^%]|(?<= )[-−–](?= ))[ ]?${N}(?![\d])`, 'gu');
const ROOT = new RegExp(`square root of ${N}`, 'giu');

const numberOf = (text: string): number => Number(text.replaceAll(',', '').replace('−', '-'));

/**
 * The operations in a text in order, those in words and those with signs.
 *
 * @example
 * operationsIn('Subtract 5 from 20.'); // [{ kind: 'subtract', operands: [20, 5], … }]
 */
export function operationsIn(text: string): Operation[] {
  const found: Operation[] = [];
  const add = (kind: Operation['kind'], operands: readonly number[], match: RegExpExecArray): void => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (operands.every(Number.isFinite) && !found.some((each) => each.start < end && start < each.end))
      found.push({ kind, operands, start, end });
  };
  for (const { kind, order, form } of PATTERNS) {
    for (const match of text.matchAll(form)) {
      const operands = [numberOf(match[1]!), numberOf(match[2]!)];
      add(kind, order === 'same' ? operands : operands.toReversed(), match);
    }
  }
  for (const match of text.matchAll(SIGNED))
    add(SIGNS[match[2]!]!, [numberOf(match[1]!), numberOf(match[3]!)], match);
  for (const match of text.matchAll(ROOT)) add('root', [numberOf(match[1]!)], match);
  return found.toSorted((a, b) => a.start - b.start);
}

const EXPRESSION =
  /(?<![\p{L}\d.,$€£])(?:(?:sqrt|sin|cos|tan|log|ln|abs|pow|exp)\(|[(−-]{0,6}\d)[\d\s.,()+\-−*/×÷^%]{0,200}(?:(?:sqrt|sin|cos|tan|log|ln|abs|pow|exp)\([\d\s.,()+\-−*/×÷^%]{0,100}){0,6}/gu;
const WORDED: Readonly<Record<Operation['kind'], string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  power: '**',
  modulo: '%',
  root: 'sqrt',
  percent: '%',
};

/**
 * The expressions in a text as they stand, or made of an operation in words.
 *
 * @example
 * expressionsIn('What is 9461 * (12 + 3)?'); // ['9461 * (12 + 3)']
 */
export function expressionsIn(text: string): string[] {
  const written = Array.from(text.matchAll(EXPRESSION), ([match]) =>
    balanced(match.trim().replace(/[\s.,+\-−*/×÷^%(]+$/, '')),
  ).filter(
    (each) =>
      /\d\s*(?:\*\*|[+\-−*/×÷^%])\s*[\d(−-]|^(?:sqrt|sin|cos|tan|log|ln|abs|pow|exp)\(/.test(each) &&
      !/^\d{1,4}([-/.]\d{1,4}){1,3}$/.test(each),
  );
  if (written.length > 0)
    return written.map((each) => each.replaceAll('×', '*').replaceAll('÷', '/').replaceAll('−', '-'));
  return operationsIn(text).map(({ kind, operands: [first, second] }) =>
    kind === 'root'
      ? `sqrt(${first})`
      : kind === 'percent'
        ? `${first} / 100 * ${second}`
        : `${first} ${WORDED[kind]} ${second}`,
  );
}

/** Adds the closing brackets that were cut off, and removes ones that nothing opens. */
function balanced(expression: string): string {
  let depth = 0;
  let end = expression.length;
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] === '(') depth++;
    else if (expression[at] === ')' && --depth < 0) {
      end = at;
      depth = 0;
      break;
    }
  }
  return expression.slice(0, end).trim() + ')'.repeat(depth);
}

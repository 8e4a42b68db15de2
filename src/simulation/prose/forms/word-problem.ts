import { recordsIn } from '../../reading/structures.ts';
import { sentencesOf } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** Arithmetic of one step that a few sentences describe: totals, rests, shares, so many of so much, discounts. */
export const wordProblem: Form = {
  name: 'word problem',
  clues: {
    mentions: 'sum many much total altogether average speed left remain cost price pay percent discount',
  },
  recognise: ({ reading: { text, manner, asked } }) => {
    if (text.length > LONGEST || !/\d/.test(text) || asked.length > 1) return undefined;
    // What rows come to is read from them.
    if (recordsIn(text).some(({ kind }) => kind === 'records')) return undefined;
    const solved = solve(text);
    if (solved === undefined) return undefined;
    const { value, unit } = solved;
    const number = String(Math.round(value * 1e6) / 1e6);
    return () => [manner.only ? number : `The answer is ${number}${unit === '' ? '' : ` ${unit}`}.`];
  },
};

const LONGEST = 700;
const MOST_NUMBERS = 8;

interface Quantity {
  readonly value: number;
  readonly unit: string;
}

interface Solved extends Quantity {
  /** How it is calculated, such as `83 * 389`. */
  readonly expression: string;
}

/**
 * The result of a problem of one step; undefined for anything else.
 *
 * @example
 * solve('One lamp costs 83 euros. What do 12 of them cost?'); // { value: 996, unit: '', expression: '83 * 12' }
 */
export function solve(text: string): Solved | undefined {
  const range = solveRange(text);
  if (range !== undefined) return range;
  const sentences = sentencesOf(text, 20);
  const question = sentences.findLast((sentence) => ASKING.test(sentence));
  if (question === undefined) return undefined;
  const stated = sentences
    .filter((sentence) => !IS_ABOUT_FORM.test(sentence))
    .join(' ')
    .replace(/\bper (?:1|one)[ -](?=\p{L})/giu, 'per ');
  const quantities = quantitiesIn(stated);
  if (quantities.length < 2 || quantities.length > MOST_NUMBERS) return undefined;
  const [first, second] = quantities as [Quantity, Quantity];
  const unit = /\bhow many (\p{L}+)/iu.exec(question)?.[1] ?? '';
  const values = quantities.map(({ value }) => value);
  const percent = /(\d+(?:\.\d+)?)\s?(?:%|percent)/.exec(stated)?.[1];
  if (percent !== undefined) {
    const base = values.find((value) => value !== Number(percent));
    if (base === undefined || quantities.length > 2) return undefined;
    const part = (base * Number(percent)) / 100;
    if (/\b(?:off|discount|reduced|less|cheaper|sale|drops?|fell|falls?|decreas\w+)\b/i.test(stated))
      return { value: base - part, unit, expression: `${base} * (1 - ${percent} / 100)` };
    if (/\b(?:more|increase[sd]?|rises?|rose|raise[sd]?|added|plus|tip|tax|vat|interest)\b/i.test(stated))
      return { value: base + part, unit, expression: `${base} * (1 + ${percent} / 100)` };
    return undefined;
  }
  if (/\b(?:left|remain(?:s|ing|ed)?|still (?:has|have|there))\b/i.test(question))
    return {
      value: values.slice(1).reduce((rest, value) => rest - value, first.value),
      unit,
      expression: values.join(' - '),
    };
  const isEach = EACH.test(stated);
  if (quantities.length === 2 && DIVIDING.test(stated) && second.value !== 0)
    return { value: first.value / second.value, unit, expression: `${first.value} / ${second.value}` };
  if (
    quantities.length === 2 &&
    /\b(?:average speed|how fast|per (?:hour|minute|second|day))\b/i.test(question) &&
    second.value !== 0
  )
    return { value: first.value / second.value, unit, expression: `${first.value} / ${second.value}` };
  if (quantities.length === 2 && isEach)
    return { value: first.value * second.value, unit, expression: `${first.value} * ${second.value}` };
  if (!isEach && TOTAL.test(question))
    return { value: values.reduce((sum, value) => sum + value, 0), unit, expression: values.join(' + ') };
  return undefined;
}

function solveRange(text: string): Solved | undefined {
  const range = rangeIn(text);
  if (range === undefined) return undefined;
  const { first, last, step } = range;
  const count = (last - first) / step + 1;
  return { value: (count * (first + last)) / 2, unit: '', expression: `${count} * (${first} + ${last}) / 2` };
}

/** Numbers of which each is `step` more than the one before. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
  readonly step: 1 | 2;
}

/**
 * The range of numbers whose sum a text asks for.
 *
 * @example
 * rangeIn('The sum of the even numbers from 1 to 100'); // { first: 2, last: 100, step: 2 }
 */
export function rangeIn(text: string): NumberRange | undefined {
  const [, which = '', from, to] =
    /\bsum of (?:all )?(?:the )?(?:(even|odd) )?(?:natural |whole |positive )?(?:numbers|integers) (?:from|between) (\d{1,9}) (?:to|and|through|up to) (\d{1,9})\b/i.exec(
      text,
    ) ?? [];
  if (from === undefined) return undefined;
  const step = which === '' ? 1 : 2;
  const rest = /^odd$/i.test(which) ? 1 : 0;
  const first = step === 1 || Number(from) % 2 === rest ? Number(from) : Number(from) + 1;
  const count = Math.floor((Number(to) - first) / step) + 1;
  if (count < 1) return undefined;
  return { first, last: first + (count - 1) * step, step };
}

const ASKING =
  /\bhow (?:many|much|fast|far|long)\b|\bwhat (?:do|does|will|would)\b[^.?]{0,60}\b(?:cost|weigh|earn|pay)\b|\b(?:what is|calculate|find|compute)\b[^.?]{0,30}\b(?:total|average speed|sum|price|cost)\b/i;
const IS_ABOUT_FORM = /^(?:answer|respond|reply|give|return|write|output|only|just)\b/i;
const TOTAL = /\b(?:in total|total|altogether|all together|combined|in all|sum)\b/i;
const EACH =
  /\b(?:each|every|per|apiece)\b|\b(?:an?|one) [\p{L}-]+(?: of [\p{L}-]+)? (?:holds?|contains?|costs?|has|takes?|seats?|weighs?|carries|makes?|needs?|fits?|is|lasts?|earns?|uses?)\b/iu;
const DIVIDING =
  /\b(?:split|share[sd]?|divide[sd]?|distribut\w+)\b[^.?]{0,80}\b(?:equally|evenly|among|between|into)\b/i;

function quantitiesIn(text: string): Quantity[] {
  return [
    ...text.matchAll(
      /(?<![\p{L}\p{N}.,:-])[$€£]?(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?(?![\p{N}:-]|[.,]\p{N})\s?(\p{L}*)/gu,
    ),
  ]
    .slice(0, MOST_NUMBERS + 1)
    .map(([, whole = '', fraction = '', unit = '']) => ({
      value: Number(whole.replaceAll(',', '') + fraction),
      unit,
    }));
}

import type { Amount, Limits } from './amount.ts';
import { isMoment, momentsIn, periodsIn, withoutDates } from './periods.ts';

/**
 * The ranges that a statement speaks of: "6 to 14", "under 6", "65 and over", "up to 2 kg", "more than 40 euros".
 *
 * @example
 * limitsIn('Passengers aged 6 to 14 pay 9 euros.'); // [{ low: 6, high: 14, unit: undefined }]
 */
export function limitsIn(said: string): Limits[] {
  const limits: Limits[] = periodsIn(said);
  const text = withoutDates(said);
  for (const match of text.matchAll(RANGE)) {
    const [whole, from, to, above, below, least, most, sufficient, sufficed] = match;
    const unit = unitAt(text, match.index + whole.length) ?? unitIn(whole);
    const add = (low: number, high: number): number => limits.push({ low, high, unit });
    if (from !== undefined) add(numberOf(from), numberOf(to!));
    else if (above !== undefined) add(numberOf(above) + LITTLE, Number.POSITIVE_INFINITY);
    else if (below !== undefined) add(0, numberOf(below) - LITTLE);
    else if (most !== undefined) add(0, numberOf(most));
    else if (sufficed !== undefined) add(0, numberOf(sufficed));
    else add(numberOf((least ?? sufficient)!), Number.POSITIVE_INFINITY);
    if (limits.length >= MOST) break;
  }
  return limits;
}

/** The numbers of things in a question: an age, a weight, a price. */
export function amountsIn(text: string): Amount[] {
  const read = text.slice(0, LONGEST);
  const moments = momentsIn(read);
  const bare = withoutDates(read);
  const amounts = [...bare.matchAll(AMOUNT)].slice(0, MOST).map(
    ({ 0: whole, 1: sign, 2: digits, index }): Amount => ({
      number: numberOf(digits!),
      unit: sign ? 'money' : unitAt(bare, index + whole.length),
      text: /^[\p{L}\p{N}-]+/u.exec(bare.slice(index))?.[0] ?? whole,
    }),
  );
  return [...amounts, ...moments];
}

/** Whether limits say that something with this amount is among what is meant; undefined if they count other things. */
export function isWithin(
  { number, unit }: Pick<Amount, 'number' | 'unit'>,
  limits: Limits,
): boolean | undefined {
  if (
    unit !== limits.unit &&
    (isMoment(unit) || isMoment(limits.unit) || (unit !== undefined && limits.unit !== undefined))
  )
    return undefined;
  const isAbove = number >= limits.low;
  const isBelow = number <= limits.high;
  return limits.low > limits.high ? isAbove || isBelow : isAbove && isBelow;
}

const numberOf = (written: string): number => Number(written.replace(/,/g, ''));

function unitAt(text: string, at: number): string | undefined {
  const [, word] = /^[\s-]?([$€£%]|\p{L}{1,12})/u.exec(text.slice(at, at + 16)) ?? [];
  return word === undefined ? undefined : UNITS.get(word.toLowerCase());
}

function unitIn(range: string): string | undefined {
  for (const [word] of range.matchAll(/[$€£%]|\p{L}+/gu)) {
    const unit = UNITS.get(word.toLowerCase());
    if (unit !== undefined) return unit;
  }
  return undefined;
}

const UNITS = new Map(
  [
    'money $ € £ eur usd gbp chf euro euros dollar dollars pound pounds crowns crown francs franc cents',
    'kg kilo kilos kilogram kilograms',
    'g gram grams',
    'km kilometre kilometres kilometer kilometers',
    'm metre metres meter meters',
    'day days',
    'week weeks',
    'month months',
    'year years yr aged age old',
    'hour hours hrs h',
    'minute minutes min',
    'people persons guests visitors participants employees seats users',
    'item items pieces units copies',
    '% percent',
  ].flatMap((group) => {
    const [name, ...words] = group.split(' ');
    return [name!, ...words].map((word) => [word, name!] as const);
  }),
);

/** Less than any difference that is stated. */
const LITTLE = 1e-6;
const MOST = 8;
const LONGEST = 1500;

const N = String.raw`[$€£]?(\d[\d,]{0,9}(?:\.\d{1,4})?)`;
const U = '(?: ?(?:[$€£%]|[a-z]{1,12}))?';

const RANGE = new RegExp(
  [
    String.raw`(?:\b(?:from|between|within|ages?|aged) )?(?<![\d.,-])${N}${U}(?: ?[-–—] ?| to | and | through )${N}(?![\d-]|:\d)`,
    String.raw`\b(?:above|over|more than|older than|longer than|heavier than|exceed(?:s|ing)?|beyond|greater than) (?:the age of )?${N}`,
    String.raw`\b(?:under|below|less than|younger than|fewer than|shorter than|lighter than) (?:the age of )?${N}`,
    String.raw`\b(?:at least|from|minimum(?: of)?|(?:no|not) less than) (?:the age of )?${N}`,
    String.raw`\b(?:up to|at most|(?:no|not) more than|not exceed(?:ing)?|within|maximum(?: of)?|until(?: the age of)?) (?:the age of )?${N}`,
    String.raw`${N}(?:\+|${U} (?:and|or) (?:over|above|older|more|up|longer|greater)\b)`,
    String.raw`${N}${U} (?:and|or) (?:under|below|younger|less|fewer)\b`,
  ].join('|'),
  'gi',
);

const AMOUNT = /(?<![\p{L}\d.,:/-])([$€£]?)(\d[\d,]{0,9}(?:\.\d{1,4})?)(?![\d:/]|-\d|[.,]\d)/gu;

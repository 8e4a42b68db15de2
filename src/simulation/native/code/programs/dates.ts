import { datesIn } from '../../../structured/facts/literals.ts';
import type { Program } from '../program.ts';
import { type Plan, Script } from '../script.ts';

/** Days between dates, dates some time away, and days of the week. */
export const dates: Program = {
  name: 'dates',
  plan: ({ text, lower }) => {
    if (text.length > LONGEST) return [];
    const [first, second] = datesIn(text).map(toDay);
    if (first === undefined || first.year < 1) return [];
    const plan = second ? between(first, second, lower) : (shifted(first, lower) ?? weekday(first, lower));
    return plan ? [plan] : [];
  },
};

const LONGEST = 1_000;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function toDay(iso: string): Day {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  return { year, month, day };
}

function between(first: Day, second: Day, lower: string): Plan | undefined {
  const unit =
    /\b(?:how many|number of|count(?: the)?) (days|weeks)\b|\b(days|weeks) (?:between|from|passed|elapsed)\b/.exec(
      lower,
    );
  const isBetween = unit !== null || /\b(?:between|difference|how long|apart)\b/.test(lower);
  if (!isBetween || second.year < 1) return undefined;
  const days = ordinal(second) - ordinal(first);
  const script = new Script(
    IMPORT,
    '',
    `start = ${code(first)}`,
    `end = ${code(second)}`,
    'days = (end - start).days',
  ).print('days', BigInt(days));
  const said = `From ${iso(first)} to ${iso(second)} it is ${days} days`;
  if ((unit?.[1] ?? unit?.[2]) !== 'weeks') return script.plan({ says: `${said}.`, value: String(days) });
  // Python rounds down, also below zero.
  const weeks = Math.floor(days / 7);
  const rest = days - weeks * 7;
  return script
    .print('days // 7, days % 7', BigInt(weeks), BigInt(rest))
    .plan({ says: `${said}: ${weeks} weeks and ${rest} days.`, value: String(weeks) });
}

function shifted(from: Day, lower: string): Plan | undefined {
  const [, amount, unit = '', way = ''] =
    /\b(\d{1,5}) (days?|weeks?) (after|from|before|prior to|later|earlier)\b/.exec(lower) ?? [];
  if (amount === undefined) return undefined;
  const isBack = /before|prior|earlier/.test(way);
  const days = Number(amount) * (unit.startsWith('week') ? 7 : 1) * (isBack ? -1 : 1);
  const number = ordinal(from) + days;
  if (number < 1 || number > LAST) return undefined;
  const to = dayOf(number);
  const delta = `timedelta(${unit.startsWith('week') ? 'weeks' : 'days'}=${amount})`;
  return new Script(
    'from datetime import date, timedelta',
    '',
    `result = ${code(from)} ${isBack ? '-' : '+'} ${delta}`,
  )
    .print('result.isoformat(), result.strftime("%A")', iso(to), nameOf(to))
    .plan({
      says: `${amount} ${unit} ${isBack ? 'before' : 'after'} ${iso(from)} is ${nameOf(to)}, ${iso(to)}.`,
      value: iso(to),
    });
}

function weekday(of: Day, lower: string): Plan | undefined {
  if (!/\b(?:day of the week|weekday|(?:what|which) day)\b/.test(lower)) return undefined;
  const name = nameOf(of);
  return new Script(IMPORT, '', `day = ${code(of)}`)
    .print('day.strftime("%A")', name)
    .plan({ says: `${iso(of)} is a ${name}.`, value: name });
}

const IMPORT = 'from datetime import date';
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const code = ({ year, month, day }: Day): string => `date(${year}, ${month}, ${day})`;
const iso = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
const nameOf = (day: Day): string => DAYS[ordinal(day) % 7]!;

/** The number of a day in the Gregorian calendar, as `date.toordinal` counts: 1 is the first day of the year 1. */
function ordinal({ year, month, day }: Day): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leaps + day;
  for (let earlier = 1; earlier < month; earlier++) days += lengthOf(year, earlier);
  return days;
}

/** The ordinal of 9999-12-31. */
const LAST = 3_652_059;

function dayOf(number: number): Day {
  let year = Math.max(1, Math.floor(number / 365.2425));
  while (ordinal({ year: year + 1, month: 1, day: 1 }) <= number) year++;
  let month = 1;
  while (month < 12 && ordinal({ year, month: month + 1, day: 1 }) <= number) month++;
  return { year, month, day: number - ordinal({ year, month, day: 1 }) + 1 };
}

function lengthOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

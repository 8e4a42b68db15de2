import type { Amount, Limits } from './amount.ts';

/** Whether a unit is one of moments: `date` with a year, `season` without, `clock` for a time of day. */
export function isMoment(unit: string | undefined): boolean {
  return unit === 'date' || unit === 'season' || unit === 'clock';
}

/**
 * The periods that a statement speaks of, as ranges of moments: "from 1 May to 31 August", "2017 - 2021", "until March".
 *
 * @example
 * periodsIn('Closed from November to March.'); // [{ low: 341, high: 124, unit: 'season' }]
 */
export function periodsIn(text: string): Limits[] {
  const periods: Limits[] = [];
  const dates = datesIn(text);
  for (const [index, date] of dates.entries()) {
    const next = dates[index + 1];
    const between =
      next === undefined ? text.slice(date.end, date.end + 12) : text.slice(date.end, next.start);
    const before = text.slice(Math.max(0, date.start - 24), date.start);
    const isBetween = BETWEEN.test(between) || (/^ and $/.test(between) && /\bbetween $/i.test(before));
    if (next?.unit === date.unit && isBetween)
      periods.push({ low: date.low, high: next.high, unit: date.unit });
    else if (TO_PRESENT.test(between))
      periods.push({ low: date.low, high: Number.POSITIVE_INFINITY, unit: date.unit });
    else if (index > 0 && BETWEEN.test(text.slice(dates[index - 1]!.end, date.start))) continue;
    else if (UNTIL.test(before)) periods.push({ low: 0, high: date.high, unit: date.unit });
    else if (SINCE.test(before))
      periods.push({ low: date.low, high: Number.POSITIVE_INFINITY, unit: date.unit });
  }
  return periods;
}

/** The dates and times of a question, which periods may include or not. */
export function momentsIn(text: string): Amount[] {
  return datesIn(text).flatMap(({ low, unit, start, end }): Amount[] => {
    const written = text.slice(start, end);
    const season =
      unit === 'date' && low % YEAR >= MONTH ? [{ number: low % YEAR, unit: 'season', text: written }] : [];
    return [{ number: low, unit, text: written }, ...season];
  });
}

/** A text with blanks in place of its dates and times. */
export function withoutDates(text: string): string {
  return text.replace(DATE, (date) => ' '.repeat(date.length));
}

interface DateSpan {
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly start: number;
  readonly end: number;
}

function datesIn(text: string): DateSpan[] {
  const dates: DateSpan[] = [];
  for (const match of text.matchAll(DATE)) {
    const [
      whole,
      isoYear,
      isoMonth,
      isoDay,
      day1,
      month1,
      year1,
      month2,
      day2,
      year2,
      month3,
      year3,
      year4,
      hour,
      minute,
      half,
    ] = match;
    const place = { start: match.index, end: match.index + whole.length };
    if (hour !== undefined) {
      const isAfternoon = half?.toLowerCase() === 'p' && Number(hour) < 12;
      const minutes = (Number(hour) + (isAfternoon ? 12 : 0)) * 60 + Number(minute ?? 0);
      dates.push({ low: minutes, high: minutes, unit: 'clock', ...place });
      continue;
    }
    const year = Number(isoYear ?? year1 ?? year2 ?? year3 ?? year4 ?? 0);
    const named = month1 ?? month2 ?? month3;
    const month = isoMonth !== undefined ? Number(isoMonth) : named === undefined ? 0 : monthOf(named);
    const day = Number(isoDay ?? day1 ?? day2 ?? 0);
    const unit = year === 0 ? 'season' : 'date';
    const low = year * YEAR + (month || 1) * MONTH + (day || 1);
    const high = year * YEAR + (month || 12) * MONTH + (day || 31);
    dates.push({ low, high, unit, ...place });
    if (dates.length >= MOST) break;
  }
  return dates;
}

const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3)) / 3 + 1;

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const MONTH = 31;
const YEAR = 13 * MONTH;
const MOST = 12;

const MONTH_NAME =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';

/** `2024-05-02`, `2 May 2024`, `May 2, 2024`, `May 2024`, `May`, `2024`, `14:35`, `2 pm`. */
const DATE = new RegExp(
  [
    String.raw`\b(\d{4})-(\d{2})(?:-(\d{2}))?\b`,
    String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?${MONTH_NAME}\b\.?(?:,? (\d{4})\b)?`,
    String.raw`\b${MONTH_NAME}\.? (\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{4})\b)?`,
    String.raw`\b${MONTH_NAME}\b\.?(?: (\d{4})\b)?`,
    String.raw`(?<![\d.,:$€£-])((?:19|20)\d\d)(?![\d:]|[.,]\d| ?(?:[$€£%]|euros?|dollars?|crowns|kg|km|people)\b)`,
    String.raw`\b(\d{1,2})(?::(\d{2})(?: ?([ap])\.?m\b)?| ?([ap])\.?m\b)`,
  ].join('|'),
  'g',
);

const BETWEEN = /^\s?(?:-|–|—|to|until|till|through)\s?$/;
const TO_PRESENT = /^\s?(?:-|–|—|to|until|and)\s?(?:present|now|today|date|later)/i;
const UNTIL = /\b(?:until|till|before|up to|through|by)\s(?:the )?$/i;
const SINCE = /\b(?:since|after|from|starting(?: on| in)?|as of)\s(?:the )?$/i;

/**
 * The first number of a text, for comparisons: of a date its place in the calendar, of a time of day its minutes.
 *
 * @example
 * numberIn('costs 1,250 euros'); // 1250
 */
export function numberIn(text: string): number | undefined {
  const date = /\b(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/.exec(text);
  if (date) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = date
      .slice(1)
      .map((part) => Number(part ?? 0));
    return order(year, month, day) + hour / 24 + minute / 1440;
  }
  const [, firstDay, firstMonth, lastMonth, lastDay, year] = WRITTEN_DATE.exec(text) ?? [];
  const month = MONTHS.indexOf(firstMonth ?? lastMonth ?? '-');
  if (month >= 0) return order(Number(year), month / 3 + 1, Number(firstDay ?? lastDay));
  const clock = /\b(\d{1,2}):(\d{2})\b(?:\s?([ap])\.?m)?/i.exec(text);
  if (clock) {
    const half = clock[3]?.toLowerCase() === 'p' && Number(clock[1]) < 12 ? 12 : 0;
    return (Number(clock[1]) + half) * 60 + Number(clock[2]);
  }
  const match = /(?<![\w.-])-?\d[\d,]*(?:\.\d+)?/.exec(text.replace(/(?<=\d)[ \u202f](?=\d{3}\b)/g, ''));
  return match === null ? undefined : Number(match[0].replace(/,/g, ''));
}

/** Dates as numbers in their order. */
const order = (year: number, month: number, day: number): number => (year * 12 + month) * 31 + day;

/** `14 March 2031` or `March 14, 2031`. */
const WRITTEN_DATE =
  /\b(?:(\d{1,2}) (\p{Lu}\p{Ll}{2})\p{Ll}*|(\p{Lu}\p{Ll}{2})\p{Ll}* (\d{1,2}),) (\d{4})\b/u;

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** Whether a text has a full date. */
export function isDated(text: string): boolean {
  return /\b\d{4}-\d{2}-\d{2}\b/.test(text) || WRITTEN_DATE.test(text);
}

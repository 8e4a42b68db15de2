const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A date some days later, or earlier if negative; undefined if the text is no date. At most 10,000 days.
 *
 * @example
 * daysAfter('2027-02-28', 1); // '2027-03-01'
 */
export function daysAfter(date: string, days: number): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date)?.slice(1).map(Number);
  if (parts === undefined || Math.abs(days) > 10_000) return undefined;
  let [year, month, day] = parts as [number, number, number];
  if (month < 1 || month > 12) return undefined;
  day += days;
  while (day < 1) {
    month = month === 1 ? 12 : month - 1;
    if (month === 12) year--;
    day += lengthOf(year, month);
  }
  while (day > lengthOf(year, month)) {
    day -= lengthOf(year, month);
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}`;
}

const padded = (number: number): string => String(number).padStart(2, '0');

function lengthOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : LENGTHS[month - 1]!;
}

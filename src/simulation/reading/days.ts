/**
 * The days of the week that a text means without naming them: those from one to another, of the weekend, or all.
 *
 * @example
 * daysIn('Monday to Thursday 7:00-20:00'); // ['Monday', 'Tuesday', 'Wednesday', 'Thursday']
 */
export function daysIn(text: string): string[] {
  if (!DAYS.test(text)) return [];
  const days: string[] = [];
  for (const [, from, to] of text.matchAll(SPAN)) {
    const first = indexOf(from!);
    const last = indexOf(to!);
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(NAMES[day]!);
      if (day === last) break;
    }
  }
  if (/\bweekdays?\b|\bworking days?\b/i.test(text)) days.push(...NAMES.slice(0, 5));
  if (/\bweekends?\b/i.test(text)) days.push(...NAMES.slice(5));
  if (/\b(?:daily|every day|all week)\b/i.test(text)) days.push(...NAMES);
  return days;
}

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const indexOf = (day: string): number => NAMES.findIndex((name) => name.startsWith(day.slice(0, 3)));

const DAY = '(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.?';
const SPAN = new RegExp(`\\b${DAY}(?: ?[-–—] ?| to | through | until )${DAY}`, 'g');
const DAYS = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|[Ww]eek|[Dd]aily|[Ee]very day|[Aa]ll week|[Ww]orking days?)/;

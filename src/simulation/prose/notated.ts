import { spansIn } from '../structured/values/spans.ts';

/**
 * A short answer in the notation that the request asks for: a date as YYYY-MM-DD or DD/MM/YYYY, a time of 24 hours. Undefined
 * if it asks for none, or the answer does not have exactly one such value.
 *
 * @example
 * notated('It expires on 13 May 2026.', 'Format: YYYY-MM-DD'); // '2026-05-13'
 */
export function notated(answer: string, instructions: string): string | undefined {
  if (answer.length > LONGEST) return undefined;
  const [, date] = DATE_FORM.exec(instructions) ?? [];
  if (date !== undefined || ISO_DATE.test(instructions)) {
    const found = spansIn(answer).filter(({ kind, value }) => kind === 'date' && value !== undefined);
    const [year = '', month = '', day = ''] = String(found[0]?.value ?? '').split('-');
    if (found.length !== 1 || day.length !== 2) return undefined;
    return (date ?? 'YYYY-MM-DD').toUpperCase().replace('YYYY', year).replace('MM', month).replace('DD', day);
  }
  if (CLOCK.test(instructions)) {
    const found = spansIn(answer).filter(({ kind }) => kind === 'time');
    return found.length === 1 && found[0]!.value !== undefined ? String(found[0]!.value) : undefined;
  }
  return undefined;
}

const LONGEST = 300;
const DATE_FORM = /\b(YYYY[-/.]MM[-/.]DD|DD[-/.]MM[-/.]YYYY|MM[-/.]DD[-/.]YYYY)\b/i;
const ISO_DATE = /\bISO(?:[ -]?8601)?(?: date)?(?: format)?\b/;
const CLOCK = /\bHH:MM\b|\b24[- ]?hours?\b[^.\n]{0,20}\b(?:format|time|clock|notation)\b/i;

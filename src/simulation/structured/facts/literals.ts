import { STOP_WORDS, stemOf } from './words.ts';

export interface Money {
  readonly amount: number;
  /** An ISO 4217 code. */
  readonly currency: string;
}

export interface Quantity {
  readonly value: number;
  /** The words around the number, stemmed: "3 apples" gives `appl`. */
  readonly words: readonly string[];
}

/**
 * Extracts values with a recognisable notation. All regular expressions have bounded quantifiers, and callers bound the
 * length of texts, so none can take long.
 *
 * @example
 * datesIn('due March 5, 2024'); // ['2024-03-05']
 */
export function datesIn(text: string): string[] {
  const found: { at: number; date: string }[] = [];
  const add = (at: number, year: number, month: number, day: number) => {
    if (month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)) {
      found.push({ at, date: `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` });
    }
  };
  for (const match of text.matchAll(/\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g)) {
    add(match.index, Number(match[1]), Number(match[2]), Number(match[3]));
  }
  for (const match of text.matchAll(/(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g)) {
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (first > 12) add(match.index, Number(match[3]), second, first);
    else add(match.index, Number(match[3]), first, second);
  }
  for (const match of text.matchAll(/\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/g)) {
    add(match.index, Number(match[3]), monthOf(match[1]), Number(match[2]));
  }
  for (const match of text.matchAll(/\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?([A-Za-z]{3,9})\.?,? (\d{4})\b/g)) {
    add(match.index, Number(match[3]), monthOf(match[2]), Number(match[1]));
  }
  return distinct(found.toSorted((a, b) => a.at - b.at).map(({ date }) => date));
}

export function timesIn(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/(?<![\d:.])(\d{1,2})(?::(\d{2}))?(?::(\d{2}))? ?([ap])\.?m\b/gi)) {
    const hour = (Number(match[1]) % 12) + (match[4]?.toLowerCase() === 'p' ? 12 : 0);
    found.push(`${padded(hour, 2)}:${match[2] ?? '00'}:${match[3] ?? '00'}`);
  }
  if (found.length > 0) return distinct(found);
  for (const match of text.matchAll(/(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?![\d:])/g)) {
    found.push(`${padded(Number(match[1]), 2)}:${match[2]}:${match[3] ?? '00'}`);
  }
  return distinct(found);
}

export function emailsIn(text: string): string[] {
  return all(text, /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d](?:[a-z\d-]{0,60}\.){1,6}[a-z]{2,24}\b/gi).filter(
    (email) =>
      !email.startsWith('.') && !email.includes('..') && !email.includes('.@') && !email.includes('-.'),
  );
}

export function urlsIn(text: string): string[] {
  return all(text, /\bhttps?:\/\/[\w.-]{1,200}(?::\d{1,5})?(?:[/?#][\w\-./~%?#&=+:,;@!$*]{0,1000})?/gi).map(
    (url) => url.replace(/[.,;:!?]{1,10}$/, ''),
  );
}

export function phonesIn(text: string): string[] {
  return all(
    text,
    /(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){1,4}(?![\w-])/g,
  )
    .filter((phone) => {
      const digits = phone.replace(/\D/g, '').length;
      return digits >= 7 && digits <= 15 && !/^\d{4}[-.]\d{1,2}[-.]\d{1,2}$/.test(phone);
    })
    .concat(all(text, /(?<![\w.])\+\d{8,15}\b/g));
}

export function moneyIn(text: string): Money[] {
  const found: (Money & { at: number })[] = [];
  const add = (at: number, amount: string | undefined, scale: string | undefined, currency: string) => {
    found.push({ at, amount: numberOf(amount ?? '') * scaleOf(scale), currency });
  };
  const before =
    /(US\$|C\$|A\$|[$€£¥₹])\s?(\d[\d,]{0,20}(?:\.\d{1,6})?)(?:\s?(k|m|bn|thousand|million|billion)\b)?/gi;
  for (const match of text.matchAll(before))
    add(match.index, match[2], match[3], SYMBOLS.get(match[1] ?? '') ?? 'USD');
  const after =
    /(?<![\w.,$€£¥₹])(\d[\d,]{0,20}(?:\.\d{1,6})?)\s?(k|m|bn|thousand|million|billion)?\s?(€|£|usd|eur|gbp|jpy|inr|cad|aud|chf|cny|dollars?|euros?|pounds?|yen|rupees?)(?!\w)/gi;
  for (const match of text.matchAll(after)) {
    const unit = (match[3] ?? '').toLowerCase();
    add(match.index, match[1], match[2], SYMBOLS.get(unit.replace(/s$/, '')) ?? unit.toUpperCase());
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ amount, currency }) => ({ amount, currency }));
}

export function quantitiesIn(text: string): Quantity[] {
  const found: Quantity[] = [];
  const number =
    /(?<![\w.,/:#$€£¥₹-])([-−]?\d[\d,]{0,20}(?:\.\d{1,12})?)(?:\s?(thousand|million|billion|trillion|k|bn|m)\b)?(%?)(?![\d:/]|[-.]\d)/gi;
  for (const match of text.matchAll(number)) {
    const end = match.index + match[0].length;
    const after = phraseWords(text.slice(end, end + 60)).slice(0, 3);
    const before = phraseWords(text.slice(Math.max(0, match.index - 60), match.index), true).slice(-3);
    const percent = match[3] === '%' ? ['percent'] : [];
    found.push({
      value: numberOf(match[1] ?? '') * scaleOf(match[2]),
      words: [...percent, ...after, ...before.toReversed()],
    });
    if (found.length >= 200) return found;
  }
  for (const match of text.matchAll(
    /\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozen)\b/gi,
  )) {
    const end = match.index + match[0].length;
    found.push({
      value: NUMERALS.get((match[1] ?? '').toLowerCase()) ?? 0,
      words: phraseWords(text.slice(end, end + 60)).slice(0, 3),
    });
    if (found.length >= 200) break;
  }
  return found;
}

export function quotedIn(text: string): string[] {
  const found: { at: number; quote: string }[] = [];
  const forms = [/"([^"\n]{1,1000})"/g, /“([^”\n]{1,1000})”/g, /«([^»\n]{1,1000})»/g, /`([^`\n]{1,1000})`/g];
  // A single quote inside or after a word is an apostrophe ("it's", "dogs'"), not the start of a quotation.
  forms.push(/(?<!\w)'([^'\n]{1,1000})'(?!\w)/g);
  for (const form of forms) {
    for (const match of text.matchAll(form)) found.push({ at: match.index, quote: (match[1] ?? '').trim() });
  }
  return distinct(
    found
      .filter(({ quote }) => quote !== '')
      .toSorted((a, b) => a.at - b.at)
      .map(({ quote }) => quote),
  );
}

export function fieldsIn(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const match of text.matchAll(
    /(?:^|[\n;,])[ \t>*•-]{0,8}([A-Za-z][\w \t-]{0,40}?)\*{0,2}[ \t]?[:=][ \t*]{1,4}([^\n]{1,500})/g,
  )) {
    const key = keyOf(match[1] ?? '');
    // If a line has several pairs, a value ends where the next pair begins.
    const value = (match[2] ?? '').split(/[;,] ?(?=[A-Za-z][\w ]{0,30}[:=] )/)[0]?.trim() ?? '';
    if (value !== '' && !fields.has(key)) fields.set(key, value.replace(/^["'`]|["'`,;]$/g, ''));
    if (fields.size >= 100) break;
  }
  return fields;
}

/** A name in lower case without separators, so that `Full name` and `fullName` are equal. */
export function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\d]+/gu, '');
}

export function listsIn(text: string): string[][] {
  const lists: string[][] = [];
  const bullets = Array.from(
    text.matchAll(/^[ \t]{0,8}(?:[-*•]|\d{1,3}[.)])[ \t]+([^\n]{1,300})$/gm),
    (match) => (match[1] ?? '').trim(),
  );
  if (bullets.length > 1) lists.push(bullets.slice(0, 50));
  for (const sentence of text.split(/[.!?\n:;]+(?:\s|$)/)) {
    if (sentence.length > 600) continue;
    const items = sentence.split(/,\s+(?:(?:and|or|&)\s+)?|\s+(?:and|or|&)\s+/);
    if (items.length < 2) continue;
    const cleaned = items.map((item, index) => ends(item.trim(), index, items.length));
    if (cleaned.every(isItem)) lists.push(cleaned);
    if (lists.length >= 20) break;
  }
  return lists;
}

function isItem(item: string): boolean {
  return (
    item.split(' ').length <= 4 &&
    /^[\p{L}\d][\p{L}\d '’&-]{0,60}$/u.test(item) &&
    /\p{L}/u.test(item) &&
    !/\b(?:their|its|your|his|her)\b/i.test(item)
  );
}

/** Removes the words of the sentence that precede the first item or follow the last item of a list. */
function ends(item: string, index: number, count: number): string {
  if (index > 0 && index < count - 1) return item;
  const words = item.split(/\s+/);
  if (index === 0) {
    const cut = words.findLastIndex((word) => LIST_LEADS.has(word.toLowerCase()));
    if (cut >= 0) return words.slice(cut + 1).join(' ');
    const proper = words.findLastIndex((word) => !/^[A-Z]/.test(word));
    return proper >= 0 && proper < words.length - 1
      ? words.slice(proper + 1).join(' ')
      : words.slice(-1).join(' ');
  }
  const stop = words.findIndex((word, at) => at > 0 && LIST_LEADS.has(word.toLowerCase()));
  return (stop < 0 ? words : words.slice(0, stop)).join(' ').replace(/[?!.]+$/, '');
}

const LIST_LEADS = new Set(
  `in of for is are was were buy bought got get need needs want wants like likes include includes including contains
  between compare list have has with add sells the a an my our to from me on by at about and today tomorrow now please
  right tonight this using`.split(/\s+/),
);

function phraseWords(text: string, backwards = false): string[] {
  // Words count towards a number only within the same clause.
  const clauses = text.split(/[,;.!?\n()\d]/);
  const clause = (backwards ? clauses.at(-1) : clauses[0]) ?? '';
  return (clause.toLowerCase().match(/[\p{L}]{2,40}/gu) ?? [])
    .filter((word) => !STOP_WORDS.has(word))
    .map(stemOf);
}

function all(text: string, form: RegExp): string[] {
  return distinct(text.match(form) ?? []);
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)];
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function monthOf(name = ''): number {
  const lower = name.toLowerCase();
  return lower.length < 3
    ? 0
    : MONTHS.findIndex(
        (month) =>
          month === lower || month.slice(0, 3) === lower || (month === 'september' && lower === 'sept'),
      ) + 1;
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', '').replace('−', '-'));
}

function scaleOf(scale: string | undefined): number {
  return scale === undefined ? 1 : (SCALES.get(scale.toLowerCase()) ?? 1);
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const SCALES = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['million', 1e6],
  ['bn', 1e9],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
const NUMERALS = new Map(
  'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, index + 1]),
);
NUMERALS.set('twenty', 20).set('dozen', 12);
const SYMBOLS = new Map([
  ['$', 'USD'],
  ['US$', 'USD'],
  ['C$', 'CAD'],
  ['A$', 'AUD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
  ['₹', 'INR'],
  ['dollar', 'USD'],
  ['euro', 'EUR'],
  ['pound', 'GBP'],
  ['yen', 'JPY'],
  ['rupee', 'INR'],
]);

import { namesAt } from './names.ts';
import type { Span, SpanKind } from './span.ts';

/**
 * The values in a text by their notation, in order. Spans do not overlap, except that quotations and names may hold
 * others. Linear in the length of the text, which callers bound; at most {@link MOST_SPANS}.
 *
 * @example
 * spansIn('Pay $40 to Ann by 5 May 2031'); // money 40, name Ann, date 2031-05-05
 */
export function spansIn(text: string): Span[] {
  const spans: Span[] = [];
  const taken = new Uint8Array(text.length);
  const add = (span: Span): void => {
    for (let at = span.start; at < span.end; at++) if (taken[at]) return;
    taken.fill(1, span.start, span.end);
    spans.push(span);
  };
  for (const [kind, form] of LITERAL) {
    for (const match of text.matchAll(form)) {
      const written = match[0].replace(/[.,;:!?]+$/, '');
      add({ kind, start: match.index, end: match.index + written.length, text: written });
    }
  }
  for (const match of text.matchAll(MOMENT)) add({ ...plain('date', match), value: match[0] });
  for (const span of datesAt(text)) add(span);
  for (const span of timesAt(text)) add(span);
  for (const span of moneyAt(text)) {
    add(span);
    // "5 pounds" may be a weight.
    if (/pounds?$/.test(span.text))
      spans.push({ ...span, kind: 'number', text: span.text.replace(/ ?pounds?$/, ''), unit: 'pounds' });
  }
  for (const match of text.matchAll(PHONE)) {
    const digits = match[0].replace(/\D/g, '').length;
    if (digits >= 7 && digits <= 15) add(plain('phone', match));
  }
  for (const match of text.matchAll(IDENTIFIER)) {
    const [written] = match;
    if (isIdentifier(written)) add({ ...plain('id', match), text: written.replace(/^#/, '') });
  }
  for (const span of numbersAt(text)) add(span);
  for (const match of text.matchAll(DAY)) add(plain('day', match));
  for (const span of quotedAt(text)) spans.push(span);
  for (const span of namesAt(text, taken)) spans.push(span);
  return spans.toSorted((a, b) => a.start - b.start || b.end - a.end).slice(0, MOST_SPANS);
}

/** Spans of one text. */
const MOST_SPANS = 400;

const plain = (kind: SpanKind, match: RegExpExecArray): Span => ({
  kind,
  start: match.index,
  end: match.index + match[0].length,
  text: match[0],
});

const LITERAL: readonly (readonly [SpanKind, RegExp])[] = [
  ['email', /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d](?:[a-z\d-]{0,60}\.){1,6}[a-z]{2,24}\b/gi],
  ['url', /\bhttps?:\/\/[\w.-]{1,200}(?::\d{1,5})?(?:[/?#][\w\-./~%?#&=+:,;@!$*]{0,1000})?/gi],
  [
    'path',
    /(?<![\w./~-])(?:~\/|\.{1,2}\/|\/)?(?:[\w@.-]{1,60}\/){1,12}[\w@.*-]{0,60}(?=[\s'"`,;:?!)]|\.(?:\s|$)|$)|(?<![\w./~-])[\w-]{1,60}\.(?:[a-z][a-z\d]{1,4})(?![\w/])/g,
  ],
];

/** A date with its time in ISO 8601. */
const MOMENT =
  /(?<![\d-])\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?![\d:])/g;

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATES: readonly (readonly [RegExp, (...groups: string[]) => readonly [string, string, string]])[] = [
  [/(?<![\d-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, (year, month, day) => [year!, month!, day!]],
  [
    /(?<![\d/])(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g,
    (first, second, year) => (Number(first) > 12 ? [year!, second!, first!] : [year!, first!, second!]),
  ],
  [
    new RegExp(String.raw`\b(${MONTH})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`, 'gi'),
    (month, day, year) => [year!, month!, day!],
  ],
  [
    new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?(${MONTH})\.?,? (\d{4})\b`, 'gi'),
    (day, month, year) => [year!, month!, day!],
  ],
];
/** Dates without a year stay as they are written. */
const YEARLESS = new RegExp(
  String.raw`\b${MONTH}\.? \d{1,2}(?:st|nd|rd|th)?\b(?!,? \d{4})|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}\b(?!\.?,? \d{4})`,
  'gi',
);
const DAY =
  /\b(?:(?:next|this|last) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|tonight|yesterday)(?: (?:morning|afternoon|evening|night))?\b|\b(?:next|this|last) (?:week|month|weekend|year|quarter)\b/gi;

function* datesAt(text: string): Generator<Span> {
  for (const [form, order] of DATES) {
    for (const match of text.matchAll(form)) {
      const [year, month, day] = order(match[1]!, match[2]!, match[3]!);
      const number = /^\d/.test(month) ? Number(month) : monthOf(month);
      const date = Number(day);
      if (number < 1 || number > 12 || date < 1 || date > 31) continue;
      const value = `${year}-${String(number).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
      yield { ...plain('date', match), value };
    }
  }
  for (const match of text.matchAll(YEARLESS)) yield plain('date', match);
}

function monthOf(name: string): number {
  const start = name.slice(0, 3).toLowerCase();
  return 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').indexOf(start) + 1;
}

const CLOCK_WORDS =
  /\b(?:(half|quarter|a quarter|ten|twenty|five) (past|to)) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?: (?:o['’]clock|([ap])(?:m\b|\.m\.)|in the (morning|afternoon|evening)))?|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) o['’]clock(?: in the (morning|afternoon|evening))?/giu;
const PARTS_OF_HOUR = new Map([
  ['half', 30],
  ['quarter', 15],
  ['a quarter', 15],
  ['ten', 10],
  ['twenty', 20],
  ['five', 5],
]);

function* timesAt(text: string): Generator<Span> {
  for (const match of text.matchAll(CLOCK_WORDS)) {
    const [, part, way, hour, half, ofDay, whole, wholeOfDay] = match;
    const named = (hour ?? whole)!.toLowerCase();
    const isLate = half?.toLowerCase() === 'p' || /afternoon|evening/i.test(ofDay ?? wholeOfDay ?? '');
    const base = (numberNamed(named) ?? Number(named)) % 12;
    const minutes = part === undefined ? 0 : PARTS_OF_HOUR.get(part.toLowerCase())!;
    const hours = base === 0 && !isLate && part === undefined ? 12 : base + (isLate ? 12 : 0);
    const at = (60 * hours + (way?.toLowerCase() === 'to' ? -minutes : minutes) + 1440) % 1440;
    const value = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    yield { ...plain('time', match), value };
  }
  for (const match of text.matchAll(
    /(?<![\d:.])(\d{1,2})(?::(\d{2}))?(?::\d{2})? ?([ap])(?:m\b|\.m\.)|(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])|\b(noon|midnight)\b/gi,
  )) {
    const half = match[3]?.toLowerCase();
    const hour =
      match[6] !== undefined
        ? match[6].toLowerCase() === 'noon'
          ? 12
          : 0
        : half === undefined
          ? Number(match[4])
          : (Number(match[1]) % 12) + (half === 'p' ? 12 : 0);
    const minute = match[2] ?? match[5] ?? '00';
    yield { ...plain('time', match), value: `${String(hour).padStart(2, '0')}:${minute}` };
  }
}

const NUMERIC = String.raw`\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,12})?|\d{1,20}(?:\.\d{1,12})?`;
const SCALE = String.raw`(?:(?:(k|m|bn)\b|\s(thousand|million|billion)\b))?`;
const MONEY_BEFORE = new RegExp(String.raw`(US\$|C\$|A\$|[$€£¥₹])\s?(${NUMERIC})${SCALE}`, 'gi');
const MONEY_AFTER = new RegExp(
  String.raw`(?<![\w.,$€£¥₹])(${NUMERIC})${SCALE}\s?(€|£|[A-Z]{3}(?![A-Za-z])|(?:(?:us|US|U\.S\.|Swiss|British|Canadian|Australian|American|Japanese|Mexican|Indian|Norwegian|Swedish|Danish)[ -])?(?:dollars?|euros?|pounds?(?! of)|yen|rupees?|francs?|pesos?|kroner|kronor|bucks))(?!\w)`,
  'g',
);

function* moneyAt(text: string): Generator<Span> {
  for (const match of text.matchAll(MONEY_BEFORE)) {
    const unit = CURRENCIES.get(match[1]!.toLowerCase()) ?? 'USD';
    yield { ...plain('money', match), value: amountOf(match[2]!, match[3] ?? match[4]), unit };
  }
  for (const match of text.matchAll(MONEY_AFTER)) {
    const written = match[4]!;
    const named = written.toLowerCase().replace(/s$/, '');
    // Swiss francs are francs, but Canadian dollars are not dollars.
    const unit = isCurrency(written)
      ? written
      : (CURRENCIES.get(named) ?? CURRENCIES.get(named.replace(/^.*[ -]/, '')));
    if (unit !== undefined)
      yield { ...plain('money', match), value: amountOf(match[1]!, match[2] ?? match[3]), unit };
  }
}

/** Whether a word is an ISO 4217 code. */
export function isCurrency(word: string): boolean {
  return CODES.has(word);
}

const CODES = new Set(
  'USD EUR GBP JPY CNY INR CAD AUD NZD CHF SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH ILS AED SAR EGP ZAR NGN KES BRL MXN ARS CLP COP PEN KRW TWD HKD SGD MYR THB IDR PHP VND PKR BDT'.split(
    ' ',
  ),
);

/** ISO 4217 codes of signs and names of currencies. */
export const CURRENCIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $: 'USD',
    us$: 'USD',
    'canadian dollar': 'CAD',
    'australian dollar': 'AUD',
    c$: 'CAD',
    a$: 'AUD',
    '€': 'EUR',
    '£': 'GBP',
    '¥': 'JPY',
    '₹': 'INR',
    dollar: 'USD',
    buck: 'USD',
    euro: 'EUR',
    pound: 'GBP',
    yen: 'JPY',
    rupee: 'INR',
    franc: 'CHF',
    peso: 'MXN',
    yuan: 'CNY',
    won: 'KRW',
    kroner: 'NOK',
    kronor: 'SEK',
    zloty: 'PLN',
    real: 'BRL',
  }),
);

const NUMBER = new RegExp(
  String.raw`(?<![\p{L}\d.,/:#-])([-−]|minus |negative )?(?<![\d)] ?[-−])(${NUMERIC})(?![\d:]|[.,]\d)${SCALE}(\s?%|\s?percent\b| per ?cent\b)?(?:[ -]?([\p{L}°]{1,20}(?:[²³23](?![\p{L}\d]))?(?:\/\p{L}{1,4})?)(?![\p{L}\d]))?`,
  'giu',
);
const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, 20 + 10 * index]),
);
const NUMBER_WORD =
  /\b(?:(once|twice|thrice|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:half )?an? (?:hundred|thousand|dozen|couple of|half|hour)|half an hour|dozen))\b(?: hundred\b)?(?:[ -]([\p{L}]{1,20}))?/giu;

function* numbersAt(text: string): Generator<Span> {
  for (const [form, minutes] of SPOKEN) {
    for (const match of text.matchAll(form)) {
      const whole = match[1] === undefined ? 0 : (numberNamed(match[1].toLowerCase()) ?? Number(match[1]));
      yield {
        ...plain('number', match),
        value: minutes + 60 * (Number.isFinite(whole) ? whole : 0),
        unit: 'minutes',
      };
    }
  }
  for (const match of text.matchAll(COORDINATE)) {
    const [written, digits, side] = match;
    const isNegative = side === 'S' || side === 'W';
    yield {
      ...plain('number', match),
      text: written,
      value: Number(digits) * (isNegative ? -1 : 1),
      unit: side === 'N' || side === 'S' ? 'latitude' : 'longitude',
    };
  }
  for (const match of text.matchAll(NUMBER)) {
    const [, sign, digits, letter, scale, percent, following] = match;
    // "444m" is a length, "44M" a scale.
    const isScaled = letter !== undefined && letter !== 'm';
    const unit = following ?? (letter === 'm' ? 'm' : undefined);
    const value = amountOf(digits!, isScaled ? letter : scale) * (sign === undefined ? 1 : -1);
    const written = `${sign === undefined ? '' : '-'}${digits}`;
    const start = match.index;
    // The unit stays free, so that it can be a word or a value of its own.
    const end = start + match[0].length - (following === undefined ? 0 : following.length);
    yield {
      kind: percent === undefined ? 'number' : 'percent',
      start,
      end: start + text.slice(start, end).trimEnd().replace(/-$/, '').length,
      text: percent === undefined ? written : `${written}%`,
      value,
      ...(unit !== undefined && !UNITLESS.has(unit.toLowerCase()) && { unit: unit.toLowerCase() }),
    };
  }
  for (const match of text.matchAll(NUMBER_WORD)) {
    const value = numberNamed(match[1]!.toLowerCase());
    if (value === undefined) continue;
    const unit = match[2];
    const end = match.index + match[0].length - (unit === undefined ? 0 : unit.length + 1);
    yield {
      kind: 'number',
      start: match.index,
      end,
      text: text.slice(match.index, end),
      value: / hundred$/i.test(text.slice(match.index, end)) && value < 10 ? value * 100 : value,
      ...(unit !== undefined && !UNITLESS.has(unit.toLowerCase()) && { unit: unit.toLowerCase() }),
    };
  }
}

/** Parts of hours in words, and the minutes that they add to the hours. */
const SPOKEN: readonly (readonly [RegExp, number])[] = [
  [/\b(one|two|three|four|five|six|\d{1,2}) and a half hours\b/gi, 30],
  [/\b(?:an|one) hour and a half\b/gi, 90],
  [/\b(?:three quarters of an hour|three-quarters of an hour|three quarter hours?)\b/gi, 45],
  [/\b(?:half an hour|a half hour|half-hour)\b/gi, 30],
  [/\b(?:a |one )?quarter of an hour\b/gi, 15],
  [/\ban hour\b/gi, 60],
];
const COORDINATE = /(?<![\d.])(\d{1,3}(?:\.\d{1,10})?) ?°? ?([NSEW])(?![\p{L}\d])/gu;
/** Words after a number that are no unit. */
const UNITLESS = new Set(
  'of and or to in for at on is are was from with by as the a an that which who if per each will i we you would should can could may might must have has had do does did not'.split(
    ' ',
  ),
);

/** The number that words name: 'twenty-five', 'a dozen'; undefined for other words. */
function numberNamed(words: string): number | undefined {
  const times = ['once', 'twice', 'thrice'].indexOf(words);
  if (times >= 0) return times + 1;
  const simple = WORDS.indexOf(words);
  if (simple >= 0) return simple;
  if (words.includes('dozen')) return 12;
  if (words.includes('hundred')) return 100;
  if (words.includes('thousand')) return 1000;
  if (words.includes('couple')) return 2;
  const [tens, ones] = words.split(/[- ]/);
  const base = TENS.get(tens ?? '');
  return base === undefined ? undefined : base + (ones === undefined ? 0 : Math.max(0, WORDS.indexOf(ones)));
}

function amountOf(digits: string, scale: string | undefined): number {
  const value = Number(digits.replaceAll(',', ''));
  const factor = scale === undefined ? 1 : (SCALES.get(scale.toLowerCase()) ?? 1);
  return factor === 1 ? value : Number((value * factor).toPrecision(12));
}

const SCALES = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['million', 1e6],
  ['bn', 1e9],
  ['billion', 1e9],
]);

const PHONE =
  /(?<![\w.#-])\+\d{1,3}(?:[ .-]?\(?\d{1,8}\)?){2,5}(?![\w-])|(?<![\w.#-])(?:\(\d{2,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){1,4}(?![\w-])|(?<![\w.#-])0\d{2,5}[ /-]\d{4,9}(?![\w-])/g;

const IDENTIFIER = /(?<![\w@./-])#?[A-Za-z\d]{1,24}(?:[-_/.][A-Za-z\d]{1,24}){0,6}(?![\w@]|[-/]\w)/g;

/** Codes mix letters and digits, or are numbers after `#`; not `1st`, `3pm`, `40kg`, `Q3`. */
function isIdentifier(written: string): boolean {
  if (/^#\d/.test(written)) return true;
  if (!/\d/.test(written) || !/[A-Za-z]/.test(written))
    return /^[A-Z]{2,6}(?:-[A-Z]{1,6}){1,3}$/.test(written) || /^[a-z]+(?:_[a-z]+)+$/.test(written);
  if (/^\d+(?:st|nd|rd|th|am|pm)$/i.test(written)) return false;
  // A number and its unit.
  return !/^\d+(?:[.,]\d+)?-?[A-Za-z]{1,12}$/.test(written) || /^\d{1,4}[A-Z]{1,2}$/.test(written);
}

const QUOTES: readonly RegExp[] = [
  /"([^"\n]{1,1000})"/g,
  /“([^”\n]{1,1000})”/g,
  /«([^»\n]{1,1000})»/g,
  /\[([\w.-]{2,60})\]/g,
  /`([^`\n]{1,1000})`/g,
  // A single quote inside or after a word is an apostrophe, not the start of a quotation.
  /(?<![\w])'([^'\n]{1,1000})'(?!\w)/g,
  /‘([^’\n]{1,1000})’(?!\w)/g,
];

function* quotedAt(text: string): Generator<Span> {
  for (const form of QUOTES) {
    for (const match of text.matchAll(form)) {
      const inner = match[1]!.trim();
      if (inner !== '') yield { ...plain('quoted', match), text: inner };
    }
  }
}

import { COUNTRY_OF } from './places.ts';

export type SpanKind =
  | 'email'
  | 'url'
  | 'path'
  | 'id'
  | 'phone'
  | 'date'
  | 'day'
  | 'time'
  | 'money'
  | 'percent'
  | 'number'
  | 'quoted'
  | 'name';

/** A value in a text that its notation gives away. */
export interface Span {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  /** As written, without quotation marks. */
  readonly text: string;
  /** The amount of a number, percentage or sum of money; a date as YYYY-MM-DD, a time as HH:MM. */
  readonly value?: number | string;
  /** What follows or precedes a number: a currency code, or a unit in lower case. */
  readonly unit?: string;
}

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
export const MOST_SPANS = 400;

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
  /\b(?:(?:next|this|last|on) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|tonight|yesterday)(?: (?:morning|afternoon|evening|night))?\b|\b(?:next|this|last) (?:week|month|weekend|year|quarter)\b/gi;

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

function* timesAt(text: string): Generator<Span> {
  for (const match of text.matchAll(
    /(?<![\d:.])(\d{1,2})(?::(\d{2}))?(?::\d{2})? ?([ap])\.?m\b\.?|(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])|\b(noon|midnight)\b/gi,
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
  String.raw`(?<![\w.,$€£¥₹])(${NUMERIC})${SCALE}\s?(€|£|[A-Z]{3}(?![A-Za-z])|(?:us |us-)?dollars?|euros?|pounds?(?! of)|yen|rupees?|francs?|pesos?|kroner|kronor|bucks)(?!\w)`,
  'g',
);

function* moneyAt(text: string): Generator<Span> {
  for (const match of text.matchAll(MONEY_BEFORE)) {
    const unit = CURRENCIES.get(match[1]!.toLowerCase()) ?? 'USD';
    yield { ...plain('money', match), value: amountOf(match[2]!, match[3] ?? match[4]), unit };
  }
  for (const match of text.matchAll(MONEY_AFTER)) {
    const written = match[4]!;
    const unit = isCurrency(written)
      ? written
      : CURRENCIES.get(
          written
            .toLowerCase()
            .replace(/^us[ -]/, '')
            .replace(/s$/, ''),
        );
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
  String.raw`(?<![\p{L}\d.,/:#-])([-−]?)(?<![\d)] ?[-−])(${NUMERIC})(?![\d:]|[.,]\d)${SCALE}(\s?%|\s?percent\b| per ?cent\b)?(?:[ -]?([\p{L}°]{1,20})(?![\p{L}\d]))?`,
  'giu',
);
const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const TENS = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, 20 + 10 * index]),
);
const NUMBER_WORD =
  /\b(?:(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:half )?an? (?:hundred|thousand|dozen|couple of|half|hour)|half an hour|dozen))\b(?: hundred\b)?(?:[ -]([\p{L}]{1,20}))?/giu;

function* numbersAt(text: string): Generator<Span> {
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
    const value = amountOf(digits!, isScaled ? letter : scale) * (sign === '' ? 1 : -1);
    const written = `${sign}${digits}`;
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

const COORDINATE = /(?<![\d.])(\d{1,3}(?:\.\d{1,10})?) ?°? ?([NSEW])(?![\p{L}\d])/gu;
/** Words after a number that are no unit. */
const UNITLESS = new Set(
  'of and or to in for at on is are was from with by as the a an that which who if per each will i we you'.split(
    ' ',
  ),
);

/** The number that words name: 'twenty-five', 'a dozen'; undefined for other words. */
function numberNamed(words: string): number | undefined {
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
  /(?<![\w.#-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){1,4}(?![\w-])|(?<![\w.])\+\d{8,15}\b/g;

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

const WORD = String.raw`\p{Lu}(?:[\p{L}\p{M}’'&-]{3,40}|[\p{L}\p{M}’'&-]{0,2}(?:\.(?=\s\p{Lu}))?)`;
const NAME = new RegExp(
  String.raw`(?<![\p{L}\d_@./-])${WORD}(?:(?: (?:of|the|de|la|van|von|der|di|da|and the|&) | )(?:${WORD}|\d{1,4}(?=[\s,.;?!]|$))){0,5}`,
  'gu',
);

/** Runs of capitalised words. The first word of a sentence counts only if it is no common word. */
function* namesAt(text: string, taken: Uint8Array): Generator<Span> {
  const lower = new Set(text.match(/(?<![\p{L}])\p{Ll}[\p{L}’'-]{1,40}/gu));
  for (const match of text.matchAll(NAME)) {
    if (taken[match.index]) continue;
    const whole = match[0].replace(/['’]s?$/, '').replace(/[.'’&-]+$/, '');
    const isFirst = OPENING.test(text.slice(Math.max(0, match.index - 4), match.index));
    let from = 0;
    for (let word = FIRST_WORD.exec(whole); word !== null; word = FIRST_WORD.exec(whole.slice(from))) {
      const bare = word[1]!.toLowerCase().replace(/['’].*$/, '');
      const isOpener = isFirst && from === 0 && (lower.has(bare) || STARTS.has(bare));
      if (!COMMON.has(bare) && !isOpener) break;
      from += word[0].length;
    }
    const written = whole.slice(from);
    if (written === '' || /^\d/.test(written)) continue;
    const start = match.index + from;
    yield { kind: 'name', start, end: start + written.length, text: written };
  }
}

/** The first word of a name, and what joins it to the next one. */
const FIRST_WORD = /^([^ ]{1,80})(?: (?:(?:of|the|de|and the|&) )?|$)/;
const OPENING = /(?:^|[.!?:\n"“•*-]|^\s{0,4}\d[.)])\s*$/;

/** Capitalised words that are no names wherever they stand. */
const COMMON = new Set(
  `i i'm i'd i've i'll the a an my our your his her its their this that these those he she it we they you who what when where which why how
  if is are was were and or but so then there here yes no not please hi hello hey dear thanks thank regards best sincerely cheers ok okay
  january february march april may june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm utc gmt cet est pst json xml csv html id url api sql`.split(
    /\s+/,
  ),
);

/** Words that begin sentences without being names: verbs of requests, prepositions, and other common openers. */
const STARTS = new Set(
  `add append apply archive arrange assign attach ask answer begin block book build buy calculate call cancel change charge check choose clean clear close
  compare compute compose configure contact convert copy correct count create cut debit decrease define delete deliver deploy describe
  determine disable divide do does download draft draw email enable enter escalate estimate evaluate execute explain export extract fetch file fill find fix
  flag forward generate get give go grant have help hire how i include increase inform insert invite invoice install issue join keep launch list
  load log look lookup lower mail make mark measure merge message move multiply name need note notify open order organise organize order pause pay
  plan play please post prepare print process provide publish purchase put raise rate read record reduce refund register remind remove rename
  repeat reply report request reserve reset resolve respond restart retrieve return review round route run save say schedule search select sell send
  set ship show sign skip sort split start stop store submit subtract sum summarise summarize swap switch take tell text ticket title to track transfer translate
  trim turn update upgrade upload use verify view wait wake write
  after all also another any as at because before between both by can could customer client patient employee user from for during each either every
  first second third final finally further given great happy however just last later let like many me met more most much new next now of old on once one
  only other otherwise over per quick remember same second since some soon sorry subject such sure than thankfully that there therefore though three today
  tomorrow tonight two under unless until upon usually very via what while with within without would yesterday yet
  amount address age author budget category city code company contact context content cost country date deadline department description details document
  due duration email event example file format from goal input instruction instructions issue item items job language level location meeting
  message name note notes number order output owner passenger password phone place position price priority product project purpose quantity
  question reason reference regarding re report result results role room route sender service shipping size source status step steps
  summary table task team text ticket time title topic total type unit urgent user value vendor version weather year`.split(
    /\s+/,
  ),
);

/** Whether a name is known as a city or a country. */
export function isPlaceName(name: string): boolean {
  return COUNTRY_OF.has(name.toLowerCase());
}

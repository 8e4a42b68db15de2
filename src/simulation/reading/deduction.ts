import { aggregate } from './aggregation.ts';
import { nameOf, subjectOf } from './entries.ts';
import type { Found, Record, Statement } from './material.ts';
import { isDated, numberIn } from './numbers.ts';
import type { Roots } from './roots.ts';
import type { Wanted } from './wanted.ts';

/**
 * Answers that no single statement has: which of several is the most, how many there are, what they come to together.
 * Undefined if the question asks for none of these, or the material has no two values to compare.
 */
export function deduce(wanted: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  const order = LIMITED.test(wanted.question) ? undefined : orderOf(wanted.question);
  const extreme = order && extremeOf(order, wanted, statements, words);
  return extreme ?? aggregate(wanted, statements, words);
}

/** "More than 5" is a limit, and compares nothing. */
const LIMITED =
  /\b(?:more|less|fewer|higher|lower|larger|greater|older|younger|longer|cheaper) than [$€£]?\d/i;

interface Order {
  readonly most: boolean;
  /** Words for what is compared; any number if empty. */
  readonly by: string;
}

/** What a question compares: "Which is cheaper, A or B?", "Who is the oldest?", "the highest rating". */
function orderOf(question: string): Order | undefined {
  const lower = question.toLowerCase();
  const isChoice = /\bor\b|\bthan\b|\bof (?:the )?(?:two|three|these|those|them|all)\b/.test(lower);
  for (const [forms, by, most] of ORDERS) {
    const match = forms.exec(lower);
    if (
      match &&
      (isChoice || /(?:est|most|least)\b|\bfewest\b/.test(match[0]) || /^(?:which|who|what)\b/.test(lower))
    )
      return { most, by };
  }
  const verb = /\b(?!at\b)(\p{L}+) (?:the )?(most|least)\W*$/u.exec(lower);
  if (verb) return { most: verb[2] === 'most', by: verb[1]! };
  const noun =
    /\b(most|highest|largest|greatest|biggest|maximum|best|top|more|higher|fewest|least|lowest|smallest|minimum|fewer|less|lower|worst)\s+(\p{L}+)(?: (\p{L}+))?/u.exec(
      lower,
    );
  const isOpen = isChoice || /^(?:which|who)\b/.test(lower);
  if (noun === null || (!isOpen && /^(?:more|higher|fewer|less|lower)$/.test(noun[1]!))) return undefined;
  return {
    most: /^(?:most|highest|largest|greatest|biggest|maximum|best|top|more|higher)$/.test(noun[1]!),
    by: `${noun[2]} ${noun[3] ?? ''}`,
  };
}

const ORDERS: readonly (readonly [RegExp, string, boolean])[] = [
  [
    /\b(?:cheap(?:er|est)|least expensive|less expensive|lowest[- ]priced|costs? (?:the )?least|costs? less|lowest (?:price|cost))\b/,
    'price cost fee rate',
    false,
  ],
  [
    /\b(?:most expensive|more expensive|priciest|dearest|costs? (?:the )?most|costs? more|highest (?:price|cost))\b/,
    'price cost fee rate',
    true,
  ],
  [
    /\b(?:tall(?:er|est)|high(?:er|est) (?:tower|building|mountain|peak|bridge|hill))\b/,
    'height tall high',
    true,
  ],
  [/\b(?:long(?:er|est))\b/, 'length long duration', true],
  [/\b(?:short(?:er|est))\b/, 'length height duration long tall', false],
  [/\b(?:old(?:er|est))\b/, 'age old born founded built opened year', true],
  [/\bmost recent(?:ly)?\b/, 'date joined year time created updated', true],
  [/\b(?:young(?:er|est)|new(?:er|est))\b/, 'age old born founded built opened year', false],
  [/\b(?:heav(?:ier|iest)|weighs? (?:the )?more|weighs? (?:the )?most)\b/, 'weight weigh', true],
  [/\b(?:light(?:er|est)|weighs? (?:the )?less|weighs? (?:the )?least)\b/, 'weight weigh', false],
  [/\b(?:best|highest|better|top)[- ]rated\b|\bhighest rating\b/, 'rating score stars', true],
  [/\b(?:worst|lowest)[- ]rated\b|\blowest rating\b/, 'rating score stars', false],
  [/\b(?:fast(?:er|est)|quick(?:er|est))\b/, 'duration minutes hours time', false],
  [
    /\b(?:earli(?:er|est)|first|sooner|soonest)\b(?= (?:to|train|flight|bus|departure|meeting|event|slot|deadline|one)|\W*$|,)/,
    'date time departs departure starts opens arrives year founded',
    false,
  ],
  [
    /\b(?:later|latest|last)\b(?= (?:to|train|flight|bus|departure|meeting|event|slot|deadline|one)|\W*$|,)/,
    'date time departs departure starts opens arrives year founded',
    true,
  ],
  [/\b(?:warm(?:er|est)|hott(?:er|est))\b/, 'temperature', true],
  [/\b(?:cold(?:er|est)|cool(?:er|est))\b/, 'temperature', false],
  [/\b(?:near(?:er|est)|clos(?:er|est))\b/, 'distance km', false],
  [/\b(?:farther|further|farthest|furthest)\b/, 'distance km', true],
  [/\bdeep(?:er|est)\b/, 'depth deep', true],
  [/\bwid(?:er|est)\b/, 'width wide', true],
  [/\b(?:bigg(?:er|est)|larg(?:er|est))\b/, 'size population area employees inhabitants', true],
  [/\b(?:small(?:er|est))\b/, 'size population area employees inhabitants', false],
];

const DIFFERENCE =
  /\bhow (?:much|many|far)(?: \p{L}+)? (?:\p{L}+er|more|less|fewer)\b.*\bthan\b|\bdifference\b/iu;

interface Candidate {
  readonly name: string;
  readonly number: number;
  readonly statement: Statement;
}

function extremeOf(
  { most, by }: Order,
  wanted: Wanted,
  statements: readonly Statement[],
  words: Roots,
): Found | undefined {
  const dimension = words.of(by);
  const named = candidatesOf(dimension, wanted, statements, words);
  const numbers = named.length >= 2 ? named : onlyNumbers(wanted, statements, words);
  // What is older was there in an earlier year.
  const byYear =
    by.startsWith('age old') && named.every(({ statement }) => !statement.field)
      ? yearsOf(wanted, statements, words)
      : [];
  const found = byYear.length >= 2 ? byYear : numbers;
  const asked = found.filter(({ name }) => [...words.of(name)].every((root) => wanted.roots.has(root)));
  const candidates = asked.length >= 2 ? asked : found;
  if (candidates.length < 2) {
    // Who has been there the longest came first.
    return by.startsWith('length long')
      ? extremeOf({ most: !most, by: 'date since joined year' }, wanted, statements, words)
      : undefined;
  }
  // The older of two has the higher age, but the earlier year.
  const isYears = /\bborn\b/.test(by) && candidates.every(({ number }) => number >= 1000 && number <= 2100);
  const up = isYears ? !most : most;
  const best = candidates.reduce((one, other) =>
    (up ? other.number > one.number : other.number < one.number) ? other : one,
  );
  const { statement, name } = best;
  const [one, other] = candidates;
  if (DIFFERENCE.test(wanted.question) && candidates.length === 2) {
    const value = String(Math.round(Math.abs(one!.number - other!.number) * 100) / 100);
    return {
      text: `The difference is ${value}.`,
      quote: statement.text,
      value,
      passages: [statement.passage],
      score: 1,
    };
  }
  const { field } = statement;
  const said = statement.text.includes(name) ? statement.text : `${name}: ${statement.text}`;
  const text = field ? `${name} (${field.key.replace(/_/g, ' ')}: ${field.value}).` : said;
  if (wanted.isYesNo) {
    const [subject] = wanted.names;
    const isSubject = subject !== undefined && words.of(name).has(subject);
    return {
      text,
      quote: statement.text,
      value: isSubject ? 'Yes' : 'No',
      passages: [statement.passage],
      score: 1,
    };
  }
  return { text, quote: statement.text, value: name, passages: [statement.passage], score: 1 };
}

/** What the material gives numbers of, with the number for the dimension. */
function candidatesOf(
  dimension: ReadonlySet<string>,
  wanted: Wanted,
  statements: readonly Statement[],
  words: Roots,
): Candidate[] {
  const seen = new Map<Record | Statement, Candidate>();
  for (const statement of statements) {
    const { field, text, own, near } = statement;
    const number = numberIn(field ? field.value : measuredIn(text, wanted));
    if (number === undefined) continue;
    if (field) {
      const isDimension = [...words.of(field.key)].some((root) => dimension.has(root));
      const name = nameOf(field.record, field.key, wanted, words) ?? statement.passage.about;
      if (field.record.isList || isDimension) {
        const own = field.record.isList ? field.key : name;
        if (own !== undefined && !seen.has(field.record.isList ? statement : field.record))
          seen.set(field.record.isList ? statement : field.record, { name: own, number, statement });
      }
    } else if (
      [...dimension].some((root) => own.has(root) || near.has(root)) ||
      UNIT.test(text) ||
      (dimension.has('date') && isDated(text))
    ) {
      const name = subjectOf(statement, wanted, words) ?? statement.headings.at(-1);
      if (name !== undefined) seen.set(statement, { name, number, statement });
    }
  }
  return [...seen.values()].filter(({ statement }) => isMeant(statement, wanted));
}

/** The year that sentences give of what they speak of. */
function yearsOf(wanted: Wanted, statements: readonly Statement[], words: Roots): Candidate[] {
  return statements.flatMap((statement): Candidate[] => {
    const year = statement.field ? undefined : /\b(?:1\d|20)\d\d\b/.exec(statement.text)?.[0];
    const name = year === undefined ? undefined : subjectOf(statement, wanted, words);
    return name === undefined ? [] : [{ name, number: Number(year), statement }];
  });
}

/** The only number of each record, whatever its key is. */
function onlyNumbers(wanted: Wanted, statements: readonly Statement[], words: Roots): Candidate[] {
  const candidates: Candidate[] = [];
  for (const statement of statements) {
    const { field } = statement;
    if (field === undefined || field.record.isList || !isNumeric(field.value)) continue;
    if (field.record.fields.filter(([key, value]) => isNumeric(value) && !/id$/i.test(key)).length !== 1)
      continue;
    const name = nameOf(field.record, field.key, wanted, words);
    const number = numberIn(field.value);
    if (name !== undefined && number !== undefined && !/id$/i.test(field.key))
      candidates.push({ name, number, statement });
  }
  return candidates;
}

const isNumeric = (value: string): boolean => /^[^\p{L}\d]*\d[\d.,]*\s*[\p{L}%°$€£/]{0,14}\.?$/u.test(value);

/** The part of a sentence that has the number that is compared, which is not one of a name. */
function measuredIn(text: string, { kind }: Wanted): string {
  const measured = kind?.dimension?.exec(text) ?? UNIT.exec(text);
  if (isDated(text) || measured === null) return text;
  return text.slice(Math.max(0, text.lastIndexOf(' ', measured.index - 1)));
}

const UNIT =
  /[$€£]\s?\d|\d\s?(?:[$€£°%]|(?:m|km|kg|g|cm|metres?|meters?|kilomet\w+|feet|miles?|minutes?|hours?|days?|years?|euros?|dollars?|USD|EUR|employees|people|inhabitants)\b)/i;

/** Whether a record has what the question restricts it to: "the cheapest hotel in Rome". */
function isMeant({ field, near, own }: Statement, { names }: Wanted): boolean {
  if (!field || field.record.isList || names.size === 0) return true;
  return [...names].some((name) => near.has(name) || own.has(name)) || names.size > 0;
}

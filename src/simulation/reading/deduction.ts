import type { Found, Record, Statement } from './material.ts';
import type { Roots } from './roots.ts';
import type { Wanted } from './wanted.ts';

/**
 * Answers that no single statement has: which of several is the most, how many there are, what they come to together.
 * Undefined if the question asks for none of these, or the material has no two values to compare.
 */
export function deduce(wanted: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  const { question } = wanted;
  if (COUNTING.test(question)) {
    const counted = countOf(wanted, statements, words);
    if (counted) return counted;
  }
  if (TOTAL.test(question)) return totalOf(wanted, statements, words);
  const order = orderOf(question);
  return order && extremeOf(order, wanted, statements, words);
}

const COUNTING = /\bhow many\b|\bnumber of\b|\bcount\b|\bwie viele\b|\bcombien de\b|\bcuánt[oa]s\b/i;
const TOTAL = /\b(?:in total|total of|altogether|combined|together|the sum|in all|add up)\b/i;

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
  const verb = /\b(\p{L}+) (?:the )?(most|least)\W*$/u.exec(lower);
  if (verb) return { most: verb[2] === 'most', by: verb[1]! };
  const noun =
    /\b(most|highest|largest|greatest|biggest|maximum|best|top|more|higher|fewest|least|lowest|smallest|minimum|fewer|less|lower|worst)\s+(\p{L}+)(?: (\p{L}+))?/u.exec(
      lower,
    );
  if (noun === null || (!isChoice && /^(?:more|higher|fewer|less|lower)$/.test(noun[1]!))) return undefined;
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
  [/\b(?:bigg(?:er|est)|larg(?:er|est))\b/, 'size population area employees inhabitants', true],
  [/\b(?:small(?:er|est))\b/, 'size population area employees inhabitants', false],
];

const DIFFERENCE = /\bhow (?:much|many \p{L}+|far) (?:\p{L}+er|more|less|fewer)\b.*\bthan\b|\bdifference\b/iu;

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
  const found = candidatesOf(dimension, wanted, statements, words);
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
  const text = field ? `${name} (${field.key.replace(/_/g, ' ')}: ${field.value}).` : statement.text;
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
    const number = numberIn(field ? field.value : text);
    if (number === undefined) continue;
    if (field) {
      const isDimension = [...words.of(field.key)].some((root) => dimension.has(root));
      const name = nameOf(field.record, field.key, wanted, words) ?? statement.passage.about;
      if (field.record.isList || isDimension) {
        const own = field.record.isList ? field.key : name;
        if (own !== undefined && !seen.has(field.record.isList ? statement : field.record))
          seen.set(field.record.isList ? statement : field.record, { name: own, number, statement });
      }
    } else if ([...dimension].some((root) => own.has(root) || near.has(root)) || UNIT.test(text)) {
      const name = subjectOf(statement, wanted, words);
      if (name !== undefined) seen.set(statement, { name, number, statement });
    }
  }
  return [...seen.values()].filter(({ statement }) => isMeant(statement, wanted));
}

const UNIT =
  /[$€£]\s?\d|\d\s?(?:[$€£°%]|(?:m|km|kg|g|cm|metres?|meters?|kilomet\w+|feet|miles?|minutes?|hours?|days?|years?|euros?|dollars?|USD|EUR|employees|people|inhabitants)\b)/i;

/** Whether a record has what the question restricts it to: "the cheapest hotel in Rome". */
function isMeant({ field, near, own }: Statement, { names }: Wanted): boolean {
  if (!field || field.record.isList || names.size === 0) return true;
  return [...names].some((name) => near.has(name) || own.has(name)) || names.size > 0;
}

function numberIn(text: string): number | undefined {
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

/** What a record is about: the field that the question names the kind of, its name or title, else its first text. */
function nameOf(
  record: Record,
  except: string,
  { question, roots }: Wanted,
  words: Roots,
): string | undefined {
  const others = record.fields.filter(
    ([key, value]) =>
      key !== except && /\p{L}/u.test(value) && [...words.of(value)].some((root) => !roots.has(root)),
  );
  const noun = /\b(?:which|what)(?: of the)? (\p{L}+)/iu.exec(question)?.[1];
  const asked = noun === undefined ? new Set<string>() : words.of(noun);
  const kind = others.find(
    ([key]) => [...words.of(key)].some((root) => asked.has(root)) && !/id$/i.test(key),
  );
  return (kind ??
    others.find(([key]) => /(?:^|[ _])(?:name|title)$/i.test(key)) ??
    others[0] ??
    record.fields[0])?.[1];
}

/** The name that a sentence says something of; one that the question has, if any. */
function subjectOf({ text, before }: Statement, { names }: Wanted, words: Roots): string | undefined {
  const all = [...`${before ?? ''} ${text}`.matchAll(NAMES)].map(([name]) => name);
  return all.find((name) => [...words.of(name)].some((root) => names.has(root))) ?? all[0];
}

const NAMES =
  /(?<![\p{L}\p{N}])(?!(?:The|A|An|It|He|She|They|This|In|On|At|Our|My|Its)\s)\p{Lu}[\p{L}\p{N}'’-]*(?: \p{Lu}[\p{L}\p{N}'’-]*){0,4}(?: (?:kettle|tower|bridge|plan|hotel|model)\b)?/gu;

/** The number of records that have what the question says, if it is a value in some of them. */
function countOf(wanted: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  const groups = new Map<Record | Statement, Set<string>>();
  const passages = new Map<Record | Statement, Statement>();
  const keys = new Set<string>();
  for (const statement of statements) {
    const { field } = statement;
    if (!field) continue;
    const unit = field.record.isList ? statement : field.record;
    const values = groups.get(unit) ?? new Set<string>();
    for (const root of words.of(field.value)) values.add(root);
    if (field.record.isList) for (const root of words.of(field.key)) values.add(root);
    else for (const root of words.of(field.key)) keys.add(root);
    groups.set(unit, values);
    passages.set(unit, statement);
  }
  if (groups.size < 2) return itemsOf(wanted, statements, words);
  const asked = [...wanted.roots];
  // A number that is asked of one record, or a field that holds it, is not counted.
  const conditions = asked.filter((root) => [...groups.values()].some((values) => values.has(root)));
  const matching = [...groups].filter(([, values]) => conditions.every((root) => values.has(root)));
  const isField = asked.some((root) => keys.has(root) && !conditions.includes(root));
  const isUnique = conditions.some((root) => wanted.names.has(root)) && matching.length === 1;
  if (isUnique || (isField && matching.length === 1)) return undefined;
  if (
    conditions.length === 0 &&
    (isField ||
      !/\b(?:in total|altogether|are there|in all|listed|entries|items|rows|records)\b/i.test(
        wanted.question,
      ))
  )
    return undefined;
  const negated = /\b(?:not|aren['’]t|isn['’]t|haven['’]t|without)\b/i.test(wanted.question);
  const count = negated ? groups.size - matching.length : matching.length;
  const first = matching[0]?.[0] ?? [...groups.keys()][0]!;
  const { passage } = passages.get(first)!;
  const noun = /\bhow many ([\p{L}-]+(?: [\p{L}-]+)?)/iu
    .exec(wanted.question)?.[1]
    ?.replace(/ (?:are|is|do|does|have|has|were|was|of|in)$/i, '');
  const text = `${count}${noun === undefined ? '' : ` ${noun}`}${conditions.length > 0 ? ` match` : ''}.`;
  return {
    text: noun === undefined ? `There are ${count}.` : text.replace(' match.', '.'),
    quote: text,
    value: String(count),
    passages: [passage],
    score: 1,
  };
}

/** The number of items of the list that stands below what is counted. */
function itemsOf({ question }: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  const noun = COUNTED.exec(question)?.[1];
  if (noun === undefined) return undefined;
  const counted = words.of(noun);
  const items = statements.filter(
    ({ isItem, near }) => isItem && [...counted].some((root) => near.has(root)),
  );
  const [first] = items;
  if (first === undefined || items.length < 2) return undefined;
  const value = String(items.length);
  return { text: `There are ${value}.`, quote: value, value, passages: [first.passage], score: 1 };
}

const COUNTED = /\bhow many (\p{L}+)\b.*\b(?:list(?:ed)?|are there|named|mentioned|in total)\b/iu;

/** The sum of the numbers of what the question names. */
function totalOf(wanted: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  const fields = statements.filter(
    ({ field }) => field && numberIn(field.value) !== undefined && !/^total$/i.test(field.key),
  );
  const named = (statement: Statement): boolean =>
    [...wanted.names].some((root) => statement.own.has(root) || statement.near.has(root));
  const meant = wanted.names.size === 0 ? fields : fields.filter(named);
  const byKey = meant.filter(
    ({ field }) => field!.record.isList || [...words.of(field!.key)].some((root) => wanted.roots.has(root)),
  );
  const sentences = statements.filter(
    (each) =>
      !each.field &&
      numberIn(each.text) !== undefined &&
      (wanted.names.size === 0 || named(each)) &&
      [...wanted.roots].some((root) => !wanted.names.has(root) && each.own.has(root)),
  );
  const chosen = byKey.length >= 2 ? byKey : sentences;
  if (chosen.length < 2) return undefined;
  const sum = chosen.reduce((total, { field, text }) => total + numberIn(field?.value ?? text)!, 0);
  const value = String(Math.round(sum * 100) / 100);
  return {
    text: `${value} in total.`,
    quote: value,
    value,
    passages: chosen.map(({ passage }) => passage),
    score: 1,
  };
}

import { type Entry, entriesOf } from './entries.ts';
import { isWithin, limitsIn } from './limits.ts';
import type { Found, Statement } from './material.ts';
import { numberIn } from './numbers.ts';
import { isMoment } from './periods.ts';
import type { Roots } from './roots.ts';
import type { Wanted } from './wanted.ts';

/** What several records or sentences say together: how many there are, what they come to, which ones they are. */
export function aggregate(wanted: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  const { question } = wanted;
  const isTotal = TOTAL.test(question);
  const isMean = MEAN.test(question);
  const isCount = COUNTING.test(question);
  const isList = asksForSeveral(question) || WHO.test(question);
  if (!isTotal && !isMean && !isCount && !isList) return undefined;
  const entries = entriesOf(statements, wanted, words);
  const table = new Table(entries, wanted, words);
  if (entries.length >= 2) {
    if (isTotal || isMean) {
      const total = table.total(isMean);
      if (total) return total;
    }
    if (isCount && !isTotal) {
      const count = table.count();
      if (count) return count;
    }
    if (isList) {
      const list = table.list(2);
      if (list) return list;
    }
  }
  if (isList) {
    const within = sentencesWithin(wanted, statements, words);
    if (within) return within;
  }
  if (isCount) {
    const items = itemsOf(wanted, statements, words);
    if (items) return items;
  }
  return isTotal ? sumOfSentences(wanted, statements, words) : undefined;
}

/** The name of the only record that has what the question says. */
export function lookUp(wanted: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  if (!WHO.test(wanted.question)) return undefined;
  const entries = entriesOf(statements, wanted, words);
  const table = new Table(entries, wanted, words);
  return entries.length >= 2 && table.tellsApart() ? table.list(1) : undefined;
}

/** Whether a question may have several answers: "List all …", "Which companies …". */
export function asksForSeveral(question: string): boolean {
  return SEVERAL.test(question);
}

/** "Who lives in Rome?" may have several answers, if none is asked for by its key. */
const WHO = /^(?:who|which \p{L}+|what \p{L}+)\b/iu;
const COUNTING = /\bhow many\b|\bnumber of\b|\bcount\b|\bwie viele\b|\bcombien de\b|\bcuánt[oa]s\b/i;
const TOTAL =
  /\b(?:in total|total|altogether|combined|together|the sum|sum of|in all|add(?:ed)? up|overall)\b|\binsgesamt\b|\ben total\b|\bau total\b/i;
const MEAN = /\b(?:average|mean)\b/i;
const SEVERAL =
  /^(?!.{0,20}\b(?:how|when|why|where)\b)[^?]{0,200}?(?:\b(?:list|name|give(?: me)?|show(?: me)?|find|enumerate|what are|who are|who else|tell me) (?:me )?(?:all|every|each|both|the names? of|the) ?(?:\p{L}{1,30} ){0,4}?\p{L}{1,30}s\b|\b(?:which|what)(?: (?:of (?:the|these|those|our|my)|other|two|three|four))? (?:(?!(?:is|are|was|were|do|does|did|the|a|an)\b)\p{L}{1,30} )?(?:\p{L}{2,30}(?<!s|u|i)s|people|children|men|women|staff)\b(?! (?:the|a|an)\b))/iu;

class Table {
  readonly #entries: readonly Entry[];
  readonly #wanted: Wanted;
  readonly #words: Roots;
  /** Roots of the question that are values of some entries. */
  readonly #conditions: readonly string[];
  /** Names of which an entry has one: "A and B together". */
  readonly #alternatives: Wanted['groups'];
  readonly #keys: ReadonlySet<string>;
  readonly #matching: readonly Entry[];

  constructor(entries: readonly Entry[], wanted: Wanted, words: Roots) {
    this.#entries = entries;
    this.#wanted = wanted;
    this.#words = words;
    this.#keys = words.of(entries.map(({ fields }) => fields.map(([key]) => key).join(' ')).join(' '));
    this.#conditions = [...wanted.roots].filter((root) => entries.some(({ values }) => values.has(root)));
    this.#alternatives = alternativesIn(wanted);
    this.#matching = entries.filter((entry) => this.#matches(entry));
  }

  #matches(entry: Entry): boolean {
    const negated = /\b(?:not|without|never|no)\b|n['’]t\b/i.test(this.#wanted.question);
    const has =
      this.#conditions.every((root) => this.#isAlternative(root) || entry.values.has(root)) &&
      (this.#alternatives.length === 0 ||
        this.#alternatives.some((group) => group.every(({ root }) => entry.values.has(root))));
    const isMeant = this.#conditions.length > 0 && negated ? !has : has;
    return isMeant && this.#isTrue(entry) && this.#isWithinLimits(entry);
  }

  #isAlternative(root: string): boolean {
    return this.#alternatives.some((group) => group.some(({ word }) => this.#words.of(word).has(root)));
  }

  /** Whether the fields of the entry that are true or false and that the question names are true. */
  #isTrue({ fields }: Entry): boolean {
    const { roots, question } = this.#wanted;
    return fields.every(([key, value]) => {
      if (!/^(?:true|false|yes|no)$/i.test(value)) return true;
      if (![...this.#words.of(key)].some((root) => roots.has(root))) return true;
      const isNegated = /\b(?:not|without|never|no|isn['’]t|aren['’]t|don['’]t|doesn['’]t)\b/i.test(question);
      return /^(?:true|yes)$/i.test(value) !== isNegated;
    });
  }

  /** "more than 40 euros", "from 2010 on": of the numbers of the field that is spoken of, or of the only one. */
  #isWithinLimits(entry: Entry): boolean {
    const limits = limitsIn(this.#wanted.question).filter(({ unit }) => !isMoment(unit));
    if (limits.length === 0) return true;
    const numeric = this.#numeric(entry);
    if (numeric === undefined) return false;
    return limits.every((each) => isWithin({ number: numberIn(numeric[1])!, unit: undefined }, each));
  }

  /** The field with the number that the question asks about. */
  #numeric(entry: Entry): Entry['fields'][number] | undefined {
    const { roots, kind } = this.#wanted;
    const numeric = entry.fields.filter(
      ([key, value]) =>
        /^[^\p{L}\d]*\d[\d.,]*\s*[\p{L}%°$€£/]{0,14}\.?$/u.test(value) &&
        !/(?:^|[ _])(?:id|year|date|number|no|code|phone)$/i.test(key),
    );
    const named = (names: ReadonlySet<string>): Entry['fields'][number] | undefined =>
      numeric.find(([key]) => [...this.#words.of(key)].some((root) => names.has(root)));
    return (
      named(roots) ??
      named(this.#words.of(`${kind?.keys ?? ''} amount total`)) ??
      (numeric.length === 1 ? numeric[0] : undefined)
    );
  }

  /** The number of entries; undefined if a field of one holds the number. */
  count(): Found | undefined {
    const { question, names } = this.#wanted;
    const noun = NOUN.exec(question)?.[1];
    const counted = noun === undefined ? new Set<string>() : this.#words.of(noun);
    const isKey = [...counted].some((root) => this.#keys.has(root));
    const isNumeric = (entry: Entry): boolean =>
      entry.fields.some(
        ([key, value]) =>
          /\d/.test(value) &&
          [...counted].some((root) => this.#words.of(`${key} ${value}`).has(root)) &&
          numberIn(value) !== undefined,
      );
    if (isKey && this.#matching.length <= 1) return undefined;
    if (this.#matching.some(isNumeric) || this.#matching.some((entry) => pricedIn(entry)[1]))
      return undefined;
    if (this.#conditions.length === 0 && limitsIn(question).length === 0 && (isKey || !ALL.test(question)))
      return undefined;
    if ([...names].some((name) => !this.#entries.some(({ values }) => values.has(name)) && !/\d/.test(name)))
      return undefined;
    const value = String(this.#matching.length);
    const text = noun === undefined ? `There are ${value}.` : `${value} ${noun}.`;
    return this.#found(text, value);
  }

  /** The sum or the mean of a number of the entries. */
  total(isMean: boolean): Found | undefined {
    const { question } = this.#wanted;
    const numbers: number[] = [];
    let field: Entry['fields'][number] | undefined;
    for (const entry of this.#matching) {
      const own = this.#numeric(entry);
      if (own === undefined) continue;
      const [price, quantity] = pricedIn(entry);
      const isValue =
        price !== undefined &&
        quantity !== undefined &&
        VALUE.test(question) &&
        !/total|value|sum|amount_/i.test(own[0]);
      field ??= isValue ? price : own;
      numbers.push(isValue ? numberIn(price[1])! * numberIn(quantity[1])! : numberIn(own[1])!);
    }
    if (field === undefined || (numbers.length < 2 && this.#conditions.length === 0)) return undefined;
    const sum = numbers.reduce((one, other) => one + other, 0);
    const value = String(Math.round((isMean ? sum / numbers.length : sum) * 100) / 100);
    const unit =
      /\(([^()]{1,10})\)$/.exec(field[0])?.[1] ?? /(?:[$€£%]|\p{L}+)\W*$/u.exec(field[1])?.[0] ?? '';
    const text = `${value}${unit === '' ? '' : ` ${unit}`} ${isMean ? 'on average' : 'in total'}.`;
    return this.#found(text, value);
  }

  /** Whether the question has a name that only some entries have. */
  tellsApart(): boolean {
    const { names } = this.#wanted;
    return this.#matching.length < this.#entries.length && this.#conditions.some((root) => names.has(root));
  }

  /** The names of the entries. */
  list(least: number): Found | undefined {
    const isAll = this.#matching.length === this.#entries.length;
    if (this.#conditions.length === 0 && isAll && limitsIn(this.#wanted.question).length === 0)
      return undefined;
    const isKey = [...this.#wanted.predicates].some(
      (root) => this.#keys.has(root) && !this.#conditions.includes(root),
    );
    if (isKey && !asksForSeveral(this.#wanted.question)) return undefined;
    const names = this.#matching.map(({ name }) => name).filter((name) => name !== undefined);
    if (names.length < least || names.length > MOST_NAMES) return undefined;
    const value = names.join(', ');
    return this.#found(`${value}.`, value);
  }

  #found(text: string, value: string): Found {
    const passages = (this.#matching.length > 0 ? this.#matching : this.#entries).map(
      ({ statement }) => statement.passage,
    );
    return { text, quote: text, value, passages: [...new Set(passages)], score: 1 };
  }
}

/** What a piece of an entry costs, and how many pieces there are. */
function pricedIn({ fields }: Entry): (Entry['fields'][number] | undefined)[] {
  const price = fields.find(
    ([key, value]) => /(?:^|[ _])(?:unit[ _]?)?(?:price|cost|rate)\b/i.test(key) && /\d/.test(value),
  );
  const quantity = fields.find(
    ([key, value]) =>
      /^(?:quantity|qty|count|units|pieces|amount|number)\b/i.test(key) && /^\d+$/.test(value),
  );
  return [price, quantity];
}

const VALUE = /\b(?:value|cost|price|worth|amount|spend|spent|pay|revenue|bill|total of|order total)\b/i;

/** The names that a question lists with "and" or "or". */
export function alternativesIn({ question, groups }: Wanted): Wanted['groups'] {
  const listed = new Set<Wanted['groups'][number]>();
  for (const [index, group] of groups.entries()) {
    const next = groups[index + 1];
    if (next === undefined) break;
    const end = question.indexOf(group.at(-1)!.word) + group.at(-1)!.word.length;
    const between = question.slice(end, question.indexOf(next[0]!.word, end));
    if (/^(?: \p{Ll}{2,20})?\s*(?:,|,?\s*(?:and|or|und|oder|et|ou|y|o)(?: the)?)\s*$/u.test(between))
      listed.add(group).add(next);
  }
  return [...listed];
}

const MOST_NAMES = 50;
const NOUN =
  /\b(?:how many|number of) ((?!(?:are|is|do|does|did|have|has|were|was|of|in)\b)[\p{L}-]+(?: (?!(?:are|is|do|does|did|have|has|were|was|of|in|can|will)\b)[\p{L}-]+)?)/iu;
const ALL =
  /\b(?:in total|altogether|are there|in all|listed|entries|items|rows|records|in the (?:list|table))\b/i;

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

/** The sum of the numbers in sentences about what the question names. */
function sumOfSentences(wanted: Wanted, statements: readonly Statement[], words: Roots): Found | undefined {
  const { names, roots, counted } = wanted;
  const chosen = statements.filter(
    ({ field, text, own, near }) =>
      !field &&
      numberIn(text) !== undefined &&
      (names.size === 0 || [...names].some((root) => own.has(root) || near.has(root))) &&
      [...roots].some((root) => !names.has(root) && own.has(root)),
  );
  const numbers = chosen
    .map(({ text }) => (counted.size === 0 ? numberIn(text) : countedIn(text, counted, words)))
    .filter((number) => number !== undefined);
  if (numbers.length < 2) return undefined;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const value = String(Math.round(sum * 100) / 100);
  return {
    text: `${value} in total.`,
    quote: value,
    value,
    passages: chosen.map(({ passage }) => passage),
    score: 1,
  };
}

/** The sentences whose numbers are within the limits of the question: "Which canals have more than 5 locks?" */
function sentencesWithin(
  { question }: Wanted,
  statements: readonly Statement[],
  words: Roots,
): Found | undefined {
  const limits = limitsIn(question).filter(({ unit }) => !isMoment(unit));
  const noun = COMPARED.exec(question)?.[1];
  if (limits.length === 0 || noun === undefined) return undefined;
  const compared = words.of(noun);
  const chosen = statements.filter(({ field, text }) => {
    const number = field ? undefined : countedIn(text, compared, words);
    return number !== undefined && limits.every((each) => isWithin({ number, unit: undefined }, each));
  });
  const [first] = chosen;
  if (first === undefined || chosen.length > MOST_NAMES) return undefined;
  const text = chosen
    .map(({ text: own, before }) => (before === undefined ? own : `${before} ${own}`))
    .join(' ');
  return { text, quote: text, passages: [...new Set(chosen.map(({ passage }) => passage))], score: 1 };
}

const COMPARED = /\d[\d.,]*\s+(\p{L}{2,30})/u;

/** The number before a word for what is counted: 14 in "14 large locks". */
function countedIn(text: string, counted: ReadonlySet<string>, words: Roots): number | undefined {
  for (const [, number, noun, next] of text.matchAll(COUNTED_NOUN))
    if (counted.has(words.root(noun!)) || (next !== undefined && counted.has(words.root(next))))
      return numberIn(number!);
  return undefined;
}

const COUNTED_NOUN = /(\d[\d.,]*)\s+(\p{L}{2,30})(?:\s+(\p{L}{2,30}))?/gu;

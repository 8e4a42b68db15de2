import { stemOf, tokensOf, wordsOf } from '../facts/words.ts';

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly isText: boolean;
}

/**
 * A query for what a question asks, of a table that some text declares or lists; undefined if it names none.
 *
 * @param sources declarations of tables, or lists of their names
 *
 * @example
 * sqlFor('How many shipments go to Rome?', 'CREATE TABLE shipments (id INTEGER, destination TEXT)');
 * // "SELECT COUNT(*) FROM shipments WHERE destination = 'Rome'"
 */
export function sqlFor(question: string, sources: string): string | undefined {
  const stems = new Set(wordsOf(question));
  const tables = tablesIn(sources.slice(0, MOST_CHARACTERS));
  if (tables.length === 0) return undefined;
  const fit = (name: string): number => wordsOf(name).filter((word) => stems.has(word)).length;
  const table = tables.reduce((best, each) => {
    const merit = (one: Table): number =>
      2 * fit(one.name) + one.columns.filter(({ name }) => fit(name) > 0).length * 0.5;
    return merit(each) > merit(best) ? each : best;
  });
  const conditions = conditionsFor(question, table);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const asked = table.columns.filter(
    ({ name }) => fit(name) > 0 && !conditions.some((each) => each.startsWith(`${name} `)),
  );
  const measured =
    asked.find(({ isText }) => !isText) ??
    table.columns.find(({ name, isText }) => !isText && !/(?:^|_)id$/i.test(name));
  if (/\bhow many\b|\bnumber of\b|\bcount\b/i.test(question) && !asked.some(({ isText }) => !isText))
    return `SELECT COUNT(*) FROM ${table.name}${where}`;
  for (const [form, name] of AGGREGATES)
    if (form.test(question) && measured) return `SELECT ${name}(${measured.name}) FROM ${table.name}${where}`;
  const columns = asked.length > 0 ? asked.map(({ name }) => name).join(', ') : '*';
  const order = ORDERS.find(([form]) => form.test(question));
  const sorted = order && measured ? ` ORDER BY ${measured.name} ${order[1]} LIMIT 1` : '';
  return `SELECT ${sorted === '' ? columns : '*'} FROM ${table.name}${where}${sorted}`;
}

const MOST_CHARACTERS = 20_000;

const AGGREGATES: readonly (readonly [RegExp, string])[] = [
  [/\baverage\b|\bmean\b/i, 'AVG'],
  [/\btotal\b|\bsum\b|\baltogether\b|\bcombined\b/i, 'SUM'],
];
const ORDERS: readonly (readonly [RegExp, 'ASC' | 'DESC'])[] = [
  [/\b(?:most|highest|largest|biggest|longest|latest|newest|top|best|oldest|greatest)\b/i, 'DESC'],
  [/\b(?:least|lowest|smallest|shortest|earliest|cheapest|fewest|youngest)\b/i, 'ASC'],
];

function tablesIn(sources: string): Table[] {
  const declared = [
    ...sources.matchAll(/\bCREATE TABLE (?:IF NOT EXISTS )?["'`[]?([\w.]{1,60})["'`\]]?\s*\(/gi),
  ].map((match): Table => {
    const body = sources.slice(match.index + match[0].length, match.index + 4_000);
    const end = /\n?\)\s*(?:;|\n|$|CREATE|\/\*)/i.exec(body)?.index ?? body.length;
    return { name: match[1]!, columns: columnsIn(body.slice(0, end)) };
  });
  if (declared.length > 0) return declared;
  const described = [
    ...sources.matchAll(
      /\b(\w{1,60}) ?\((\w{1,40}(?:,? (?:\w{1,40}))*(?:, ?\w{1,40}(?: \w{1,20})?){1,40})\)/g,
    ),
  ].map(
    ([, name, columns]): Table => ({
      name: name!,
      columns: columns!.split(',').map((column) => columnOf(column.trim())),
    }),
  );
  if (described.length > 0) return described;
  const listed =
    /(?:^|[:\n[])\s*["']?([A-Za-z_]\w{0,60}["']?(?:,\s*["']?[A-Za-z_]\w{0,60}["']?)*)\]?\s*$/m.exec(
      sources.trim(),
    );
  return (listed?.[1] ?? '')
    .split(/,\s*/)
    .flatMap((name) => (name === '' ? [] : [{ name: name.replace(/["']/g, ''), columns: [] }]));
}

function columnsIn(body: string): Column[] {
  return body
    .split(/,\s*(?![^()]{0,40}\))/)
    .map((line) => line.trim())
    .filter(
      (line) => /^["'`[]?\w/.test(line) && !/^(?:PRIMARY|FOREIGN|UNIQUE|CONSTRAINT|CHECK|KEY)\b/i.test(line),
    )
    .map(columnOf);
}

function columnOf(declaration: string): Column {
  const [name = '', type = ''] = declaration.replace(/["'`[\]]/g, '').split(/\s+/);
  return {
    name,
    isText: !/^(?:int|integer|real|float|double|numeric|decimal|bigint|smallint|money|bool)/i.test(type),
  };
}

/** What the names, quotations and identifiers of a question say of the columns. */
function conditionsFor(question: string, { columns }: Table): string[] {
  const conditions: string[] = [];
  const taken = new Set<string>();
  for (const match of question.slice(1).matchAll(VALUES)) {
    const value = (match[1] ?? match[0]).trim();
    const before = tokensOf(question.slice(0, match.index + 1))
      .slice(-4)
      .map(stemOf);
    const free = columns.filter(({ name, isText }) => isText && !taken.has(name));
    const named = free.find(({ name }) => tokensOf(name).some((word) => before.includes(stemOf(word))));
    const placed = /^(?:in|from|at|near)$/.test(before.at(-1) ?? '')
      ? free.find(({ name }) => PLACES.test(name))
      : undefined;
    const column = named ?? placed ?? free.find(({ name }) => LIKELY.test(name)) ?? free[0];
    if (column === undefined) continue;
    taken.add(column.name);
    conditions.push(`${column.name} = '${value.replaceAll("'", "''")}'`);
  }
  return conditions;
}

const PLACES = /city|town|country|region|place|location|state|office|branch/i;
const VALUES =
  /["“']([^"”'\n]{1,80})["”']|(?<![\p{L}\d])\p{Lu}[\p{L}\d'’-]{0,40}(?: \p{Lu}[\p{L}\d'’-]{0,40}){0,3}/gu;
const LIKELY = /name|city|country|title|customer|artist|product|origin|destination|status/i;

import type { Record } from './material.ts';

/** Whether a text begins as a query of a database. */
export function isQuery(text: string): boolean {
  return /^(?:SELECT|WITH \w{1,60} AS)\s/.test(text) && /\sFROM\s/.test(text.slice(0, LONGEST));
}

/** What statements in SQL and printed results say. */
export interface Rows {
  readonly records: readonly Record[];
  /** What the query restricts all of them to. */
  readonly about?: string;
  /** The last line that was read. */
  readonly last: number;
}

/** Reads SQL line by line; remembers the columns of tables and of the latest query. */
export class SqlReader {
  readonly #tables = new Map<string, readonly string[]>();
  #columns: readonly string[] = [];
  /** The last line that was read. */
  #read = -1;

  /** The rows of the statement or the result that begins at a line; undefined if none does. */
  rowsAt(lines: readonly string[], from: number): Rows | undefined {
    if (from <= this.#read) return undefined;
    const line = lines[from]!.trim();
    const [, verb] = VERB.exec(line) ?? [];
    if (verb === undefined) return TUPLES.test(line) ? this.#resultAt(lines, from) : undefined;
    let last = from;
    while (
      !/;\s*$/.test(lines[last]!) &&
      (lines[last + 1] ?? '').trim() !== '' &&
      (verb.startsWith('I') || !RESULT.test(lines[last + 1]!.trim())) &&
      last - from < MOST_LINES
    )
      last++;
    const text = lines
      .slice(from, last + 1)
      .join('\n')
      .slice(0, LONGEST)
      .trim();
    this.#read = last;
    if (/^I/i.test(verb)) return this.#inserted(text, last);
    if (/^C/i.test(verb)) {
      const [, table = '', columns = ''] = TABLE.exec(text) ?? [];
      this.#tables.set(table.toLowerCase(), topLevel(columns).map(nameOf).filter(isColumn));
      return { records: [], last };
    }
    if (!isQuery(text)) return undefined;
    this.#columns = topLevel(SELECTED.exec(text)?.[1] ?? '').map(nameOf);
    const about = [...text.matchAll(LITERAL)].map(([, value]) => value).join(', ');
    return { records: [], last, ...(about !== '' && { about }) };
  }

  #inserted(text: string, last: number): Rows | undefined {
    const [whole, table, listed] = INSERT.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const columns =
      listed === undefined ? this.#tables.get(table!.toLowerCase()) : topLevel(listed).map(nameOf);
    return { records: recordsOf(tuplesIn(text.slice(whole.length)), columns ?? []), last };
  }

  #resultAt(lines: readonly string[], from: number): Rows | undefined {
    if (this.#columns.length === 0) return undefined;
    let last = from;
    while (TUPLES.test(lines[last + 1]?.trim() ?? '') && last - from < MOST_LINES) last++;
    const text = lines
      .slice(from, last + 1)
      .join('\n')
      .slice(0, LONGEST);
    this.#read = last;
    const rows = tuplesIn(text);
    if (rows.length === 0 || this.#columns.length !== rows[0]!.length) return undefined;
    return { records: recordsOf(rows, this.#columns), last };
  }
}

function recordsOf(rows: readonly (readonly string[])[], columns: readonly string[]): Record[] {
  return rows
    .filter((row) => row.length === columns.length)
    .map((row) => ({
      fields: row.flatMap((value, index) => (value === '' ? [] : [[columns[index]!, value] as const])),
    }));
}

/** The values of each pair of parentheses: `('Ann', 3), ('Bob', NULL)`; a missing one is empty. */
function tuplesIn(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] | undefined;
  for (const [token, quoted, double, wrapped, bare] of text.matchAll(TOKEN)) {
    if (token === '(') row = [];
    else if (token === ')') {
      if (row && row.length > 0) rows.push(row);
      row = undefined;
      if (rows.length >= MOST_ROWS) break;
    } else if (token === ';') break;
    else {
      const value = quoted?.replace(/''|\\'/g, "'") ?? double ?? wrapped?.replace(/['"]/g, '') ?? bare ?? '';
      row?.push(/^(?:null|none)$/i.test(value) ? '' : value);
    }
  }
  return rows;
}

/** The parts between the commas that are in no parentheses. */
function topLevel(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const unit of list) {
    if (unit === '(') depth++;
    else if (unit === ')') depth--;
    if (unit === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += unit;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The name of a column: its alias, its first word in a table's definition, or the function that it is made with. */
function nameOf(column: string): string {
  const [, alias] = /\sAS\s+["`[]?(\w{1,60})["`\]]?$/i.exec(column) ?? [];
  const [, made] = /^(\w{1,40})\s*\(/.exec(column) ?? [];
  const [, name] = /^["`[]?(?:\w{1,60}\.)?["`[]?(\w{1,60})/.exec(column) ?? [];
  return alias ?? made?.toLowerCase() ?? name ?? column;
}

const isColumn = (name: string): boolean =>
  !/^(?:primary|foreign|unique|constraint|key|check|index)$/i.test(name);

const VERB = /^(INSERT\s+INTO|CREATE\s+TABLE|SELECT|WITH)\s/;
const INSERT = /^INSERT\s+INTO\s+["`[]?([\w.]{1,80})["`\]]?\s*(?:\(([^()]{1,2000})\)\s*)?VALUES\s*/i;
const TABLE = /^CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["`[]?([\w.]{1,80})["`\]]?\s*\(([^;]{1,4000})\)/i;
const SELECTED = /^(?:WITH[^;]{1,4000}?\)\s*)?SELECT\s+(?:DISTINCT\s+)?([^;]{1,2000}?)\sFROM\s/;
const LITERAL = /'([^'\n]{1,100})'/g;
/** The first line of a result below its query: values, JSON, a printed table. */
const RESULT = /^(?:[[{|+]|\((?:'|"|-?\d))/;
/** A line of values in parentheses, as a driver prints them. */
const TUPLES = /^\[?\s*\((?:'|"|-?\d|None\b|NULL\b|\w{1,40}\().{0,4000}\)\s*,?\s*\]?;?$/;
const TOKEN =
  /'((?:[^'\\\n]|''|\\.){0,4000})'|"((?:[^"\\\n]|\\.){0,4000})"|\b[A-Za-z_][\w.]{0,40}\(([^()\n]{0,200})\)|(-?[\w.:+-]{1,60})|[();]/g;

const MOST_LINES = 500;
const MOST_ROWS = 500;
const LONGEST = 100_000;

import type { Record } from './material.ts';
import { SqlReader } from './sql.ts';
import { BORDER, SEPARATORS, tableAt } from './tables.ts';

/** Prose, or records that were read from tables, JSON, and lines of keys and values. */
export type Part =
  | { readonly kind: 'prose'; readonly text: string; readonly fields?: Fields }
  /** `line`: the text of the only record. */
  | { readonly kind: 'records'; readonly records: readonly Record[]; readonly line?: string };

/** Divides a text into prose and records, in order. Linear in its length. */
export function recordsIn(text: string): Part[] {
  const start = text.trimStart();
  if ((start.startsWith('{') || start.startsWith('[')) && text.length <= LONGEST_JSON) {
    const parts = jsonParts(start);
    if (parts !== undefined) return parts;
  }
  if (!STRUCTURED.test(text)) return [{ kind: 'prose', text }];
  return new LineReader().read(text);
}

const LONGEST_JSON = 200_000;
const STRUCTURED =
  /[|:={]|\bVALUES\b|^SELECT\b|\t|,[^\n]*,|;[^\n]*;|^[^,\n]{1,40},[^,\n]{1,40}\n[^,\n]{1,60},[^,\n]{1,60}\n/m;

class LineReader {
  readonly #parts: Part[] = [];
  #prose: string[] = [];
  #pairs: [string, string, string][] = [];
  /** The header of the message that is read. */
  #header: Fields | undefined;
  /** Brackets that did not begin JSON. */
  #misses = 0;
  readonly #sql = new SqlReader();
  /** Keys without a value that deeper lines stand below. */
  #parents: { readonly indent: number; readonly key: string }[] = [];

  read(text: string): Part[] {
    const lines = text.split('\n');
    for (let index = 0; index < lines.length; index++) {
      const raw = lines[index]!.replace(QUOTED, '');
      const line = raw.trim();
      if (WROTE.test(line)) {
        this.#end();
        this.#header = [['from', line.slice(0, -1)]];
        continue;
      }
      const section = SECTION.exec(line)?.[1];
      if (section !== undefined) {
        this.#end();
        this.#parents = [{ indent: -1, key: section }];
        continue;
      }
      const rows = SQL.test(line) ? this.#sql.rowsAt(lines, index) : undefined;
      if (rows) {
        this.#end();
        if (rows.about !== undefined) this.#prose.push(`## ${rows.about}`);
        if (rows.records.length > 0) {
          this.#end();
          this.#parts.push({ kind: 'records', records: rows.records });
        }
        index = rows.last;
        continue;
      }
      const table =
        BORDER.test(line) || SEPARATORS.some((separator) => line.includes(separator))
          ? tableAt(lines, index)
          : undefined;
      if (table) {
        this.#end();
        this.#parts.push({ kind: 'records', records: table.records });
        index = table.last;
        continue;
      }
      const json = this.#misses < MOST_MISSES && /^[[{]/.test(line) ? jsonAt(lines, index) : undefined;
      if (!json && /^[[{]/.test(line)) this.#misses++;
      if (json) {
        this.#end();
        this.#parts.push(...json.parts);
        index = json.last;
        continue;
      }
      const pair = line.length <= LONGEST_PAIR ? pairOf(line) : undefined;
      const indent = raw.length - raw.trimStart().length;
      this.#parents = this.#parents.filter((each) => each.indent < indent);
      if (pair) {
        const isItem = line.startsWith('- ') && isDeeper(lines[index + 1], indent);
        if (this.#prose.length > 0 || isItem) this.#end();
        for (const [own, value] of pair) {
          const key = [...this.#parents.map((each) => each.key), own].join(' ');
          // A second field of the same name begins another record.
          if (this.#pairs[0]?.[0] === key) this.#end();
          this.#pairs.push([key, value, line]);
        }
        continue;
      }
      const parent = PARENT.exec(raw);
      const items =
        parent && (this.#parents.length > 0 || this.#pairs.length > 0) ? itemsBelow(lines, index) : [];
      if (items.length > 0) {
        if (this.#prose.length > 0) this.#end();
        const key = [...this.#parents.map((each) => each.key), parent![1]!].join(' ');
        this.#pairs.push([key, items.join(', '), `${line} ${items.join(', ')}`]);
        index += items.length;
        continue;
      }
      if (parent && (lines[index + 1]?.search(/\S/) ?? -1) > indent) {
        this.#end();
        this.#parents.push({ indent, key: parent[1]! });
        this.#prose.push(line);
        continue;
      }
      if (this.#pairs.length > 0) this.#end();
      this.#prose.push(raw);
    }
    this.#end();
    return this.#parts;
  }

  #end(): void {
    if (this.#prose.length > 0) {
      const text = this.#prose.join('\n');
      this.#parts.push({ kind: 'prose', text, ...(this.#header && { fields: this.#header }) });
    }
    if (this.#pairs.length > 0) {
      const header = this.#pairs.map(([key, value]) => [key, value] as const);
      if (isHeader(header)) this.#header = header;
      const isList = isListOf(this.#pairs);
      const fields = this.#pairs.map(([key, value, line]): Record['fields'][number] => {
        const note = COMMENT.exec(line)?.[1];
        return note === undefined ? [key, value] : [key, value, note];
      });
      const only = this.#pairs.length === 1 ? this.#pairs[0]![2].replace(/^[-*•+]\s+/, '') : undefined;
      this.#parts.push({
        kind: 'records',
        records: [{ fields, ...(isList && { isList }) }],
        ...(only !== undefined && { line: only }),
      });
    }
    this.#prose = [];
    this.#pairs = [];
  }
}

/** Whether lines of keys and values are about things of their own: named ones, or some that share a value. */
function isListOf(pairs: readonly (readonly [string, string, string])[]): boolean {
  if (pairs.length < 2) return false;
  if (pairs.every(([key]) => /\d|^\p{Lu}\S* \p{Lu}/u.test(key) || DAY.test(key))) return true;
  // "Ulm: 120 employees" and "Bern: 80 employees" say the same of two.
  const units = new Set(pairs.map(([, value]) => value.replace(/\d[\d.,]*/g, '#')));
  if (units.size === 1 && /^[^#]*#[^#]*\p{L}{2}/u.test([...units][0]!)) return true;
  const [[first = ''] = []] = pairs;
  const kind = first.split(' ').at(-1)!;
  if (first.includes(' ') && pairs.every(([key]) => key.endsWith(` ${kind}`))) return true;
  const isBulleted = pairs.every(([, , line]) => /^[-*•+]\s/.test(line));
  return isBulleted && pairs.length > 2 && new Set(pairs.map(([, value]) => value)).size < pairs.length;
}

const DAY = /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b\W{0,3}(?:to |and |through )?)+$/;

/** Whether a line is indented more than its item, and none itself. */
function isDeeper(line: string | undefined, indent: number): boolean {
  return line !== undefined && line.search(/\S/) > indent && !/^\s*- /.test(line);
}

/** The values that are listed below a key, one on a line: `- web`. */
function itemsBelow(lines: readonly string[], index: number): string[] {
  const items: string[] = [];
  for (let next = index + 1; next < lines.length && items.length < MOST_ITEMS; next++) {
    const [, item] = /^\s*- (["']?[^:\s][^\n]{0,200})$/.exec(lines[next]!) ?? [];
    if (item === undefined || /^[\w -]{1,40}:\s/.test(item)) break;
    items.push(plainValue(item));
  }
  return items;
}

const MOST_ITEMS = 200;

/** The marks of a quoted message, and the line above it. */
const QUOTED = /^(?:> ?)+/;
const WROTE = /^(?:On|Am|Le|El|Il)\b.{5,120}\b(?:wrote|schrieb|écrit|escribió|ha scritto)\s?:$/;

/** A first look for statements in SQL and rows in parentheses. */
const SQL = /^(?:INSERT|CREATE|SELECT|WITH)\s|^\[?\s*\(/;

/** `[database]` above its settings. */
const SECTION = /^\[{1,2}([A-Za-z][\w.-]{0,40})\]{1,2}$/;

/** What code says of the value on its line. */
const COMMENT = /\s+(?:#|\/\/)\s(.{0,200})$/;

const LONGEST_PAIR = 400;
const MOST_MISSES = 16;
const PARENT = /^\s*(?:[-*]\s+)?([\w][\w .-]{0,40}):\s*$/;

/** The fields of a line: `Key: value`, `key = value`, `const key = value;`, `"key": value,`, `f(a, b = 5)`. */
function pairOf(line: string): [string, string][] | undefined {
  if (/\|/.test(line)) {
    const cells = line.split('|').map((cell) => PAIR.exec(cell.trim()));
    if (cells.length > 1 && cells.every((cell) => cell !== null))
      return cells.map((cell) => [cell![1]!, cell![2]!]);
  }
  const assigned = ASSIGNED.exec(line);
  if (assigned) return [[assigned[1]!, plainValue(assigned[2]!)]];
  if (line.includes('=') && /\w\(/.test(line)) {
    const defaults = [...line.matchAll(DEFAULTED)].map(([, key, value]): [string, string] => [
      key!,
      plainValue(value!),
    ]);
    return defaults.length === 0 ? undefined : defaults;
  }
  const pair = PAIR.exec(line);
  if (pair === null) return undefined;
  const [, key = '', value = ''] = pair;
  if (/^(?:https?|ftp)$/i.test(key) || value.startsWith('//')) return undefined;
  // What somebody says, and answers to questions, are sentences.
  if (/^(?:q|a|question|answer|frage|antwort|note|ps)$/i.test(key)) return undefined;
  if (/[.!?]$/.test(value) && value.split(/\s+/).length > 3) return undefined;
  return [[key.replace(/^["'`]|["'`]$/g, ''), plainValue(value)]];
}

const PAIR =
  /^(?:[-*•+]\s+)?(?:\*\*|__|["'`])?([\p{L}\p{N}][\p{L}\p{N} _./&()#%'-]{0,60}?)(?:\*\*|__|["'`])?\s*:(?:\*\*|__)?\s+(\S.*?),?$/u;
const ASSIGNED =
  /^(?:(?:export|const|let|var|final|static|public|private|readonly|def|int|float|double|string|String)\s+)*(?:self\.|this\.)?([A-Za-z_][\w.-]{0,60})(?:\s*:\s*[\w<>[\]| ]{1,40})?\s*:?=(?![=>])\s*([^=].*?);?$/;
const DEFAULTED = /([A-Za-z_]\w{0,40})(?:\s*:\s*[\w<>[\]| ]{1,40})?\s*=\s*([^,()=]{1,60}?)\s*(?=[,)])/g;

function plainValue(text: string): string {
  return text
    .replace(COMMENT, '')
    .replace(/,$/, '')
    .trim()
    .replace(/^(["'`])(.*)\1$/, '$2');
}

function jsonAt(
  lines: readonly string[],
  from: number,
): { readonly parts: Part[]; readonly last: number } | undefined {
  const line = lines[from]!.trim();
  const closes = /[\]}],?$/.test(line);
  const one = closes ? jsonParts(line.replace(/,$/, '')) : undefined;
  if (one) return { parts: one, last: from };
  const closing = line.startsWith('{') ? '}' : ']';
  const indent = lines[from]!.search(/\S/);
  for (let index = from + 1; index < lines.length && index < from + MOST_LINES; index++) {
    if (lines[index]!.search(/\S/) !== indent || !lines[index]!.trim().startsWith(closing)) continue;
    const parts = jsonParts(
      lines
        .slice(from, index + 1)
        .join('\n')
        .trim()
        .replace(/,$/, ''),
    );
    return parts && { parts, last: index };
  }
  return undefined;
}

const MOST_LINES = 2500;

function jsonParts(text: string): Part[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const parts: Part[] = [];
  partsOf(value, [], parts);
  return parts;
}

/** Whether the fields are those of a message: who sent it, and when, to whom or about what. */
export function isHeader(fields: Fields): boolean {
  const isQuoted = fields.length === 1 && WROTE.test(`${fields[0]![1]}:`);
  return (
    isQuoted ||
    (fields.some(([key]) => /^(?:from|von|de)$/i.test(key)) &&
      fields.some(([key]) => /^(?:to|sent|date|subject|cc|an|datum|betreff)$/i.test(key)))
  );
}

export type Fields = readonly (readonly [string, string])[];

/** The records in a JSON value. Objects within an object add to its record, those of a list have their own. */
function partsOf(value: unknown, outer: Fields, parts: Part[], depth = 0): void {
  if (depth > DEEPEST || parts.length > MOST_PARTS) return;
  if (Array.isArray(value)) {
    const texts: string[] = [];
    for (const each of value.slice(0, MOST_PARTS)) {
      if (typeof each === 'object' && each !== null) partsOf(each, outer, parts, depth + 1);
      else texts.push(String(each));
    }
    if (texts.length > 0) parts.push({ kind: 'prose', text: texts.join('\n') });
    return;
  }
  const lists: unknown[] = [];
  const texts: string[] = [];
  const fields = fieldsOf(value as object, '', lists, texts);
  if (fields.length > 0) parts.push({ kind: 'records', records: [{ fields: [...fields, ...outer] }] });
  for (const text of texts) parts.push({ kind: 'prose', text, fields });
  for (const list of lists) partsOf(list, [...fields, ...outer].slice(0, 12), parts, depth + 1);
}

function fieldsOf(
  value: object,
  prefix: string,
  lists: unknown[],
  texts: string[],
  depth = 0,
): [string, string][] {
  const fields: [string, string][] = [];
  for (const [key, each] of Object.entries(value).slice(0, 200)) {
    const name = prefix === '' ? key : `${prefix} ${key}`;
    if (each === null) continue;
    if (Array.isArray(each)) {
      if (each.length === 0 || each.some((one) => typeof one === 'object')) lists.push(each);
      else fields.push([name, each.slice(0, 50).join(', ')]);
    } else if (typeof each === 'object') {
      if (depth < DEEPEST) fields.push(...fieldsOf(each, name, lists, texts, depth + 1));
    } else if (typeof each === 'string' && /[.!?](?:\s|$)/.test(each) && each.split(/\s+/, 6).length > 4)
      texts.push(each);
    else fields.push([name, String(each)]);
  }
  return fields;
}

const DEEPEST = 6;
const MOST_PARTS = 2000;

import type { JsonSchema } from '../../../engine/request.ts';
import { isObject } from '../../structured/schema/resolve.ts';
import type { Span } from '../shape/asked.ts';
import { recordsShape } from '../shape/records.ts';
import { described, objectSchema, type Property } from '../shape/types.ts';
import { withoutForm } from '../without-form.ts';
import { type AskedLayout, headOf, type Table } from './layout.ts';
import { fenceFor } from './tree.ts';

/**
 * A table that the answer shall be, in Markdown or in lines of separated values. Its columns are those that the text
 * names; without names, those of the records that are to be written as a table.
 *
 * @example
 * tableAsked(['Write it as CSV with the header name,age. Ann is 30.'])?.layout; // { kind: 'table', columns: ['name', 'age'], … }
 */
export function tableAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, whole] of texts.entries()) {
    const text = headOf(whole);
    const asked = kindAsked(text);
    if (asked === undefined) continue;
    const named = columnsIn(text, asked);
    const spans = [asked, ...(named ? [named] : [])].toSorted((one, other) => one.start - other.start);
    const source = texts.map((each, at) => withoutForm(each, at === index ? merged(spans) : []));
    const rows = named ? rowsWith(named.properties, text, asked) : convertible(source[index]!);
    if (rows === undefined) continue;
    const layout: Table = {
      kind: 'table',
      rows,
      columns: named ? named.properties.map(({ name }) => name) : columnsOf(rows),
      separator: asked.separator,
      header:
        asked.separator === '|' ||
        (!WITHOUT_HEADER.test(text) && (named?.isHeader !== false || WITH_HEADER.test(text))),
      ...fenceFor(text, asked.separator === '|' ? 'markdown' : 'csv'),
    };
    return { layout, source };
  }
  return undefined;
}

interface Kind extends Span {
  readonly separator: string;
  /** The words ask for one line. */
  readonly isOne: boolean;
}

/** The words that ask for a table as the answer, not for code or a file. */
function kindAsked(text: string): Kind | undefined {
  if (!MAY_ASK.test(text) || CODE.test(text)) return undefined;
  for (const [form, separator] of KINDS) {
    for (const match of text.matchAll(form)) {
      const before = text.slice(Math.max(0, match.index - BEFORE), match.index);
      const sentence = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. ')) + 1);
      if (GIVEN.test(sentence) || !ASKING.test(sentence)) continue;
      const end = match.index + match[0].length;
      return {
        start: match.index,
        end,
        separator,
        isOne:
          /\b(?:one|single|a) $/i.test(sentence) &&
          /\b(?:line|row|record)$/i.test(match[0]) &&
          !/^ (?:per|for (?:each|every))\b/i.test(text.slice(end)),
      };
    }
  }
  return undefined;
}

const BEFORE = 200;

/** The first look. */
const MAY_ASK = /\btable\b|\b[CT]SV\b|[- ]separated\b/i;

const SUFFIX = `(?: (?:format|file|data|output|text|document|lines?|rows?|records?|table|values))?`;
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:markdown|pipe|GFM|GitHub(?:-flavou?red)?(?: markdown)?)[- ]tables?\b|\btable in markdown\b/gi, '|'],
  [new RegExp(String.raw`\b(?:TSV|tab[- ](?:separated|delimited))\b${SUFFIX}`, 'gi'), '\t'],
  [
    new RegExp(
      String.raw`\b(?:semicolon[- ](?:separated|delimited)(?: CSV)?|CSV with semicolons)\b${SUFFIX}`,
      'gi',
    ),
    ';',
  ],
  [new RegExp(String.raw`\b(?:pipe[- ](?:separated|delimited))\b${SUFFIX}`, 'gi'), ' | '],
  [
    new RegExp(String.raw`\b(?:CSV|comma[- ]separated (?:values|lines?|rows?|records?))\b${SUFFIX}`, 'gi'),
    ',',
  ],
  [/\btable\b(?= (?:with|that has|having|of)\b[^.\n]{0,40}\bcolumns?\b)/gi, '|'],
];

const ASKING =
  /\b(?:as|to|into|in|only|return|output|write|give|create|make|generate|produce|build|format|reply|respond|answer|provide|emit|print|convert|extract|present|render|show|be)\b/i;
const GIVEN =
  /\b(?:this|following|attached|given|uploaded|my|below|above|from(?: the| an?)?|of (?:the|this)|read(?:s|ing)?|pars(?:e|es|ing)|import(?:s|ing)?) $|\b(?:convert|turn|transform|translate|parse)(?: the| this)? $/i;
const CODE =
  /\b(?:write|implement|fix|explain|refactor|debug|create|build|how)\b[^.\n]{0,60}\b(?:function|script|class|program|code|parser|endpoint|tests?|query|SQL|HTML)\b/i;

interface Columns extends Span {
  readonly properties: readonly Property[];
  /** Whether they are called a header; undefined if they are called columns. */
  readonly isHeader: boolean | undefined;
}

/** The columns that a text names behind or before the kind of table, or shows as the first lines of a table. */
function columnsIn(text: string, kind: Kind): Columns | undefined {
  return shownColumns(text, kind) ?? listedColumns(text) ?? namedColumns(text);
}

/** `| Name | Age |` above `|---|---|`, or a line such as `name,age` below a colon. */
function shownColumns(text: string, { separator }: Kind): Columns | undefined {
  if (separator === '|') {
    const match = DRAWN.exec(text);
    if (match === null) return undefined;
    const names = match[1]!
      .split('|')
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '');
    // What stands below is a placeholder, or nothing: else the table is given.
    const next = text.slice(match.index + match[0].length).split('\n', 1)[0]!;
    const isShown = next.trim() === '' || /\.\.\.|…|[<{[]/.test(next);
    if (!isShown || names.length < 2) return undefined;
    const end = match.index + match[0].length + (next.includes('|') ? next.length : 0);
    return {
      properties: names.map((name) => ({ name, schema: {} })),
      start: match.index,
      end,
      isHeader: true,
    };
  }
  const mark = separator.trim() === '' ? separator : separator.trim();
  for (const match of text.matchAll(HEADED)) {
    const names = match[2]!.split(mark).map((name) => name.trim());
    if (names.length < 2 || !names.every((name) => /^["'`]?[A-Za-z_][\w ./()-]{0,40}["'`]?$/.test(name)))
      continue;
    const next = text.slice(match.index + match[0].length + 1).split('\n', 1)[0]!;
    // A second line of values shows that the table is given.
    if (next.split(mark).length === names.length && !/\.\.\.|…|[<{[]/.test(next)) continue;
    return {
      properties: names.map((name) => ({ name: name.replace(/^["'`]|["'`]$/g, ''), schema: {} })),
      start: match.index,
      end: match.index + match[0].length,
      isHeader: /\bheader|\bcolumns?\b/i.test(match[1]!) || !/\border\b|\bformat\b/i.test(match[1]!),
    };
  }
  return undefined;
}

const DRAWN =
  /^[ \t]{0,8}\|?([^|\n]{1,60}(?:\|[^|\n]{1,60}){1,20})\|?[ \t]{0,8}\n[ \t]{0,8}\|?[ :-]{2,40}(?:\|[ :-]{2,40}){1,20}\|?[ \t]{0,8}(?:\n|$)/m;
const HEADED =
  /(^|\n)[^\n]{0,300}\b(?:headers?|columns?|format|order|header (?:row|line))\b[^\n]{0,60}:[ \t]{0,8}\n(?:```\w{0,10}\n)?[ \t]{0,8}([^\n]{3,400})/gi;

/** Lines such as "- date: ISO date" below "Columns:". */
function listedColumns(text: string): Columns | undefined {
  const announced = /\b(?:columns?|headers?|fields?)\b[^\n]{0,60}:[ \t]{0,8}\n/i.exec(text);
  if (announced === null) return undefined;
  let end = announced.index + announced[0].length;
  const properties: Property[] = [];
  for (const line of text.slice(end, end + LONGEST).split('\n')) {
    const [, name, detail = ''] =
      /^\s{0,8}(?:[-*•+]|\d{1,2}[.)])\s{1,4}["'`*]{0,3}([\p{L}_][\p{L}\p{N}_ ./-]{0,40}?)["'`*]{0,3}\s{0,3}(?:[:(–—-]\s{0,4}(.{1,200}?)\)?)?\s{0,4}$/u.exec(
        line,
      ) ?? [];
    if (name === undefined) break;
    properties.push({ name, schema: described(detail) });
    end += line.length + 1;
  }
  return properties.length > 1
    ? { properties, start: announced.index, end: Math.min(end, text.length), isHeader: undefined }
    : undefined;
}

const LONGEST = 4000;

/** "with the columns Ship, Port and Crew", "header: name;age", "in the order: guest, room" */
function namedColumns(text: string): Columns | undefined {
  for (const match of text.matchAll(NAMED)) {
    const [whole, word = '', listed = ''] = match;
    const said = listed.replace(
      /\s(?:from|for|out of|based on|taken|one row|using|about|and (?:no|nothing|one|use|sort))\b.*$/is,
      '',
    );
    const properties = cellsIn(said);
    if (properties.length < 2) continue;
    const end = match.index + whole.length - (listed.length - said.length);
    return {
      properties,
      start: match.index,
      end,
      isHeader: /header/i.test(word) ? true : /order/i.test(word) ? false : undefined,
    };
  }
  return undefined;
}

/** Names between commas, semicolons, bars or "and", each with what stands behind it in brackets. */
function cellsIn(listed: string): Property[] {
  const names = listed
    .split(/\s?[;|,](?![^()]{0,120}\))\s?(?:and\s)?(?:then\s)?|\s(?:and|&)\s(?![^()]{0,120}\))/)
    .map((name) => name.trim());
  const cells = names.map((name) =>
    /^["'“`*]{0,2}([\p{L}_][\p{L}\p{N}_./%-]{0,40}(?:\s[\p{L}\p{N}_./%-]{1,20}){0,3})["'”`*]{0,2}(?:\s?\(([^()\n]{1,160})\))?$/u.exec(
      name,
    ),
  );
  if (cells.some((cell) => cell === null)) return [];
  return cells.map((cell) => ({
    name: cell![1]!.replace(/^(?:the|an?) (?=\S)/i, ''),
    schema: described(cell![2] ?? ''),
  }));
}

const NAMED =
  /\b(header(?:s| row| line)?|columns?(?: names?(?=\s?(?::|are\b|should\b|must\b)))?|column headers?|fields?|in (?:the|this|that) order)(?: (?:named|called|are|is|should be|must be|being|exactly|of|reading))?\)?\s?[:–—-]?\s{0,3}(["'“`]?\p{L}[^.:()\n]{2,20}(?:[^.:\n()]|\.(?=\S)|\([^()\n]{1,120}\)){0,380})/giu;

const WITHOUT_HEADER =
  /\b(?:no|without(?: an?| the| any)?|omit(?: the)?|skip(?: the)?|leave out(?: the)?|not include(?: an?| the)?) (?:\w+ )?header/i;
const WITH_HEADER = /\b(?:with|include|including|add|plus|and) (?:an?|the) (?:\w+ )?header/i;
function rowsWith(properties: readonly Property[], text: string, { isOne }: Kind): JsonSchema {
  const dated = ISO_DATES.test(text);
  const items = objectSchema(
    properties.map(({ name, schema }) => ({
      name,
      schema:
        dated && isObject(schema) && schema.type === undefined && DATED.test(name)
          ? { ...schema, type: 'string', format: 'date' }
          : schema,
    })),
  );
  return { type: 'array', items, ...(isOne ? { minItems: 1, maxItems: 1 } : { minItems: 1 }) };
}

/** "Dates as YYYY-MM-DD": all columns that hold dates. */
const ISO_DATES = /\bdates?\b[^.\n]{0,40}\b(?:YYYY-MM-DD|ISO)\b/i;
const DATED = /date|day\b|arriv|depart|due|born|birth|deadline|check|start|end|expir|until|from/i;

/** The records of a text as rows; undefined if it has none. */
function convertible(text: string): JsonSchema | undefined {
  const shape = recordsShape(text);
  if (!isObject(shape)) return undefined;
  return shape.type === 'array' ? shape : { type: 'array', prefixItems: [shape], minItems: 1, maxItems: 1 };
}

/** The keys of all rows, in the order in which they first occur. */
function columnsOf(rows: JsonSchema): string[] {
  const items = isObject(rows) && Array.isArray(rows.prefixItems) ? rows.prefixItems : [];
  return [
    ...new Set(
      items.flatMap((item) =>
        isObject(item) && isObject(item.properties) ? Object.keys(item.properties) : [],
      ),
    ),
  ];
}

/** Spans that overlap as one. */
function merged(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

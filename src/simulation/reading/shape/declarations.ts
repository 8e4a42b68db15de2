import type { JsonSchema } from '../../../engine/request.ts';
import { type Node, notationAt } from './notation.ts';
import { noted, objectSchema, type Property, schemaOf, schemaOfType, type Types } from './types.ts';

/** A type that a prompt declares in code. */
export interface Declaration {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly start: number;
  readonly end: number;
}

/**
 * The types that a text declares as interfaces of TypeScript or classes of Python, in order. One may refer to those
 * before and after it.
 *
 * @example
 * declarationsIn('interface Pet { name: string; legs: number }')[0]?.schema; // { type: 'object', properties: { … }, … }
 */
export function declarationsIn(text: string): Declaration[] {
  if (!DECLARES.test(text)) return [];
  const found = [...bracedIn(text), ...classesIn(text)];
  // Declarations may refer to later ones, so they are read again with those known.
  let types: Types = new Map();
  for (let round = 0; round < ROUNDS; round++)
    types = new Map(found.map(({ name, schemaWith }) => [name, schemaWith(types)]));
  return found
    .map(({ name, start, end }) => ({ name, start, end, schema: types.get(name)! }))
    .toSorted((one, other) => one.start - other.start);
}

const DECLARES = /\b(?:interface|type|class)\s+[A-Z]/;
const ROUNDS = 3;
const MOST = 20;

interface Found {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  schemaWith(types: Types): JsonSchema;
}

/** `interface X { … }`, `type X = { … }`, `type X = "a" | "b";` */
function bracedIn(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(BRACED)) {
    if (found.length >= MOST) break;
    const at = match.index + match[0].length;
    const name = (match[1] ?? match[2])!;
    const notation = text[at] === '{' ? notationAt(text, at) : undefined;
    if (notation) {
      const { node, end } = notation;
      found.push({ name, start: match.index, end, schemaWith: (types) => schemaOf(node, types, true) });
      continue;
    }
    const [type] = /^[^;\n{}]{1,400}/.exec(text.slice(at, at + 400)) ?? [];
    if (type === undefined || !match[0].includes('=')) continue;
    found.push({
      name,
      start: match.index,
      end: at + type.length,
      schemaWith: (types) => schemaOf(wordNode(type), types),
    });
  }
  return found;
}

const wordNode = (text: string): Node => ({ kind: 'word', text });

const BRACED =
  /(?:\bexport\s+)?\b(?:interface\s+([A-Z]\w{0,60})(?:\s+extends\s+[\w, ]{1,80})?\s*(?=\{)|type\s+([A-Z]\w{0,60})\s*=\s*)/g;

/** `class X(BaseModel):` or a data class, with the lines of its fields; an enumeration has values. */
function classesIn(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(CLASS)) {
    if (found.length >= MOST) break;
    const [head, name = '', bases = ''] = match;
    const start = match.index;
    let end = start + head.length;
    const lines: string[] = [];
    while (end < text.length && lines.length < MOST_LINES) {
      const newline = text.indexOf('\n', end + 1);
      const line = text.slice(end + 1, newline === -1 ? text.length : newline);
      if (line.trim() !== '' && !/^\s/.test(line)) break;
      lines.push(line.trim());
      end = newline === -1 ? text.length : newline;
    }
    const values = lines.map((line) => ENUM_VALUE.exec(line)?.[1]).filter((value) => value !== undefined);
    if (/\bEnum\b/.test(bases)) {
      found.push({ name, start, end, schemaWith: () => ({ type: 'string', enum: values }) });
      continue;
    }
    const fields = lines.map((line) => FIELD.exec(line)).filter((field) => field !== null);
    if (fields.length === 0) continue;
    found.push({
      name,
      start,
      end,
      schemaWith: (types) =>
        objectSchema(
          fields.map(([, field = '', type = '', value = '', comment]): Property => {
            const note = /\bdescription\s*=\s*f?(["'])(.{1,400}?)\1/.exec(value)?.[2] ?? comment;
            return { name: field, schema: noted(schemaOfType(type, types, 1), note?.trim(), types) };
          }),
        ),
    });
  }
  return found;
}

const MOST_LINES = 80;
const CLASS =
  /^(?:@dataclass[^\n]{0,60}\n)?class\s+([A-Z]\w{0,60})\s*(?:\(([^()\n]{0,120})\))?\s{0,20}:[^\n]{0,80}/gm;
const FIELD =
  /^([A-Za-z_]\w{0,60})\s*:\s*([^=#\n]{1,200}?)\s*(?:=\s*([^#\n]{1,600}?))?\s*(?:#\s*(.{1,300}))?$/;
const ENUM_VALUE = /^\w{1,60}\s*=\s*["']([^"'\n]{1,80})["']/;

import type { Brief } from '../../engine/ports/content.ts';
import type { JsonSchema } from '../../engine/request.ts';
import type { Parts, Table, Tree } from '../reading/layout/layout.ts';
import type { Reading } from '../reading/reading.ts';
import { factsOf } from './facts/facts.ts';
import { objectOf } from './free-json.ts';
import { composeJson } from './json/compose.ts';
import type { Insight } from './json/insight.ts';
import { isObject, own } from './schema/resolve.ts';
import { withToldRecords } from './told-records.ts';
import { unlessUnmet } from './unless-unmet.ts';
import { typed } from './usual-types.ts';

/**
 * An answer laid out as the request shows: in parts, as a table, as elements. What stands in it is composed like JSON.
 * Undefined if the request shows no layout. `whole` writes a part that is all of the answer in the form that is otherwise
 * asked.
 *
 * @example
 * composeLaidOut(brief, reading, insight, whole); // '<city>Rome</city>' for "Ann lives in Rome. Put the city in <city> tags."
 */
export function composeLaidOut(
  brief: Brief,
  reading: Reading,
  insight: Insight,
  whole: () => string,
): string | undefined {
  const { layout } = reading.form;
  if (layout === undefined) return undefined;
  const { random, effort } = brief;
  const compose = (schema: JsonSchema): unknown => {
    const facts = factsOf(reading);
    const text = unlessUnmet(() =>
      composeJson(withToldRecords(typed(schema, facts), reading, insight), {
        facts,
        random,
        name: 'response',
        effort,
        insight,
      }),
    );
    return text === undefined ? undefined : JSON.parse(text);
  };
  switch (layout.kind) {
    case 'parts':
      return inParts(layout, compose, whole);
    case 'table':
      return asTable(layout, compose(layout.rows));
    case 'tree':
      return asTree(layout, compose(layout.schema));
  }
}

function inParts(
  { parts, end }: Parts,
  compose: (schema: JsonSchema) => unknown,
  whole: () => string,
): string | undefined {
  const composed = parts.filter(({ fixed, isWhole }) => fixed === undefined && !isWhole);
  const written = compose(objectOf(composed.map(({ property: { name, schema } }) => [name, schema])));
  if (!isObject(written)) return undefined;
  const text = parts.map(({ before, property, fixed, isWhole }) => {
    if (fixed !== undefined || isWhole) return before + (fixed ?? whole());
    const value = own(written, property.name);
    return before + (typeof value === 'string' ? value : JSON.stringify(value));
  });
  return text.join('') + end;
}

/** Lines of values; a table of Markdown has bars around them. */
function asTable({ columns, separator, header, before, after }: Table, rows: unknown): string | undefined {
  if (!Array.isArray(rows)) return undefined;
  const isDrawn = separator === '|';
  const line = (cells: readonly string[]): string =>
    isDrawn ? `| ${cells.join(' | ')} |` : cells.join(separator);
  const lines = rows
    .filter(isObject)
    .map((row) => line(columns.map((name) => cellOf(own(row, name), separator))));
  const head = header ? [line(columns.map((name) => cellOf(name, separator)))] : [];
  const rule = isDrawn ? [`|${columns.map(() => '---').join('|')}|`] : [];
  const text = [...head, ...rule, ...lines].join('\n');
  return before + text + after;
}

/** A value within a line, in quotes if it holds what ends a value. */
function cellOf(value: unknown, separator: string): string {
  const text =
    value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const flat = text.replace(/\s*\n\s*/g, ' ');
  if (separator === '|') return flat.replace(/\|/g, '\\|');
  const isUnsafe = flat.includes(separator.trim() || separator) || flat.includes('"');
  return isUnsafe && separator !== '\t' ? `"${flat.replace(/"/g, '""')}"` : flat;
}

function asTree({ notation, root, before, after }: Tree, value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return before + (notation === 'xml' ? elementOf(root, value, '') : blockOf(value, '')) + after;
}

/** YAML of an object or a list. */
function blockOf(value: unknown, indent: string): string {
  if (Array.isArray(value))
    return value
      .map((each) => {
        const inner = isCompound(each) ? blockOf(each, `${indent}  `).trimStart() : scalarOf(each);
        return `${indent}- ${inner}`;
      })
      .join('\n');
  return Object.entries(value as object)
    .map(([key, each]) => {
      if (!isCompound(each)) return `${indent}${key}: ${scalarOf(each)}`;
      return `${indent}${key}:\n${blockOf(each, `${indent}  `)}`;
    })
    .join('\n');
}

function isCompound(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
}

/** A value on a line of YAML, in quotes if it would be read as something else. */
function scalarOf(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain =
    /^[\p{L}\p{N}/(][^\n]*$/u.test(value) &&
    !/: |:$| #|^(?:true|false|null|yes|no|on|off|~)$|^-?[\d.]+$/i.test(value) &&
    value.trim() === value;
  return isPlain ? value : JSON.stringify(value);
}

function elementOf(name: string, value: unknown, indent: string): string {
  if (Array.isArray(value)) return value.map((each) => elementOf(name, each, indent)).join('\n');
  if (!isObject(value)) return `${indent}<${name}>${escaped(value)}</${name}>`;
  const inner = Object.entries(value).map(([key, each]) => elementOf(key, each, `${indent}  `));
  return [`${indent}<${name}>`, ...inner.filter((each) => each !== ''), `${indent}</${name}>`].join('\n');
}

function escaped(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value as string | number | boolean);
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

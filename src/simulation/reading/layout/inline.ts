import { keysIn } from '../shape/keys.ts';
import { described, objectSchema, type Property } from '../shape/types.ts';
import { withoutForm } from '../without-form.ts';
import type { AskedLayout, Part } from './layout.ts';

/**
 * A line that the answer shall be: a pattern with placeholders, such as "<city> (<year>)"; lines of keys and values; or one
 * line of values for each thing, such as "item | quantity".
 */
export function inlineAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, text] of texts.entries()) {
    const asked = patternIn(text) ?? pairsIn(text) ?? rowsIn(text);
    if (asked === undefined) continue;
    const { layout, start, end } = asked;
    const source = texts.map((each, at) => withoutForm(each, at === index ? [{ start, end }] : []));
    return { layout, source };
  }
  return undefined;
}

interface Asked {
  readonly layout: AskedLayout['layout'];
  readonly start: number;
  readonly end: number;
}

/** `in the format "<city> (<year>)"` */
function patternIn(text: string): Asked | undefined {
  for (const match of text.matchAll(QUOTED)) {
    const pattern = (match[1] ?? match[2])!;
    const before = text.slice(Math.max(0, match.index - 100), match.index);
    if (!ANNOUNCING.test(before)) continue;
    const places = [...pattern.matchAll(PLACE)];
    const [first] = places;
    // A pattern of one placeholder says nothing but what is asked.
    if (first === undefined || (places.length === 1 && first[0].length === pattern.length)) continue;
    const parts = places.map((place, at): Part => {
      const from = at === 0 ? 0 : places[at - 1]!.index + places[at - 1]![0].length;
      const said = (place[1] ?? place[2] ?? place[3])!.trim();
      return { before: pattern.slice(from, place.index), property: propertyOf(said) };
    });
    if (new Set(parts.map(({ property }) => property.name)).size < parts.length) continue;
    const last = places.at(-1)!;
    return {
      layout: { kind: 'parts', parts, end: pattern.slice(last.index + last[0].length) },
      start: match.index,
      end: match.index + match[0].length,
    };
  }
  return undefined;
}

function propertyOf(said: string): Property {
  const name = said
    .replace(/^(?:the|an?|your|insert|full)\s/i, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
  return { name: name || 'value', schema: described(said) };
}

const QUOTED = /"([^"\n]{3,160})"|`([^`\n]{3,160})`/g;
const PLACE = /<([A-Za-z][^<>\n]{0,60})>|\{\{?([A-Za-z][^{}\n]{0,60})\}?\}|\[([A-Za-z][^[\]\n]{0,60})\]/g;
const ANNOUNCING =
  /\b(?:answer|respond|reply|return|output|write|give|format|print)\b[^.\n"`]{0,60}\b(?:formats?|form|pattern|template|like|as|exactly|following|this|structure|way)\b[^.\n"`]{0,30}$/i;

/** "as key=value lines with keys city and year" */
function pairsIn(text: string): Asked | undefined {
  const match = /["'`]?\bkey ?(=|:) ?value\b["'`]?(?: (?:lines|pairs))?/i.exec(text);
  const keys = match && keysIn(text);
  if (!match || !keys) return undefined;
  const link = match[1] === '=' ? '=' : ': ';
  const bullet = /\bbullet/i.test(text) ? '- ' : '';
  const parts = keys.properties.map(
    (property, at): Part => ({ before: `${at === 0 ? '' : '\n'}${bullet}${property.name}${link}`, property }),
  );
  return {
    layout: { kind: 'parts', parts, end: '' },
    start: Math.min(match.index, keys.start),
    end: Math.max(match.index + match[0].length, keys.end),
  };
}

/** "one line per item in the form `item | quantity | price`" */
function rowsIn(text: string): Asked | undefined {
  const match = ROWS.exec(text);
  const pattern = match && (match[1] ?? match[2])!;
  const separator = pattern && SEPARATORS.find((each) => pattern.includes(each));
  if (!match || !separator) return undefined;
  const names = pattern.split(separator).map((name) => name.trim().replace(/^[<{[]|[>}\]]$/g, ''));
  if (names.length < 2 || !names.every((name) => /^[A-Za-z][\w ()-]{0,40}$/.test(name))) return undefined;
  const properties = names.map((name) => propertyOf(name));
  const rows = { type: 'array', items: objectSchema(properties), minItems: 1 };
  const columns = properties.map(({ name }) => name);
  return {
    layout: { kind: 'table', rows, columns, separator, header: false, before: '', after: '' },
    start: match.index,
    end: match.index + match[0].length,
  };
}

const ROWS =
  /\b(?:one|a) (?:separate )?(?:line|row) (?:per|for each|for every|each for)\b[^.\n"`]{0,80}(?:"([^"\n]{3,120})"|`([^`\n]{3,120})`)/i;
const SEPARATORS = [' | ', '|', ';', ' - ', ' – ', ': ', ', ', ','];

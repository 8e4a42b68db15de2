import { keysIn } from '../shape/keys.ts';
import { described, objectSchema, type Property } from '../shape/types.ts';
import { withoutForm } from '../without-form.ts';
import { type AskedLayout, headOf, type Part } from './layout.ts';

/**
 * A line that the answer shall be: a pattern with placeholders, such as "<city> (<year>)"; lines of keys and values; or one
 * line of values for each thing, such as "item | quantity".
 */
export function inlineAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, whole] of texts.entries()) {
    const text = headOf(whole);
    const asked = patternIn(text) ?? pairsIn(text) ?? rowsIn(text) ?? ordinalsIn(text);
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

/** "First line: the label. Second line: a reason." or "the answer on the first line and the source on the second line" */
function ordinalsIn(text: string): Asked | undefined {
  for (const form of [ORDINAL_FIRST, ORDINAL_LAST]) {
    const found = [...text.matchAll(form)].slice(0, 5);
    const numbers = found.map(({ groups }) => ORDINALS.get(groups!.ordinal!.toLowerCase()));
    if (found.length < 2 || numbers.some((number, index) => number !== index + 1)) continue;
    // A line that is only there in some case is no part of every answer.
    if (found.some(({ index }) => /\bif\b[^.\n]{0,60}$/i.test(text.slice(Math.max(0, index - 80), index))))
      continue;
    const parts = found.map(({ groups }, at): Part => {
      const said = groups!.said!.trim();
      const [, detail] = /\(([^()]{3,100})\)$/.exec(said) ?? [];
      return {
        before: at === 0 ? '' : '\n',
        property: { name: nameOf(said), schema: described(detail ?? said) },
      };
    });
    if (new Set(parts.map(({ property }) => property.name)).size < parts.length) continue;
    const last = found.at(-1)!;
    return {
      layout: { kind: 'parts', parts, end: '' },
      start: found[0]!.index,
      end: last.index + last[0].length,
    };
  }
  return undefined;
}

/** The noun of what stands on a line: "one short reason" is a reason. */
const nameOf = (said: string): string =>
  (
    /^(?:(?:the|an?|one|your|only|just|exactly|short|brief|single|bare)\s)*([A-Za-z][\w-]{0,30}(?:\s(?!of|for|in|that|which|with|from|by|to|as|and|or)[\w-]{2,20})?)/i.exec(
      said,
    )?.[1] ?? said.slice(0, 30)
  ).replace(/\s/g, '_');

const ORDINALS = new Map([
  ['first', 1],
  ['1st', 1],
  ['second', 2],
  ['2nd', 2],
  ['third', 3],
  ['3rd', 3],
  ['fourth', 4],
  ['4th', 4],
]);
const ORDINAL = '(?<ordinal>first|second|third|fourth|1st|2nd|3rd|4th) line';
const ORDINAL_FIRST = new RegExp(
  String.raw`\b(?:(?:on|in)\s)?(?:the\s)?${ORDINAL}(?:,|:| is| must be| should be| contains| must contain| has| holds| gives| states)? (?:only |write |put |give |state )?(?<said>[^.;:\n]{3,120}?)(?=[.;\n]|,? (?:and |then )?(?:on |in )?(?:the )?(?:second|third|fourth|2nd|3rd|4th) line|$)`,
  'gi',
);
const ORDINAL_LAST = new RegExp(
  String.raw`\b(?:write|put|give|return|output|place|with|and|then)\s(?<said>(?:the|an?|one|your|its)\s[^.,;:\n]{2,80}?) (?:on|in) (?:the|a) ${ORDINAL}`,
  'gi',
);

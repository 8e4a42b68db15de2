import type { JsonSchema } from '../../../engine/request.ts';
import { described, noted, type Property } from '../shape/types.ts';
import type { AskedLayout, Part } from './layout.ts';

/** A line that is a name between marks, such as `[[ ## answer ## ]]` or `=== answer ===`. */
interface Marker {
  readonly name: string;
  readonly line: string;
  /** What stands below it, up to the next one. */
  readonly below: string;
}

/**
 * Sections below markers, if a template shows them with placeholders: `[[ ## answer ## ]]` above `{answer}`. Those without
 * content in the last request are the answer; a marker with nothing below it in the template ends it.
 */
export function markersAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const template of texts) {
    const shown = markersIn(template);
    if (shown.length < 2 || !shown.some(isPlaceholder)) continue;
    const [request = ''] = texts;
    const given = new Map(
      (request === template ? [] : markersIn(request)).map(({ name, below }) => [name, below] as const),
    );
    const wanted = shown.filter((marker) => isPlaceholder(marker) && !given.has(marker.name));
    if (wanted.length === 0) continue;
    const parts = wanted.map(
      (marker, index): Part => ({
        before: `${index === 0 ? '' : '\n\n'}${marker.line}\n`,
        property: propertyOf(marker, template),
      }),
    );
    const last = shown.at(-1)!;
    const isEnd = PLACEHOLDER.exec(last.below) === null;
    const source = texts.map((text) =>
      text === template ? objectiveOf(text) : text === request ? asSections(given) : text,
    );
    return { layout: { kind: 'parts', parts, end: isEnd ? `\n\n${last.line}\n` : '\n' }, source };
  }
  return undefined;
}

function markersIn(text: string): Marker[] {
  const found = [...text.matchAll(MARKER)].slice(0, MOST);
  const [first] = found;
  if (first === undefined) return [];
  const same = found.filter(([, opening, , closing]) => opening === first[1] && closing === first[3]);
  return same.map((match, index) => ({
    name: match[2]!,
    line: match[0]!.trim(),
    below: text.slice(match.index + match[0]!.length, same[index + 1]?.index).trim(),
  }));
}

const MOST = 40;
const MARKER =
  /^[ \t]{0,8}([[<({=#*|~-][[<({=#*|~ -]{1,10})([A-Za-z_]\w{0,60})([\]>)}=#*|~ -]{1,10}[\]>)}=#*|~-])[ \t]{0,4}$/gm;
const PLACEHOLDER = /^[{<]([^{}<>\n"':]{1,60})[}>](.*)/;

const isPlaceholder = ({ below }: Marker): boolean => PLACEHOLDER.test(below);

/** The kind of value: what stands behind its placeholder, else what a list says of it. */
function propertyOf({ name, below }: Marker, template: string): Property {
  const note = PLACEHOLDER.exec(below)?.[2]?.replace(/^\s*(?:#\s*)?(?:note:\s*)?/, '') ?? '';
  const schema = schemaIn(note);
  if (schema !== undefined) return { name, schema };
  const listed = new RegExp(
    String.raw`^[ \t]{0,12}(?:\d+[.)]|[-*])\s+["'${'`'}]?${name}["'${'`'}]?\s*\(([^()\n]{1,60})\)\s*:?[ \t]{0,12}([^\n]*)`,
    'm',
  ).exec(template);
  const [, type = '', said = ''] = listed ?? [];
  const byNote = note === '' ? {} : described(note.replace(/^the value you produce must (?:be )?/i, ''));
  const byType = described(type);
  return {
    name,
    schema: noted({ ...(byType as object), ...(byNote as object) }, said.trim()),
  };
}

function schemaIn(note: string): JsonSchema | undefined {
  const start = note.indexOf('{');
  if (start === -1 || !/schema/i.test(note.slice(0, start))) return undefined;
  try {
    return JSON.parse(note.slice(start)) as JsonSchema;
  } catch {
    return undefined;
  }
}

/** What is to be done, at the end of a template. */
function objectiveOf(template: string): string {
  const [, objective = ''] =
    /\b(?:objective|task|goal|instructions?) is:?\s+([\s\S]{1,4000})$/i.exec(template) ?? [];
  return objective.trim();
}

/** The inputs as labelled sections. */
function asSections(given: ReadonlyMap<string, string>): string {
  return [...given]
    .map(([name, below]) => `${name.replace(/_/g, ' ')}: ${withoutInstruction(below)}`)
    .join('\n\n');
}

/** The last input goes on with how to answer. */
function withoutInstruction(text: string): string {
  return text.replace(/\n\s*\n(?:respond|reply|answer)\b[\s\S]*$/i, '').trim();
}

import type { JsonSchema } from '../../../engine/request.ts';
import { isObject } from '../../structured/schema/resolve.ts';
import type { Span } from '../shape/asked.ts';
import { keysIn } from '../shape/keys.ts';
import { described, objectSchema, type Property } from '../shape/types.ts';
import { withoutForm } from '../without-form.ts';
import { type AskedLayout, headOf } from './layout.ts';
import { convertedValue, fenceFor } from './tree.ts';

/**
 * YAML with keys that a text names or shows with placeholders, or of the JSON that it is to be made of; between lines of
 * dashes or in a fence if the text says so.
 */
export function yamlAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, whole] of texts.entries()) {
    const text = headOf(whole);
    if (!ASKED.test(text)) continue;
    const shown = templateIn(text) ?? convertedIn(text) ?? namedIn(text);
    if (shown === undefined) continue;
    const { schema, start, end } = shown;
    const around = /\bthree dashes\b|^---$/m.test(text)
      ? { before: '---\n', after: '\n---' }
      : fenceFor(text, 'yaml');
    const source = texts.map((each, other) => (other === index ? withoutForm(each, [{ start, end }]) : each));
    return { layout: { kind: 'tree', notation: 'yaml', root: '', schema, ...around }, source };
  }
  return undefined;
}

const ASKED =
  /\b(?:in|as|into|to|valid|only|plain|output|return|a|the|format) (?:an? |the |valid |plain )?YAML\b|\bYAML (?:format|file|document|output|block|with)\b/i;

type Shown = Span & { readonly schema: JsonSchema };

function namedIn(text: string): Shown | undefined {
  const keys = keysIn(text);
  return keys && { ...keys, schema: objectSchema(keys.properties) };
}

function convertedIn(text: string): Shown | undefined {
  const found = convertedValue(text);
  return found && { schema: { const: found.value }, start: found.start, end: found.end };
}

/** Lines of keys below words that announce a format, with placeholders behind them or deeper lines below. */
function templateIn(text: string): Shown | undefined {
  const announced = ANNOUNCING.exec(text);
  if (announced === null) return undefined;
  const start = announced.index + announced[0].length;
  const lines: Line[] = [];
  let end = start;
  for (const line of text.slice(start, start + LONGEST).split('\n')) {
    const [, indent = '', mark = '', key, said = ''] = LINE.exec(line) ?? [];
    if (line.trim() === '---' && lines.length === 0) {
      end += line.length + 1;
      continue;
    }
    if (key === undefined && mark === '') break;
    lines.push({ indent: indent.length + mark.length, isItem: mark !== '', key, said });
    end += line.length + 1;
  }
  // What has values is material.
  const isTemplate = lines.length > 0 && lines.some(({ said }) => PLACEHOLDER.test(said.trim()));
  if (!isTemplate) return undefined;
  const { schema } = blockAt(lines, 0);
  return isObject(schema) ? { schema, start, end: Math.min(end, text.length) } : undefined;
}

const LONGEST = 3000;
const ANNOUNCING =
  /(?:^|\n)[^\n]{0,300}\b(?:format|structure|template|schema|like|this|form|YAML|following|shape)\b[^\n]{0,60}:[ \t]{0,8}\n+(?:```\w{0,8}\n)?/i;
const LINE = /^([ \t]{0,20})((?:- )?)(?:["']?([A-Za-z_][\w-]{0,60})["']?:(?:\s+|$))?(.{0,300})$/;
const PLACEHOLDER =
  /^(?:\.{2,}|…|["']?[<[{(].{1,200}[>\]})]["']?|["']?(?:string|str|integer|int|number|float|bool|boolean|date|list)\b.{0,60})$/i;

interface Line {
  /** Where its key or item stands. */
  readonly indent: number;
  readonly isItem: boolean;
  readonly key: string | undefined;
  readonly said: string;
}

/** The schema of the lines from an index on that stand as deep, and the index behind them. */
function blockAt(
  lines: readonly Line[],
  from: number,
): { readonly schema: JsonSchema; readonly next: number } {
  const first = lines[from]!;
  const depth = first.indent;
  if (first.isItem && first.key === undefined) {
    let next = from + 1;
    while (next < lines.length && lines[next]!.isItem && lines[next]!.indent === depth) next++;
    return { schema: { type: 'array', items: saidBy(first), minItems: 1 }, next };
  }
  const properties = new Map<string, Property>();
  let at = from;
  while (at < lines.length && lines[at]!.indent === depth && lines[at]!.key !== undefined) {
    const line = lines[at]!;
    const deeper = lines[at + 1];
    // A list may stand as deep as its key.
    const isParent =
      line.said.trim() === '' &&
      deeper !== undefined &&
      (deeper.indent > depth || (deeper.isItem && !first.isItem));
    const block = isParent ? blockAt(lines, at + 1) : { schema: saidBy(line), next: at + 1 };
    if (!properties.has(line.key!)) properties.set(line.key!, { name: line.key!, schema: block.schema });
    at = block.next;
  }
  const items = objectSchema([...properties.values()]);
  return {
    schema: first.isItem ? { type: 'array', items, minItems: 1 } : items,
    next: Math.max(at, from + 1),
  };
}

const saidBy = ({ said }: Line): JsonSchema =>
  described(
    said
      .trim()
      .replace(/^["']|["']$/g, '')
      .replace(/^[<[{(]|[>\]})]$/g, '')
      .replace(/^(?:\.+|…)$/, ''),
  );

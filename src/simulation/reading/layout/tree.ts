import type { JsonSchema } from '../../../engine/request.ts';
import { isObject, type SchemaObject } from '../../structured/schema/resolve.ts';
import type { Span } from '../shape/asked.ts';
import { keysIn } from '../shape/keys.ts';
import { literalValue, notationAt } from '../shape/notation.ts';
import { described, objectSchema, type Property } from '../shape/types.ts';
import { withoutForm } from '../without-form.ts';
import type { AskedLayout } from './layout.ts';

/**
 * XML that the answer shall be: nested elements that the text shows with placeholders, or a root and the names of its
 * children.
 *
 * @example
 * treeAsked(['Answer as XML with the root element <order> and the child elements <id> and <total>.'])?.layout;
 * // { kind: 'tree', root: 'order', schema: { type: 'object', properties: { id: {}, total: {} }, … } }
 */
export function treeAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, text] of texts.entries()) {
    if (!MAY_ASK.test(text)) continue;
    const shown = shownTree(text) ?? spokenTree(text) ?? convertedTree(text);
    if (shown === undefined) continue;
    const source = texts.map((each, at) => withoutForm(each, at === index ? [shown] : []));
    const { root, schema } = shown;
    return { layout: { kind: 'tree', notation: 'xml', root, schema, ...fenceFor(text, 'xml') }, source };
  }
  return undefined;
}

/** The fence that a text asks to put its answer in. */
export function fenceFor(
  text: string,
  language: string,
): { readonly before: string; readonly after: string } {
  const isFenced = ASKS_FOR_FENCE.test(text) && !FORBIDS_FENCE.test(text);
  return isFenced ? { before: `\`\`\`${language}\n`, after: '\n```' } : { before: '', after: '' };
}

const ASKS_FOR_FENCE =
  /\b(?:in|inside|within|use|using|wrapped in) (?:an? |the )?(?:\w+ ){0,2}(?:```|code ?(?:block|fence)|fenced?\b)/i;
const FORBIDS_FENCE =
  /\b(?:no|not|don['’]t|without|never|avoid)\b[^.\n]{0,60}(?:```|code ?(?:block|fence)|fenced?\b)/i;

interface Shown {
  readonly root: string;
  readonly schema: JsonSchema;
  readonly start: number;
  readonly end: number;
}

/** The first look. */
const MAY_ASK = /\bXML\b|<\/[a-zA-Z_]/i;

/** An element with others in it, all of which hold placeholders only. */
function shownTree(text: string): Shown | undefined {
  const budget = { left: MOST_STEPS };
  OPENING.lastIndex = 0;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const match = OPENING.exec(text);
    if (match === null) return undefined;
    const element = elementAt(text, match.index, 0, budget);
    if (element === undefined) continue;
    OPENING.lastIndex = element.end;
    const before = text.slice(Math.max(0, match.index - 300), match.index);
    if (element.children.length === 0 || !isTemplate(element) || !ANNOUNCING.test(before)) continue;
    return { root: element.name, schema: schemaOf(element), start: match.index, end: element.end };
  }
  return undefined;
}

const MOST_TRIES = 40;
/** Characters that are looked at, some of them again in another element. */
const MOST_STEPS = 40_000;
const OPENING = /<([A-Za-z_][\w.-]{0,60})(?:\s[^<>]{0,200})?>/g;
const ANNOUNCING =
  /\b(?:formats?|structure|template|as|XML|respond|reply|answer|return|outputs?|like|follow(?:ing|s)?|form|schema|use)\b/i;

interface Element {
  readonly name: string;
  readonly children: readonly Element[];
  readonly said: string;
  readonly end: number;
  /** Whether more of the same may follow. */
  readonly repeats: boolean;
}

/** The element that begins at an index, with its text and its elements. Undefined if it is not closed. */
function elementAt(
  text: string,
  start: number,
  depth: number,
  budget: { left: number },
): Element | undefined {
  OPENING.lastIndex = start;
  const opened = OPENING.exec(text);
  if (opened === null || opened.index !== start || depth > DEEPEST) return undefined;
  const name = opened[1]!;
  const closing = `</${name}>`;
  const children: Element[] = [];
  let said = '';
  let at = start + opened[0].length;
  while (at < text.length && at - start < LONGEST && children.length < MOST_CHILDREN && budget.left-- > 0) {
    if (text.startsWith(closing, at)) {
      const end = at + closing.length;
      return { name, children, said: said.trim(), end, repeats: false };
    }
    if (text[at] !== '<') {
      said += text[at]!;
      at++;
      continue;
    }
    const child = elementAt(text, at, depth + 1, budget);
    if (child === undefined) {
      said += '<';
      at++;
      continue;
    }
    children.push(child);
    at = child.end;
  }
  return undefined;
}

const DEEPEST = 6;
const LONGEST = 6000;
const MOST_CHILDREN = 60;

function isTemplate({ children, said }: Element): boolean {
  if (children.length > 0)
    return /^(?:[\s.…]|<!--.{0,200}-->|\(?more\)?)*$/i.test(said) && children.every(isTemplate);
  return /^(?:\.{2,}|…|[[<{(].{1,160}[\]})>]|[A-Z]{1,4}(?:-[A-Z]{1,4}){0,2}|YYYY-MM-DD|(?:your|the|a|an|one|integer|string|number|date|boolean|decimal)\b.{0,120}|)$/is.test(
    said,
  );
}

/** The content of an element: a list if it shows elements of one name several times, or one that its own name is the plural of. */
function schemaOf({ name, children, said }: Element): JsonSchema {
  if (children.length === 0)
    return described(said.replace(/^[[<{(]|[\]})>]$/g, '').replace(/^(?:\.+|…)$/, ''));
  const names = [...new Set(children.map((child) => child.name))];
  const [only] = names;
  if (names.length === 1 && (children.length > 1 || isPlural(name, only!)))
    return objectSchema([
      { name: only!, schema: { type: 'array', items: schemaOf(children[0]!), minItems: 1 } },
    ]);
  return objectSchema(
    names.map((each): Property => {
      const same = children.filter((child) => child.name === each);
      const items = schemaOf(same[0]!);
      return { name: each, schema: same.length > 1 ? { type: 'array', items, minItems: 1 } : items };
    }),
  );
}

const isPlural = (name: string, one: string): boolean =>
  [
    `${one}s`,
    `${one}es`,
    `${one.replace(/y$/, 'ies')}`,
    `${one}_list`,
    `${one}list`,
    'people',
    'items',
    'list',
    'results',
  ].includes(name.toLowerCase());

/** "as XML with the root element <order> and the child elements <id>, <customer> and <total>" */
function spokenTree(text: string): Shown | undefined {
  const asked = /\b(?:in|as|into|to|valid|only|an?|output|return) (?:valid |an? |well-formed )*XML\b/i.exec(
    text,
  );
  if (asked === null) return undefined;
  const root = ROOT.exec(text);
  if (root === null) return undefined;
  const name = (root[1] ?? root[2])!;
  const after = root.index + root[0].length;
  const [region = ''] = /^(?:[^.\n]|\.(?=\S)){0,400}/.exec(text.slice(after)) ?? [];
  const tags = [...region.matchAll(/(?:<([A-Za-z_][\w.-]{0,60})>|["'`]([A-Za-z_][\w.-]{0,60})["'`])/g)].map(
    ([, tag, quoted]) => (tag ?? quoted)!,
  );
  const properties: readonly Property[] =
    tags.length > 0
      ? [...new Set(tags)].map((tag) => ({ name: tag, schema: {} }))
      : (keysIn(
          `with the fields ${region.replace(/^.*\b(?:elements?|children|fields|tags|attributes)\b:?\s/i, '')}`,
        )?.properties ?? []);
  if (properties.length === 0) return undefined;
  const start = Math.min(asked.index, root.index);
  return { root: name, schema: objectSchema(properties), start, end: after + region.length };
}

const ROOT =
  /\broot(?: (?:element|tag|node))?(?: (?:is|called|named|of))?:? (?:an? |the )?["'`]?<?([A-Za-z_][\w.-]{0,60})>?["'`]?|<([A-Za-z_][\w.-]{0,60})> (?:as|is) (?:the |its )?root/i;

/** The JSON that is to be written as XML; its only key names the root. */
function convertedTree(text: string): Shown | undefined {
  const found = /\bto (?:valid |an? )?XML\b/i.test(text) ? convertedValue(text) : undefined;
  if (found === undefined) return undefined;
  const { value, start, end } = found;
  const [only, ...others] = Object.entries(value);
  const isRoot = only !== undefined && others.length === 0 && isObject(only[1]);
  return { root: isRoot ? only[0] : 'root', schema: { const: isRoot ? only[1] : value }, start, end };
}

/** The object in a text that is to be converted: literal JSON. */
export function convertedValue(text: string): ({ readonly value: SchemaObject } & Span) | undefined {
  if (!CONVERTS.test(text)) return undefined;
  const start = text.indexOf('{');
  const notation = start === -1 ? undefined : notationAt(text, start);
  const value = notation && literalValue(notation.node);
  return isObject(value) ? { value, start, end: notation!.end } : undefined;
}

const CONVERTS = /\b(?:convert|turn|transform|translate|rewrite|change|express|represent)\b/i;

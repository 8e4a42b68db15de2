import { described, type Property } from '../shape/types.ts';
import type { AskedLayout, Part } from './layout.ts';

/**
 * Elements that the answer shall stand in: "put the answer in <answer> tags", or a template such as
 * `<answer>your answer</answer>`. Those that hold material are not meant.
 */
export function elementsAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, text] of texts.entries()) {
    const spoken = spokenElements(text);
    // An element that another text fills is material.
    const properties = (spoken.length > 0 ? spoken : shownElements(text)).filter(
      ({ name }) => !texts.some((other) => other !== text && other.includes(`<${name}>`)),
    );
    if (properties.length === 0) continue;
    const names = new Set(properties.map(({ name }) => name));
    const parts = [...names].map(
      (name, at): Part => ({
        before: `${at === 0 ? '' : `</${[...names][at - 1]}>\n`}<${name}>`,
        property: properties.find((property) => property.name === name)!,
      }),
    );
    const source = texts.map((each, at) => (at === index ? withoutElements(each, names) : each));
    return { layout: { kind: 'parts', parts, end: `</${[...names].at(-1)}>` }, source };
  }
  return undefined;
}

/** "write the order number into <order_id> tags" */
function spokenElements(text: string): Property[] {
  const properties: Property[] = [];
  for (const match of text.matchAll(SPOKEN)) {
    const [, before = '', name = ''] = match;
    // Material stands in an element of its own.
    const closing = text.indexOf(`</${name}>`);
    const isFilled =
      closing !== -1 && /<(\w+)>\s*[^<\s{[.][^<]{12,}$/.test(text.slice(Math.max(0, closing - 400), closing));
    if (
      isFilled ||
      (/\b(?:is|are|given|provided|found|wrapped|enclosed|below|above|from|see|read|use)\b[^.]{0,30}$/i.test(
        before,
      ) &&
        !WRITING.test(before))
    )
      continue;
    properties.push({
      name,
      schema: described(WRITTEN.exec(before)?.[1] ?? FURTHER.exec(before)?.[1] ?? ''),
    });
    if (properties.length >= MOST) break;
  }
  return properties;
}

const MOST = 20;
const SPOKEN =
  /([^.\n<>]{0,200})\b(?:in|into|inside|within|between|using|with|by)\s(?:of\s)?(?:an?\s|the\s|these\s|two\s)?(?:XML\s|tags?\s|element\s)?["'`]?<([a-z_][\w-]{0,40})>["'`]?(?:\s?(?:and|\.\.\.|…|\.\.)?\s?["'`]?<\/\2>["'`]?)?/gi;
const WRITING =
  /\b(?:write|put|give|return|place|provide|output|wrap|enclose|answer|respond|reply|explain|think|include|state|list)\b/i;
const WRITTEN =
  /\b(?:write|put|give|return|place|provide|output|wrap|enclose|state|list|include)\s(?:(?:your|a|an|the)\s)?([^.;]{2,120}?)\s*$/i;

/** "…, then the date into": what follows another element needs no verb. */
const FURTHER =
  /^\s*(?:tags?|elements?)?[\s,;]*(?:and |then |finally |also ){1,3}(?:(?:your|a|an|the)\s)?([^.;]{2,120}?)\s*$/i;

/** `<answer>your answer here</answer>` with a placeholder, below words that announce a format. */
function shownElements(text: string): Property[] {
  if (!ANNOUNCING.test(text)) return [];
  const properties: Property[] = [];
  for (const match of text.matchAll(SHOWN)) {
    const [, name = '', inner = ''] = match;
    const placeholder =
      /^\s*(?:\.{2,}|…|[[{<(]([^\]})>]{1,160})[\]})>]|((?:your|the|a|an|one|step|short|brief|final)\b[^<]{0,200}))?\s*$/i.exec(
        inner,
      );
    if (placeholder === null) continue;
    properties.push({ name, schema: described(placeholder[1] ?? placeholder[2] ?? '') });
    if (properties.length >= MOST) break;
  }
  return properties;
}

const ANNOUNCING = /\b(?:format|respond|reply|answer|output|structure|template|return|follow)\b/i;
const SHOWN = /<([a-z_][\w-]{0,40})>([^<]{0,300})<\/\1>/gi;

function withoutElements(text: string, names: ReadonlySet<string>): string {
  const speaks = (sentence: string): boolean => [...names].some((name) => sentence.includes(`<${name}>`));
  return text
    .split('\n')
    .map((line) =>
      speaks(line) ? (line.match(SENTENCE) ?? []).filter((each) => !speaks(each)).join('') : line,
    )
    .join('\n')
    .replace(SHOWN, (whole, name: string) => (names.has(name) ? '' : whole))
    .trim();
}

const SENTENCE = /[^.!?]*(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*(?:\s+|$)/g;

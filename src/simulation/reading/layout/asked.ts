import { elementsAsked } from './elements.ts';
import { inlineAsked } from './inline.ts';
import type { AskedLayout } from './layout.ts';
import { linesAsked } from './lines.ts';
import { markersAsked } from './markers.ts';
import { tableAsked } from './table.ts';
import { treeAsked } from './tree.ts';
import { yamlAsked } from './yaml.ts';

/**
 * The layout that the texts of a request show, the most important text first. Undefined if they show none.
 *
 * @example
 * layoutAsked(['Write the city into <city> tags.'])?.layout; // { parts: [{ before: '<city>', property: { name: 'city' } }], … }
 */
export function layoutAsked(texts: readonly string[]): AskedLayout | undefined {
  if (!texts.some((text) => MAY_ASK.test(text))) return undefined;
  // A very long text is material.
  const read = texts.map((text) => (text.length > MOST_CHARACTERS ? '' : text));
  const asked =
    markersAsked(read) ??
    treeAsked(read) ??
    elementsAsked(read) ??
    linesAsked(read) ??
    tableAsked(read) ??
    inlineAsked(read) ??
    yamlAsked(read);
  if (asked === undefined || !read.includes('')) return asked;
  return {
    ...asked,
    source: asked.source.map((text, index) =>
      texts[index]!.length > MOST_CHARACTERS ? texts[index]! : text,
    ),
  };
}

const MOST_CHARACTERS = 20_000;

/** The first look: a placeholder, a tag, a format, YAML. */
const MAY_ASK =
  /\{\w|<[a-z_]\w*>|\bformat\b|\byaml\b|\btable\b|\b[ct]sv\b|\bxml\b|[- ]separated\b|\bkey ?[=:] ?value\b|\b(?:line|row) (?:per|for each)\b|\b(?:second|2nd) line\b/i;

import { elementsAsked } from './elements.ts';
import type { AskedLayout } from './layout.ts';
import { linesAsked } from './lines.ts';
import { markersAsked } from './markers.ts';
import { yamlAsked } from './yaml.ts';

/**
 * The layout that the texts of a request show, the most important text first. Undefined if they show none.
 *
 * @example
 * layoutAsked(['Write the city into <city> tags.'])?.layout; // { parts: [{ before: '<city>', property: { name: 'city' } }], … }
 */
export function layoutAsked(texts: readonly string[]): AskedLayout | undefined {
  if (!texts.some((text) => MAY_ASK.test(text))) return undefined;
  return markersAsked(texts) ?? elementsAsked(texts) ?? linesAsked(texts) ?? yamlAsked(texts);
}

/** The first look: a placeholder, a tag, a format, YAML. */
const MAY_ASK = /\{\w|<[a-z_]\w*>|\bformat\b|\byaml\b/i;

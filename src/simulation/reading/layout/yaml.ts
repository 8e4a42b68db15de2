import { keysIn } from '../shape/keys.ts';
import { withoutForm } from '../without-form.ts';
import type { AskedLayout, Part } from './layout.ts';

/** YAML with keys that a text names, between lines of dashes or in a fence if it says so. */
export function yamlAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, text] of texts.entries()) {
    if (!/\b(?:in|as|into|to|valid|only) (?:a )?YAML\b/i.test(text)) continue;
    const keys = keysIn(text);
    if (keys === undefined) continue;
    const [opening, closing] = /\bthree dashes\b|^---$/m.test(text)
      ? ['---\n', '\n---']
      : /\bfenced?\b|\bcode ?block\b|```/i.test(text)
        ? ['```yaml\n', '\n```']
        : ['', ''];
    const parts = keys.properties.map(
      (property, at): Part => ({ before: `${at === 0 ? opening : '\n'}${property.name}: `, property }),
    );
    const source = texts.map((each, other) => (other === index ? withoutForm(each, [keys]) : each));
    return { layout: { parts, end: closing }, source };
  }
  return undefined;
}

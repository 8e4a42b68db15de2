import type { JsonSchema } from '../request.ts';

const DEEPEST = 64;
const MOST_VALUES = 100_000;

/**
 * A response schema as compact JSON, which is the form whose tokens are counted. Values nested deeper than 64
 * levels become `null`, and everything after 100,000 values is left out, so that hostile schemas cost no more
 * than large ones.
 */
export function schemaText(schema: JsonSchema): string {
  let left = MOST_VALUES;
  return text(schema, 0);

  function text(value: unknown, depth: number): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
    if (depth >= DEEPEST || left <= 0) return 'null';
    const items: string[] = [];
    if (Array.isArray(value)) {
      for (const item of value) {
        if (left-- <= 0) break;
        items.push(text(item, depth + 1));
      }
      return `[${items.join(',')}]`;
    }
    for (const [key, item] of Object.entries(value)) {
      if (left-- <= 0) break;
      items.push(`${JSON.stringify(key)}:${text(item, depth + 1)}`);
    }
    return `{${items.join(',')}}`;
  }
}

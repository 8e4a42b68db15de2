import type { TSchema } from 'typebox';

/**
 * A query string as an object, by the declared types of its members: numbers and booleans are read from their text when
 * it is one, lists from repeated or comma-free names, and maps from `name[key]=value`. What does not read as its
 * type stays text, for validation to refuse.
 */
export function parseQuery(query: string, schema: TSchema): Record<string, unknown> {
  const properties = ((schema as { properties?: Record<string, TSchema> }).properties ?? {}) as Record<
    string,
    { type?: string }
  >;
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, text] of new URLSearchParams(query)) {
    const bracket = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name);
    const base = bracket?.[1] ?? name;
    const type = Object.hasOwn(properties, base) ? properties[base]?.type : undefined;
    if (bracket && type === 'object') {
      if (typeof values[base] !== 'object') values[base] = Object.create(null);
      (values[base] as Record<string, unknown>)[bracket[2] as string] = text;
    } else if (type === 'array') {
      values[base] ??= [];
      (values[base] as unknown[]).push(text);
    } else {
      values[name] = fromText(text, type);
    }
  }
  return values;
}

function fromText(text: string, type: string | undefined): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

import type { JsonSchema } from '../../../engine/request.ts';

/** A schema that is an object, rather than true or false. */
export type SchemaObject = { readonly [keyword: string]: unknown };

export function isObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isObject(value);
}

/** An own property. Names in schemas are client data: `constructor` must not read from the prototype. */
export function own(value: SchemaObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

export function schemasIn(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/**
 * The target of a reference: `#` or a JSON pointer within the document. Undefined for anything else; nothing is
 * fetched.
 *
 * @example
 * resolveRef({ $defs: { id: { type: 'string' } } }, '#/$defs/id'); // { type: 'string' }
 */
export function resolveRef(root: JsonSchema, ref: unknown): JsonSchema | undefined {
  if (typeof ref !== 'string' || ref.length > 2_000 || !isObject(root)) return undefined;
  if (ref === '#') return root;
  if (!ref.startsWith('#/')) return undefined;
  let target: unknown = root;
  for (const step of ref.slice(2).split('/')) {
    if (target === undefined) return undefined;
    const name = unescaped(step);
    if (Array.isArray(target)) target = /^\d{1,6}$/.test(name) ? target[Number(name)] : undefined;
    else target = isObject(target) ? own(target, name) : undefined;
  }
  return isSchema(target) ? target : undefined;
}

function unescaped(step: string): string {
  let text = step;
  try {
    text = decodeURIComponent(step);
  } catch {
    // A percent sign that starts no escape is literal.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

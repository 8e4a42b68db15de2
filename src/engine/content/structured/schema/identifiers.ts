import type { JsonSchema } from '../../../request.ts';
import { isObject, own, type SchemaObject } from './resolve.ts';

/**
 * The schema with every reference by identifier (`$id`, `$anchor`, `$dynamicAnchor`) written as the JSON pointer it
 * comes to, so that the rest needs to know pointers only. The very same schema when it has no identifiers; what leads
 * nowhere is left as it is. Looks at 20,000 schemas, 200 levels deep.
 *
 * @example
 * withPointers({ $id: 'https://example.com/node', items: { $ref: 'node' } }); // { …, items: { $ref: '#' } }
 */
export function withPointers(root: JsonSchema): JsonSchema {
  if (!isObject(root) || !hasIdentifiers(root)) return root;
  const index = new Map<string, string>();
  walk(root, { base: BASE, id: '', pointer: '#' }, (schema, { base, id, pointer }) => {
    if (base !== BASE || id !== '') index.set(base, id);
    for (const key of ['$anchor', '$dynamicAnchor', '$id', 'id'] as const) {
      const name = schema[key];
      // Before draft 6, and in `$id: '#name'`, an anchor was written as an identifier.
      const anchor = key.endsWith('nchor')
        ? name
        : typeof name === 'string'
          ? /^#(.+)/.exec(name)?.[1]
          : undefined;
      if (typeof anchor === 'string') index.set(`${base}#${anchor}`, pointer);
    }
  });
  return copy(root, index) as JsonSchema;
}

const IDENTIFIERS = ['$id', 'id', '$anchor', '$dynamicAnchor', '$recursiveRef'];

/** Whether any object has a text under a key that may name a schema; most documents have none. */
function hasIdentifiers(root: SchemaObject): boolean {
  const pending: SchemaObject[] = [root];
  let left = SCHEMAS;
  for (let value = pending.pop(); value !== undefined && --left > 0; value = pending.pop()) {
    const object = value;
    if (IDENTIFIERS.some((key) => typeof own(object, key) === 'string')) return true;
    for (const child of Object.values(object))
      if (typeof child === 'object' && child !== null) pending.push(child as SchemaObject);
  }
  return false;
}

/** What relative identifiers are relative to when the document has none. */
const BASE = 'schema:///root';
const SCHEMAS = 20_000;
const LEVELS = 200;
/** Keywords whose values are data, in which nothing is a schema. */
const DATA = new Set(['enum', 'const', 'default', 'examples', 'example', 'required', 'dependentRequired']);
/** Keywords that hold schemas by name: the names are no keywords. */
const MAPS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

interface Scope {
  /** The identifier in force, without a fragment. */
  readonly base: string;
  /** The pointer to the schema that has it. */
  readonly id: string;
  readonly pointer: string;
}

function scopeIn(schema: SchemaObject, scope: Scope): Scope {
  const id = typeof schema.$id === 'string' ? schema.$id : schema.id;
  if (typeof id !== 'string' || id.startsWith('#')) return scope;
  const base = resolved(id, scope.base);
  return base === undefined ? scope : { ...scope, base: base.replace(/#.*$/s, ''), id: scope.pointer };
}

function resolved(reference: string, base: string): string | undefined {
  if (reference.length > 2_000) return undefined;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

function walk(root: SchemaObject, start: Scope, visit: (schema: SchemaObject, scope: Scope) => void): void {
  let left = SCHEMAS;
  const enter = (value: unknown, scope: Scope, level: number, isMap: boolean): void => {
    if (typeof value !== 'object' || value === null || level > LEVELS || --left < 0) return;
    let inner = scope;
    if (isObject(value) && !isMap) {
      inner = scopeIn(value, scope);
      visit(value, inner);
    }
    for (const [key, child] of Object.entries(value)) {
      if (!isMap && DATA.has(key)) continue;
      enter(
        child,
        { ...inner, pointer: `${scope.pointer}/${escaped(key)}` },
        level + 1,
        !isMap && MAPS.has(key),
      );
    }
  };
  enter(root, start, 0, false);
}

function copy(root: SchemaObject, index: ReadonlyMap<string, string>): unknown {
  const enter = (value: unknown, scope: Scope, level: number, isMap: boolean): unknown => {
    if (typeof value !== 'object' || value === null || level > LEVELS) return value;
    if (Array.isArray(value)) return value.map((child) => enter(child, scope, level + 1, false));
    const inner = isMap ? scope : scopeIn(value as SchemaObject, scope);
    const entries = Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
      if (!isMap && DATA.has(key)) return [[key, child]];
      // A pointer leads to a place in the document; where identifiers change on the way, nothing else may.
      if (!isMap && REFERENCES.has(key) && typeof child === 'string')
        return [['$ref', pointerOf(child, inner.base, index) ?? child]];
      return [[key, enter(child, inner, level + 1, !isMap && MAPS.has(key))]];
    });
    return Object.fromEntries(entries);
  };
  return enter(root, { base: BASE, id: '', pointer: '#' }, 0, false);
}

const REFERENCES = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

function pointerOf(reference: string, base: string, index: ReadonlyMap<string, string>): string | undefined {
  const target = resolved(reference, base);
  if (target === undefined) return undefined;
  const [document = '', fragment = ''] = target.split('#', 2);
  if (fragment !== '' && !fragment.startsWith('/')) return index.get(`${document}#${fragment}`);
  const found = document === BASE ? '#' : index.get(document);
  return found === undefined ? undefined : found + fragment;
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25');
}

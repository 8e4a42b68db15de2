import type { JsonSchema } from '../../../engine/request.ts';
import { isObject, type SchemaObject } from './resolve.ts';

/**
 * A copy of the schema in which references by identifier (`$id`, `$anchor`, `$dynamicAnchor`) are JSON pointers, the
 * only form that other code supports. Returns the schema itself if it has no identifiers. References that cannot be
 * resolved are left unchanged. Reads at most 20,000 schemas, 200 levels deep.
 *
 * @example
 * withPointers({ $id: 'https://example.com/node', items: { $ref: 'node' } }); // { …, items: { $ref: '#' } }
 */
export function withPointers(root: JsonSchema): JsonSchema {
  if (!isObject(root) || !surveyOf(root, SCHEMAS * 3).hasIdentifiers) return root;
  const index = new Map<string, string>();
  walk(root, { base: BASE, id: '', pointer: '#' }, (schema, { base, id, pointer }) => {
    if (base !== BASE || id !== '') index.set(base, id);
    for (const key of ['$anchor', '$dynamicAnchor', '$id', 'id'] as const) {
      const name = schema[key];
      // Up to draft 7, an anchor was written as an identifier: `$id: '#name'`.
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

export interface Survey {
  /** JSON values the document consists of, whether they are schemas, keywords or data; more than `most` if too many. */
  readonly values: number;
  /** Whether any keyword could be an identifier: most documents have none. */
  readonly hasIdentifiers: boolean;
}

/** Reads each value of a document once, up to about `most`. */
export function surveyOf(root: SchemaObject, most: number): Survey {
  const pending: object[] = [root];
  let values = 0;
  let hasIdentifiers = false;
  for (let holder = pending.pop(); holder !== undefined; holder = pending.pop()) {
    const keys = Array.isArray(holder) ? undefined : Object.keys(holder);
    values += keys === undefined ? (holder as readonly unknown[]).length : keys.length;
    if (values > most) break;
    if (keys === undefined) {
      for (const child of holder as readonly unknown[])
        if (typeof child === 'object' && child !== null) pending.push(child);
      continue;
    }
    for (const key of keys) {
      const child = (holder as SchemaObject)[key];
      if (typeof child === 'string') hasIdentifiers ||= IDENTIFIERS.has(key);
      else if (typeof child === 'object' && child !== null) pending.push(child);
    }
  }
  return { values, hasIdentifiers };
}

const IDENTIFIERS = new Set(['$id', 'id', '$anchor', '$dynamicAnchor', '$recursiveRef']);

/** The base URI of documents without an identifier. */
const BASE = 'schema:///root';
const SCHEMAS = 20_000;
const LEVELS = 200;
/** Keywords whose values are data and contain no schemas. */
const DATA = new Set(['enum', 'const', 'default', 'examples', 'example', 'required', 'dependentRequired']);
/** Keywords that map names to schemas: their keys are not keywords. */
const MAPS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

interface Scope {
  /** The current base URI, without a fragment. */
  readonly base: string;
  /** The pointer to the schema that set the base URI. */
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
  return URL.parse(reference, base)?.href;
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
      // `$dynamicRef` and `$recursiveRef` become plain references: only the static target is supported.
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

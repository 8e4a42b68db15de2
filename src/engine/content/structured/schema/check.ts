import type { JsonSchema } from '../../../request.ts';
import { parsePattern } from '../pattern/parse.ts';
import { withPointers } from './identifiers.ts';
import { isObject, resolveRef, type SchemaObject } from './resolve.ts';
import { JSON_TYPES } from './shape.ts';

/** What is wrong with a schema, and the path to the faulty part, such as `['properties', 'name']`. */
export interface SchemaProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * The first reason why a schema cannot be served: a keyword with a value of the wrong type, an unknown type, a reference
 * that cannot be resolved or is circular, contradictory bounds, or a size beyond the limits (100 levels, 20,000 schemas,
 * strings of 50,000 characters, arrays of 4,000 items, objects of 2,000 properties). Undefined if there is none.
 *
 * @param more An additional check for each schema in the document.
 * @example
 * checkSchema({ type: 'strin' }); // { path: [], message: "In context=(), 'strin' is not a valid type…" }
 */
export function checkSchema(schema: JsonSchema, more?: SchemaVisit): SchemaProblem | undefined {
  const root = withPointers(schema);
  const sound = new Set<unknown>();
  return walkSchemas(
    root,
    { depth: 100, schemas: 20_000 },
    (each, path) => problemIn(each, path, root, sound) ?? more?.(each, path),
  );
}

/** A problem in OpenAI's wording: `In context=('properties', 'x'), …`. */
export function problemAt(path: readonly string[], text: string): SchemaProblem {
  const steps = path.map((step) => `'${step}'`).join(', ');
  return { path, message: `In context=(${path.length === 1 ? `${steps},` : steps}), ${text}` };
}

export interface WalkLimits {
  readonly depth: number;
  readonly schemas: number;
}

export type SchemaVisit = (schema: SchemaObject, path: readonly string[]) => SchemaProblem | undefined;

/**
 * Visits every schema of a document, definitions included, until a visit reports a problem. References are not
 * followed, so recursive schemas are safe.
 */
export function walkSchemas(
  root: unknown,
  limits: WalkLimits,
  visit: SchemaVisit,
): SchemaProblem | undefined {
  let left = limits.schemas;
  const enter = (schema: unknown, path: readonly string[], depth: number): SchemaProblem | undefined => {
    if (typeof schema === 'boolean') return undefined;
    if (!isObject(schema)) return problemAt(path, `${shown(schema)} is not of type 'object', 'boolean'.`);
    if (--left < 0) return problemAt(path, `the schema has more than ${limits.schemas} parts.`);
    if (depth > limits.depth)
      return problemAt(path, `the schema is nested deeper than ${limits.depth} levels.`);
    const problem = visit(schema, path);
    if (problem !== undefined) return problem;
    for (const [step, child] of childrenOf(schema)) {
      const found = enter(child, [...path, ...step], depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return enter(root, [], 0);
}

/** Keywords that hold one schema, a list of schemas, or a map of schemas. */
const ONE = [
  'additionalProperties',
  'propertyNames',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'unevaluatedItems',
  'additionalItems',
];
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const MAPS = ['$defs', 'definitions', 'properties', 'patternProperties', 'dependentSchemas'];

function* childrenOf(schema: SchemaObject): Generator<readonly [readonly string[], unknown]> {
  for (const key of MAPS) {
    const map = schema[key];
    if (isObject(map)) for (const [name, child] of Object.entries(map)) yield [[key, name], child];
  }
  for (const key of LISTS) {
    const list = schema[key];
    if (Array.isArray(list)) for (const [index, child] of list.entries()) yield [[key, String(index)], child];
  }
  if (Array.isArray(schema.items)) {
    for (const [index, child] of schema.items.entries()) yield [['items', String(index)], child];
  } else if (schema.items !== undefined) yield [['items'], schema.items];
  for (const key of ONE) if (schema[key] !== undefined) yield [[key], schema[key]];
}

function problemIn(
  schema: SchemaObject,
  path: readonly string[],
  root: JsonSchema,
  sound: Set<unknown>,
): SchemaProblem | undefined {
  const text =
    typeProblem(schema) ??
    kindProblem(schema) ??
    referenceProblem(schema, root, sound) ??
    boundsProblem(schema) ??
    patternProblem(schema);
  return text === undefined ? undefined : problemAt(path, text);
}

function typeProblem({ type }: SchemaObject): string | undefined {
  if (type === undefined) return undefined;
  const types = Array.isArray(type) ? type : [type];
  if (types.length === 0) return "'type' must not be an empty list.";
  const unknown = types.find((each) => !(JSON_TYPES as readonly unknown[]).includes(each));
  return unknown === undefined ? undefined : `${shown(unknown)} is not valid under any of the given schemas.`;
}

function kindProblem(schema: SchemaObject): string | undefined {
  for (const key of MAPS) {
    if (schema[key] !== undefined && !isObject(schema[key]))
      return `${shown(schema[key])} is not of type 'object'.`;
  }
  for (const key of LISTS) {
    const list = schema[key];
    if (list === undefined) continue;
    if (!Array.isArray(list)) return `${shown(list)} is not of type 'array'.`;
    if (list.length === 0) return '[] should be non-empty.';
  }
  const { required } = schema;
  if (schema.enum !== undefined && !Array.isArray(schema.enum))
    return `${shown(schema.enum)} is not of type 'array'.`;
  if (Array.isArray(schema.enum) && schema.enum.length === 0) return '[] should be non-empty.';
  // In draft 3, `required` was a boolean on each property; it is ignored.
  if (required !== undefined && typeof required !== 'boolean') {
    if (!Array.isArray(required)) return `${shown(required)} is not of type 'array'.`;
    const name = required.find((each) => typeof each !== 'string');
    if (name !== undefined) return `${shown(name)} is not of type 'string'.`;
  }
  return undefined;
}

/** Follows a chain of references. `sound` holds references known to end, so that no chain is followed twice. */
function referenceProblem({ $ref }: SchemaObject, root: JsonSchema, sound: Set<unknown>): string | undefined {
  if ($ref === undefined || sound.has($ref)) return undefined;
  const chain = [$ref];
  let target = resolveRef(root, $ref);
  if (target === undefined) return `reference to component ${shown($ref)} which was not found in the schema.`;
  while (isObject(target) && target.$ref !== undefined && !sound.has(target.$ref)) {
    if (chain.length > 50) return `reference ${shown($ref)} leads only to itself.`;
    chain.push(target.$ref);
    target = resolveRef(root, target.$ref);
  }
  for (const reference of chain) sound.add(reference);
  return undefined;
}

const SIZES = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const NUMBERS = ['minimum', 'maximum', 'multipleOf'];
const PAIRS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;
const CEILINGS = [
  ['minLength', 50_000],
  ['minItems', 4_000],
  ['minProperties', 2_000],
] as const;

function boundsProblem(schema: SchemaObject): string | undefined {
  for (const key of [...SIZES, ...NUMBERS]) {
    const value = schema[key];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isFinite(value))
      return `${shown(value)} is not of type 'number'.`;
    if (SIZES.includes(key) && (value < 0 || !Number.isInteger(value)))
      return `'${key}' must be a non-negative integer.`;
  }
  if (schema.multipleOf !== undefined && (schema.multipleOf as number) <= 0)
    return "'multipleOf' must be greater than 0.";
  for (const [low, high] of PAIRS) {
    const [least, most] = [schema[low], schema[high]];
    if (typeof least === 'number' && typeof most === 'number' && least > most) {
      return `'${low}' must not be greater than '${high}'.`;
    }
  }
  for (const [key, ceiling] of CEILINGS) {
    const value = schema[key];
    if (typeof value === 'number' && value > ceiling) return `'${key}' must not be greater than ${ceiling}.`;
  }
  return undefined;
}

function patternProblem({ pattern }: SchemaObject): string | undefined {
  if (pattern === undefined) return undefined;
  if (typeof pattern !== 'string') return `${shown(pattern)} is not of type 'string'.`;
  return parsePattern(pattern) === undefined
    ? `${shown(pattern)} is not a supported regular expression.`
    : undefined;
}

/** A value as shown in a message: at most 100 characters, strings in single quotes. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'null');
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

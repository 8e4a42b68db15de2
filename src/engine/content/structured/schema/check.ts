import type { JsonSchema } from '../../../request.ts';
import { parsePattern } from '../pattern/parse.ts';
import { withPointers } from './identifiers.ts';
import { isObject, resolveRef, type SchemaObject } from './resolve.ts';
import { JSON_TYPES } from './shape.ts';

/** What is wrong with a schema, and where: the keys that lead there, such as `['properties', 'name']`. */
export interface SchemaProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * The first reason why a schema cannot be served at all: a keyword of the wrong kind, an unknown type, a reference
 * that leads nowhere or only to itself, bounds that contradict each other, or more than can be answered (5,000
 * values, 100 levels, 20,000 schemas, 50,000 characters in one string). Undefined when there is none.
 *
 * @param more What else is to be right about each schema within.
 * @example
 * checkSchema({ type: 'strin' }); // { path: [], message: "In context=(), 'strin' is not a valid type…" }
 */
export function checkSchema(schema: JsonSchema, more?: SchemaVisit): SchemaProblem | undefined {
  const root = withPointers(schema);
  return walkSchemas(
    root,
    { depth: 100, schemas: 20_000 },
    (each, path) => problemIn(each, path, root) ?? more?.(each, path),
  );
}

/** `In context=('properties', 'x'), …`, as the platform words what it refuses. */
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
 * followed, so recursion needs no care.
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

/** Keywords that hold one schema, a list of them, or a map of them. */
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
): SchemaProblem | undefined {
  const text =
    typeProblem(schema) ??
    kindProblem(schema) ??
    referenceProblem(schema, root) ??
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
  // Draft 3 marked each property as required or not; such a flag is harmless.
  if (required !== undefined && typeof required !== 'boolean') {
    if (!Array.isArray(required)) return `${shown(required)} is not of type 'array'.`;
    const name = required.find((each) => typeof each !== 'string');
    if (name !== undefined) return `${shown(name)} is not of type 'string'.`;
  }
  return undefined;
}

function referenceProblem({ $ref }: SchemaObject, root: JsonSchema): string | undefined {
  if ($ref === undefined) return undefined;
  let target = resolveRef(root, $ref);
  if (target === undefined) return `reference to component ${shown($ref)} which was not found in the schema.`;
  for (let hops = 0; isObject(target) && target.$ref !== undefined; hops++) {
    if (hops > 50) return `reference ${shown($ref)} leads only to itself.`;
    target = resolveRef(root, target.$ref);
  }
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

/** A value as it stands in a message: short, and strings in single quotes. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'null');
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

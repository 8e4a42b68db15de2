import type { SchemaAllowance, SchemaProblem } from '../../../engine/ports/schema-checker.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { parsePattern } from '../pattern/parse.ts';
import { surveyOf, withPointers } from './identifiers.ts';
import { JSON_TYPES } from './json-types.ts';
import { isObject, resolveRef, type SchemaObject } from './resolve.ts';

/**
 * The first reason why a schema cannot be served: a keyword with a value of the wrong type, an unknown type, a reference
 * that cannot be resolved or is circular, contradictory bounds, or a size beyond the limits (50,000 values and 200,000
 * characters of patterns in all schemas of the request, 100 levels, 20,000 schemas, strings of 50,000 characters, arrays of 4,000 items, objects of 2,000 properties). Undefined if there is none.
 *
 * @param more An additional check for each schema in the document.
 * @example
 * checkSchema({ type: 'strin' }); // { path: [], message: "In context=(), 'strin' is not a valid type…" }
 */
export function checkSchema(
  schema: JsonSchema,
  allowance: SchemaAllowance = newAllowance(),
  more?: SchemaVisit,
): SchemaProblem | undefined {
  const survey = isObject(schema) ? surveyOf(schema, allowance.values) : undefined;
  allowance.values -= survey?.values ?? 0;
  if (allowance.values < 0)
    return problemAt([], `the schemas have more than ${MOST_VALUES} values in total.`);
  const root = survey?.hasIdentifiers ? withPointers(schema) : schema;
  const sound = new Set<unknown>();
  return walkSchemas(root, (each, path) => {
    if (typeof each.pattern === 'string') allowance.patterns -= each.pattern.length;
    if (allowance.patterns < 0)
      return problemAt(
        path,
        `the patterns of the schemas have more than ${MOST_PATTERNS} characters in total.`,
      );
    return problemIn(each, path, root, sound) ?? more?.(each, path);
  });
}

/** JSON values that the schemas of one request may consist of, descriptions and enum values included. */
const MOST_VALUES = 50_000;
const MOST_PATTERNS = 200_000;

export function newAllowance(): SchemaAllowance {
  return { values: MOST_VALUES, patterns: MOST_PATTERNS };
}

/** A problem in OpenAI's wording: `In context=('properties', 'x'), …`. */
export function problemAt(path: readonly string[], text: string): SchemaProblem {
  const steps = path.map((step) => `'${step}'`).join(', ');
  return { path: [...path], message: `In context=(${path.length === 1 ? `${steps},` : steps}), ${text}` };
}

const MOST_SCHEMAS = 20_000;
const DEEPEST = 100;

/** `path` is valid only during the visit. */
export type SchemaVisit = (schema: SchemaObject, path: readonly string[]) => SchemaProblem | undefined;

/**
 * Visits every schema of a document, definitions included, until a visit reports a problem. References are not
 * followed, so recursive schemas are safe.
 */
function walkSchemas(root: unknown, visit: SchemaVisit): SchemaProblem | undefined {
  let left = MOST_SCHEMAS;
  const path: string[] = [];
  const enter = (schema: unknown, depth: number): SchemaProblem | undefined => {
    if (typeof schema === 'boolean') return undefined;
    if (!isObject(schema)) return problemAt(path, `${shown(schema)} is not of type 'object', 'boolean'.`);
    if (--left < 0) return problemAt(path, `the schema has more than ${MOST_SCHEMAS} parts.`);
    if (depth > DEEPEST) return problemAt(path, `the schema is nested deeper than ${DEEPEST} levels.`);
    return visit(schema, path) ?? enterAll(schema, depth + 1);
  };
  const enterAt = (step: string, child: unknown, depth: number): SchemaProblem | undefined => {
    path.push(step);
    const found = enter(child, depth);
    path.pop();
    return found;
  };
  const enterEach = (key: string, holder: object, depth: number): SchemaProblem | undefined => {
    path.push(key);
    let found: SchemaProblem | undefined;
    for (const name of Object.keys(holder)) {
      found = enterAt(name, (holder as SchemaObject)[name], depth);
      if (found !== undefined) break;
    }
    path.pop();
    return found;
  };
  const enterAll = (schema: SchemaObject, depth: number): SchemaProblem | undefined => {
    for (const [key, holds] of CHILDREN) {
      const value = schema[key];
      if (value === undefined) continue;
      const isHolder = Array.isArray(value) ? holds.list : holds.map && isObject(value);
      if (!isHolder && !holds.one) continue;
      const found = isHolder ? enterEach(key, value as object, depth) : enterAt(key, value, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return enter(root, 0);
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

interface Holds {
  readonly one: boolean;
  readonly list: boolean;
  readonly map: boolean;
}

/** The keywords that hold schemas, and in which ways, in the order in which they are visited. */
const CHILDREN: readonly (readonly [keyword: string, holds: Holds])[] = [
  ...MAPS.map((key) => [key, { one: false, list: false, map: true }] as const),
  ...LISTS.map((key) => [key, { one: false, list: true, map: false }] as const),
  ['items', { one: true, list: true, map: false }],
  ...ONE.map((key) => [key, { one: true, list: false, map: false }] as const),
];

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
const BOUNDS = [...SIZES, 'minimum', 'maximum', 'multipleOf'];
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
  for (const key of BOUNDS) {
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

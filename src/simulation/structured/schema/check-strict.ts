import type { SchemaAllowance, SchemaProblem } from '../../../engine/ports/schema-checker.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { problemAt, type SchemaVisit, shown } from './check.ts';
import { checkObjectSchema } from './check-object.ts';
import { isObject, type SchemaObject } from './resolve.ts';

/**
 * The first violation of OpenAI's rules and limits for strict structured outputs, as documented under "Structured
 * Outputs · Supported schemas". Undefined if there is none.
 *
 * @example
 * checkStrictSchema({ type: 'object', properties: {} })?.message;
 * // "In context=(), 'additionalProperties' is required to be supplied and to be false."
 */
export function checkStrictSchema(
  schema: JsonSchema,
  allowance?: SchemaAllowance,
): SchemaProblem | undefined {
  const sizeProblem = createSizeCheck();
  return checkObjectSchema(
    schema,
    allowance,
    (each, path) => sizeProblem(each, path) ?? rulesProblem(each, path),
  );
}

const PROPERTIES = 5_000;
const ENUM_VALUES = 1_000;
/** Total characters of names, enum values and const values. */
const CHARACTERS = 120_000;
const LEVELS = 10;
const NONE: readonly string[] = [];
/** Enums with more values than this have a limit on their total text. */
const LONG_ENUM = 250;
const LONG_ENUM_CHARACTERS = 15_000;

/** The string formats that OpenAI supports. */
const FORMATS: readonly string[] = [
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uuid',
];

const UNSUPPORTED = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
  'minProperties',
  'maxProperties',
  'contains',
  'minContains',
  'maxContains',
  'uniqueItems',
];

const rulesProblem: SchemaVisit = (schema, path) => {
  const keyword = UNSUPPORTED.find((each) => schema[each] !== undefined);
  if (keyword !== undefined) return problemAt(path, `'${keyword}' is not permitted.`);
  if (schema.$ref !== undefined) return referenceProblem(schema, path);
  if (schema.format !== undefined && !FORMATS.includes(schema.format as string)) {
    return problemAt(path, `${shown(schema.format)} is not a valid format.`);
  }
  if (schema.anyOf === undefined && schema.type === undefined && schema.enum === undefined) {
    if (!Object.hasOwn(schema, 'const')) return problemAt(path, "schema must have a 'type' key.");
  }
  if (names(schema.type).includes('array') && !isObject(schema.items)) {
    return problemAt(path, 'array schema missing items.');
  }
  return objectProblem(schema, path);
};

/** `$ref` must not have sibling keywords, not even a description. */
function referenceProblem(
  { $ref: _, ...others }: SchemaObject,
  path: readonly string[],
): SchemaProblem | undefined {
  const keywords = Object.keys(others);
  if (keywords.length === 0) return undefined;
  return problemAt(path, `$ref cannot have keywords {${keywords.map(shown).join(', ')}}.`);
}

function objectProblem(schema: SchemaObject, path: readonly string[]): SchemaProblem | undefined {
  if (!names(schema.type).includes('object') && schema.properties === undefined) return undefined;
  if (schema.additionalProperties !== false) {
    return problemAt(path, "'additionalProperties' is required to be supplied and to be false.");
  }
  if (schema.properties === undefined) return problemAt(path, 'object schema missing properties.');
  const keys = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const required = new Set(names(schema.required));
  const rule = "'required' is required to be supplied and to be an array including every key in properties.";
  const missing = keys.find((key) => !required.has(key));
  if (missing !== undefined) return problemAt(path, `${rule} Missing '${missing}'.`);
  const known = new Set(keys);
  const extra = [...required].find((name) => !known.has(name));
  return extra === undefined ? undefined : problemAt(path, `${rule} Extra required key '${extra}' supplied.`);
}

/** Checks limits that apply to all schemas of one document together. */
function createSizeCheck(): SchemaVisit {
  let properties = 0;
  let values = 0;
  let characters = 0;
  return (schema, path) => {
    if (levelsOf(path) > LEVELS) {
      return problemAt(path, `the schema exceeds the limit of ${LEVELS} levels of nesting.`);
    }
    const declared = isObject(schema.properties) ? Object.keys(schema.properties) : NONE;
    properties += declared.length;
    if (properties > PROPERTIES) {
      return problemAt(path, `the schema has more than ${PROPERTIES} object properties in total.`);
    }
    for (const name of declared) characters += name.length;
    for (const map of [schema.$defs, schema.definitions]) {
      if (isObject(map)) for (const name of Object.keys(map)) characters += name.length;
    }
    if (typeof schema.const === 'string') characters += schema.const.length;
    if (Array.isArray(schema.enum)) {
      values += schema.enum.length;
      if (values > ENUM_VALUES)
        return problemAt(path, `the schema has more than ${ENUM_VALUES} enum values in total.`);
      const length = schema.enum.reduce(
        (sum: number, value) => sum + (typeof value === 'string' ? value.length : 0),
        0,
      );
      characters += length;
      if (schema.enum.length > LONG_ENUM && length > LONG_ENUM_CHARACTERS) {
        return problemAt(
          path,
          `an enum of more than ${LONG_ENUM} values may have ${LONG_ENUM_CHARACTERS} characters in total.`,
        );
      }
    }
    return characters > CHARACTERS
      ? problemAt(path, `the names and enum values of the schema exceed ${CHARACTERS} characters in total.`)
      : undefined;
  };
}

/** The nesting level of a path: objects and arrays entered, the root included. */
function levelsOf(path: readonly string[]): number {
  let levels = 1;
  for (let index = 0; index < path.length; index++) {
    const step = path[index];
    if (step === 'properties') {
      levels++;
      index++;
    } else if (step === 'items') levels++;
    else if (step === '$defs' || step === 'definitions') {
      levels = 1;
      index++;
    } else if (step === 'anyOf' || step === 'prefixItems') index++;
  }
  // A leaf does not count as a level.
  return path.length === 0 ? 1 : levels - 1;
}

function names(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === 'string');
}

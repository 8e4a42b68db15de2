import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { isOfType } from './schema.ts';
import { type JsonSchema, mapChildren } from './subschemas.ts';
import { selectBranch, type Tagged, taggedOf } from './tagged.ts';

/** Whether a value matches the schema that it was compiled from. */
export type Check = (value: unknown) => boolean;

// Shared by all instances of the process: schemas are immutable, and a check depends on nothing but its schema.
const checks = new WeakMap<object, Check>();

/**
 * The compiled check of a schema. Each schema object is compiled on first use, once per process, so operations that are
 * never called cost nothing at the start and a further instance compiles nothing again. The branches of a tagged union
 * are compiled when a value first selects them.
 */
export function compiledOf(schema: object): Check {
  let check = checks.get(schema);
  if (!check) {
    const union = taggedOf(schema);
    check = union ? checkTagged(union) : compile(schema);
    checks.set(schema, check);
  }
  return check;
}

function compile(schema: object): Check {
  const validator = Compile(fasten(schema as JsonSchema) as TSchema);
  return (value) => validator.Check(value);
}

/**
 * Replaces what the library checks slowly: it tries the branches of a tagged union in turn, and matches each name in a
 * closed object with optional members against a regular expression.
 */
function fasten(schema: JsonSchema): JsonSchema {
  if (taggedOf(schema)) return refined(Type.Unknown(), compiledOf(schema));
  const { additionalProperties, ...open } = mapChildren(schema, fasten);
  if (additionalProperties !== false || open.patternProperties !== undefined) {
    return additionalProperties === undefined ? open : { ...open, additionalProperties };
  }
  return refined(open, checkNames(new Set(Object.keys(open.properties ?? {}))));
}

const refined = (schema: object, check: Check): JsonSchema =>
  Type.Refine(schema as TSchema, check) as object as JsonSchema;

function checkNames(known: ReadonlySet<string>): Check {
  return (value) => {
    for (const name in value as object) if (!known.has(name)) return false;
    return true;
  };
}

function checkTagged(union: Tagged): Check {
  return (value) => {
    if (!isOfType('object', value)) return false;
    const branch = selectBranch(union, value as object);
    return branch !== undefined && compiledOf(branch)(value);
  };
}

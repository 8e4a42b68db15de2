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
  const validator = Compile(mapChildren(schema as JsonSchema, selecting) as TSchema);
  return (value) => validator.Check(value);
}

/** The library would try the branches of a union in turn. */
function selecting(schema: JsonSchema): JsonSchema {
  if (!taggedOf(schema)) return mapChildren(schema, selecting);
  return Type.Refine(Type.Unknown(), compiledOf(schema)) as object as JsonSchema;
}

function checkTagged(union: Tagged): Check {
  return (value) => {
    if (!isOfType('object', value)) return false;
    const branch = selectBranch(union, value as object);
    return branch !== undefined && compiledOf(branch)(value);
  };
}

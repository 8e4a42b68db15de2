import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** Whether a value matches the schema that it was compiled from. */
export type Check = (value: unknown) => boolean;

// Shared by all instances of the process: schemas are immutable, and a check depends on nothing but its schema.
const checks = new WeakMap<object, Check>();

/**
 * The compiled check of a schema. Each schema object is compiled on first use, once per process, so operations that are
 * never called cost nothing at the start and a further instance compiles nothing again.
 */
export function compiledOf(schema: object): Check {
  let check = checks.get(schema);
  if (!check) {
    const validator = Compile(schema as TSchema);
    check = (value) => validator.Check(value);
    checks.set(schema, check);
  }
  return check;
}

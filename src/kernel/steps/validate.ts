import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { explain } from '../explain.ts';
import { Fault } from '../fault.ts';

/** Throws a Fault that names the field and what is wrong with it, when a value does not fit. */
export type Validate = (schema: TSchema, value: unknown) => void;

/**
 * Checks compiled on first use, one for each schema. Starting costs nothing for operations nobody calls.
 *
 * @throws Fault with the kind that {@link explain} finds
 */
export function createValidate(): Validate {
  const compiled = new WeakMap<TSchema, { Check(value: unknown): boolean }>();
  return (schema, value) => {
    let check = compiled.get(schema);
    if (!check) {
      check = Compile(schema);
      compiled.set(schema, check);
    }
    if (check.Check(value)) return;
    throw new Fault(
      explain(schema, value) ?? {
        kind: 'invalid_value',
        param: null,
        message: 'The request does not match what this operation accepts.',
      },
    );
  };
}

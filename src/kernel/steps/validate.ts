import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { explain } from '../explain.ts';
import { Fault } from '../fault.ts';
import { withoutNulls } from '../nulls.ts';

/** The value as its schema accepts it. Throws a Fault that names the field and what is wrong with it, when it does not fit. */
export type Validate = (schema: TSchema, value: unknown) => unknown;

/**
 * Checks compiled on first use, one for each schema. Starting costs nothing for operations nobody calls. Null in place of an optional
 * member means that it is not given ({@link withoutNulls}); only a value that does not fit as it came is searched for such nulls.
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
    if (check.Check(value)) return value;
    const given = withoutNulls(schema, value);
    if (given !== value && check.Check(given)) return given;
    throw new Fault(
      explain(schema, given) ?? {
        kind: 'invalid_value',
        param: null,
        message: 'The request does not match what this operation accepts.',
      },
    );
  };
}

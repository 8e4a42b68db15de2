import type { TSchema } from 'typebox';
import { finish, type Steps } from '../../runtime/steps.ts';
import { compiledOf } from '../compiled.ts';
import { explain } from '../explain.ts';
import { Fault } from '../fault.ts';
import { withoutNulls } from '../nulls.ts';

/**
 * Returns the validated value, without nulls that mean "not given". Throws a Fault that names the field and
 * the problem.
 */
export interface Validate {
  (schema: TSchema, value: unknown): unknown;
  /** For values that can be large. */
  inSteps(schema: TSchema, value: unknown): Steps<unknown>;
}

function* inSteps(schema: TSchema, value: unknown): Steps<unknown> {
  const check = compiledOf(schema);
  if (check(value)) return value;
  yield;
  const given = withoutNulls(schema, value);
  yield;
  if (given !== value && check(given)) return given;
  yield;
  throw new Fault(
    explain(schema, given) ?? {
      kind: 'invalid_value',
      param: null,
      message: 'The request does not match what this operation accepts.',
    },
  );
}

/**
 * Validates with the compiled check of a schema ({@link compiledOf}). Null for an optional member means that it is not
 * given ({@link withoutNulls}); only a value that fails validation is searched for such nulls.
 *
 * @throws Fault with the kind that {@link explain} finds
 */
export const validate: Validate = Object.assign(
  (schema: TSchema, value: unknown) => finish(inSteps(schema, value)),
  { inSteps },
);

import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { finish, type Steps } from '../../runtime/steps.ts';
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

/**
 * Creates a validator that compiles each schema on first use, so operations that are never called cost no
 * startup time. Null for an optional member means that it is not given ({@link withoutNulls}); only a value
 * that fails validation is searched for such nulls.
 *
 * @throws Fault with the kind that {@link explain} finds
 */
export function createValidate(): Validate {
  const compiled = new WeakMap<TSchema, { Check(value: unknown): boolean }>();
  function* inSteps(schema: TSchema, value: unknown): Steps<unknown> {
    let check = compiled.get(schema);
    if (!check) {
      check = Compile(schema);
      compiled.set(schema, check);
    }
    if (check.Check(value)) return value;
    yield;
    const given = withoutNulls(schema, value);
    yield;
    if (given !== value && check.Check(given)) return given;
    yield;
    throw new Fault(
      explain(schema, given) ?? {
        kind: 'invalid_value',
        param: null,
        message: 'The request does not match what this operation accepts.',
      },
    );
  }
  return Object.assign((schema: TSchema, value: unknown) => finish(inSteps(schema, value)), { inSteps });
}

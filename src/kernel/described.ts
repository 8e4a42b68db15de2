import type { TSchema } from 'typebox';

/**
 * A schema with a description for the documentation. Rules that a schema cannot express, because they depend on other
 * fields or on the model, are described where they apply.
 *
 * @example
 * const best_of = described(Type.Optional(Type.Integer({ minimum: 0 })), 'At least `n`.');
 */
export function described<S extends TSchema>(schema: S, description: string): S {
  // Some keywords of the library are not enumerable.
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(schema),
      description: { value: description, enumerable: true },
    },
  ) as S;
}

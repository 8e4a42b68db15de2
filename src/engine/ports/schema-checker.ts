import type { JsonSchema } from '../request.ts';

/**
 * Tells whether answers can follow a JSON schema, as the grammar backend of an inference server does before
 * it accepts a request.
 *
 * @example
 * checker.checkSchema({ type: 'strin' }); // { path: [], message: "In context=(), 'strin' is not a valid type…" }
 */
export interface SchemaChecker {
  /** What the schemas of one request may have together; pass it to each check of the request. */
  newAllowance(): SchemaAllowance;
  /**
   * The first reason why no answer can follow a schema; undefined if there is none.
   *
   * @param allowance Default: a new one.
   */
  checkSchema(schema: JsonSchema, allowance?: SchemaAllowance): SchemaProblem | undefined;
  /** Also requires an object with `properties` at the root, as hosted models do. */
  checkObjectSchema(schema: JsonSchema, allowance?: SchemaAllowance): SchemaProblem | undefined;
  /** Also applies the rules and limits of strict mode. */
  checkStrictSchema(schema: JsonSchema, allowance?: SchemaAllowance): SchemaProblem | undefined;
}

/** What is left of the size that the schemas of one request may have together. Checking a schema draws from it. */
export interface SchemaAllowance {
  /** JSON values, descriptions and enum values included. */
  values: number;
  /** Characters of patterns. */
  patterns: number;
}

/** What is wrong with a schema, and the path to the faulty part, such as `['properties', 'name']`. */
export interface SchemaProblem {
  readonly path: readonly string[];
  readonly message: string;
}

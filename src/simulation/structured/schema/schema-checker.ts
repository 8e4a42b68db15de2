import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import { checkSchema, newAllowance } from './check.ts';
import { checkObjectSchema } from './check-object.ts';
import { checkStrictSchema } from './check-strict.ts';

/**
 * Creates a checker that accepts what the simulated generator can follow.
 *
 * @example
 * createSchemaChecker().checkSchema({ type: 'string' }); // undefined
 */
export function createSchemaChecker(): SchemaChecker {
  return { newAllowance, checkSchema, checkObjectSchema, checkStrictSchema };
}

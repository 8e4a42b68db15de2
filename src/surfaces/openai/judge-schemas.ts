import type { ModelCard } from '../../engine/models/card.ts';
import type { SchemaChecker } from '../../engine/ports/schema-checker.ts';
import { invalid } from './invalid.ts';

/** A JSON Schema in a request, and how errors refer to it. */
export interface GivenSchema {
  readonly schema: Record<string, unknown> | undefined;
  readonly isStrict: boolean;
  readonly param: string;
  /** For example `function 'f'`. */
  readonly owner: string;
  readonly code: string | null;
}

export interface SchemaOptions {
  readonly schemaChecker: SchemaChecker;
  /** Whether strict schemas must follow the strict-mode rules. If not, they are treated like any other schema. */
  readonly strictSchemas: boolean;
}

/**
 * Checks the schemas of a request: whether they can be served, and whether the model's platform accepts them.
 *
 * @returns the platform's error message for a strict schema that is served here although the platform would
 * reject it; undefined if there is none
 * @throws Fault for the first problem found
 */
export function judgeSchemas(
  given: Iterable<GivenSchema>,
  model: ModelCard,
  { schemaChecker, strictSchemas }: SchemaOptions,
): string | undefined {
  const check = model.rules ? schemaChecker.checkObjectSchema : schemaChecker.checkSchema;
  const allowance = schemaChecker.newAllowance();
  let refusal: string | undefined;
  for (const { schema, isStrict, param, owner, code } of given) {
    if (schema === undefined) continue;
    const toMessage = (problem: { message: string }) => `Invalid schema for ${owner}: ${problem.message}`;
    const isJudged = isStrict && (strictSchemas || model.rules !== undefined);
    const strictProblem = isJudged ? schemaChecker.checkStrictSchema(schema, allowance) : undefined;
    // The rules for strict schemas include all others.
    if (isJudged && !strictProblem) continue;
    // A strict schema's size is charged once, although it may be checked twice.
    const isFinal = strictSchemas || allowance.values < 0 || allowance.patterns < 0;
    const problem =
      strictProblem && isFinal
        ? strictProblem
        : check(schema, isJudged ? schemaChecker.newAllowance() : allowance);
    if (problem) throw invalid(param, toMessage(problem), code);
    if (strictProblem) refusal ??= toMessage(strictProblem);
  }
  return refusal;
}

import type { ModelCard } from '../../../engine/models/card.ts';
import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import { invalid } from './invalid.ts';
import type { ChatCompletionRequest } from './schema.ts';

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
 * Checks the schemas of functions and of the response format: whether they can be served, and whether the
 * model's platform accepts them.
 *
 * @returns the platform's error message for a strict schema that is served here although the platform would
 * reject it; undefined if there is none
 * @throws Fault for the first problem found
 */
export function checkSchemas(
  body: ChatCompletionRequest,
  model: ModelCard,
  options: SchemaOptions,
): string | undefined {
  return judgeSchemas(schemasOf(body), model, options);
}

/** The same for the schemas of any request. */
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

function* schemasOf({
  tools,
  functions,
  response_format: format,
}: ChatCompletionRequest): Iterable<GivenSchema> {
  const code = 'invalid_function_parameters';
  for (const [index, tool] of (tools ?? []).entries()) {
    if (tool.type !== 'function') continue;
    const { name, parameters: schema, strict } = tool.function;
    const param = `tools[${index}].function.parameters`;
    yield { schema, isStrict: strict === true, param, owner: `function '${name}'`, code };
  }
  for (const [index, { name, parameters: schema }] of (functions ?? []).entries()) {
    const param = `functions[${index}].parameters`;
    yield { schema, isStrict: false, param, owner: `function '${name}'`, code };
  }
  if (format?.type !== 'json_schema') return;
  const { name, schema, strict } = format.json_schema;
  const owner = `response_format '${name}'`;
  yield { schema, isStrict: strict === true, param: 'response_format', owner, code: null };
}

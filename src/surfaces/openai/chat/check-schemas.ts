import {
  checkObjectSchema,
  checkSchema,
  checkStrictSchema,
} from '../../../engine/content/structured/index.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import { invalid } from './invalid.ts';
import type { ChatCompletionRequest } from './schema.ts';

/** A JSON Schema in a request, and how it is named when it is refused. */
interface GivenSchema {
  readonly schema: Record<string, unknown> | undefined;
  readonly isStrict: boolean;
  readonly param: string;
  /** `function 'f'` */
  readonly owner: string;
  readonly code: string | null;
}

/**
 * The schemas of functions and of the answer: whether they can be served, and whether the model's platform takes them.
 *
 * @param strictSchemas Whether strict schemas are held to the rules for such. Otherwise they are served like others.
 * @returns the message with which the platform refuses a strict schema that is served here; undefined when it refuses none
 * @throws Fault, the first one found
 */
export function checkSchemas(
  body: ChatCompletionRequest,
  model: ModelCard,
  strictSchemas: boolean,
): string | undefined {
  const check = model.rules ? checkObjectSchema : checkSchema;
  let refusal: string | undefined;
  for (const { schema, isStrict, param, owner, code } of schemasOf(body)) {
    if (schema === undefined) continue;
    const toMessage = (problem: { message: string }) => `Invalid schema for ${owner}: ${problem.message}`;
    const refused = (problem: { message: string }) => invalid(param, toMessage(problem), code);
    if (isStrict && (strictSchemas || model.rules)) {
      const strictProblem = checkStrictSchema(schema);
      if (!strictProblem) continue;
      const problem = strictSchemas ? strictProblem : check(schema);
      if (problem) throw refused(problem);
      refusal ??= toMessage(strictProblem);
    } else {
      const problem = check(schema);
      if (problem) throw refused(problem);
    }
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

import type { ModelCard } from '../../../engine/models/card.ts';
import { askedSchema } from '../engine-extras/form.ts';
import { type GivenSchema, judgeSchemas, type SchemaOptions } from '../judge-schemas.ts';
import type { ChatCompletionRequest } from './schema.ts';

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

function* schemasOf(body: ChatCompletionRequest): Iterable<GivenSchema> {
  const { tools, functions, response_format: format } = body;
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
  const asked = askedSchema(body);
  if (asked) yield asked;
  if (format?.type !== 'json_schema') return;
  const { name, schema, strict } = format.json_schema;
  const owner = `response_format '${name}'`;
  yield { schema, isStrict: strict === true, param: 'response_format', owner, code: null };
}

import type { GivenSchema } from '../../judge-schemas.ts';
import type { CreateResponseRequest } from '../schema/request.ts';
import type { Tool } from '../schema/tools.ts';

/** The JSON schemas of a request: of its functions, of those that its items add, and of its answer. */
export function* schemasOf({ tools = [], input, text }: CreateResponseRequest): Iterable<GivenSchema> {
  yield* schemasOfTools(tools, 'tools');
  for (const [index, item] of Array.isArray(input) ? input.entries() : []) {
    if (item.type === 'additional_tools' || item.type === 'tool_search_output') {
      yield* schemasOfTools(item.tools, `input[${index}].tools`);
    }
  }
  const format = text?.format;
  if (format?.type !== 'json_schema') return;
  const { name, schema, strict } = format;
  const owner = `response_format '${name}'`;
  yield {
    schema,
    isStrict: strict === true,
    param: 'text.format.schema',
    owner,
    code: 'invalid_json_schema',
  };
}

function* schemasOfTools(tools: readonly Tool[], at: string): Iterable<GivenSchema> {
  for (const [index, tool] of tools.entries()) {
    if (tool.type === 'namespace') yield* schemasOfTools(tool.tools, `${at}[${index}].tools`);
    if (tool.type !== 'function') continue;
    const { name, parameters: schema, strict } = tool;
    const code = 'invalid_function_parameters';
    const param = `${at}[${index}].parameters`;
    yield { schema, isStrict: strict === true, param, owner: `function '${name}'`, code };
  }
}

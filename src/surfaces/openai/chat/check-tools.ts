import type { ModelCard } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import { invalid } from '../invalid.ts';
import { checkText } from './check-messages.ts';
import { nameOfChoice } from './decode.ts';
import type { ChatCompletionRequest } from './schema.ts';

/**
 * Checks tools, legacy functions and the choice among them. Schemas are checked in `check-schemas.ts`.
 *
 * @throws Fault for the first problem found
 */
export function checkTools(body: ChatCompletionRequest, model: ModelCard): void {
  checkWithoutTools(body, model);
  if (body.functions && body.tools) {
    throw invalid(
      'functions',
      "'functions' is deprecated and cannot be used together with 'tools'. Use 'tools' alone.",
    );
  }
  const definitions = body.tools ?? [];
  if (definitions.length + (body.functions?.length ?? 0) === 0) return;
  if (!model.tools)
    throw new Fault({ kind: 'unsupported_parameter', param: body.tools ? 'tools' : 'functions' });

  const names = new Set<string>();
  definitions.forEach((tool, index) => {
    const name = tool.type === 'function' ? tool.function.name : tool.custom.name;
    if (names.has(name))
      throw invalid(
        `tools[${index}].${tool.type}.name`,
        `Invalid 'tools': the name '${name}' is used more than once.`,
      );
    names.add(name);
    if (tool.type === 'function')
      checkDescription(tool.function.description, `tools[${index}].function`, model);
  });
  body.functions?.forEach(({ name, description }, index) => {
    names.add(name);
    checkDescription(description, `functions[${index}]`, model);
  });
  for (const [param, name] of chosenNames(body)) {
    if (!names.has(name)) {
      throw invalid(
        param,
        `Tool choice '${name}' not found in '${body.tools ? 'tools' : 'functions'}' parameter.`,
      );
    }
  }
}

/**
 * OpenAI rejects any tool choice without tools. Open-model engines reject only a choice that cannot be
 * followed.
 */
function checkWithoutTools(body: ChatCompletionRequest, { rules }: ModelCard): void {
  const needs = (param: string, tools: string): Fault =>
    invalid(param, `Invalid value for '${param}': '${param}' is only allowed when '${tools}' are specified.`);
  const isRefused = (choice: unknown): boolean =>
    choice !== undefined && (rules !== undefined || (choice !== 'none' && choice !== 'auto'));
  if (!body.tools && isRefused(body.tool_choice)) throw needs('tool_choice', 'tools');
  if (!body.tools && rules && typeof body.parallel_tool_calls === 'boolean') {
    throw needs('parallel_tool_calls', 'tools');
  }
  if (!body.functions && isRefused(body.function_call)) throw needs('function_call', 'functions');
}

function checkDescription(description: string | undefined, at: string, { rules }: ModelCard): void {
  if (rules && description !== undefined) checkText(description, `${at}.description`, DESCRIPTION);
}

const DESCRIPTION = { atMost: 1024 };

function chosenNames(body: ChatCompletionRequest): [param: string, name: string][] {
  const choice = body.tool_choice ?? body.function_call;
  if (!choice || typeof choice === 'string') return [];
  if (!('type' in choice)) return [['function_call.name', choice.name]];
  if (choice.type === 'allowed_tools') {
    return choice.allowed_tools.tools.map((tool, index) => [
      `tool_choice.allowed_tools.tools[${index}]`,
      nameOfChoice(tool),
    ]);
  }
  return [[`tool_choice.${choice.type}.name`, nameOfChoice(choice)]];
}

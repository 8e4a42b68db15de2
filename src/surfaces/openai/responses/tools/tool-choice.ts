import type { ToolChoice as EngineChoice } from '../../../../engine/request.ts';
import { inGroup, splitName } from '../../../../engine/tool-group.ts';
import { invalid } from '../../invalid.ts';
import type { Tool, ToolChoice } from '../schema/tools.ts';
import type { DeclaredTools } from './declare-tools.ts';
import { nameOfType } from './kinds.ts';

/**
 * What a `tool_choice` means to the engine. A function or custom tool of a namespace is named with the namespace
 * (`crm.list_orders`), or by its own name if no other tool has that.
 *
 * @throws Fault if it names a function or a custom tool that the conversation does not have
 */
export function toToolChoice(choice: ToolChoice = 'auto', declared: DeclaredTools): EngineChoice {
  if (typeof choice === 'string') return { mode: choice };
  switch (choice.type) {
    case 'function':
    case 'custom': {
      const name = findName(choice.name, declared);
      if (name === undefined) {
        throw invalid('tool_choice', `Tool choice '${choice.type}' not found in 'tools' parameter.`);
      }
      return { mode: 'named', name };
    }
    case 'mcp':
      return choice.name === undefined
        ? { mode: 'required', allowed: [choice.server_label] }
        : { mode: 'named', name: inGroup(choice.server_label, choice.name) };
    case 'allowed_tools':
      return { mode: choice.mode, allowed: choice.tools.flatMap((tool) => namesOf(tool, declared)) };
    default: {
      const name = nameOfType(choice.type);
      return name === undefined ? { mode: 'auto' } : { mode: 'named', name };
    }
  }
}

/** @throws Fault for a choice of a tool that the request does not have */
export function checkToolChoice(choice: ToolChoice | undefined, tools: readonly Tool[]): void {
  if (choice === undefined || typeof choice === 'string') {
    if (choice !== 'required' || tools.length > 0) return;
    throw invalid('tool_choice', "Tool choice 'required' must be specified with 'tools' parameter.");
  }
  // Functions may be in the conversation.
  if (choice.type === 'allowed_tools' || choice.type === 'function' || choice.type === 'custom') return;
  const isOffered = tools.some(
    (tool) =>
      isChosen(tool.type, choice.type) &&
      (choice.type !== 'mcp' || tool.type !== 'mcp' || tool.server_label === choice.server_label),
  );
  if (isOffered) return;
  throw invalid('tool_choice', `Tool choice '${choice.type}' not found in 'tools' parameter.`);
}

/** Whether a choice of a type means a tool of a type: `computer_use` is any computer. */
function isChosen(type: Tool['type'], chosen: string): boolean {
  const name = nameOfType(chosen);
  return type === chosen || (name !== undefined && name === nameOfType(type));
}

/** The names of tools and groups that a choice states: they need not be searched for. */
export function namesInChoice(choice: ToolChoice | Named = 'auto'): readonly string[] {
  if (typeof choice === 'string') return [];
  if (choice.type === 'allowed_tools') return choice.tools.flatMap(namesInChoice);
  if (choice.type === 'mcp')
    return [choice.name === undefined ? choice.server_label : inGroup(choice.server_label, choice.name)];
  return 'name' in choice ? [choice.name] : [];
}

type Named = Extract<ToolChoice, { readonly type: 'allowed_tools' }>['tools'][number];

function namesOf(tool: Named, declared: DeclaredTools): string[] {
  if (tool.type === 'mcp') {
    return [tool.name === undefined ? tool.server_label : inGroup(tool.server_label, tool.name)];
  }
  if (tool.type === 'namespace') return [tool.name];
  return 'name' in tool ? [findName(tool.name, declared) ?? tool.name] : namesOfType(tool.type);
}

/** The whole name of a tool, which may be given without its namespace. */
function findName(name: string, { tools, deferred }: DeclaredTools): string | undefined {
  const all = [...tools, ...deferred];
  if (all.some((tool) => tool.name === name)) return name;
  const inNamespaces = all.filter((tool) => splitName(tool.name).own === name);
  return inNamespaces.length === 1 ? inNamespaces[0]?.name : undefined;
}

function namesOfType(type: string): string[] {
  const name = nameOfType(type);
  return name === undefined ? [] : [name];
}

import type { Tool as EngineTool } from '../../../../engine/request.ts';
import { inGroup } from '../../../../engine/tool-group.ts';
import { invalid } from '../../invalid.ts';
import { toRepliedTool } from '../kept-item.ts';
import type { CustomTool, FunctionTool, NamespaceTool } from '../schema/tools.ts';
import { callersOf } from './callers.ts';
import type { ItemOf, Recalling } from './recall.ts';
import type { Declared, ToolKind, ToolScope } from './tool-kind.ts';

/** Functions, which the caller runs. */
export const functionKind: ToolKind<'function'> = { declare: declareOne };

/** Tools whose input is free text, or text of a grammar. */
export const customKind: ToolKind<'custom'> = { declare: declareOne };

/** Functions and custom tools of one purpose. */
export const namespaceKind: ToolKind<'namespace'> = {
  check: checkNamespace,
  declare(namespace, { deferred }) {
    const isLater = ({ defer_loading: later }: FunctionTool | CustomTool): boolean => later === true;
    const toolsOf = (tools: readonly (FunctionTool | CustomTool)[]) =>
      toEngineTools({ ...namespace, tools: [...tools] });
    deferred.add(toolsOf(namespace.tools.filter(isLater)), (names) => ({
      ...namespace,
      tools: namespace.tools.filter(({ name }) => names.includes(inGroup(namespace.name, name))),
    }));
    return { tools: toolsOf(namespace.tools.filter((tool) => !isLater(tool))) };
  },
};

function declareOne(tool: FunctionTool | CustomTool, { deferred }: ToolScope): Declared {
  if (!tool.defer_loading) return { tools: toEngineTools(tool) };
  deferred.add(toEngineTools(tool), () => toRepliedTool(tool));
  return { tools: [] };
}

/** What the caller declares that is called as it is, without a server. */
export type CallableTool = FunctionTool | CustomTool | NamespaceTool;

/** The tools of a declaration, whether they are loaded later or not. */
export function toEngineTools(declared: CallableTool): readonly EngineTool[] {
  return declared.type === 'namespace'
    ? declared.tools.map((tool) => ({
        ...toEngineTool(tool, declared.name),
        groupDescription: declared.description,
      }))
    : [toEngineTool(declared)];
}

function toEngineTool(tool: FunctionTool | CustomTool, namespace?: string): EngineTool {
  // Tools that answers held have nulls.
  const description = tool.description ?? '';
  const name = inGroup(namespace, tool.name);
  const calling = { ...callersOf(tool), ...(tool.async && { isAsync: true }) };
  if (tool.type === 'custom') {
    const { format } = tool;
    const grammar = format?.type === 'grammar' && { syntax: format.syntax, definition: format.definition };
    return { kind: 'custom', name, description, ...(grammar && { grammar }), ...calling };
  }
  const { parameters, strict, output_schema: output } = tool;
  return {
    kind: 'function',
    name,
    description,
    ...(parameters && { parameters }),
    strict: strict ?? true,
    ...(output && { output }),
    ...calling,
  };
}

function checkNamespace({ tools }: NamespaceTool, at: string): void {
  const names = new Set<string>();
  for (const [index, { name }] of tools.entries()) {
    if (names.has(name)) {
      throw invalid(
        `${at}.tools[${index}].name`,
        `Invalid '${at}.tools': the name '${name}' is used more than once.`,
        'invalid_value',
      );
    }
    names.add(name);
  }
}

export function recallCall(item: ItemOf<'function_call' | 'custom_tool_call'>, to: Recalling): void {
  const { call_id: id, namespace, caller, async: isAsync } = item;
  const name = inGroup(namespace, item.name);
  const stated = {
    ...(caller && { caller: caller.type === 'program' ? caller.caller_id : undefined }),
    ...(isAsync && { isAsync }),
  };
  if (item.type === 'function_call')
    to.call({ id, kind: 'function', name, input: item.arguments, ...stated });
  else to.call({ id, kind: 'custom', name, input: item.input, ...stated });
}

/** A result without `call_id` belongs to the latest call of its function. */
export function recallOutput(
  item: ItemOf<'function_call_output' | 'custom_tool_call_output'>,
  to: Recalling,
): void {
  const parts = to.partsOf(item.output);
  if (item.type === 'custom_tool_call_output') to.result(item.call_id, parts);
  else {
    const { namespace, name = '' } = item;
    to.result(item.call_id ?? to.latestCallOf(inGroup(namespace, name)), parts);
  }
}

import type { ModelCard } from '../../../../engine/models/card.ts';
import { Fault } from '../../../../kernel/fault.ts';
import { invalid } from '../../invalid.ts';
import type { InputItem } from '../schema/items.ts';
import type { CreateResponseRequest } from '../schema/request.ts';
import type { Tool } from '../schema/tools.ts';
import { checkCallers } from './callers.ts';
import { isCallable } from './declared-names.ts';
import { kindOf } from './kinds.ts';
import { checkToolChoice } from './tool-choice.ts';

/**
 * Checks the tools of a request and those that its items add.
 *
 * @throws Fault for the first problem found
 */
export function checkTools(body: CreateResponseRequest, model: ModelCard): void {
  const { tools = [], tool_choice: choice, input } = body;
  if (tools.length > 0 && !model.tools) throw new Fault({ kind: 'unsupported_parameter', param: 'tools' });
  const names = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    const at = `tools[${index}]`;
    checkTool(tool, at, tools);
    const [name, member] = nameOf(tool);
    if (name === undefined) continue;
    if (names.has(name)) {
      throw invalid(
        `${at}.${member}`,
        `Invalid 'tools': the name '${name}' is used more than once.`,
        'invalid_value',
      );
    }
    names.add(name);
  }
  const canSearch = tools.some(({ type }) => type === 'tool_search');
  if (!canSearch) checkDeferred(tools, 'tools');
  if (Array.isArray(input)) checkAdded(input, tools, canSearch);
  checkToolChoice(choice, tools);
}

/** The name that a tool has for itself, and the member that states it. */
function nameOf(tool: Tool): [string | undefined, string] {
  const name = kindOf(tool.type).name;
  if (name !== undefined) return [name, 'type'];
  if (tool.type === 'mcp') return [tool.server_label, 'server_label'];
  return ['name' in tool ? tool.name : undefined, 'name'];
}

function checkTool(tool: Tool, at: string, tools: readonly Tool[]): void {
  checkCallers(tool, at, tools);
  if (tool.type === 'namespace') {
    for (const [index, each] of tool.tools.entries()) checkCallers(each, `${at}.tools[${index}]`, tools);
  }
  kindOf(tool.type).check?.(tool, at);
}

/** A tool that is loaded later is never called if it cannot be searched for. */
function checkDeferred(tools: readonly Tool[], list: string): void {
  for (const [index, tool] of tools.entries()) {
    const inside = tool.type === 'namespace' ? tool.tools.findIndex(({ defer_loading: later }) => later) : -1;
    const isDeferred = 'defer_loading' in tool && tool.defer_loading === true;
    if (!isDeferred && inside < 0) continue;
    const at = isDeferred ? `${list}[${index}]` : `${list}[${index}].tools[${inside}]`;
    throw invalid(
      `${at}.defer_loading`,
      `Invalid '${at}.defer_loading': tools that are loaded later need the tool 'tool_search' in 'tools'.`,
      'invalid_value',
    );
  }
}

/** Tools that items add are called as they are: the caller of a later request need not declare them. */
function checkAdded(items: readonly InputItem[], tools: readonly Tool[], canSearch: boolean): void {
  for (const [index, item] of items.entries()) {
    if (item.type !== 'additional_tools' && item.type !== 'tool_search_output') continue;
    // What a search has found is loaded.
    if (item.type === 'additional_tools' && !canSearch) checkDeferred(item.tools, `input[${index}].tools`);
    for (const [place, tool] of item.tools.entries()) {
      const at = `input[${index}].tools[${place}]`;
      if (isCallable(tool)) checkTool(tool, at, tools);
      // A search names the tools of a server that it has found.
      else if (tool.type !== 'mcp' || item.type === 'additional_tools') {
        throw invalid(
          `${at}.type`,
          `Invalid '${at}.type': items can add functions, custom tools and namespaces. Put other tools into 'tools'.`,
          'unsupported_value',
        );
      }
    }
  }
}

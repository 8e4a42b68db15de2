import { inGroup } from '../../../../engine/tool-group.ts';
import type { Tool } from '../schema/tools.ts';
import { type CallableTool, toEngineTools } from './functions.ts';

/** Whether a tool is declared completely by itself. */
export function isCallable(tool: Pick<Tool, 'type'>): tool is CallableTool {
  return tool.type === 'function' || tool.type === 'custom' || tool.type === 'namespace';
}

/** The names that the engine gives to the tools of a declaration, as far as it states them. */
export function namesIn(tool: Tool): readonly string[] {
  if (isCallable(tool)) return toEngineTools(tool).map(({ name }) => name);
  if (tool.type !== 'mcp') return [];
  const { server_label: label, allowed_tools: allowed = [] } = tool;
  const names = Array.isArray(allowed) ? allowed : (allowed.tool_names ?? []);
  return names.map((name) => inGroup(label, name));
}

import type { InputItem } from '../schema/items.ts';

/** Items that say which tools there are, what has become of calls that need an approval, or what programs do. */
export function isAboutTools({ type }: InputItem): boolean {
  return type !== undefined && ABOUT_TOOLS.has(type);
}

const ABOUT_TOOLS: ReadonlySet<string> = new Set([
  'additional_tools',
  'tool_search_output',
  'mcp_list_tools',
  'mcp_call',
  'mcp_approval_request',
  'mcp_approval_response',
  'program',
  'program_output',
]);

import type { ListedTool } from '../../../../engine/ports/tool-server.ts';
import type { McpTool } from '../schema/tools.ts';

type Filter = Exclude<NonNullable<McpTool['allowed_tools']>, readonly string[]>;
type Named = Pick<ListedTool, 'name' | 'isReadOnly'>;

/** Whether a tool of a server can be used at all. */
export function isAllowed(tool: Named, allowed: McpTool['allowed_tools']): boolean {
  if (allowed === undefined) return true;
  return Array.isArray(allowed) ? allowed.includes(tool.name) : matches(tool, allowed);
}

/**
 * Whether the caller has to approve of each call of a tool. Without a rule, always. Of a rule with exceptions in one
 * direction, the other direction is what applies to all other tools; with both, tools that neither names need an approval.
 *
 * @example
 * needsApproval({ name: 'delete', isReadOnly: false }, { never: { tool_names: ['search'] } }); // true
 * needsApproval({ name: 'search', isReadOnly: true }, { always: { tool_names: ['delete'] } }); // false
 */
export function needsApproval(tool: Named, rule: McpTool['require_approval'] = 'always'): boolean {
  if (typeof rule === 'string') return rule === 'always';
  const { always, never } = rule;
  if (always && matches(tool, always)) return true;
  if (never && matches(tool, never)) return false;
  return always === undefined || never !== undefined;
}

function matches({ name, isReadOnly }: Named, { tool_names: names, read_only }: Filter): boolean {
  const isNamed = names === undefined || names.includes(name);
  return isNamed && (read_only === undefined || read_only === isReadOnly);
}

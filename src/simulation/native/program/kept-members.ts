import type { Tool } from '../../../engine/request.ts';

/** Members of a result that a program names one by one. */
const MOST = 20;

/** The members of a tool's results that programs go on with: those that its schema of results declares; undefined if it declares none. */
export function keptMembers(tool: Tool | undefined): readonly string[] | undefined {
  if (tool?.kind !== 'function' || typeof tool.output !== 'object') return undefined;
  const { properties } = tool.output;
  if (typeof properties !== 'object' || properties === null) return undefined;
  const names = Object.keys(properties);
  return names.length > 0 && names.length <= MOST ? names : undefined;
}
